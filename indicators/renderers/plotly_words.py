"""What plotly's own buttons say, in the languages that its bundle does not speak. Ours, also where plotly has a file."""

from typing import Final

SAID: Final = {
    "Download plot as a PNG": {
        "ar": "تنزيل الرسم بصيغة PNG", "zh": "下载为PNG图片", "fr": "Télécharger en PNG",
        "es": "Descargar como PNG", "ru": "Скачать как PNG",
    },
    "Zoom": {"ar": "تكبير جزء", "zh": "缩放", "fr": "Zoom", "es": "Ampliar una zona", "ru": "Увеличить участок"},
    "Pan": {"ar": "تحريك", "zh": "平移", "fr": "Déplacer", "es": "Desplazar", "ru": "Сдвинуть"},
    "Zoom in": {"ar": "تكبير", "zh": "放大", "fr": "Agrandir", "es": "Acercar", "ru": "Приблизить"},
    "Zoom out": {"ar": "تصغير", "zh": "缩小", "fr": "Réduire", "es": "Alejar", "ru": "Отдалить"},
    "Reset axes": {
        "ar": "إعادة المحورين إلى وضعهما", "zh": "重置坐标轴", "fr": "Rétablir les axes",
        "es": "Restablecer los ejes", "ru": "Вернуть оси",
    },
    "Double-click to zoom back out": {
        "ar": "انقر مرتين للعودة", "zh": "双击以还原", "fr": "Double-cliquez pour revenir",
        "es": "Haga doble clic para volver", "ru": "Дважды щелкните, чтобы вернуться",
    },
    "Double-click on legend to isolate one trace": {
        "ar": "انقر مرتين على المفتاح لإظهار سلسلة واحدة", "zh": "双击图例以只显示一个数列",
        "fr": "Double-cliquez sur la légende pour isoler une série",
        "es": "Haga doble clic en la leyenda para aislar una serie",
        "ru": "Дважды щелкните по условному обозначению, чтобы оставить один ряд",
    },
    "Taking snapshot - this may take a few seconds": {
        "ar": "يجري حفظ الصورة", "zh": "正在生成图片", "fr": "Enregistrement de l’image",
        "es": "Se guarda la imagen", "ru": "Сохраняется изображение",
    },
    "Snapshot succeeded": {
        "ar": "حُفظت الصورة", "zh": "图片已生成", "fr": "Image enregistrée", "es": "Imagen guardada",
        "ru": "Изображение сохранено",
    },
    "Sorry, there was a problem downloading your image!": {
        "ar": "تعذر تنزيل الصورة.", "zh": "图片下载失败。", "fr": "L’image n’a pas pu être téléchargée.",
        "es": "No se pudo descargar la imagen.", "ru": "Не удалось скачать изображение.",
    },
}  # fmt: skip
MARKS: Final = {"ar": ".,", "zh": ".,", "fr": ",\u202f", "es": ",\u202f", "ru": ",\u202f"}
"""The decimal mark and the mark between thousands, as `numbers.py` writes them; digits are 0-9 in every language."""


def locale(language: str) -> dict:
    """The part of plotly's configuration that makes it speak the language; {} for English."""
    if language == "en":
        return {}
    dictionary = {english: words[language] for english, words in SAID.items()}
    marks = MARKS[language]
    told = {"dictionary": dictionary, "format": {"decimal": marks[0], "thousands": marks[1]}}
    return {"locale": language, "locales": {language: told}}

"""The few words every renderer adds by itself, in the six languages, and the lines made of them.

Kept here and not in the message catalogues because renderers know no Django: a stored figure must be drawn the
same on a page, in the worker and in a test.
"""

from indicators.figure import Figure, Series
from indicators.renderers.numbers import number

WORDS = {
    "source": {"en": "Source", "zh": "资料来源", "fr": "Source", "es": "Fuente", "ru": "Источник", "ar": "المصدر"},
    "release": {"en": "Release", "zh": "发布版本", "fr": "Édition", "es": "Edición", "ru": "Выпуск", "ar": "الإصدار"},
    "note": {"en": "Notes", "zh": "说明", "fr": "Notes", "es": "Notas", "ru": "Примечания", "ar": "ملاحظات"},
    "illustrative": {
        "en": "Illustrative data",
        "zh": "示例数据",
        "fr": "Données fictives",
        "es": "Datos ilustrativos",
        "ru": "Условные данные",
        "ar": "بيانات توضيحية",
    },
    "published": {
        "en": "Published",
        "zh": "已公布",
        "fr": "Publié",
        "es": "Publicado",
        "ru": "Опубликовано",
        "ar": "منشور",
    },
    "computed": {"en": "Computed", "zh": "计算", "fr": "Calculé", "es": "Calculado", "ru": "Расчетные", "ar": "محسوب"},
    "no_value": {
        "en": "No value",
        "zh": "无数值",
        "fr": "Pas de valeur",
        "es": "Sin valor",
        "ru": "Нет данных",
        "ar": "لا توجد قيمة",
    },
    "low": {"en": "Lowest possible", "zh": "可能的最低值", "fr": "Minimum possible", "es": "Mínimo posible",
            "ru": "Нижняя граница", "ar": "أدنى قيمة ممكنة"},
    "high": {"en": "Highest possible", "zh": "可能的最高值", "fr": "Maximum possible", "es": "Máximo posible",
             "ru": "Верхняя граница", "ar": "أعلى قيمة ممكنة"},
    "break": {"en": "Break in series", "zh": "数列中断", "fr": "Rupture de série", "es": "Ruptura de la serie",
              "ru": "Разрыв ряда", "ar": "انقطاع السلسلة"},
    "series": {"en": "Series", "zh": "数列", "fr": "Série", "es": "Serie", "ru": "Ряд", "ar": "السلسلة"},
    "category": {"en": "Category", "zh": "类别", "fr": "Catégorie", "es": "Categoría", "ru": "Категория", "ar": "الفئة"},
    "period": {"en": "Year", "zh": "年份", "fr": "Année", "es": "Año", "ru": "Год", "ar": "السنة"},
    "value": {"en": "Value", "zh": "数值", "fr": "Valeur", "es": "Valor", "ru": "Значение", "ar": "القيمة"},
    "label": {"en": "As written", "zh": "原文写法", "fr": "Tel qu’écrit", "es": "Tal como figura", "ru": "Как в тексте",
              "ar": "كما ورد"},
    "kind": {"en": "Kind", "zh": "性质", "fr": "Nature", "es": "Tipo", "ru": "Вид", "ar": "النوع"},
    "unit": {"en": "Unit", "zh": "单位", "fr": "Unité", "es": "Unidad", "ru": "Единица измерения", "ar": "الوحدة"},
    "reason": {"en": "Why there is no value", "zh": "无数值的原因", "fr": "Motif d’absence", "es": "Motivo de la ausencia",
               "ru": "Причина отсутствия", "ar": "سبب عدم وجود قيمة"},
    "class": {"en": "Class", "zh": "类别", "fr": "Classe", "es": "Clase", "ru": "Категория", "ar": "الفئة"},
    "respondent": {
        "en": "Respondent", "zh": "答复方", "fr": "Répondant", "es": "Encuestado", "ru": "Респондент", "ar": "المجيب",
    },
    "country": {"en": "Country", "zh": "国家", "fr": "Pays", "es": "País", "ru": "Страна", "ar": "البلد"},
    "not_on_map": {"en": "Not on the map", "zh": "未在地图上显示", "fr": "Hors de la carte", "es": "Fuera del mapa",
                   "ru": "Нет на карте", "ar": "غير ظاهر على الخريطة"},
    "map_note": {
        "en": "The boundaries and names shown and the designations used on this map do not imply official endorsement "
              "or acceptance by the United Nations.",
        "zh": "本地图所示边界和名称及所用名称并不意味着联合国正式认可或接受。",
        "fr": "Les frontières et les noms indiqués et les désignations employées sur cette carte n’impliquent ni "
              "reconnaissance ni acceptation officielle par l’Organisation des Nations Unies.",
        "es": "Los límites y los nombres que figuran en este mapa y las denominaciones que se utilizan en él no "
              "implican su apoyo o aceptación oficial por las Naciones Unidas.",
        "ru": "Границы, названия и обозначения, используемые на этой карте, не означают их официального одобрения или "
              "признания Организацией Объединенных Наций.",
        "ar": "لا تعني الحدود والأسماء المبينة والتسميات المستخدمة في هذه الخريطة إقرارا أو قبولا رسميا بها من جانب "
              "الأمم المتحدة.",
    },
    "map_lines": {
        "en": "Dotted lines are boundaries that are not settled. Areas whose status is not settled have no colour. "
              "Dots are States too small to be seen.",
        "zh": "虚线为尚未确定的边界。地位未定的地区不着色。圆点为面积过小而无法显示的国家。",
        "fr": "Les lignes pointillées sont des frontières non définitives. Les zones dont le statut n’est pas "
              "définitif sont sans couleur. Les points sont des États trop petits pour être vus.",
        "es": "Las líneas de puntos son límites no definitivos. Las zonas cuyo estatuto no es definitivo no tienen "
              "color. Los puntos son Estados demasiado pequeños para verse.",
        "ru": "Пунктиром показаны границы, которые окончательно не определены. Районы, статус которых окончательно не "
              "определен, не закрашены. Точками показаны государства, слишком малые, чтобы их было видно.",
        "ar": "الخطوط المنقطة حدود لم تُحسم بعد. والمناطق التي لم يُحسم وضعها بلا لون. والنقاط دول أصغر من أن تُرى.",
    },
    "address": {"en": "Address", "zh": "网址", "fr": "Adresse", "es": "Dirección", "ru": "Адрес", "ar": "العنوان"},
}  # fmt: skip
COLON = {"zh": "：", "fr": "\u00a0: "}


def word(key: str, language: str) -> str:
    """One of the fixed words, such as "Source" or "Illustrative data"."""
    return WORDS[key][language]


def labelled(key: str, text: str, language: str) -> str:
    """A word, a colon as the language writes it, and a text: "Source: A/78/290, paragraph 32"."""
    return f"{word(key, language)}{COLON.get(language, ': ')}{text}"


def point_label(figure: Figure, series: Series, at: int) -> str:
    """The value of a point as it is to be written, "" where there is none: its own label or the number."""
    if series.labels[at] is not None:
        return series.labels[at]
    value = series.values[at]
    return "" if value is None else number(value, figure.language, figure.decimals)


def counted(count: int, language: str) -> str:
    """A number as the language writes it."""
    return number(count, language)


def subtitle_line(figure: Figure) -> str:
    """Unit, scope and, where all points share it, n: "Per cent · UN entities, 2022 · n not published"."""
    return " · ".join(part for part in (figure.unit_text, figure.subtitle, n_text(figure)) if part)


def n_text(figure: Figure) -> str:
    """The common n as a part of a line: "n = 23 of 27", or the words themselves where they speak of n; else ""."""
    n = figure.common_n
    if not n:
        return ""
    return f"n = {n}" if n[0].isdigit() else n


def source_lines(figure: Figure, *, with_release: bool = True) -> list[str]:
    """The lines under a figure: lettered notes, reasons for breaks, source, release."""
    language = figure.language
    lines = [f"{note.letter}  {note.text}" for note in figure.notes]
    lines += [
        labelled("break", f"{figure.categories[cut.at]}, {cut.text}", language) for cut in figure.breaks
    ]
    if figure.chart == "map":
        lines += [word("map_note", language), word("map_lines", language)]
    lines.append(labelled("source", figure.source, language))
    if with_release and figure.release:
        lines.append(labelled("release", figure.release, language))
    return lines

"""The words of the example figures in the six languages, so that each is looked at with labels of its own script."""

from dataclasses import replace

from indicators.figure import Figure
from tests.indicators.figures import HIDDEN

TOLD = {
    "Entities with a focal point": ("كيانات لديها جهة تنسيق", "设有协调人的实体", "Entités dotées d’un point focal",
        "Структуры, в которых есть координатор", "Entidades con un punto de contacto"),
    "Entities with a focal point, by type of entity": ("كيانات لديها جهة تنسيق، حسب نوع الكيان", "按类型列示的设有协调人的实体",
        "Entités dotées d’un point focal, par type", "Структуры с координатором, по видам", "Entidades con punto de contacto, por tipo"),
    "How far strategies cover SSTC": ("مدى شمول الاستراتيجيات للتعاون فيما بين بلدان الجنوب", "战略涵盖南南合作的程度",
        "Place de la coopération Sud-Sud dans les stratégies", "Насколько стратегии охватывают сотрудничество Юг — Юг",
        "Alcance de la cooperación Sur-Sur en las estrategias"),
    "Who answered": ("من أجاب", "谁作了答复", "Qui a répondu", "Кто ответил", "Quién respondió"),
    "Per cent": ("نسبة مئوية", "百分比", "Pourcentage", "Проценты", "Porcentaje"),
    "Countries": ("بلدان", "国家", "Pays", "Страны", "Países"),
    "UN entities": ("كيانات الأمم المتحدة", "联合国实体", "Entités des Nations Unies", "Структуры ООН", "Entidades de las Naciones Unidas"),
    "UN entities, 2022": ("كيانات الأمم المتحدة، 2022", "联合国实体，2022年", "Entités des Nations Unies, 2022", "Структуры ООН, 2022 год",
        "Entidades de las Naciones Unidas, 2022"),
    "Funds and programmes": ("الصناديق والبرامج", "基金和方案", "Fonds et programmes", "Фонды и программы", "Fondos y programas"),
    "Specialized agencies": ("الوكالات المتخصصة", "专门机构", "Institutions spécialisées", "Специализированные учреждения",
        "Organismos especializados"),
    "Regional commissions": ("اللجان الإقليمية", "区域委员会", "Commissions régionales", "Региональные комиссии", "Comisiones regionales"),
    "Other": ("أخرى", "其他", "Autres", "Прочие", "Otras"),
    "Funds": ("الصناديق", "基金", "Fonds", "Фонды", "Fondos"),
    "Programmes": ("البرامج", "方案和规划署", "Programmes", "Программы", "Programas"),
    "Fully": ("كليا", "完全", "Entièrement", "Полностью", "Totalmente"),
    "In part": ("جزئيا", "部分", "En partie", "Частично", "En parte"),
    "Not at all": ("إطلاقا لا", "完全没有", "Pas du tout", "Совсем нет", "En absoluto"),
    "Answered": ("أجابت", "已答复", "Ont répondu", "Ответили", "Respondieron"),
    "Nothing came": ("لم يرد شيء", "未收到答复", "Rien n’est arrivé", "Ничего не поступило", "No llegó nada"),
    "All that answered": ("جميع من أجابوا", "全部答复者", "Tous les répondants", "Все ответившие", "Todos los que respondieron"),
    "Those in the number in both years": ("من يشملهم الرقم في السنتين", "两年均计入者", "Ceux présents les deux années",
        "Учтенные в оба года", "Los incluidos en ambos años"),
    "Not enough answers: 2 of 5": ("الإجابات غير كافية: 2 من 5", "答复不足：5个中有2个", "Réponses insuffisantes : 2 sur 5",
        "Недостаточно ответов: 2 из 5", "Respuestas insuficientes: 2 de 5"),
    HIDDEN: (
        "غير معروض: عدد مجيبي المجموعة أقل من 5، أو أنها تكشف مجموعة كهذه. وداخل هذا الجدول لا يمكن استنتاج المخفي من المعروض؛ "
        "أما مقارنة بجداول وإصدارات أخرى فذلك غير مضمون.",
        "不予显示：该组答复方少于5个，或显示该组会使人推算出此类小组。在本表之内，无法从所显示的数字推算出隐去的数字；"
        "与其他表格或发布版本对照时，不作此保证。",
        "Non affiché : le groupe compte moins de 5 répondants, ou en révélerait un qui est dans ce cas. Dans ce tableau, ce qui "
        "est masqué ne peut se déduire de ce qui est affiché ; cela n’est pas garanti au regard d’autres tableaux et éditions.",
        "Не показано: в группе менее 5 респондентов, либо она раскрыла бы такую группу. В этой таблице скрытое нельзя вывести "
        "из показанного; в сопоставлении с другими таблицами и выпусками это не гарантируется.",
        "No se muestra: el grupo tiene menos de 5 encuestados, o revelaría uno que los tiene. Dentro de este cuadro lo oculto no "
        "puede deducirse de lo mostrado; frente a otros cuadros y ediciones no se garantiza.",
    ),
    "Without UN-Habitat.": ("باستثناء موئل الأمم المتحدة.", "不含人居署。", "Sans ONU-Habitat.", "Без ООН-Хабитат.", "Sin ONU-Hábitat."),
    "Too few answered": ("عدد المجيبين قليل جدا", "答复过少", "Trop peu de réponses", "Слишком мало ответов", "Muy pocas respuestas"),
}  # fmt: skip
ORDER = ("ar", "zh", "fr", "ru", "es")


def in_language(figure: Figure, language: str) -> Figure:
    """The figure in a language, with the words above in it; names that are not among them stay English."""
    if language == figure.language:
        return figure

    def told(text):
        return TOLD[text][ORDER.index(language)] if text in TOLD and language in ORDER else text

    return replace(
        figure,
        language=language,
        title=told(figure.title),
        subtitle=told(figure.subtitle),
        unit_text=told(figure.unit_text),
        respondents=told(figure.respondents),
        categories=tuple(map(told, figure.categories)),
        series=tuple(
            replace(one, name=told(one.name), reasons=tuple(map(told, one.reasons))) for one in figure.series
        ),
    )

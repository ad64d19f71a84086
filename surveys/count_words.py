"""The words by which tables of counts say what stands where, in the six languages. PURE.

All are compared as `surveys.headings.squeeze` leaves them. "Total" over a column means everybody, beside a row
the base of the counts above it, or the sum where numbers were asked for: the place tells which.
"""

from typing import Final

from surveys.headings import squeeze


def _squeezed(*words: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words)


WHOLE: Final = _squeezed(
    *("all", "whole", "total", "overall", "all respondents", "world", "all countries", "all entities"),
    *(
        "全部",
        "总计",
        "合计",
        "全体",
        "tous",
        "ensemble",
        "total général",
        "todos",
        "conjunto",
        "total general",
    ),
    *("все", "всего", "итого", "الكل", "المجموع", "جميع المجيبين", "الإجمالي"),
)
K: Final = _squeezed(
    *("k", "count", "counts", "number", "frequency", "freq", "responses", "计数", "人数", "数目"),
    *("nombre", "effectif", "número", "recuento", "число", "количество", "العدد", "عدد"),
)
N: Final = _squeezed(
    *("n", "base", "of", "out of", "denominator", "respondents", "number of respondents", "valid n", "total"),
    *("answered this question", "基数", "答复数", "base de cálculo", "répondants", "encuestados"),
    *("респонденты", "база", "респондентов", "عدد المجيبين", "المجيبون", "القاعدة"),
)
PERCENT: Final = _squeezed(
    *("%", "％", "٪", "per cent", "percent", "percentage", "share", "百分比", "pourcentage", "porcentaje"),
    *("процент", "доля", "النسبة المئوية", "النسبة", "part"),
)
INVITED: Final = _squeezed(
    "invited", "受邀", "invités", "invitados", "приглашено", "عدد المدعوين", "المدعوون"
)
ANSWERED: Final = _squeezed(
    *("answered", "answered the survey", "responded", "已答复", "ayant répondu", "respondieron"),
    *("ответили", "أجابوا", "عدد الذين أجابوا"),
)
SUM: Final = _squeezed(
    "sum", "total", "总和", "合计", "总计", "somme", "suma", "сумма", "всего", "итого", "المجموع"
)
QUESTION: Final = _squeezed(
    *("question", "question code", "item", "item code", "variable", "indicator", "问题", "题目", "问题代码"),
    *("pregunta", "código de la pregunta", "code de la question", "вопрос", "код вопроса", "سؤال", "السؤال"),
    "رمز السؤال",
)
OPTION: Final = _squeezed(
    *("option", "option code", "answer", "answer code", "response", "category", "choice", "选项", "答案"),
    *("réponse", "opción", "respuesta", "вариант", "ответ", "вариант ответа", "الخيار", "الجواب", "الإجابة"),
)
GROUPING: Final = _squeezed(
    *(
        "group kind",
        "kind of group",
        "grouping",
        "breakdown",
        "disaggregation",
        "dimension",
        "分组",
        "分组类别",
    ),
    *(
        "groupement",
        "ventilation",
        "agrupación",
        "desglose",
        "группировка",
        "разбивка",
        "التصنيف",
        "نوع المجموعة",
    ),
)
GROUP: Final = _squeezed(
    *("group", "group code", "subgroup", "组", "组别", "groupe", "grupo", "группа", "المجموعة", "الفئة"),
)
WORDING: Final = _squeezed(
    "wording", "text", "label", "code", "措辞", "libellé", "texto", "формулировка", "النص", "الصيغة"
)
BLANK: Final = _squeezed(
    *("blank", "left blank", "missing", "no answer", "未答", "留空", "sans réponse", "en blanco"),
    *("sin respuesta", "без ответа", "не заполнено", "بلا إجابة", "تُرك فارغا", "laissé en blanc"),
)
NOT_SHOWN: Final = _squeezed(
    *(
        "not_shown",
        "not shown",
        "not asked",
        "skipped",
        "未显示",
        "non posée",
        "no se mostró",
        "не задавался",
    ),
    "لم يُعرض",
)

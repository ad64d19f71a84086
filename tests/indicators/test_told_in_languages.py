"""What stands beside numbers, as whole sentences, in each of the six languages: bounds, n, change, panel, break.

The sentences were read; a change of one of them is a change of what readers are told.
"""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from indicators.breaks import breaks_over
from indicators.pages.changes import changes_in_words
from indicators.phrases import bounds_in_words, n_in_words

DEFINITION = SimpleNamespace(rounding="half_up_0", unit="percent", survey=None)
VALUE = SimpleNamespace(
    low=Decimal("48.15"), high=Decimal("62.96"), value=Decimal("56.5"), respondents=22, counted=22, answered=23, invited=27,
    breakdown={}, exclusions={},
)  # fmt: skip
CHANGE = {
    "version": 1, "breakdown": {}, "from_year": 2021, "to_year": 2022, "both": 19, "change": "-5.38", "behaviour": "0",
    "composition": "-5.38", "state": "computed", "reason": "", "reason_parameters": {}, "caveats": {}, "illustrative": True,
}  # fmt: skip
NO_CHANGE = {"change": None, "behaviour": None}
NOT_TOLD_APART = {"behaviour": None, "state": "none"}
CASES = {
    "change": {},
    "panel": {"both": 2, "change": "11.7", "behaviour": "14.3", "composition": "-2.6"},
    "not_comparable": {
        **NO_CHANGE,
        "state": "broken",
        "reason": "definition_changed",
        "reason_parameters": {"before": 1, "after": 2},
    },
    "no_value": {**NO_CHANGE, "reason": "no_value", "reason_parameters": {"years": [2021, 2022]}},
    "nobody": {**NOT_TOLD_APART, "reason": "nobody_in_both"},
    "few": {
        **NOT_TOLD_APART,
        "reason": "panel_insufficient",
        "reason_parameters": {"respondents": 3, "minimum": 5},
    },
}
"""Name -> what differs from CHANGE."""
EXPECTED = {
    "ar": {
        "bounds": "لو كان جميع من لم يردّوا قد قالوا لا، أو نعم: من 48 إلى 63",
        "n": "ردّ 23 من أصل 27، احتُسب منها 22",
        "change": "من 2021 إلى 2022 | \u2066−5.4\u2069 نقطة مئوية | بالنسبة إلى 19 مجيبا داخلين في العدد في السنتين معا: 0.0 نقطة مئوية. والباقي، \u2066−5.4\u2069 نقطة مئوية، ناتج عن هوية من ردّوا.",
        "panel": "من 2021 إلى 2022 | \u2066+11.7\u2069 نقطة مئوية | بالنسبة للمجيبين الاثنين الداخلين في العدد في السنتين معا: \u2066+14.3\u2069 نقطة مئوية. والباقي، \u2066−2.6\u2069 نقطة مئوية، ناتج عن هوية من ردّوا.",
        "not_comparable": "من 2021 إلى 2022 | لا يمكن مقارنة السنتين. تغيّر التعريف من الإصدار 1 إلى الإصدار 2.",
        "no_value": "من 2021 إلى 2022 | لا يوجد تغيير يُذكر: لا توجد قيمة لسنة 2021 و 2022.",
        "nobody": "من 2021 إلى 2022 | \u2066−5.4\u2069 نقطة مئوية | لا يوجد من هو داخل في العدد في السنتين معا، ولذلك لا يدل التغيير على أحد.",
        "few": "من 2021 إلى 2022 | \u2066−5.4\u2069 نقطة مئوية | لا يدخل في العدد في السنتين معا سوى 3؛ ويلزم 5 على الأقل لبيان ما غيّروه.",
        "break": "تغيّر التعريف من الإصدار 1 إلى الإصدار 2",
    },
    "en": {
        "bounds": "If all who are missing had said no, or yes: 48 to 63",
        "n": "23 of 27 answered, 22 counted",
        "change": "2021 to 2022 | −5.4 percentage points | Among the 19 respondents that are in the number in both years: 0.0 percentage points. The rest, −5.4 percentage points, comes from who answered.",
        "panel": "2021 to 2022 | +11.7 percentage points | Among the 2 respondents that are in the number in both years: +14.3 percentage points. The rest, −2.6 percentage points, comes from who answered.",
        "not_comparable": "2021 to 2022 | The two years cannot be compared. The definition changed from version 1 to version 2.",
        "no_value": "2021 to 2022 | There is no change to tell: no value for 2021 and 2022.",
        "nobody": "2021 to 2022 | −5.4 percentage points | Nobody is in the number in both years, so that the change says nothing of anybody.",
        "few": "2021 to 2022 | −5.4 percentage points | Only 3 are in the number in both years; at least 5 are needed to tell what they changed.",
        "break": "definition changed from version 1 to version 2",
    },
    "es": {
        "bounds": "Si todos los que faltan hubieran dicho no, o sí: de 48 a 63",
        "n": "23 de 27 respondieron, de los que se cuentan 22",
        "change": "de 2021 a 2022 | −5,4 puntos porcentuales | En los 19 encuestados contados en ambos años: 0,0 puntos porcentuales. El resto, −5,4 puntos porcentuales, se debe a quiénes respondieron.",
        "panel": "de 2021 a 2022 | +11,7 puntos porcentuales | En los 2 encuestados contados en ambos años: +14,3 puntos porcentuales. El resto, −2,6 puntos porcentuales, se debe a quiénes respondieron.",
        "not_comparable": "de 2021 a 2022 | Los dos años no son comparables. La definición pasó de la versión 1 a la versión 2.",
        "no_value": "de 2021 a 2022 | No hay cambio que indicar: sin valor para 2021 y 2022.",
        "nobody": "de 2021 a 2022 | −5,4 puntos porcentuales | Nadie está contado en ambos años, por lo que el cambio no dice nada de nadie.",
        "few": "de 2021 a 2022 | −5,4 puntos porcentuales | Solo 3 están contados en ambos años; se necesitan al menos 5 para decir qué cambiaron.",
        "break": "la definición pasó de la versión 1 a la versión 2",
    },
    "fr": {
        "bounds": "Si tous les manquants avaient répondu non, ou oui\xa0: de 48 à 63",
        "n": "23 réponses sur 27, dont 22 pris en compte",
        "change": "de 2021 à 2022 | −5,4 points de pourcentage | Pour les 19 répondants comptés les deux années\xa0: 0,0 point de pourcentage. Le reste, −5,4 points de pourcentage, tient à l’identité de ceux qui ont répondu.",
        "panel": "de 2021 à 2022 | +11,7 points de pourcentage | Pour les 2 répondants comptés les deux années\xa0: +14,3 points de pourcentage. Le reste, −2,6 points de pourcentage, tient à l’identité de ceux qui ont répondu.",
        "not_comparable": "de 2021 à 2022 | Les deux années ne sont pas comparables. La définition est passée de la version 1 à la version 2.",
        "no_value": "de 2021 à 2022 | Aucun changement à indiquer\xa0: pas de valeur pour 2021 et 2022.",
        "nobody": "de 2021 à 2022 | −5,4 points de pourcentage | Personne n’est compté les deux années\u202f; le changement ne dit donc rien de personne.",
        "few": "de 2021 à 2022 | −5,4 points de pourcentage | Seuls 3 sont comptés les deux années\u202f; il en faut au moins 5 pour dire ce qu’ils ont changé.",
        "break": "la définition est passée de la version 1 à la version 2",
    },
    "ru": {
        "bounds": "Если бы все не ответившие сказали «нет» или «да»: от 48 до 63",
        "n": "ответили 23 из 27, учтено 22",
        "change": "с 2021 по 2022 год | −5,4 процентного пункта | По 19 респондентам, учтенным в оба года: 0,0 процентного пункта. Остальное, −5,4 процентного пункта, объясняется составом ответивших.",
        "panel": "с 2021 по 2022 год | +11,7 процентного пункта | По 2 респондентам, учтенным в оба года: +14,3 процентного пункта. Остальное, −2,6 процентного пункта, объясняется составом ответивших.",
        "not_comparable": "с 2021 по 2022 год | Эти два года сравнить нельзя. Определение изменено с версии 1 на версию 2.",
        "no_value": "с 2021 по 2022 год | Об изменении сказать нельзя: нет значения за годы: 2021 и 2022.",
        "nobody": "с 2021 по 2022 год | −5,4 процентного пункта | Никто не учтен в оба года, поэтому изменение ни о ком не говорит.",
        "few": "с 2021 по 2022 год | −5,4 процентного пункта | В оба года учтено только 3; чтобы сказать, что они изменили, нужно не менее 5.",
        "break": "определение изменено с версии 1 на версию 2",
    },
    "zh-hans": {
        "bounds": "假设所有缺失者都答“否”或都答“是”：48至63",
        "n": "受邀27个，答复23个，计入22个",
        "change": "2021年至2022年 | −5.4个百分点 | 两年均计入的19个答复方的变化：0.0个百分点。其余部分（−5.4个百分点）是由于答复方不同。",
        "panel": "2021年至2022年 | +11.7个百分点 | 两年均计入的2个答复方的变化：+14.3个百分点。其余部分（−2.6个百分点）是由于答复方不同。",
        "not_comparable": "2021年至2022年 | 这两年不可比。定义由第1版改为第2版。",
        "no_value": "2021年至2022年 | 无法说明变化：2021和2022年没有数值。",
        "nobody": "2021年至2022年 | −5.4个百分点 | 没有任何答复方在两年均计入，因此这一变化不能说明任何答复方的情况。",
        "few": "2021年至2022年 | −5.4个百分点 | 两年均计入的只有3个；至少需要5个才能说明其变化。",
        "break": "定义由第1版改为第2版",
    },
}


def told(differs: dict) -> str:
    opened = SimpleNamespace(
        definition=lambda code, version=None: DEFINITION,
        frozen={"groups": {}},
        number=1,
        pinned=False,
    )
    told_of = {False: [{**CHANGE, **differs}], True: []}
    reader = SimpleNamespace(opened=opened, changes_of=lambda code, long=False: told_of[long])
    change = changes_in_words(reader, "1.4", {})[0]
    return " | ".join(filter(None, [change.years, change.total, change.parts, change.why]))


@pytest.mark.parametrize("language", EXPECTED)
def test_what_stands_beside_a_number(language):
    expected = EXPECTED[language]
    with translation.override(language):
        said = {"bounds": bounds_in_words(DEFINITION, VALUE), "n": n_in_words(VALUE)}
        said |= {case: told(differs) for case, differs in CASES.items()}
        said["break"] = breaks_over(["2021", "2022"], [{"2021": 1, "2022": 2}], [])[0].text
    assert said == expected


def test_points_below_two_are_singular_in_french_and_one_respondent_has_a_form_of_its_own():
    one = {"both": 1, "change": "1.4", "behaviour": "1.4", "composition": "0"}
    with translation.override("fr"):
        assert told(one).startswith("de 2021 à 2022 | +1,4 point de pourcentage | Pour le répondant (1)")
    with translation.override("es"):
        assert "En el único encuestado contado en ambos años" in told(one)
    with translation.override("ru"):
        assert "По 1 респонденту, учтенному в оба года" in told(one)
    with translation.override("ar"):
        assert "للمجيب الوحيد" in told(one)

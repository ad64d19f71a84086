"""What generated sentences say in each of the six languages, word for word."""

from dataclasses import replace

import pytest

from indicators.figure import Figure, Series
from indicators.renderers.sentence import alt_text, sentence
from indicators.renderers.speech import isolated, noun_form, per_cent
from indicators.renderers.words import source_lines
from tests.indicators.figures import COMMON

TITLES = {
    "en": "Focal point for SSTC",
    "ar": "جهة تنسيق للتعاون فيما بين بلدان الجنوب",
    "es": "Punto focal",
    "fr": "Point focal",
    "ru": "Координатор",
    "zh": "协调人",
}
WHO = {
    "en": "UN entities",
    "ar": "كيانات الأمم المتحدة",
    "es": "Entidades de las Naciones Unidas",
    "fr": "Entités des Nations Unies",
    "ru": "Структуры Организации Объединенных Наций",
    "zh": "联合国实体",
}
N = {
    "en": "23 of 27",
    "ar": "23 من 27",
    "es": "23 de 27",
    "fr": "23 sur 27",
    "ru": "23 из 27",
    "zh": "23/27",
}
NO_N = {
    "en": "n not published",
    "ar": "لم يُنشر العدد n",
    "es": "n no publicado",
    "fr": "n non publié",
    "ru": "n не опубликовано",
    "zh": "未公布n",
}


def figure(language: str, series: Series, **changes) -> Figure:
    """A share of one year, in a language."""
    given = {
        "title": TITLES[language],
        "subtitle": "",
        "unit": "percent",
        "unit_text": "%",
        "chart": "bar",
        "categories": ("2022",),
        "series": (series,),
        "respondents": WHO[language],
        "language": language,
    }
    return Figure(**{**COMMON, **given, **changes})


def share(language: str, value: float = 63, label: str | None = None, n: dict[str, str] = N) -> Series:
    return Series("x", "computed", (value,), labels=(label,), n=(n[language],))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Focal point for SSTC: 63 per cent of UN entities in 2022 (n = 23 of 27)."),
        (
            "ar",
            "جهة تنسيق للتعاون فيما بين بلدان الجنوب: 63 في المائة، كيانات الأمم المتحدة، عام 2022 "
            "(\u2067n = 23 من 27\u2069).",
        ),
        (
            "es",
            "Punto focal: 63\u202f%, Entidades de las Naciones Unidas, en 2022 (n = 23 de 27).",
        ),
        ("fr", "Point focal\u00a0: 63\u202f%, Entités des Nations Unies, en 2022 (n = 23 sur 27)."),
        (
            "ru",
            "Координатор: 63\u00a0процента, Структуры Организации Объединенных Наций, 2022\u00a0год "
            "(n = 23 из 27).",
        ),
        ("zh", "协调人：2022年，联合国实体，63%（n = 23/27）。"),
    ],
)
def test_a_share_with_its_n(language, expected):
    assert sentence(figure(language, share(language))) == expected


@pytest.mark.parametrize(
    ("language", "label", "expected"),
    [
        ("en", "about 60", "about 60 per cent of UN entities in 2022 (n not published)."),
        (
            "ar",
            "ما لا يقل عن 60",
            "ما لا يقل عن 60 في المائة، كيانات الأمم المتحدة، عام 2022 (\u2067لم يُنشر العدد n\u2069).",
        ),
        (
            "es",
            "aproximadamente 60",
            "aproximadamente 60\u202f%, Entidades de las Naciones Unidas, en 2022 (n no publicado).",
        ),
        ("fr", "environ 60", "environ 60\u202f%, Entités des Nations Unies, en 2022 (n non publié)."),
        (
            "ru",
            "около 61",
            "около 61\u00a0процента, Структуры Организации Объединенных Наций, 2022\u00a0год "
            "(n не опубликовано).",
        ),
        ("zh", "约60", "2022年，联合国实体，约60%（未公布n）。"),
    ],
)
def test_a_qualifier_and_an_n_that_is_not_published(language, label, expected):
    assert sentence(figure(language, share(language, 60, label, NO_N))).endswith(expected)


@pytest.mark.parametrize(
    ("language", "reason", "expected"),
    [
        ("en", "The questionnaire did not ask this.", "Focal point for SSTC: The questionnaire did not ask this."),
        ("ar", "لم يُطرح السؤال.", "جهة تنسيق للتعاون فيما بين بلدان الجنوب: لم يُطرح السؤال."),
        ("fr", "Question non posée.", "Point focal\u00a0: Question non posée."),
        ("zh", "未提问。", "协调人：未提问。"),
    ],
)  # fmt: skip
def test_a_reason_ends_the_sentence_once(language, reason, expected):
    missing = Series("x", "computed", (None,), reasons=(reason,))
    assert sentence(figure(language, missing)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "IFAD, 100 per cent; ILO, 25 per cent."),
        ("ar", "\u2066IFAD\u2069، 100 في المائة؛ \u2066ILO\u2069، 25 في المائة."),
        ("es", "IFAD, 100\u202f%; ILO, 25\u202f%."),
        ("fr", "IFAD, 100\u202f%\u202f; ILO, 25\u202f%."),
        ("ru", "IFAD, 100\u00a0процентов; ILO, 25\u00a0процентов."),
        ("zh", "IFAD，100%；ILO，25%。"),
    ],
)
def test_groups_stand_apart_and_acronyms_keep_to_themselves(language, expected):
    of_two = figure(
        language, Series("x", "published", (100, 25)), axis="group", categories=("IFAD", "ILO"), period="2022"
    )
    assert alt_text(of_two).endswith(expected)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1", "1\u00a0процент"),
        ("2", "2\u00a0процента"),
        ("5", "5\u00a0процентов"),
        ("11", "11\u00a0процентов"),
        ("13", "13\u00a0процентов"),
        ("21", "21\u00a0процент"),
        ("102", "102\u00a0процента"),
        ("1\u202f448", "1\u202f448\u00a0процентов"),
        ("21,5", "21,5\u00a0процента"),
        ("\u22122", "\u22122\u00a0процента"),
        ("около 60", "около 60\u00a0процентов"),
        ("более 44", "более 44\u00a0процентов"),
        ("не менее 21", "не менее 21\u00a0процента"),
        ("не менее 11", "не менее 11\u00a0процентов"),
    ],
)
def test_russian_per_cent_agrees_with_its_number(number, expected):
    assert per_cent(number, "ru") == expected


@pytest.mark.parametrize(
    ("value", "language", "form"),
    [
        (3, "ar", 3),
        (1.5, "fr", 1),
        (1.5, "en", 100),
        (1.5, "es", 100),
        (1.5, "ru", 2),
        (0, "fr", 0),
        (-1, "en", 1),
    ],
)
def test_fractions_take_the_form_of_their_language(value, language, form):
    assert noun_form(value, language) == form


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("IFAD", "ar", "\u2066IFAD\u2069"),
        ("صندوق IFAD", "ar", "\u2067صندوق IFAD\u2069"),
        ("\u22125", "ar", "\u2066\u22125\u2069"),
        ("2022", "ar", "2022"),
        ("IFAD", "ru", "IFAD"),
    ],
)
def test_what_runs_the_other_way_is_kept_together(text, language, expected):
    assert isolated(text, language) == expected


def test_the_lines_under_a_french_figure_have_a_space_before_the_colon():
    assert source_lines(replace(figure("fr", share("fr")), release=""))[-1].startswith(
        "Source\u00a0: A/78/290"
    )

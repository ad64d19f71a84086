from collections import Counter
from decimal import Decimal

import pytest

from indicators.crosswalk import REASONS, check_crosswalk, read_crosswalk
from surveys.declarations import DeclarationError
from tests.indicators.fixture_files import all_figures, text_of
from tests.indicators.test_published import ROW, read

HEAD = "reasons:\n" + "".join(f"  {code}: {{en: Why, zh: 原因}}\n" for code in REASONS) + "figures:\n"
EVENTS = "  doc-p1-events: {indicator: '4.2', period: 2022, reviewed: true}\n"


def crosswalk(*lines):
    return read_crosswalk(HEAD + "".join(lines), "crosswalk.yaml")


def reviewed():
    return read_crosswalk(text_of("crosswalk.yaml"), "crosswalk.yaml")


def codes(entries):
    return {entry.indicator for entry in entries if entry.indicator}


def test_every_published_figure_has_one_entry():
    entries = reviewed().entries
    assert len(entries) == 229
    assert Counter(entry.figure for entry in entries) == Counter(figure.id for figure in all_figures())
    check_crosswalk(all_figures(), reviewed(), codes(entries))


def test_every_reason_has_a_text_in_both_languages():
    assert all({"en", "zh"} <= set(texts) for texts in reviewed().reasons.values())


def test_every_note_has_a_text_in_both_languages():
    notes = [entry.note for entry in reviewed().entries if entry.note]
    assert len(notes) == 25
    assert all({"en", "zh"} <= set(note) for note in notes)


def printed():
    """(figure, entry) of every figure that is a value of an indicator."""
    figures = {figure.id: figure for figure in all_figures()}
    return [(figures[entry.figure], entry) for entry in reviewed().entries if entry.indicator]


def test_the_joint_figure_is_a_value_for_both_respondents():
    about = [(figure.value, entry) for figure, entry in printed() if figure.qualifier == "about"]
    assert [(entry.indicator, entry.breakdown, value) for value, entry in about] == [
        ("BA.3", {"respondent": "UNDP"}, Decimal(60)),
        ("BA.3", {"respondent": "UNICEF"}, Decimal(60)),
    ]


def test_a_baseline_is_a_value_of_the_same_indicator_in_its_own_year():
    (providing,) = [(figure, entry) for figure, entry in printed() if entry.indicator == "0.1"]
    assert (providing[0].value, providing[1].period, providing[1].baseline) == (70, (2022, 2022), True)
    assert (providing[0].baseline_value, providing[0].baseline_year) == (66, 2021)


def test_a_later_report_says_again_what_an_earlier_one_printed():
    found = {
        f.id: f
        for f, entry in printed()
        if (entry.indicator, entry.breakdown) == ("1.1", {"option": "global"})
    }
    assert set(found) == {"a78-290-p27-global-plans", "a78-290-fig-1-global-yes", "a79-230-strategic-plans"}
    later = found["a79-230-strategic-plans"]
    assert (later.baseline_year, later.baseline_value) == (2022, found["a78-290-p27-global-plans"].value)


def test_lost_values_belong_to_an_indicator_and_say_why():
    absent = {entry.figure: entry.reason for entry in reviewed().entries if entry.indicator and entry.reason}
    assert Counter(absent.values()) == {"value_lost": 5, "not_reported": 1}
    assert absent["a78-290-fn37-multistakeholder"] == "not_reported"


def test_context_is_never_a_value_of_an_indicator():
    context = {figure.id for figure in all_figures() if figure.context}
    assert not [entry for entry in reviewed().entries if entry.indicator and entry.figure in context]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("reviewed: true", "“reason” is missing"),
        ("reason: context", "“reviewed” is missing"),
        ("reason: because, reviewed: true", "“because” is not one of"),
        ("reason: value_lost, reviewed: true", "“value_lost” is not one of"),
        ("reason: context, period: 2022, reviewed: true", "period: unknown key"),
        ("indicator: '4.2', reviewed: true", "“period” is missing"),
        ("indicator: '4.2', period: 22, reviewed: true", "“22” is not a period"),
        ("indicator: '4.2', period: 2022, breakdown: {place: x}, reviewed: true", "“place” is not one of"),
        ("reason: context, reviewed: true, note: {en: Why}", "one language is given without the other"),
        ("reason: context, reviewed: true, note: {zh: 原因}", "the English text is missing"),
        ("reason: context, reviewed: true, note: Why", "has to be a mapping"),
        ("indicator: '4.2', period: 2022, reason: context, reviewed: true", "“context” is not one of"),
    ],
)
def test_a_bad_entry_is_an_error_with_file_line_and_key(line, message):
    with pytest.raises(DeclarationError) as caught:
        crosswalk(f"  doc-p1-events: {{{line}}}\n")
    assert message in str(caught.value)
    assert (caught.value.file, caught.value.path.startswith("figures.doc-p1-events")) == (
        "crosswalk.yaml",
        True,
    )


def test_a_figure_cannot_be_entered_twice():
    with pytest.raises(DeclarationError, match=r"crosswalk.yaml:15: key “doc-p1-events” is given twice"):
        crosswalk(EVENTS, EVENTS)


@pytest.mark.parametrize(
    ("changes", "line", "message"),
    [
        ({}, EVENTS.replace("4.2", "9.9"), "there is no indicator “9.9”"),
        ({}, EVENTS.replace("events", "evnets"), "there is no figure of this id"),
        ({}, "  {}\n", "the figure has no entry"),
        ({}, EVENTS.replace("true", "false"), "has not been reviewed"),
        ({"year": "2021"}, EVENTS, "the period of the figure is (2021, 2021)"),
        ({"value": "", "value_qualifier": ""}, EVENTS, "a reason is given if, and only if"),
        ({}, EVENTS.replace("reviewed", "reason: value_lost, reviewed"), "a reason is given if, and only if"),
        ({"baseline_value": "1", "baseline_year": "2021"}, EVENTS, "“baseline” is given if"),
        ({"baseline_value": "1"}, EVENTS.replace("reviewed", "baseline: true, reviewed"), "has no year"),
    ],
)
def test_what_does_not_fit_the_figures_names_file_and_key(changes, line, message):
    with pytest.raises(DeclarationError) as caught:
        check_crosswalk(read(ROW | changes), crosswalk(line), {"4.2"})
    assert message in str(caught.value)
    assert caught.value.file == "crosswalk.yaml"
    assert caught.value.path.startswith("figures.doc-p1-")


def test_one_id_cannot_stand_in_two_files():
    with pytest.raises(DeclarationError, match="two figures of this id"):
        check_crosswalk(read(ROW) + read(ROW), crosswalk(EVENTS), {"4.2"})

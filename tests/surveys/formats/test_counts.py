"""Tables of counts in the forms in which they are sent, and our blank table filled in."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.count_cells import split_count
from surveys.count_checking import check_counts
from surveys.count_table_xlsx import build_count_table
from surveys.formats import recognise
from surveys.spreadsheets import NumberCell, read_workbook
from surveys.wording import LANGUAGES
from tests.surveys.samples import FIXTURES, entity_questionnaire, small

FOLDER = FIXTURES / "examples" / "counts"
GROUPINGS = {
    "entity_type": {"names": ["Type of entity"], "groups": {"fund": ["Fund"], "programme": ["Programme"]}}
}
FUND = ("entity_type", "fund")
ALL = ("", "")


def read(content: bytes, name: str = "sent.csv", questionnaire=None):
    questionnaire = questionnaire or entity_questionnaire()
    workbook = read_workbook(content, name)
    layout = recognise(workbook, questionnaire)
    parsed = layout.parse(workbook, questionnaire)
    assert not parsed.issues
    return layout.NAME, check_counts(parsed.counts, questionnaire, GROUPINGS)


def counts(checked) -> dict:
    return {
        (each.item or each.kind, each.option or each.absence or each.kind, each.cell): (each.k, each.n)
        for each in checked.counts
    }


def sent(name: str):
    return read((FOLDER / name).read_bytes(), name)


def test_a_long_table():
    layout, checked = sent("long.csv")

    assert (layout, checked.issues) == ("counts_long", [])
    found = counts(checked)
    assert found["focal_point", "yes", ALL] == ("53", 57)
    assert found["focal_point", "do_not_know", ALL] == ("1", None)
    assert found["focal_point", "no", FUND] == ("2", 30)
    assert found["cpd_total", "total", ALL] == ("1448", 20)
    assert found["invited", "invited", ALL] == ("60", None)
    assert found["answered", "answered", FUND] == ("30", None)


def test_a_cross_table_between_a_title_and_a_note():
    layout, checked = sent("cross-pairs.csv")

    assert (layout, checked.issues) == ("counts_cross", [])
    assert counts(checked) == {
        ("focal_point", "yes", ALL): ("53", 57),
        ("focal_point", "no", ALL): ("4", 57),
        ("focal_point", "yes", FUND): ("28", 30),
        ("focal_point", "no", FUND): ("2", 30),
        ("focal_point", "yes", ("entity_type", "programme")): ("25", 27),
        ("focal_point", "no", ("entity_type", "programme")): ("2", 27),
    }
    cell = checked.counts[0]
    assert (cell.raw, cell.row, cell.column) == ("93% (53/57)", 6, 2)


def test_columns_for_k_n_and_percentages_and_two_questions():
    layout, checked = sent("cross-columns.csv")

    assert (layout, checked.issues) == ("counts_cross", [])
    found = counts(checked)
    assert found["focal_point", "no", FUND] == ("2", 30)
    assert found["dedicated_unit", "yes", ALL] == ("20", 50)
    assert len(found) == 6


def test_counts_over_a_row_of_bases():
    layout, checked = sent("cross-bases.csv")

    assert (layout, checked.issues) == ("counts_cross", [])
    found = counts(checked)
    assert found["focal_point", "yes", ALL] == ("53", 57)
    assert found["focal_point", "yes", FUND] == ("28", 30)
    assert found["focal_point", "blank", ALL] == ("1", None)


def test_arabic_words_digits_and_signs():
    layout, checked = sent("cross-arabic.csv")

    assert (layout, checked.issues) == ("counts_cross", [])
    assert counts(checked)["focal_point", "yes", ALL] == ("53", 57)
    assert counts(checked)["focal_point", "no", FUND] == ("2", 30)


def test_every_trap_is_told_at_its_cell():
    _layout, checked = sent("traps.csv")

    told = sorted((issue.row, issue.column, issue.code, issue.severity) for issue in checked.issues)
    assert told == [
        (2, 5, "count_exceeds_base", "error"),
        (3, 1, "count_question_unknown", "error"),
        (4, 2, "count_option_unknown", "error"),
        (5, 4, "count_group_unknown", "error"),
        (6, 1, "count_not_possible", "error"),
        (8, 5, "count_twice", "error"),
        (9, 5, "counts_exceed_base", "error"),
        (10, 5, "percentage_without_count", "error"),
        (11, 5, "percentage_of_no_count", "error"),
        (12, 5, "percentage_differs_from_count", "warning"),
        (13, 6, "group_exceeds_whole", "error"),
        (14, 5, "count_without_base", "error"),
        (16, 6, "counts_below_base", "warning"),
    ]
    near = {issue.code: issue.parameters for issue in checked.issues}
    assert near["count_question_unknown"]["near_item"] == "focal_point"
    assert near["count_option_unknown"]["near_answer"] == "yes"
    assert near["count_group_unknown"]["near"] == "entity_type/fund"
    assert near["percentage_without_count"]["candidates"] == ["53"]
    assert counts(checked)["regional_support", "yes", ALL] == ("1448", 2100)


def test_groups_that_do_not_add_up_to_all():
    table = "focal_point,All,Fund,Programme\nYes,53/57,28/30,{}\n"

    _layout, fits = read(table.format("25/27").encode())
    _layout, short = read(table.format("20/20").encode())
    _layout, over = read(table.format("25/40").encode())

    assert [issue.code for issue in fits.issues] == []
    assert [(each.code, each.severity) for each in short.issues] == [("groups_differ_from_whole", "warning")]
    assert [(each.code, each.severity) for each in over.issues] == [("groups_differ_from_whole", "error")]
    assert over.issues[0].parameters["sum"] == "70"


def test_n_that_is_more_than_answered_or_differs():
    _layout, more = read(b"Question,Answer,k,n\n,Answered,50,\nfocal_point,Yes,53,57\n")
    _layout, two = read(b"Question,Answer,k,n\nfocal_point,Yes,53,57\nfocal_point,No,4,58\n")
    _layout, invited = read(b"Question,Answer,k,n\n,Answered,50,\n,Invited,40,\nfocal_point,Yes,5,7\n")

    assert [issue.code for issue in more.issues] == ["base_exceeds_answered"]
    assert [issue.code for issue in two.issues] == ["bases_differ"]
    assert [issue.code for issue in invited.issues] == ["answered_exceeds_invited"]


def test_an_n_that_holds_absences_is_not_the_base():
    _layout, checked = read(
        b"Question,Answer,k,n\nfocal_point,Yes,50,57\nfocal_point,No,4,57\nfocal_point,Do not know,3,57\n"
    )

    assert checked.issues == []
    assert {each.base for each in checked.counts if each.kind == "option"} == {54}


def test_options_of_many_are_items_of_their_own():
    _layout, checked = read(b"themes,All\nHealth,3/5\nTrade,4/5\n", questionnaire=small())

    assert [(each.item, each.option, each.k) for each in checked.counts] == [
        ("themes.health", "yes", "3"),
        ("themes.trade", "yes", "4"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_table_comes_back_with_no_question_asked(language):
    questionnaire = entity_questionnaire()
    groups = [("entity_type", "fund", {"en": "Fund"}), ("entity_type", "programme", {"en": "Programme"})]
    blank = build_count_table(questionnaire, groups, year=2022, language=language)
    workbook = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = workbook.worksheets[0]
    filled = {"invited": (27, 14, 13), "answered": (23, 12, 11), "yes": (12, 6, 6), "no": (8, 4, 4)}
    filled |= {"n": (20, 10, 10), "sum": (100, 60, 40)}
    for row in range(6, sheet.max_row + 1):
        for column, number in enumerate(filled.get(sheet.cell(row, 2).value, ()), start=4):
            sheet.cell(row, column).value = number
    target = io.BytesIO()
    workbook.save(target)

    layout, checked = read(target.getvalue(), "sent.xlsx")

    assert (layout, checked.issues) == ("counts_cross", [])
    asked = {item.code for item in questionnaire.items.values() if item.choices or "number" in item.kind}
    assert asked <= {count.item for count in checked.counts}
    assert counts(checked)["cpd_total", "total", FUND] == ("60", 10)


def test_the_blank_table_of_another_round_is_not_taken_for_this_one():
    blank = build_count_table(entity_questionnaire(2021), [], year=2021, language="en")
    workbook = read_workbook(blank, "sent.xlsx")
    parsed = recognise(workbook, entity_questionnaire()).parse(workbook, entity_questionnaire())

    assert {issue.code for issue in parsed.issues} == {"wrong_round", "wrong_template_version"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("53/57", ("53", "57", "")),
        ("53 of 57", ("53", "57", "")),
        ("93% (53/57)", ("53", "57", "93")),
        ("53/57 (93.0 per cent)", ("53", "57", "93.0")),
        ("93,5 %", ("", "", "93,5")),
        ("53 (93%)", ("53", "", "93")),
        ("1 448/2 100", ("1 448", "2 100", "")),
        ("yes", ("yes", "", "")),
        (NumberCell("0.93"), ("", "", "93")),
    ],
)
def test_cells(text, parts):
    assert split_count(text) == parts


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_a_pair_is_taken_apart_as_it_was_put_together(k, n):
    assert split_count(f"{k}/{n}")[:2] == (str(k), str(n))

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import checking
from surveys.checking import ANSWER_COLUMNS
from surveys.spreadsheets import NumberCell
from tests.surveys.samples import SOUND, checked, filled, issues, small, workbook


def test_a_sound_template_gives_an_answer_per_item_and_no_issue():
    result = checked(filled(SOUND))

    assert result.issues == []
    assert [answer.item for answer in result.answers] == list(small().items)
    assert result.answers[0] == ("E1", "documents", 1, None, 12, None, None, "12", "Answers", 2, 4)
    assert result.answers[2].option == "yes"
    assert result.answers[-1].text == "None"
    assert result.counts == {"E1": {"answered": 5, "unreadable": 0, "blank": 5}}


def test_each_answer_is_exactly_one_thing():
    for answer in checked(filled(SOUND)).answers:
        values = [answer.option, answer.number, answer.text, answer.absence]
        assert sum(value is not None for value in values) == 1


@given(st.dictionaries(st.sampled_from(list(small().items)), st.text(max_size=30)))
def test_whatever_stands_in_the_cells_each_answer_is_one_thing_and_no_cell_is_lost(values):
    result = checked(filled(values))
    unreadable = {issue.item for issue in result.issues if issue.severity == "error" and issue.item}

    for answer in result.answers:
        assert sum(value is not None for value in answer[3:7]) == 1
    if result.answers:
        assert {answer.item for answer in result.answers} | unreadable == set(small().items)


def test_every_issue_is_told_at_once():
    result = checked(filled({"documents": "-1", "with_sstc": "x", "budget": "perhaps", "share": "1,448"}))

    assert issues(result) == [
        ("negative_number", "error", 2, 4, "-1"),
        ("not_a_number", "error", 3, 4, "x"),
        ("option_not_in_list", "error", 4, 4, "perhaps"),
        ("ambiguous_number", "error", 6, 4, "1,448"),
    ]
    assert result.has_errors
    assert result.counts["E1"]["unreadable"] == 3


def test_an_issue_names_respondent_and_item():
    issue = checked(filled(SOUND | {"documents": "x"})).issues[0]

    assert (issue.sheet, issue.respondent, issue.item) == ("Answers", "E1", "documents")


class TestRespondents:
    @pytest.mark.parametrize("said", ["E1", " e1 ", "first  entity"])
    def test_a_code_or_a_name_is_enough(self, said):
        assert {answer.respondent for answer in checked(filled(SOUND, respondent=said)).answers} == {"E1"}

    def test_an_unknown_one_is_told_with_the_nearest_and_its_cells_are_checked_all_the_same(self):
        result = checked(filled(SOUND | {"share": "140"}, respondent="First Entitie"))

        assert result.answers == []
        assert [issue.code for issue in result.issues] == ["unknown_respondent", "out_of_range"]
        assert result.issues[0].parameters == {"near": "E1"}
        assert (result.issues[0].sheet, result.issues[0].row, result.issues[0].column) == ("sscdash", 3, 2)

    def test_a_name_that_two_share_identifies_nobody(self):
        assert checked(filled(SOUND, respondent="Shared")).issues[0].code == "unknown_respondent"

    def test_none_at_all(self):
        assert issues(checked(filled(SOUND, respondent=""))) == [("respondent_missing", "error", 3, 2, "")]

    def test_one_for_which_the_sender_may_not_answer(self):
        result = checked(filled(SOUND, respondent="E2"), expected={"E1"})

        assert result.issues[0].code == "unexpected_respondent"
        assert result.issues[0].parameters == {"expected": ["E1"]}
        assert result.answers == []

    def test_the_same_one_twice_is_told_with_both_rows_and_the_first_is_kept(self):
        result = checked(workbook(["code", "documents"], ["E1", "1"], ["E2", "2"], ["e1", "3"]))

        assert issues(result) == [("duplicate_respondent", "error", 4, 1, "e1")]
        assert result.issues[-1].parameters == {
            "first_sheet": "Data",
            "first_row": 2,
            "first_cell": "Data!A2",
        }
        assert [(answer.respondent, answer.number) for answer in result.answers] == [("E1", 1), ("E2", 2)]


class TestEmptyResponses:
    def test_a_template_without_an_answer_is_no_response(self):
        result = checked(filled({}))

        assert issues(result) == [("empty_response", "error", 3, 2, "E1")]
        assert result.answers == []
        assert result.counts == {}

    def test_a_row_without_an_answer_is_left_out_with_a_note(self):
        result = checked(workbook(["code", "documents"], ["E1", "1"], ["Note: provisional", "-"]))

        assert issues(result) == [("row_left_out", "note", 3, 1, "")]
        assert [answer.respondent for answer in result.answers] == ["E1"]

    def test_a_row_without_an_answer_of_somebody_known_is_told_as_empty(self):
        result = checked(workbook(["code", "documents"], ["E1", "1"], ["E2", "-"]))

        assert ("empty_response", "note", 3, 1, "E2") in issues(result)

    def test_where_nobody_is_known_it_is_an_error(self):
        result = checked(workbook(["code", "documents"], ["E8", ""], ["E9", "-"]))

        assert {issue.code for issue in result.issues if issue.severity == "error"} == {"unknown_respondent"}

    def test_addresses_and_telephone_numbers_are_not_told(self):
        said = "Prepared by Jane Roe (jane.roe@ifad.example, +39 06 5459 2012)"
        result = checked(workbook(["code", "documents"], ["E1", "1"], [said, ""], [said, "7"]))
        told = str(result.issues)

        assert [issue.code for issue in result.issues if issue.severity == "error"] == ["unknown_respondent"]
        assert "Prepared by Jane Roe (•••, •••)" in told
        assert not [contact for contact in ("jane.roe", "ifad", "5459", "2012") if contact in told]

    def test_a_text_that_waits_for_a_reading_is_told_as_it_is(self):
        said = "00123456789"
        result = checked(workbook(["code", "region"], ["E1", said]))

        assert [issue.value for issue in result.issues if issue.code == "option_not_in_list"] == [said]


def test_what_was_typed_and_what_a_number_cell_holds_are_kept_apart():
    rows = [["code", "share"], ["E1", "4.125"], ["E2", NumberCell("4.125")]]
    result = checked(workbook(*rows))

    assert issues(result) == [("ambiguous_number", "error", 2, 2, "4.125")]
    assert [(answer.respondent, answer.number) for answer in result.answers] == [("E2", 4.125)]


def test_progress_ends_at_the_total():
    rows = [["code", "documents"]] + [[f"E{number % 2 + 1}", "1"] for number in range(25_000)]
    heard = []
    checked(workbook(*rows), progress=lambda done, total: heard.append((done, total)))

    assert heard == [(0, 25_000), (10_000, 25_000), (20_000, 25_000), (25_000, 25_000)]


def test_the_columns_of_an_answer():
    assert (
        *("respondent", "item", "occurrence", "option", "number", "text", "absence", "raw"),
        *("sheet", "row", "column"),
    ) == ANSWER_COLUMNS


def test_every_code_stands_in_the_table():
    folder = Path(checking.__file__).parent
    sources = [folder / f"{name}.py" for name in ("checking", "coercion", "rules")]
    sources += sorted((folder / "formats").glob("*.py"))
    pattern = r'(?:issue\(|Issue\(\s*|problem=\(|return |= \(|: \()"([a-z]+_[a-z_]+)"'
    codes = {code for source in sources for code in re.findall(pattern, source.read_text(encoding="utf-8"))}

    assert len(codes) > 25
    assert [code for code in sorted(codes) if f"| {code} |" not in checking.__doc__] == []

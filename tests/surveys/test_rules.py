import pytest

from surveys.checking import Checked
from tests.surveys.samples import SOUND, checked, filled, issues, workbook


def absence(result: Checked, item: str) -> str | None:
    return next(answer.absence for answer in result.answers if answer.item == item)


def test_a_part_is_not_more_than_its_whole_and_both_cells_are_named():
    result = checked(filled(SOUND | {"with_sstc": "13"}))

    assert issues(result) == [("part_exceeds_whole", "error", 3, 4, "13")]
    assert result.issues[0].parameters == {
        "whole_item": "documents",
        "whole_value": "12",
        "whole_cell": "Answers!D2",
    }


def test_a_part_of_what_is_not_a_number_is_not_compared():
    assert checked(filled(SOUND | {"documents": "n/a"})).issues == []


@pytest.mark.parametrize("condition", ["no", "", "refused"])
def test_a_blank_whose_condition_is_not_met_was_not_shown(condition):
    result = checked(filled(SOUND | {"budget": condition, "amount": ""}))

    assert absence(result, "amount") == "not_shown"
    assert absence(result, "with_sstc") is None
    assert result.issues == []


def test_a_blank_whose_condition_is_met_is_blank():
    assert absence(checked(filled(SOUND | {"amount": ""})), "amount") == "blank"


def test_where_the_condition_cannot_be_read_nothing_is_concluded():
    assert absence(checked(filled(SOUND | {"budget": "maybe", "amount": ""})), "amount") == "blank"


def test_where_the_condition_has_no_place_in_the_file_nothing_is_concluded():
    result = checked(workbook(["code", "documents", "amount"], ["E1", "1", ""]))

    assert absence(result, "amount") == "blank"


def test_an_answer_that_was_not_asked_for_is_kept_with_a_note():
    result = checked(filled(SOUND | {"budget": "no"}))

    assert issues(result) == [("answer_not_shown", "note", 5, 4, "1500")]
    assert result.issues[0].parameters["condition_cell"] == "Answers!D4"
    assert next(answer.number for answer in result.answers if answer.item == "amount") == 1500
    assert not result.has_errors


def test_a_required_answer_may_be_an_absence_in_words_but_not_blank():
    assert issues(checked(filled(SOUND | {"documents": "do not know"}))) == []
    assert issues(checked(filled(SOUND | {"documents": "-"}))) == [("required_missing", "error", 2, 4, "-")]

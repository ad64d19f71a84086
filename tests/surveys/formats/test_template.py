from dataclasses import replace

import pytest

from surveys.formats import template
from surveys.spreadsheets import Sheet, Workbook
from tests.surveys.samples import checked, filled, small, workbook


def found(book: Workbook) -> list[tuple]:
    issues = template.parse(book, small()).issues
    return [(issue.code, issue.sheet, issue.row, issue.column, issue.item) for issue in issues]


def with_rows(*rows: list[str]) -> Workbook:
    """The template filled in, with these rows at the end of its sheet of answers."""
    book = filled({})
    answers = replace(book.sheets[0], rows=[*book.sheets[0].rows, *rows])
    return replace(book, sheets=[answers, book.sheets[1]])


def test_a_filled_template_gives_one_response_with_every_item():
    parsed = template.parse(filled({"documents": "12"}), small())
    response = parsed.responses[0]

    assert parsed.issues == []
    assert parsed.covered == small().items.keys()
    assert (response.respondent, response.sheet, response.respondent_row) == ("E1", "sscdash", 3)
    assert response.answers[0][:5] == ("documents", "12", "Answers", 2, 4)
    assert {answer.text for answer in response.answers[1:]} == {""}


def test_it_is_known_by_either_of_its_sheets():
    answers, hidden = filled({}).sheets

    assert template.recognises(Workbook("xlsx", [answers]), small())
    assert template.recognises(Workbook("xlsx", [hidden]), small())
    assert not template.recognises(workbook(["Code", "documents"]), small())


def test_a_missing_sheet_is_named_with_what_is_there():
    answers, hidden = filled({}).sheets
    without_answers = template.parse(Workbook("xlsx", [Sheet("Notes", [["x"]]), hidden]), small())

    assert [(issue.code, issue.parameters) for issue in without_answers.issues] == [
        ("missing_sheet", {"sheet": "Answers", "found": ["Notes"]})
    ]
    assert without_answers.responses == []
    assert found(Workbook("xlsx", [answers])) == [("missing_sheet", "sscdash", None, None, "")]


def test_survey_round_and_version_have_to_be_the_expected_ones():
    book = filled({}, survey="other", year="2021", template_version="2021.1")

    assert found(book) == [
        ("wrong_survey", "sscdash", 1, 2, ""),
        ("wrong_round", "sscdash", 2, 2, ""),
        ("wrong_template_version", "sscdash", 4, 2, ""),
    ]
    assert template.parse(book, small()).issues[1].parameters == {"found": "2021", "expected": "2022"}


def test_a_key_that_is_missing_is_a_wrong_one():
    answers = filled({}).sheets[0]
    hidden = Sheet("sscdash", [["survey", "small"]], True)

    assert found(Workbook("xlsx", [answers, hidden])) == [
        ("wrong_round", "sscdash", None, None, ""),
        ("wrong_template_version", "sscdash", None, None, ""),
    ]


def test_rows_that_are_unknown_missing_or_there_twice():
    book = with_rows(["", "ministries", "", "3"], ["", "documents", "", "4"], ["", "", "", "stray"])
    book.sheets[0].rows[2] = ["", "", "", ""]

    assert found(book) == [
        ("unknown_question", "Answers", 12, 2, ""),
        ("duplicate_question", "Answers", 13, 2, "documents"),
        ("answer_without_question", "Answers", 14, 4, ""),
        ("question_missing", "Answers", None, None, "with_sstc"),
    ]


def test_the_sheet_of_answers_may_have_another_name():
    answers, hidden = filled({"documents": "12"}).sheets
    book = Workbook("xlsx", [replace(answers, name="Réponses"), hidden])

    assert template.parse(book, small()).responses[0].answers[0].sheet == "Réponses"


@pytest.mark.parametrize(
    ("language", "said"), [("en", 1448.0), ("zh", 1448.0), ("fr", 1.448), ("es", None), ("ar", None)]
)
def test_the_language_of_the_template_tells_how_its_numbers_are_written(language, said):
    book = filled({"documents": "1,448"})
    book.sheets[1].rows.append(["language", language])
    result = checked(book)
    wrong = {"fr": ["fraction_in_whole_number"], "es": ["ambiguous_number"], "ar": ["ambiguous_number"]}

    assert [issue.code for issue in result.issues if issue.item == "documents"] == wrong.get(language, [])
    assert [each.number for each in result.answers if each.item == "documents"] == ([said] if said else [])

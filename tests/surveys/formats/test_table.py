from dataclasses import replace

from surveys.formats import table
from surveys.parsed import RawAnswer
from surveys.spreadsheets import Workbook
from tests.surveys.samples import small, workbook


def codes(book: Workbook) -> list[tuple]:
    issues = table.parse(book, small()).issues
    return [
        (issue.code, issue.row, issue.column, issue.value)
        for issue in issues
        if issue.code != "question_missing"
    ]


def test_one_response_per_row_below_a_title_block():
    book = workbook(["Answers"], [], ["Entity", "documents", "budget"], ["E1", "12", "Yes"], ["E2", "", "No"])
    parsed = table.parse(book, small())

    assert [response.respondent for response in parsed.responses] == ["E1", "E2"]
    assert [answer[:5] for answer in parsed.responses[1].answers] == [
        ("documents", "", "Data", 5, 2),
        ("budget", "No", "Data", 5, 3),
    ]
    assert (parsed.responses[1].respondent_row, parsed.responses[1].respondent_column) == (5, 1)
    assert parsed.covered == {"documents", "budget"}


def test_a_column_that_is_missing_is_a_warning():
    issues = table.parse(workbook(["code", "documents"], ["E1", "1"]), small()).issues

    assert {(issue.code, issue.severity) for issue in issues} == {("question_missing", "warning")}
    assert "budget" in {issue.item for issue in issues}


def test_a_heading_like_an_option_takes_the_place_of_no_question():
    book = workbook(["code", "documents", "Health", "Trade"], ["E1", "3", "5", "Yes"])
    parsed = table.parse(book, small())

    told = {(issue.code, issue.item or issue.value) for issue in parsed.issues}
    assert {("unknown_question", "Health"), ("unknown_question", "Trade")} <= told
    assert {("question_missing", "themes.health"), ("question_missing", "themes.trade")} <= told
    assert parsed.covered == {"documents"}


def test_headings_are_codes_or_wordings_in_any_language():
    book = workbook(
        ["答复方", "文件", "THEMES.HEALTH", "Region", "Themes: Trade"], ["E1", "1", "yes", "", ""]
    )

    assert [answer.item for answer in table.parse(book, small()).responses[0].answers] == [
        *("documents", "themes.health", "region", "themes.trade"),
    ]


def test_the_code_goes_before_the_name():
    book = workbook(["Entity", "Respondent code", "documents"], ["Some entity", "E1", "1"])

    assert table.parse(book, small()).responses[0].respondent == "E1"


def test_unknown_and_repeated_columns():
    book = workbook(["code", "documents", "Colour", "documents"], ["E1", "1", "red", "2"])

    assert codes(book) == [("unknown_question", 1, 3, "Colour"), ("duplicate_question", 1, 4, "documents")]
    assert [answer.text for answer in table.parse(book, small()).responses[0].answers] == ["1"]


def test_totals_and_empty_rows_are_no_responses():
    book = workbook(["code", "documents"], ["E1", "1"], ["", ""], ["Total", "1"], ["", "7"])
    parsed = table.parse(book, small())

    assert [response.respondent for response in parsed.responses] == ["E1", ""]
    assert codes(book) == [("total_row_left_out", 4, 1, "Total")]


def test_rows_may_be_shorter_than_the_headings():
    response = table.parse(workbook(["code", "documents", "budget"], ["E1"]), small()).responses[0]

    assert [answer[:5] for answer in response.answers] == [
        ("documents", "", "Data", 2, 2),
        ("budget", "", "Data", 2, 3),
    ]


def test_the_sheet_with_most_items_is_taken_and_never_a_hidden_one():
    few = workbook(["code", "documents"], ["E1", "1"], name="Few").sheets[0]
    more = workbook(["code", "documents", "budget"], ["E1", "1", "Yes"], name="More").sheets[0]

    assert table.parse(Workbook("xlsx", [few, more]), small()).responses[0].sheet == "More"
    hidden = Workbook("xlsx", [few, replace(more, hidden=True)])
    assert table.parse(hidden, small()).responses[0].sheet == "Few"


def test_without_a_respondent_or_an_item_it_is_no_table_of_ours():
    assert not table.recognises(workbook(["documents", "budget"]), small())
    assert not table.recognises(workbook(["code", "colour"]), small())


def test_a_row_is_a_sequence_of_raw_answers():
    answers = table.parse(workbook(["code", "documents"], ["E1", "12"]), small()).responses[0].answers

    assert list(answers) == [RawAnswer("documents", "12", "Data", 2, 2)]
    assert (len(answers), answers[0], answers[-1].text) == (1, answers[-1], "12")

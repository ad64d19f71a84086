import datetime
import io

import openpyxl
import pytest

from surveys.checking import check
from surveys.formats import recognise, template
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import read_workbook
from surveys.templates_xlsx import build_template
from tests.surveys.samples import entity_questionnaire, small

ANSWERS = {
    "documents": 12,
    "with_sstc": 7,
    "budget": "yes",
    "amount": 1500.5,
    "share": 12.5,
    "region": "asia",
    "themes.health": "yes",
    "themes.trade": "no",
    "since": "2015-06-01",
    "remarks": "=SUM(A1)",
}


def built(questionnaire: Questionnaire | None = None, **options) -> bytes:
    arguments = {
        "respondent_code": "E1",
        "respondent_name": "First Entity",
        "year": 2022,
        "language": "en",
        "deadline": datetime.date(2023, 4, 30),
        "contact": "survey@example.org",
    }
    return build_template(questionnaire or small(), **arguments | options)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def read_back(data: bytes, questionnaire: Questionnaire):
    workbook = read_workbook(data, "filled.xlsx")
    layout = recognise(workbook, questionnaire)
    assert layout is template
    return check(layout.parse(workbook, questionnaire), questionnaire, {"E1": []})


@pytest.mark.parametrize("language", ["en", "zh", "fr", "ar"])
def test_what_is_filled_in_is_read_back_in_every_language(language):
    checked = read_back(built(language=language, answers=ANSWERS), small())

    assert checked.issues == []
    values = {answer.item: answer.option or answer.number or answer.text for answer in checked.answers}
    assert values == ANSWERS


def test_filled_in_by_another_program_it_is_read_without_an_issue():
    questionnaire = entity_questionnaire()
    book = opened(built(questionnaire))
    sheet = book["Answers"]
    rows = {sheet.cell(row, 2).value: row for row in range(1, sheet.max_row + 1)}
    filled = {
        "cpd_total": 12,
        "cpd_with_sstc": 7,
        "results_reported": "Yes",
        "focal_point": "No",
        "dedicated_unit": "Do not know",
        "dedicated_budget": "Prefer not to answer",
        "regional_support": "Yes",
        "events": "Not applicable",
        "remarks": "Thank you",
    }
    for item, value in filled.items():
        sheet.cell(rows[item], 4).value = value
    buffer = io.BytesIO()
    book.save(buffer)

    checked = read_back(buffer.getvalue(), questionnaire)

    assert checked.issues == []
    absences = {answer.item: answer.absence for answer in checked.answers if answer.absence != "blank"}
    assert absences["dedicated_budget"] == "refused"
    assert absences["budget_amount"] == "not_shown"
    assert absences["events"] == "not_applicable"
    assert checked.counts["E1"]["answered"] == 6


def test_only_the_answers_can_be_changed():
    sheet = opened(built())["Answers"]

    assert sheet.protection.sheet
    unlocked = {cell.column for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {4}
    assert sheet.freeze_panes == "A5"


def test_each_answer_is_validated_in_its_own_cell_only():
    sheet = opened(built())["Answers"]
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in sheet.data_validations.dataValidation}

    assert rules["D6"] == (
        "custom",
        "IF(ISNUMBER(D6),AND(D6>=0,D6=INT(D6)),COUNTIF(lists!$A$1:$A$2,D6)>0)",
    )
    assert rules["D8"] == ("list", "lists!$B$1:$B$3")
    assert rules["D17"] == ("textLength", "20")
    assert len(rules) == len(small().items)


def test_the_lists_hold_labels_in_the_language():
    lists = opened(built(language="zh"))["lists"]

    assert [cell.value for cell in lists["B"]] == ["是", "否", "不愿作答"]
    assert lists.sheet_state == "hidden"


def test_english_in_the_place_of_a_translation_says_so_but_in_the_lists():
    workbook = opened(built(language="fr", answers=ANSWERS))

    assert cells(workbook).get("documents", "").endswith(" (en anglais)")
    assert not [cell.value for row in workbook["lists"] for cell in row if "(en anglais)" in str(cell.value)]


def cells(workbook: openpyxl.Workbook) -> dict[str, str]:
    """The wording beside each code."""
    return {row[1].value: row[2].value for row in workbook["Answers"].iter_rows() if row[1].value}


def test_the_hidden_sheet_says_what_it_is():
    hidden = opened(built())["sscdash"]

    assert hidden.sheet_state == "veryHidden"
    assert {row[0].value: row[1].value for row in hidden.iter_rows()} == {
        "survey": "small",
        "year": "2022",
        "respondent": "E1",
        "template_version": "2022.1",
        "answers_sheet": "Answers",
        "language": "en",
    }


def test_the_cover_says_what_a_respondent_needs():
    cover = opened(built(illustrative=True)).worksheets[0]
    texts = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]

    for text in ("A small survey", "First Entity", "2022", "April 30, 2023", "survey@example.org"):
        assert text in texts
    assert any(text.startswith("Illustrative data") for text in texts)
    assert any("made for tests" in text for text in texts)


def test_last_years_answers_stand_beside_the_questions():
    sheet = opened(built(previous={"documents": 9, "budget": "no"}))["Answers"]

    assert [sheet.cell(row, 7).value for row in (4, 6, 8)] == ["Your last answer", "9", "No"]
    assert opened(built())["Answers"].max_column == 6


def test_arabic_runs_from_right_to_left():
    assert opened(built(language="ar"))["Answers"].sheet_view.rightToLeft
    assert not opened(built(language="en"))["Answers"].sheet_view.rightToLeft


def test_the_same_arguments_give_the_same_bytes():
    assert built(answers=ANSWERS) == built(answers=ANSWERS)


@pytest.mark.parametrize("language", ["fr", "ru", "ar"])
def test_every_row_is_high_enough_for_its_words(language):
    book = opened(built(entity_questionnaire(), language=language, illustrative=True))
    cover, answers = book.worksheets[:2]
    long = [row for row in range(3, cover.max_row + 1) if len(str(cover.cell(row, 2).value or "")) > 95]
    sections = [
        row
        for row in range(5, answers.max_row + 1)
        if answers.cell(row, 3).font.b and len(answers.cell(row, 3).value) > 60
    ]

    assert long
    assert all(cover.row_dimensions[row].height > 25 for row in long)
    assert all(answers.row_dimensions[row].height > 25 for row in sections)

"""Sixty planted errors: every one is found at its cell, and none is invented."""

import io

import openpyxl

from surveys.annotate import FILLS, Mark, annotate
from surveys.checking import Checked, check
from surveys.comparing import Comparisons
from surveys.declarations import read_yaml
from surveys.formats import recognise
from surveys.parsed import EXPLAINED
from surveys.planted_errors import LAST_YEAR, planted_sheet
from surveys.problem_sheet import WORDS
from surveys.questionnaires import questionnaire_from_yaml
from surveys.spreadsheets import cell_address, read_workbook
from tests.surveys.samples import FIXTURES

FOLDER = FIXTURES / "examples" / "problems"
DATA = (FOLDER / "sixty.xlsx").read_bytes()
KEY = read_yaml((FOLDER / "sixty.yaml").read_text(encoding="utf-8"), file="sixty.yaml")
ROSTER = {f"E{number:02}": [] for number in range(1, 41)} | {"OTHER-1": []}


def found() -> Checked:
    text = (FOLDER / "sixty.survey.yaml").read_text(encoding="utf-8")
    questionnaire = questionnaire_from_yaml(text, file="sixty.survey.yaml")
    book = read_workbook(DATA, "sixty.xlsx")
    return check(
        recognise(book, questionnaire).parse(book, questionnaire),
        questionnaire,
        ROSTER,
        expected=set(ROSTER) - {"OTHER-1"},
        comparisons=Comparisons(2021, before=LAST_YEAR),
    )


def test_the_sheet_is_the_one_that_is_described():
    assert read_workbook(DATA, "x").sheets == read_workbook(planted_sheet(), "x").sheets


def test_sixty_errors_of_at_least_thirty_kinds_are_planted():
    assert len(KEY) == 60
    assert len(set(KEY.values())) >= 30


def test_every_one_is_found_at_its_cell_and_none_is_invented():
    told = [(cell_address("", issue.row, issue.column), issue.code) for issue in found().issues]

    assert sorted(told) == sorted(KEY.items())


def test_every_one_is_marked_when_the_sheet_goes_back():

    marks = [
        Mark(issue.severity, issue.sheet, issue.row, issue.column, issue.value, issue.code, "")
        for issue in found().issues
    ]
    content = annotate(DATA, "sixty.xlsx", marks, dict.fromkeys(WORDS, "x") | {"more": ""}).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Answers 2022"]
    coloured = {
        cell
        for place in sheet.conditional_formatting
        for cell in str(place.sqref).split()
        if place.rules[0].dxf.fill.bgColor.rgb in FILLS.values()
    }

    assert coloured == set(KEY) - {"4"}
    assert all(KEY[cell] in sheet[cell].comment.text for cell in coloured)
    assert book.worksheets[0].max_row == 60 + 4


def test_warnings_that_ask_are_among_them():
    assert set(KEY.values()) >= EXPLAINED

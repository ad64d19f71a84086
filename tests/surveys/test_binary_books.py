"""An xlsb and an xlsm are read as any workbook is; the marked one keeps its macros, and nobody runs them."""

import io
import zipfile

import openpyxl
import pytest

from surveys.annotate import Mark, annotate
from surveys.formats import recognise
from surveys.problem_sheet import WORDS
from surveys.spreadsheets import read_workbook
from tests.surveys.binary_books import xlsb, xlsm
from tests.surveys.samples import small

ROWS = [["code", "documents", "budget"], ["E1", 12, "Yes"], ["E2", 2.5, "No"]]
BOOKS = {"a.xlsb": xlsb(ROWS), "a.xlsm": xlsm(ROWS)}


@pytest.mark.parametrize("name", BOOKS)
def test_it_is_read_and_recognised(name):
    book = read_workbook(BOOKS[name], name)
    parsed = recognise(book, small()).parse(book, small())

    assert book.sheets[0].name == "Answers"
    assert [response.respondent for response in parsed.responses] == ["E1", "E2"]
    assert [answer[1] for answer in parsed.responses[1].answers] == ["2.5", "No"]


@pytest.mark.parametrize("name", BOOKS)
def test_it_comes_back_marked(name):
    mark = Mark("error", "Answers", 3, 2, "2.5", "fraction_in_whole_number", "Write a whole number.")
    content = annotate(BOOKS[name], name, [mark], dict.fromkeys(WORDS, "x") | {"more": ""}).content
    back = openpyxl.load_workbook(io.BytesIO(content))

    assert "Write a whole number." in back["Answers"]["B3"].comment.text
    assert back["Answers"]["A2"].value == "E1"
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert ("xl/vbaProject.bin" in names) == name.endswith("xlsm")

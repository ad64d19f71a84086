"""What came back marked is sent again: it is read as the file that it was, whatever tool made it."""

import io

import openpyxl
import pytest

from surveys import readfile
from surveys.annotate import Mark, annotate
from surveys.checking import Checked, check
from surveys.example_exports import WRITERS
from surveys.problem_sheet import OURS, WORDS
from surveys.spreadsheets import read_workbook
from tests.surveys.formats.exports import FOLDER, ROSTER, answers, questionnaire

# In a language in which the sheet has no name that anybody could look for.
SPOKEN = dict.fromkeys(WORDS, "х") | {"sheet": "Проблемы", "more": ""}
FILES = [
    path.relative_to(FOLDER).as_posix()
    for path in sorted(FOLDER.rglob("*"))
    if path.suffix in {".csv", ".tsv", ".xlsx"}
]
EVERYBODY = ROSTER | {"NAM": ["NA"], "DZA": ["12"]}
ROWS = [
    ("E1", {"documents": 12, "focal_point": "yes", "region": "africa", "themes.health": "yes"}),
    ("E2", {"documents": 5, "focal_point": "no", "region": "asia", "themes.trade": "yes"}),
]


def content_of(name: str) -> bytes:
    if name in WRITERS:
        return WRITERS[name](questionnaire(), ROWS, ["E3"])
    return (FOLDER / name).read_bytes()


def read(data: bytes, name: str) -> Checked:
    asked = questionnaire()
    parsed = readfile.parse(read_workbook(data, name), asked, {"roster": EVERYBODY})
    return check(parsed, asked, EVERYBODY)


def marked(data: bytes, name: str, result: Checked) -> bytes:
    """The file as it goes back, with everything that was found and an error in the cell of the first answer."""
    first = result.answers[0]
    place = Mark("error", first.sheet, first.row, first.column, first.raw, "Not so.", "Otherwise.", "?", "E1")
    found = [
        Mark(each.severity, each.sheet, each.row, each.column, each.value, each.code, "")
        for each in result.issues
    ]
    return annotate(data, name, [place, *found], SPOKEN).content


def corrected(content: bytes, sheet: str, row: int, column: int, value: object) -> bytes:
    """The workbook saved by another program after somebody wrote into a cell."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    page = book[sheet] if sheet in book.sheetnames else book.worksheets[1]
    page.cell(row, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def without_sheets(result: Checked) -> tuple:
    """Layout, answers and issues; the one sheet of a text table gets a name that a sheet may have."""
    found = [{**each._asdict(), "sheet": "", "parameters": str(each.parameters)} for each in result.issues]
    return result.layout, [each._replace(sheet="") for each in result.answers], found


@pytest.mark.parametrize("name", [*FILES, *WRITERS])
def test_a_marked_file_is_read_as_it_was(name):
    data = content_of(name)
    before = read(data, name)

    assert without_sheets(read(marked(data, name, before), "marked.xlsx")) == without_sheets(before)


@pytest.mark.parametrize(
    "name", ["kobo-both-with-repeats.xlsx", "limesurvey-codes.csv", "traps/title-notes-totals.xlsx"]
)
def test_another_program_may_have_saved_it(name):
    data = content_of(name)
    before = read(data, name)
    first = before.answers[0]
    saved = corrected(marked(data, name, before), first.sheet, first.row, first.column, first.raw)

    assert answers(read(saved, "saved.xlsx")) == answers(before)


def test_an_export_with_an_error_is_sound_once_it_was_corrected_in_the_marked_workbook():
    name = "qualtrics-three-header-rows.csv"
    data = (FOLDER / name).read_bytes().replace(b",12,", b",a dozen,", 1)
    wrong = next(issue for issue in read(data, name).issues if issue.severity == "error")
    mark = Mark("error", wrong.sheet, wrong.row, wrong.column, wrong.value, "Not a number.", "Write figures.")
    content = annotate(data, name, [mark], SPOKEN).content
    again = read(corrected(content, wrong.sheet, wrong.row, wrong.column, 12), "again.xlsx")

    assert again.layout == "qualtrics"
    assert not again.has_errors
    assert answers(again)["E1"]["documents"] == 12.0


@pytest.mark.parametrize("name", ["ms-forms.xlsx", "kobo-details.csv"])
def test_marked_twice_it_has_one_sheet_of_problems_with_what_was_found_last(name):
    data = content_of(name)
    once = marked(data, name, read(data, name))
    result = read(once, "once.xlsx")
    first = result.answers[0]
    saved = corrected(once, first.sheet, first.row, first.column, "corrected")
    mark = Mark("error", first.sheet, first.row, first.column, "corrected", "Found last.", "")
    book = openpyxl.load_workbook(io.BytesIO(annotate(saved, "twice.xlsx", [mark], SPOKEN).content))
    told = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]

    assert [sheet.title for sheet in book if sheet["H1"].value == OURS] == ["Проблемы"]
    assert book.active is book.worksheets[0]
    assert "Found last." in told
    assert "Not so." not in told

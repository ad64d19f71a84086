"""Real exports that are not part of the project. SSCDASH_SAMPLES names the folder that holds them, by tool."""

import os
from pathlib import Path

import pytest

from surveys.checking import check
from surveys.formats import recognise
from surveys.mappings import LEFT_OUT, RESPONDENT, Mapping
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Unreadable, Workbook, read_workbook
from tests.surveys.samples import small

FOLDER = Path(os.environ.get("SSCDASH_SAMPLES") or "samples-are-not-here")
OTHERS = {"sdmx-csv", "scale"}
FILES = sorted(
    path
    for path in FOLDER.glob("*/*")
    if path.is_file() and path.parent.name not in OTHERS and path.suffix != ".md"
)
ANSWERS = [path for path in FILES if path.parent.name != "xlsform"]
# By the name of the file: the heading of the column that stands for the respondent, and that of a text question.
COLUMNS = {
    "star-wars-two-header-rows.csv": (1, "Gender"),
    "thanksgiving-one-header-row.csv": (1, "What is your gender?"),
    "food-world-cup-macroman.csv": (1, "Gender"),
    "three-header-rows.csv": (9, "This is a free text question."),
    "legacy-two-header-rows.csv": (1, "This is a free text question."),
    "rse-zaf-2017-code-and-text-headings.csv": (1, "In which country do you work?"),
}

pytestmark = pytest.mark.skipif(not FILES, reason="SSCDASH_SAMPLES names no folder with exports by tool")


def read(path: Path) -> Workbook:
    return read_workbook(path.read_bytes(), path.name)


def by_hand(path: Path, asked: Questionnaire) -> tuple[Mapping, dict[str, list[str]]]:
    """The mapping that somebody would make on the page, and a roster of whoever stands in the file."""
    sent = read(path)
    placing = recognise(sent, asked).parse(sent, asked).placing
    number, heading = COLUMNS[path.name]
    columns = {column["key"]: LEFT_OUT for column in placing["columns"]}
    who = next(column for column in placing["columns"] if column["column"] == number)
    what = next(column for column in placing["columns"] if column["heading"] == heading)
    columns |= {who["key"]: RESPONDENT, what["key"]: "remarks"}
    sheet = sent.sheet(who["sheet"])
    codes = {sheet.cell(row, number).strip() for row in range(who["row"] + 1, len(sheet.rows) + 1)} - {""}
    return Mapping(placing["layout"], placing["fingerprint"], columns), {code: [] for code in codes}


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_every_export_is_recognized_by_its_tool(path):
    assert path.parent.name == recognise(read(path), small()).NAME


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_with_a_mapping_every_export_loads_as_it_is(path):
    asked = small()
    mapping, roster = by_hand(path, asked)
    sent = read(path)
    found = recognise(sent, asked).parse(sent, asked, mapping=mapping, roster=roster)
    result = check(found, asked, roster)

    assert result.answers
    assert not [
        issue.code for issue in result.issues if issue.code in {"column_not_placed", "unknown_respondent"}
    ]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.parent.name == "xlsform"], ids=lambda path: path.name
)
def test_a_definition_is_known_and_said_to_hold_no_answers(path):
    sent = read(path)
    with pytest.raises(Unreadable) as refused:
        recognise(sent, small()).parse(sent, small())

    assert refused.value.code == "definition_not_answers"

import csv
from collections import Counter

import pytest

from surveys.absences import ABSENCES
from surveys.checking import Checked, check
from surveys.examples import ENTITIES, YEARS, example_workbooks, read_questionnaires, roster_csv
from surveys.formats import recognise
from surveys.spreadsheets import read_workbook
from tests.surveys.samples import FIXTURES

EXAMPLES = FIXTURES / "examples"
FOLDER = EXAMPLES / "unossc_entity"
ROSTER = {entity.code: list(entity.name.values()) for entity in ENTITIES}


@pytest.fixture(scope="module")
def rounds() -> dict[int, list[Checked]]:
    """Every committed workbook through the importer, by year."""
    return {
        year: [imported(path, year) for path in sorted((FOLDER / str(year)).glob("*.xlsx"))] for year in YEARS
    }


def imported(path, year: int) -> Checked:
    questionnaire = read_questionnaires(FIXTURES)[year]
    workbook = read_workbook(path.read_bytes(), path.name)
    return check(recognise(workbook, questionnaire).parse(workbook, questionnaire), questionnaire, ROSTER)


def test_the_files_are_what_the_generator_makes():
    made = dict(example_workbooks(read_questionnaires(FIXTURES)))

    assert set(made) == {str(path.relative_to(EXAMPLES)) for path in FOLDER.glob("*/*.xlsx")}
    for name, content in made.items():
        assert read_workbook(content, "a.xlsx") == read_workbook((EXAMPLES / name).read_bytes(), "a.xlsx"), (
            name
        )


def test_the_roster_is_what_the_generator_makes():
    text = (FOLDER / "roster.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))

    assert text == roster_csv()
    assert [row["code"] for row in rows] == [f"ENTITY-{number:02}" for number in range(1, 28)]
    assert len({row["entity_type"] for row in rows}) == 6
    assert {row["invited_2021"] for row in rows} == {"true"}


def test_every_file_passes_the_importer_without_an_issue(rounds):
    assert [checked.issues for year in YEARS for checked in rounds[year] if checked.issues] == []


def test_as_many_answered_as_one_would_expect(rounds):
    answered = {
        year: {answer.respondent for checked in rounds[year] for answer in checked.answers} for year in YEARS
    }

    assert [len(answered[year]) for year in YEARS] == [21, 23]
    assert len(answered[2021] & answered[2022]) == 19


@pytest.mark.parametrize("year", YEARS)
def test_all_five_absences_occur(rounds, year):
    absences = {answer.absence for checked in rounds[year] for answer in checked.answers}

    assert absences == {None, *ABSENCES}


@pytest.mark.parametrize("year", YEARS)
def test_hardly_anybody_reports_partnerships(rounds, year):
    numbers = Counter(
        answer.item for checked in rounds[year] for answer in checked.answers if answer.number is not None
    )

    assert numbers["partnerships_supported"] <= 4
    assert numbers["events"] >= 12

"""The illustrative rounds, from the bytes of their files to checked answers: read once for all tests."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveys.checking import Checked, check
from surveys.example_respondents import ROSTERS
from surveys.examples import read_questionnaires
from surveys.formats import recognise
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import read_workbook
from tests.surveys.samples import FIXTURES

EXAMPLES = FIXTURES / "examples"
ROUNDS = [(survey, year) for survey in ROSTERS for year in (2021, 2022, 2023)]


@cache
def asked() -> Mapping[tuple[str, int], Questionnaire]:
    """The questionnaires of all rounds."""
    return read_questionnaires(FIXTURES)


def files_of(survey: str, year: int) -> list[Path]:
    """The files of a round: of single respondents, then of many."""
    folder = EXAMPLES / survey
    return [*sorted((folder / str(year)).glob("*.xlsx")), *sorted(folder.glob(f"{year}.*"))]


@cache
def checked(survey: str, year: int) -> list[Checked]:
    """Each file of a round through the importer."""
    questionnaire = asked()[survey, year]
    roster = {each.code: list(each.name.values()) for each in ROSTERS[survey] if year in each.invited}
    found = []
    for file in files_of(survey, year):
        workbook = read_workbook(file.read_bytes(), file.name)
        parsed = recognise(workbook, questionnaire).parse(workbook, questionnaire, roster=roster)
        found.append(check(parsed, questionnaire, roster))
    return found

import pytest

from surveys.checking import check
from surveys.declarations import read_yaml
from surveys.example_problems import problem_files
from surveys.examples import ENTITIES
from surveys.formats import recognise
from surveys.spreadsheets import Unreadable, Workbook, cell_address, read_workbook
from tests.surveys.samples import FIXTURES, entity_questionnaire

FOLDER = FIXTURES / "examples" / "problems"
KEY = read_yaml((FOLDER / "answers.yaml").read_text(encoding="utf-8"), file="answers.yaml")


def found(name: str) -> dict:
    questionnaire = entity_questionnaire()
    roster = {entity.code: list(entity.name.values()) for entity in ENTITIES}
    try:
        workbook = read_workbook((FOLDER / name).read_bytes(), name)
        parsed = recognise(workbook, questionnaire).parse(workbook, questionnaire)
    except Unreadable as refusal:
        return {"refusal": refusal.code}
    errors = [issue for issue in check(parsed, questionnaire, roster).issues if issue.severity == "error"]
    return {
        "issues": [
            {"code": issue.code, "cell": cell_address(issue.sheet, issue.row, issue.column)}
            for issue in errors
        ]
    }


def cells(content: bytes) -> Workbook | bytes:
    """The sheets of a workbook: packed by another library the same cells are other bytes."""
    return read_workbook(content, "a") if content.startswith(b"PK") else content


@pytest.mark.parametrize("name", KEY)
def test_each_file_brings_what_its_key_says(name):
    assert found(name) == KEY[name]


def test_the_files_are_what_the_generator_makes():
    made = dict(problem_files(entity_questionnaire()))

    others = {"answers.yaml", "sixty.xlsx", "sixty.survey.yaml", "sixty.yaml"}
    assert set(made) == set(KEY) == {path.name for path in FOLDER.iterdir()} - others
    for name, content in made.items():
        assert cells((FOLDER / name).read_bytes()) == cells(content), name

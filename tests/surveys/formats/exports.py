"""The small exports under fixtures/examples/layouts: read, placed and checked."""

from surveys.checking import Checked, check
from surveys.formats import recognise
from surveys.mappings import Mapping
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire, questionnaire_from_yaml
from surveys.spreadsheets import Workbook, read_workbook
from tests.surveys.samples import FIXTURES

FOLDER = FIXTURES / "examples" / "layouts"
ROSTER = {
    "E1": ["First Entity", "Entité un", "实体一", "Первая организация", "الكيان الأول", "code-e1"],
    "E2": ["Second Entity", "Entité deux", "实体二", "Вторая организация", "الكيان الثاني", "code-e2"],
    "E3": ["Third Entity", "code-e3"],
}
CONTACTS = ("example.org", "192.0.2.", "Person")


def questionnaire() -> Questionnaire:
    path = FOLDER / "questionnaire.yaml"
    return questionnaire_from_yaml(path.read_text(encoding="utf-8"), file=path.name)


def book(name: str, encoding: str = "") -> Workbook:
    return read_workbook((FOLDER / name).read_bytes(), name, encoding=encoding)


def parsed(name: str, mapping: Mapping | None = None, roster=None, encoding: str = "") -> Parsed:
    found, asked = book(name, encoding), questionnaire()
    roster = ROSTER if roster is None else roster
    return recognise(found, asked).parse(found, asked, mapping=mapping, roster=roster)


def checked(name: str, mapping: Mapping | None = None, roster=None, **options) -> Checked:
    roster = ROSTER if roster is None else roster
    return check(parsed(name, mapping, roster), questionnaire(), roster, **options)


def answers(result: Checked) -> dict[str, dict[str, object]]:
    """Per respondent and item what was answered; an absence as its code in brackets."""
    found: dict[str, dict[str, object]] = {}
    for answer in result.answers:
        said = (
            next(value for value in (answer.option, answer.number, answer.text) if value is not None)
            if (answer.absence is None)
            else f"({answer.absence})"
        )
        item = answer.item if answer.occurrence == 1 else f"{answer.item}#{answer.occurrence}"
        found.setdefault(answer.respondent, {})[item] = said
    return found


def notes(result: Checked, *codes: str) -> list[tuple[str, int | None]]:
    """Code and row of the issues, without questions that have no column."""
    return [
        (issue.code, issue.row)
        for issue in result.issues
        if issue.code != "question_missing" and (not codes or issue.code in codes)
    ]

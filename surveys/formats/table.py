"""A wide table: one row per respondent, one column per item, on any sheet or in a text file. PURE.

A title block may stand above the headings, totals and notes below the rows. A column belongs to an item whose
code, alias or full wording is its heading; the respondent's column is named in one of `RESPONDENT_HEADINGS`.
"""

from typing import Final, NamedTuple

from surveys.absences import fold, is_blank
from surveys.parsed import ERROR, LONGEST_VALUE, NOTE, WARNING, Issue, Parsed, RawAnswer, Response
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "table"
# The most telling first: where a table has both a code and a name, the code is the one to go by.
RESPONDENT_HEADINGS: Final = (
    "respondent code",
    "respondent_code",
    "code",
    "respondent",
    "entity",
    "答复方代码",
    "代码",
    "答复方",
    "实体",
    "رمز المجيب",
    "المجيب",
    "code du répondant",
    "répondant",
    "entité",
    "код респондента",
    "респондент",
    "código del encuestado",
    "encuestado",
    "entidad",
)
TOTALS: Final = frozenset({"total", "totals", "grand total", "sum", "合计", "总计", "共计"})
HEADINGS_WITHIN: Final = 30


class _Header(NamedTuple):
    """The row of headings: its number, the respondent's column, item by column, columns that nobody knows."""

    sheet: Sheet
    row: int
    respondent: int
    items: dict[int, str]
    unknown: dict[int, str]
    repeated: dict[int, int]


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which a table is known: those of the respondent's column, and some codes of items."""
    return [*RESPONDENT_HEADINGS[:5], *list(questionnaire.items)[:5]]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether a visible sheet has a row of headings with the respondent and at least one item."""
    return _header(workbook, questionnaire) is not None


def parse(workbook: Workbook, questionnaire: Questionnaire) -> Parsed:
    """A response per row, and the columns that are unknown, missing or there twice."""
    parsed = Parsed(NAME)
    header = _header(workbook, questionnaire)
    if header is None:
        return parsed
    _check_header(header, questionnaire, parsed)
    name, columns = header.sheet.name, tuple(header.items.items())
    for row, cells in enumerate(header.sheet.rows[header.row :], start=header.row + 1):
        respondent = cells[header.respondent - 1].strip() if len(cells) >= header.respondent else ""
        width = len(cells)
        answers = [
            RawAnswer(item, cells[column - 1] if column <= width else "", name, row, column)
            for column, item in columns
        ]
        if fold(respondent) in TOTALS:
            parsed.issues.append(Issue("total_row_left_out", NOTE, name, row, header.respondent, respondent))
        elif respondent or not all(is_blank(answer.text) for answer in answers):
            parsed.responses.append(Response(respondent, name, row, header.respondent, answers))
    return parsed


def _check_header(header: _Header, questionnaire: Questionnaire, parsed: Parsed) -> None:
    name, row = header.sheet.name, header.row
    for column, heading in header.unknown.items():
        value = heading[:LONGEST_VALUE]
        parsed.issues.append(Issue("unknown_question", WARNING, name, row, column, value))
    for column, first in header.repeated.items():
        item = header.items[first]
        parameters = {"first_column": first}
        parsed.issues.append(
            Issue("duplicate_question", ERROR, name, row, column, item, parameters, item=item)
        )
    parsed.covered = frozenset(header.items.values())
    for item in questionnaire.items:
        if item not in parsed.covered:
            parsed.issues.append(Issue("question_missing", WARNING, name, row, None, item=item))


def _header(workbook: Workbook, questionnaire: Questionnaire) -> _Header | None:
    """The row of headings with the most items, of all visible sheets."""
    headings = _headings(questionnaire)
    found = [
        header
        for sheet in workbook.sheets
        if not sheet.hidden
        for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], start=1)
        if (header := _read_header(sheet, row, cells, headings))
    ]
    return max(found, key=lambda header: len(header.items), default=None)


def _headings(questionnaire: Questionnaire) -> dict[str, str]:
    """Item by folded heading: every wording, then the aliases and the codes, which win."""
    headings = {}
    for code, item in questionnaire.items.items():
        headings.update({fold(text): code for text in item.text.values()})
    for code, item in questionnaire.items.items():
        if not item.option:
            headings.update({fold(alias): code for alias in item.question.aliases})
    headings.update({fold(code): code for code in questionnaire.items})
    return headings


def _read_header(sheet: Sheet, row: int, cells: list[str], headings: dict[str, str]) -> _Header | None:
    names = [fold(cell) for cell in cells]
    respondents = sorted(
        (RESPONDENT_HEADINGS.index(name), column)
        for column, name in enumerate(names, start=1)
        if name in RESPONDENT_HEADINGS and name not in headings
    )
    items: dict[int, str] = {}
    unknown, repeated = {}, {}
    first: dict[str, int] = {}
    for column, name in enumerate(names, start=1):
        item = headings.get(name)
        if item in first:
            repeated[column] = first[item]
        elif item:
            items[column] = item
            first[item] = column
        elif name and name not in RESPONDENT_HEADINGS:
            unknown[column] = cells[column - 1].strip()
    if not respondents or not items:
        return None
    return _Header(sheet, row, respondents[0][1], items, unknown, repeated)

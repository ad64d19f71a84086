"""A wide table: one row per respondent, one column per item, on any sheet or in a text file. PURE.

A title block may stand above the headings, totals and notes below the rows. A column belongs to an item whose
code, alias or full wording is its heading; the respondent's column is named in one of `RESPONDENT_HEADINGS`.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from surveys import mappings
from surveys.absences import fold, is_blank
from surveys.collecting import collect, readings, told
from surveys.exports import CONTACT, PERSONAL, Column, Export, clean, is_total, keyed, records_below, role_of
from surveys.parsed import (
    ERROR,
    LONGEST_VALUE,
    NOTE,
    WARNING,
    Columns,
    Issue,
    Parsed,
    Response,
    RowOfAnswers,
)
from surveys.placing import place
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook, picker

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


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row, and the columns that are unknown, missing or there twice."""
    parsed = Parsed(NAME)
    header = _header(workbook, questionnaire)
    if header is None:
        return parsed
    if listed := _with_lists(header, questionnaire, mapping, roster):
        return listed
    _place_unknown(header, questionnaire, mapping, parsed)
    _check_header(header, questionnaire, parsed)
    name, numbers = header.sheet.name, tuple(header.items)
    items, occurrences = zip(*(questionnaire.places[code] for code in header.items.values()), strict=True)
    columns, pick = Columns(name, items, numbers, occurrences), picker(numbers)
    for row, cells in enumerate(header.sheet.rows[header.row :], start=header.row + 1):
        respondent = cells[header.respondent - 1].strip() if len(cells) >= header.respondent else ""
        texts = pick(cells)
        if is_total(cells, header.respondent):
            parsed.issues.append(Issue("total_row_left_out", NOTE, name, row, header.respondent, respondent))
        elif respondent or not all(map(is_blank, texts)):
            answers = RowOfAnswers(columns, texts, row)
            parsed.responses.append(Response(respondent, name, row, header.respondent, answers))
    return parsed


def _place_unknown(
    header: _Header, questionnaire: Questionnaire, mapping: mappings.Mapping | None, parsed: Parsed
) -> None:
    """Contact columns are forgotten; other unknown ones go where somebody decided, or become proposals."""
    export = _export(header, header.unknown)
    placing = place(export, questionnaire, mapping)
    taken = set(header.items.values())
    for each in placing.placements:
        if each.placed and each.target not in taken:
            header.unknown.pop(each.column.number)
            if each.target in questionnaire.items:
                header.items[each.column.number] = each.target
    for column in export.columns:
        if column.role in {CONTACT, PERSONAL}:
            header.unknown.pop(column.number, None)
    parsed.placing = told(export, placing)
    parsed.readings = readings(questionnaire, mapping)


def _export(header: _Header, headings: Mapping[int, str]) -> Export:
    """These columns of the table as an export; all headings together are what it is known by."""
    sheet, row = header.sheet, header.row
    columns = keyed(
        Column(sheet.name, number, "", clean(text), role=role_of(NAME, clean(text)), delimiter=";")
        for number, text in headings.items()
    )
    signature = [clean(cell) for cell in sheet.rows[row - 1]]
    return Export(NAME, sheet.name, row, columns, [], respondent=header.respondent, signature=signature)


def _with_lists(
    header: _Header,
    questionnaire: Questionnaire,
    mapping: mappings.Mapping | None,
    roster: Mapping[str, Sequence[str]] | None,
) -> Parsed | None:
    """The table read as an export, where a column lists several answers in a cell; else None."""
    placing = place(_export(header, header.unknown), questionnaire, mapping)
    targets = placing.targets().keys() - questionnaire.items.keys()
    if not targets & questionnaire.questions.keys():
        return None
    cells = enumerate(header.sheet.rows[header.row - 1], start=1)
    export = _export(header, {number: text for number, text in cells if text.strip()})
    export.records = records_below(header.sheet, header.row)
    return collect(export, questionnaire, mapping, roster)


def _check_header(header: _Header, questionnaire: Questionnaire, parsed: Parsed) -> None:
    name, row = header.sheet.name, header.row
    for column, heading in header.unknown.items():
        value = heading[:LONGEST_VALUE]
        parsed.issues.append(Issue("unknown_question", WARNING, name, row, column, value))
    for column, first in header.repeated.items():
        item = questionnaire.places[header.items[first]][0]
        parameters = {"first_column": first}
        parsed.issues.append(
            Issue("duplicate_question", ERROR, name, row, column, item, parameters, item=item)
        )
    parsed.covered = frozenset(questionnaire.places[code][0] for code in header.items.values())
    for item, asked in questionnaire.items.items():
        if item not in parsed.covered and not asked.closed:
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
        if not item.part:
            headings.update({fold(alias): code for alias in item.question.aliases})
    headings.update({fold(code): code for code in questionnaire.places})
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

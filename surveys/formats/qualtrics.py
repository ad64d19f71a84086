"""Qualtrics: three rows of headings (ids, wordings, ImportId), or the two of old exports. PURE.

The wordings and the names of Qualtrics' own columns are in the language of whoever downloaded the file; the ids
and ImportIds are not. Questions with many answers come as one list with commas, or as a column per option.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from surveys import mappings
from surveys.collecting import collect
from surveys.exports import (
    ANSWER,
    Column,
    Export,
    Record,
    clean,
    column_named,
    keyed,
    records_below,
    role_of,
    sortable,
)
from surveys.headings import COMPLETED, REFERENCES, squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "qualtrics"
IMPORT_ID: Final = re.compile(r"""\{\s*["']ImportId["']\s*:\s*["']([^"']*)["']""")
RESPONSE: Final = frozenset({"responseid", "recordid"})
FINISHED: Final = frozenset({"finished"})
NOT_FINISHED: Final = frozenset({"0", "false", "no", "falsch", "faux", "falso", "нет", "否", "لا"})
STATUS: Final = frozenset({"status"})
TESTS: Final = frozenset({"1", "2", "surveypreview", "surveytest", "preview", "test"})
MORE: Final = re.compile(r"^(?P<code>.+?)_(?P<part>\d+(_TEXT)?|TEXT)$")


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["StartDate", "ResponseId", "Finished", '{"ImportId":"QID1"}']


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether the third or second row holds ImportIds, or the first two rows name Qualtrics' own columns."""
    return _heading_rows(workbook.sheets[0]) > 0 if workbook.sheets else False


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row. Previews, tests and unfinished responses do not count."""
    return collect(read(workbook), questionnaire, mapping, roster)


def read(workbook: Workbook) -> Export:
    """The export as a table."""
    sheet = workbook.sheets[0]
    rows = _heading_rows(sheet)
    heads = range(1, rows + 1)
    columns = keyed(_columns(sheet, rows))
    finished = column_named(sheet, heads, FINISHED)
    status = column_named(sheet, heads, STATUS)
    completed = column_named(sheet, heads, COMPLETED[NAME])
    records = records_below(sheet, rows)
    for record in records:
        record.left_out = _left_out(record, finished, status)
        record.completed = sortable(record.cell(completed)) if completed else ""
    return Export(
        NAME,
        sheet.name,
        min(rows, 2),
        columns,
        records,
        respondent=column_named(sheet, heads, REFERENCES[NAME]),
    )


def _heading_rows(sheet: Sheet) -> int:
    """How many rows of headings there are; 0 where it is no export of Qualtrics."""
    for number in (3, 2):
        if len(sheet.rows) >= number and any(IMPORT_ID.match(cell) for cell in sheet.rows[number - 1]):
            return number
    if len(sheet.rows) < 2:
        return 0
    names = {squeeze(cell) for row in sheet.rows[:2] for cell in row}
    return 2 if names & RESPONSE and names & FINISHED and names & {"startdate", "responseset"} else 0


def _columns(sheet: Sheet, rows: int) -> list[Column]:
    width = max(len(row) for row in sheet.rows[:rows])
    raw = [_column(sheet, rows, number) for number in range(1, width + 1)]
    parts = Counter(found["code"] for column in raw if (found := MORE.match(column.code)))
    return [_with_part(column, parts) for column in raw if column.code or column.text]


def _column(sheet: Sheet, rows: int, number: int) -> Column:
    code = clean(sheet.cell(1, number))
    text = clean(sheet.cell(2, number)) if rows > 1 and not IMPORT_ID.match(sheet.cell(2, number)) else ""
    found = IMPORT_ID.match(sheet.cell(rows, number))
    role = role_of(NAME, code, text, found[1] if found else "")
    return Column(sheet.name, number, code, text, role=role, delimiter=",")


def _with_part(column: Column, parts: Mapping[str, int]) -> Column:
    """A column `Q9_1` beside others of Q9 is about one option: its wording stands behind the last hyphen."""
    found = MORE.match(column.code)
    if column.role != ANSWER or not found or (parts[found["code"]] < 2 and "TEXT" not in found["part"]):
        return replace(column, text=column.text.removesuffix(" - Selected Choice"))
    text, _, part = column.text.rpartition(" - ")
    text = text.removesuffix(" - Selected Choice")
    return replace(
        column,
        code=found["code"],
        part_code=found["part"],
        text=text or column.text,
        part=part if text else found["part"],
        delimiter="",
        group=found["code"],
    )


def _left_out(record: Record, finished: int | None, status: int | None) -> str:
    if status and squeeze(record.cell(status)) in TESTS:
        return "test_response"
    if finished and squeeze(record.cell(finished)) in NOT_FINISHED:
        return "unfinished_response"
    return ""

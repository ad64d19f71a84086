"""Microsoft Forms: one row of headings; several answers stand in one cell as "A;B;". PURE.

Headings may hold line breaks and no-break spaces; csv files may be in Windows-1252; dates are month/day/year.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from surveys import mappings
from surveys.collecting import collect
from surveys.exports import (
    BOOKS,
    Column,
    Export,
    clean,
    column_named,
    keyed,
    records_below,
    role_of,
    sortable,
)
from surveys.headings import COMPLETED, squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "ms_forms"
STARTED: Final = frozenset(
    squeeze(name)
    for name in ("Start time", "开始时间", "Hora de inicio", "Heure de début", "Время начала", "وقت البدء")
)
QUIZ: Final = ("points - ", "feedback - ", "points – ", "feedback – ")


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["ID", "Start time", "Completion time", "Email", "Name"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether the first row names start and completion, beside a number in its first column."""
    if not workbook.sheets or not workbook.sheets[0].rows:
        return False
    names = {squeeze(clean(cell)) for cell in workbook.sheets[0].rows[0]}
    return bool(names & STARTED) and bool(names & COMPLETED[NAME])


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row; one without a time of completion does not count."""
    return collect(read(workbook), questionnaire, mapping, roster)


def read(workbook: Workbook) -> Export:
    """The export as a table."""
    sheet = workbook.sheets[0]
    completed = column_named(sheet, [1], COMPLETED[NAME])
    records = records_below(sheet, 1)
    for record in records:
        if not record.cell(completed).strip():
            record.left_out = "unfinished_response"
        record.completed = sortable(record.cell(completed))
    return Export(NAME, sheet.name, 1, keyed(_columns(sheet)), records)


def _columns(sheet: Sheet) -> list[Column]:
    columns = []
    for number, cell in enumerate(sheet.rows[0], start=1):
        if text := clean(cell):
            role = BOOKS if text.casefold().startswith(QUIZ) else role_of(NAME, text)
            columns.append(Column(sheet.name, number, "", text, role=role, delimiter=";"))
    return columns

"""SurveyMonkey: expanded with two rows of headings (question, option), or condensed with one. PURE.

In the expanded form the first row is empty to the right of a question with several columns. A heading carries to
the right only over cells whose own heading is empty and whose second row is not.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from surveys import mappings
from surveys.absences import fold
from surveys.collecting import collect
from surveys.exports import (
    ANSWER,
    Column,
    Export,
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

NAME: Final = "surveymonkey"
RESPONDENT_ID: Final = "respondentid"
WHOLE: Final = frozenset({"response", "open-ended response", "respuesta", "réponse", "答复", "回复", "ответ"})


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["Respondent ID", "Collector ID", "Start Date", "Open-Ended Response"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether the first cell is the heading of SurveyMonkey's respondent number."""
    if not workbook.sheets or not workbook.sheets[0].rows:
        return False
    return squeeze(workbook.sheets[0].cell(1, 1)) == RESPONDENT_ID


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row; the tool does not say whether somebody finished."""
    return collect(read(workbook), questionnaire, mapping, roster)


def read(workbook: Workbook) -> Export:
    """The export as a table."""
    sheet = workbook.sheets[0]
    rows = 2 if _is_expanded(sheet) else 1
    columns = _expanded(sheet) if rows == 2 else _condensed(sheet)
    completed = column_named(sheet, [1], COMPLETED[NAME])
    records = records_below(sheet, rows)
    for record in records:
        record.completed = sortable(record.cell(completed)) if completed else ""
    respondent = column_named(sheet, [1], REFERENCES[NAME])
    return Export(NAME, sheet.name, 1, keyed(columns), records, respondent=respondent)


def _is_expanded(sheet: Sheet) -> bool:
    """Whether the second row holds headings: its own columns are empty there, and an answer's is not."""
    if len(sheet.rows) < 2 or sheet.cell(2, 1).strip():
        return False
    if any(fold(cell) in WHOLE for cell in sheet.rows[1]):
        return True
    return any(
        not sheet.cell(1, number).strip() and cell.strip()
        for number, cell in enumerate(sheet.rows[1], start=1)
    )


def _expanded(sheet: Sheet) -> list[Column]:
    columns: list[Column] = []
    text, start = "", 0
    for number in range(1, max(len(row) for row in sheet.rows[:2]) + 1):
        own, below = clean(sheet.cell(1, number)), clean(sheet.cell(2, number))
        if own:
            text, start = own, number
        if not (own or below):
            text = ""
            continue
        part = "" if fold(below) in WHOLE else below
        role = role_of(NAME, text if own and not below else "", part)
        columns.append(Column(sheet.name, number, "", text, part, role=role, group=str(start)))
    return [column for column in columns if column.text or column.part]


def _condensed(sheet: Sheet) -> list[Column]:
    """One row: "Question - Option", or the question repeated; a heading that stands once holds a whole answer."""
    names = [clean(cell) for cell in sheet.rows[0]]
    stems = Counter(_stem(name) for name in names)
    repeated = Counter(names)
    columns = []
    for number, name in enumerate(names, start=1):
        if not name:
            continue
        column = Column(sheet.name, number, "", name, role=role_of(NAME, name), delimiter=",")
        stem = _stem(name)
        if column.role == ANSWER and stem and (stems[stem] > 1 or stem in names):
            column = replace(column, text=stem, part=name[len(stem) + 3 :], delimiter="", group=stem)
        elif repeated[name] > 1:
            column = replace(column, part=_only_text(sheet, number), delimiter="", group=name)
        columns.append(column)
    return columns


def _stem(name: str) -> str:
    """What stands before " - ", or ""."""
    return name.rpartition(" - ")[0]


def _only_text(sheet: Sheet, number: int) -> str:
    """The option of a repeated heading: the one text that its column holds; "" where there are several."""
    texts = {sheet.cell(row, number).strip() for row in range(2, len(sheet.rows) + 1)} - {"", "-"}
    return texts.pop() if len(texts) == 1 else ""

"""LimeSurvey: one row of headings in one of four styles. PURE.

Code `Q4[SQ001]`, `Q4[other]`, `Q[SQ001][1]` or `Q4_SQ001`; full text `text [part]`; abbreviated text; code and
text `Q4[SQ001]. text [part]`. In the cells of long answers "N/A" means never shown, "No" shown and not chosen, and
an empty cell that nothing was said. A text that starts with = was exported as '=.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from surveys import mappings
from surveys.absences import fold
from surveys.collecting import collect
from surveys.exports import (
    ANSWER,
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
from surveys.headings import COMPLETED, REFERENCES, squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "limesurvey"
OWN: Final = frozenset({"lastpage", "startlanguage", "seed", "submitdate", "datesubmitted"})
RESPONSE: Final = frozenset({"responseid", "id"})
CODE: Final = r"[A-Za-z][A-Za-z0-9]*"
CODED: Final = re.compile(rf"(?P<code>{CODE})(?P<parts>(\[[A-Za-z0-9_]*\])*)")
CODE_AND_TEXT: Final = re.compile(rf"(?P<code>{CODE})(?P<parts>(\[[A-Za-z0-9_]*\])*)\.\s+(?P<text>\S.*)")
TEXT_AND_PART: Final = re.compile(r"(?P<text>.*?)\s*\[(?P<part>[^\[\]]*(\[[^\[\]]*\])*[^\[\]]*)\]\s*")
UNDERSCORED: Final = re.compile(rf"(?P<code>{CODE})_(?P<part>SQ\d+|other|comment|[A-Za-z0-9]+)")
NOT_SHOWN: Final = frozenset(fold(word) for word in ("N/A", "k.A.", "s.o.", "n.v.t."))
STYLED_AT_LEAST: Final = 3


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["Response ID", "Date submitted", "Last page", "Start language", "Q1[SQ001]"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether the tool's own columns are there, or most headings are "code. text" and some have [parts]."""
    if not workbook.sheets or not workbook.sheets[0].rows:
        return False
    headings = [clean(cell) for cell in workbook.sheets[0].rows[0]]
    names = {squeeze(_plain_text(heading)) for heading in headings} | {squeeze(h) for h in headings}
    if names & RESPONSE and len(names & OWN) > 1:
        return True
    filled = [heading for heading in headings if heading]
    both = sum(bool(CODE_AND_TEXT.fullmatch(heading)) for heading in filled)
    coded = sum(bool((found := CODED.match(heading)) and found["parts"]) for heading in filled)
    return both >= STYLED_AT_LEAST and both * 2 >= len(filled) and coded > 0


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per row; one without a date of submission does not count."""
    return collect(read(workbook), questionnaire, mapping, roster)


def read(workbook: Workbook) -> Export:
    """The export as a table."""
    sheet = workbook.sheets[0]
    columns = [_column(sheet.name, number, clean(cell)) for number, cell in enumerate(sheet.rows[0], start=1)]
    completed = _named(sheet, COMPLETED[NAME])
    records = records_below(sheet, 1)
    for record in records:
        if completed and not record.cell(completed).strip():
            record.left_out = "unfinished_response"
        record.completed = sortable(record.cell(completed)) if completed else ""
    return Export(
        NAME,
        sheet.name,
        1,
        keyed(_grouped(columns)),
        records,
        respondent=_named(sheet, REFERENCES[NAME]),
        not_shown=NOT_SHOWN,
        masked=True,
    )


def _named(sheet: Sheet, names: frozenset[str]) -> int | None:
    """The tool's own column, whose heading may be "code. text"."""
    found = column_named(sheet, [1], names)
    if found:
        return found
    for number, cell in enumerate(sheet.rows[0], start=1):
        if squeeze(_plain_text(clean(cell))) in names:
            return number
    return None


def _plain_text(heading: str) -> str:
    found = CODE_AND_TEXT.fullmatch(heading)
    return found["text"] if found else heading


def _column(sheet: str, number: int, heading: str) -> Column:
    column = Column(sheet, number)
    if not heading:
        # A number of the row that somebody put before the table; it may be the only thing that names who answers.
        return replace(column, code=f"column {number}", role=BOOKS)
    if found := CODE_AND_TEXT.fullmatch(heading):
        text, part = _text_and_part(found["text"])
        column = replace(column, code=found["code"], part_code=_parts(found["parts"]), text=text, part=part)
    elif (found := CODED.fullmatch(heading)) and (found["parts"] or not role_is_own(heading)):
        column = replace(column, code=found["code"], part_code=_parts(found["parts"]))
    elif found := UNDERSCORED.fullmatch(heading):
        # May be a code of the questionnaire that holds an underscore itself, so the text keeps the whole.
        column = replace(column, code=heading, text=heading)
    else:
        text, part = _text_and_part(heading)
        column = replace(column, text=text, part=part)
    role = role_of(NAME, heading, column.text if not column.part else "", column.part)
    group = column.code or column.text
    return replace(column, role=role, group=group if role == ANSWER else "")


def role_is_own(heading: str) -> bool:
    """Whether a heading is one of the tool's own columns."""
    return role_of(NAME, heading) != ANSWER


def _parts(brackets: str) -> str:
    return "_".join(re.findall(r"\[([^\]]*)\]", brackets))


def _text_and_part(heading: str) -> tuple[str, str]:
    """ "text [part]"; a heading that is nothing but [text] is a text."""
    found = TEXT_AND_PART.fullmatch(heading)
    if not found:
        return heading, ""
    if not found["text"]:
        return found["part"], ""
    return found["text"], found["part"].strip()


def _grouped(columns: list[Column]) -> list[Column]:
    """A column with part code but without other columns of its question is a column of the whole question."""
    many = Counter(column.group for column in columns if column.group)
    return [
        replace(column, part_code="", part="")
        if column.part_code and many[column.group] == 1 and column.part_code not in {"other", "comment"}
        else column
        for column in columns
    ]

"""A long table of counts: one row per question, answer and group, with k and n in columns of their own. PURE.

Known by headings for the question, for k and for n, with no column for respondents. A per cent column beside
them is held against k and n.
"""

from typing import Final, NamedTuple

from surveys import count_words
from surveys.count_cells import split_count
from surveys.counting import RawCount
from surveys.exports import clean
from surveys.headings import RESPONDENTS, squeeze
from surveys.parsed import Parsed
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "counts_long"
HEADINGS_WITHIN: Final = 30
PEOPLE: Final = RESPONDENTS - {"code", "代码"} - count_words.N


class _Header(NamedTuple):
    """The row of headings and the columns; 0 for a column that is not there."""

    sheet: Sheet
    row: int
    question: int
    option: int
    grouping: int
    group: int
    k: int
    n: int
    percent: int


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["question", "option", "group", "k", "n"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether a visible sheet has such headings."""
    return any(_header(sheet) for sheet in workbook.sheets if not sheet.hidden)


def parse(workbook: Workbook, questionnaire: Questionnaire, **_: object) -> Parsed:
    """The counts of every sheet with such headings, in the order of the file."""
    parsed = Parsed(NAME)
    for sheet in workbook.sheets:
        if not sheet.hidden and (header := _header(sheet)):
            parsed.counts += _rows(header)
    return parsed


def _header(sheet: Sheet) -> _Header | None:
    known = (
        count_words.QUESTION, count_words.OPTION, count_words.GROUPING, count_words.GROUP,
        count_words.K, count_words.N, count_words.PERCENT,
    )  # fmt: skip
    for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], start=1):
        names = [squeeze(clean(cell)) for cell in cells]
        columns = [_first(names, words) for words in known]
        question, option, _grouping, _group, k, n, percent = columns
        numbers = n and (k or percent)
        if question and option and numbers and not PEOPLE & set(names):
            return _Header(sheet, row, *columns)
    return None


def _first(names: list[str], known: frozenset[str]) -> int:
    return next((number for number, name in enumerate(names, start=1) if name in known), 0)


def _rows(header: _Header) -> list[RawCount]:
    sheet, found = header.sheet, []
    for row in range(header.row + 1, len(sheet.rows) + 1):
        question, option, grouping, group, k, n, percent = (
            clean(sheet.cell(row, column)) if column else "" for column in header[2:]
        )
        if not (question or option) or not (k or n or percent):
            continue
        k_column = header.k or header.percent
        raw = sheet.cell(row, k_column)
        k, written, beside = split_count(raw) if header.k else ("", "", "")
        found.append(
            RawCount(
                question, option, grouping, group, k, written or sheet.cell(row, header.n),
                percent or beside, raw, sheet.name,
                question_at=(row, header.question),
                option_at=(row, header.option),
                group_at=(row, header.group or header.grouping or header.question),
                k_at=(row, k_column),
                n_at=(row, k_column if written else header.n),
            )
        )  # fmt: skip
    return found

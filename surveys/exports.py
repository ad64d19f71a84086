"""An export of a survey tool, read as a table: what every tool's layout comes down to. PURE.

A layout says which rows are headings, which columns are answers, and how its empty cells are meant; where a
column belongs in the questionnaire is `surveys.placing`'s, and the answers are collected by
`surveys.collecting`.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from surveys.absences import BLANK, fold
from surveys.headings import (
    ANYWHERE,
    BOOKKEEPING,
    CONTACTS,
    QUESTIONS_FOR_CONTACTS,
    TOTALS,
    squeeze,
)
from surveys.mappings import fingerprint, without_years
from surveys.spreadsheets import Sheet

ANSWER: Final = "answer"
CONTACT: Final = "contact"
PERSONAL: Final = "personal"
"""A contact as well, unless the questionnaire asks for it in the very same words."""
BOOKS: Final = "bookkeeping"


@dataclass(frozen=True)
class Column:
    """One column of an export.

    `code` and `part_code` are the tool's own codes of the question and of the option or part of it that the
    column is about, `text` and `part` their wordings, each "" where the file has none. `key` is by what a
    mapping remembers the column. `delimiter` cuts a cell that lists several answers; `group` is the same for
    the columns of one question.
    """

    sheet: str
    number: int
    code: str = ""
    text: str = ""
    part: str = ""
    part_code: str = ""
    role: str = ANSWER
    delimiter: str = ""
    group: str = ""
    key: str = ""

    @property
    def heading(self) -> str:
        """The wording as one text, or the code where there is none."""
        return ": ".join(filter(None, [self.text or self.code, self.part]))


@dataclass
class Record:
    """One response: its row, cells, and the rows of its repeats as (occurrence, sheet, row, cells).

    `left_out` is "" or the code of the note that says why the response does not count; `completed` is a time
    that sorts, or "".
    """

    row: int
    cells: list[str]
    left_out: str = ""
    completed: str = ""
    repeats: list[tuple[int, str, int, list[str]]] = field(default_factory=list)

    def cell(self, column: int) -> str:
        """The text in a column counted from 1."""
        return self.cells[column - 1] if column <= len(self.cells) else ""


@dataclass
class Export:
    """A whole export. `unticked` is what it means when no option of a question has a tick: BLANK or not_shown.

    `not_shown` are folded words that mean that the question was never shown; `masked` says that a text that
    starts with = was exported with an apostrophe before it. `respondent` is the column that may say who answers;
    `signature` are the headings by which it is known again where its columns do not tell.
    """

    layout: str
    sheet: str
    heading_row: int
    columns: list[Column]
    records: list[Record]
    respondent: int | None = None
    unticked: str = BLANK
    not_shown: frozenset[str] = frozenset()
    masked: bool = False
    signature: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """By what the layout is known again next year."""
        keys = self.signature or [column.key for column in self.columns if column.role == ANSWER]
        return fingerprint(self.layout, keys)

    @property
    def contacts(self) -> int:
        """How many columns hold contacts."""
        return sum(column.role in {CONTACT, PERSONAL} for column in self.columns)


def clean(heading: str) -> str:
    """A heading without markup, line breaks and no-break spaces."""
    if heading.isalnum():
        return heading  # as most cells are that are tried as headings
    without_tags = re.sub(r"</?[a-zA-Z][^>]*>", " ", html.unescape(heading))
    return re.sub(r"\s+", " ", without_tags.replace("\u00a0", " ")).strip()


def role_of(layout: str, *headings: str) -> str:
    """What a column is for, by any of its headings in the tool's own lists."""
    names = {squeeze(heading) for heading in headings if heading}
    if names & CONTACTS.get(layout, frozenset()):
        return CONTACT
    if names & BOOKKEEPING.get(layout, frozenset()):
        return BOOKS
    personal = names & ANYWHERE or any(QUESTIONS_FOR_CONTACTS.search(heading) for heading in headings)
    return PERSONAL if personal else ANSWER


def column_named(sheet: Sheet, rows: Iterable[int], names: frozenset[str]) -> int | None:
    """The first column that has one of these squeezed names in one of these rows."""
    for row in rows:
        for number, cell in enumerate(sheet.rows[row - 1], start=1):
            if squeeze(cell) in names:
                return number
    return None


def keyed(columns: Iterable[Column]) -> list[Column]:
    """The columns with their keys: code or wording without years, numbered where two are the same."""
    seen: Counter[str] = Counter()
    result = []
    for column in columns:
        base = without_years(" | ".join(filter(None, [column.code, column.part_code]))) or without_years(
            " | ".join(filter(None, [column.text, column.part]))
        )
        seen[base] += 1
        result.append(replace(column, key=base if seen[base] == 1 else f"{base} ({seen[base]})"))
    return result


def records_below(sheet: Sheet, heading_row: int) -> list[Record]:
    """Every row below the headings that is not empty."""
    return [
        Record(row, cells)
        for row, cells in enumerate(sheet.rows[heading_row:], start=heading_row + 1)
        if any(cell and not cell.isspace() for cell in cells)
    ]


def is_total(cells: Sequence[str], respondent: int) -> bool:
    """Whether a row is one of sums: its respondent's cell says so, or is empty and the first filled cell does."""
    said = cells[respondent - 1].strip() if respondent <= len(cells) else ""
    said = said or next((cell.strip() for cell in cells if cell and not cell.isspace()), "")
    return fold(said.rstrip(":： ")) in TOTALS


def sortable(time: str) -> str:
    """A time that sorts as text: ISO stays, month/day/year is turned; "" where it is neither."""
    time = time.strip()
    if re.match(r"\d{4}-\d\d-\d\d", time):
        return time
    found = re.match(
        r"(\d{1,2})/(\d{1,2})/(\d{2,4})(?:[ ,]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])?)?", time
    )
    if not found:
        return ""
    month, day, year, hour, minute, second, half = found.groups(default="")
    hours = int(hour or 0) % 12 + 12 * (half.lower() == "pm") if half else int(hour or 0)
    year = year if len(year) == 4 else f"20{year}"
    return f"{year}-{int(month):02}-{int(day):02}T{hours:02}:{minute or '00'}:{second or '00'}"

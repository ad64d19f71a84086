"""Which cells of a file hold contacts, where it is known in which its answers lie. PURE.

A cell that an answer rests on is never one, whatever it says; the column that names the respondents stays as well.
Beyond that the file is read with suspicion: columns under a heading for contacts, values beside such a label, and
whatever looks like an e-mail address or a telephone number.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from surveys.exports import CONTACT, PERSONAL, clean, role_of
from surveys.headings import squeeze
from surveys.respondent_names import RespondentNames
from surveys.spreadsheets import Sheet

Cell = tuple[int, int]
"""Row and column, counted from 1."""

LONG_TABLE: Final = "long_table"
HEADINGS_WITHIN: Final = 30
"""Rows in which headings are looked for on a sheet without answers."""
ROWS_LOOKED_AT: Final = 200
FEW_CELLS: Final = 4
"""A row with a label for a contact and no more cells than these is a form, not a response."""
E_MAIL: Final = re.compile(r"[^\s@]@[\w-]+(\.[\w-]+)+")
TELEPHONE: Final = re.compile(r"(\+|00)\d[\d\s().-]{6,}")
ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:：（），；]+@[\w-]+(\.[\w-]+)+")
NUMBER: Final = re.compile(r"(?<![\w.,+])(\+|00)\d[\d\s().-]{6,}\d")
MASK: Final = "•••"
"""Stands where an e-mail address or a telephone number stood in a text that is told."""
LABEL: Final = re.compile(r"\s*([^:：]{2,60})[:：]\s*\S")
# Words for whoever filled in a table: the importer has no use for such columns, and does not know them.
ALSO: Final = frozenset(
    squeeze(heading)
    for heading in (
        *("filled in by", "completed by", "prepared by", "submitted by", "reported by", "signature"),
        *("_submission__submitted_by", "focal point", "name of focal point", "name of respondent"),
        *("填表人", "填报人", "rempli par", "rellenado por", "заполнил", "ملأه"),
    )
)
NAMES: Final = ALSO | {squeeze(word) for word in ("name", "nom", "nombre", "姓名", "имя", "الاسم")}
"""In "Name: Jane Roe" it is a person's; as a heading it may be that of an entity."""


@dataclass(frozen=True)
class Answered:
    """The columns and the rows of a sheet in which answers lie."""

    columns: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()

    def holds(self, row: int, column: int) -> bool:
        """Whether an answer may lie there."""
        return row in self.rows and column in self.columns


def answered_from_dict(told: Mapping[str, Mapping[str, Iterable[int]]]) -> dict[str, Answered]:
    """By the folded name of the sheet, out of {name: {columns, rows}}."""
    return {
        key(name): Answered(frozenset(each["columns"]), frozenset(each["rows"]))
        for name, each in told.items()
    }


def masked(text: str) -> str:
    """The text without e-mail addresses and telephone numbers."""
    return NUMBER.sub(MASK, ADDRESS.sub(MASK, text)) if "@" in text or "+" in text or "00" in text else text


def key(sheet: str) -> str:
    """A sheet's name as answers know it: without regard to case, and no longer than the database keeps it."""
    return sheet[:120].casefold()


@dataclass
class Found:
    """The cells of a sheet that hold contacts, and the columns under headings for contacts."""

    cells: set[Cell]
    columns: set[int]


def contacts_in(sheet: Sheet, answered: Answered, layout: str, names: RespondentNames) -> Found:
    """The contacts of a sheet, read as a file of this layout."""
    return _Reading(sheet, answered, layout, names).found()


class _Reading:
    """One sheet while it is looked through."""

    def __init__(self, sheet: Sheet, answered: Answered, layout: str, names: RespondentNames):
        self.rows, self.answered, self.layout = sheet.rows, answered, layout
        self.named = _columns_of_respondents(sheet.rows, answered, names)
        first = min(answered.rows, default=HEADINGS_WITHIN + 1)
        self.top = min(first - 1, len(sheet.rows))
        self.fullest = max((_filled(cells) for cells in sheet.rows[: self.top]), default=0)

    def found(self) -> Found:
        columns = self._columns()
        cells = {
            (row, column)
            for row, texts in enumerate(self.rows, start=1)
            for column, text in enumerate(texts, start=1)
            if text and self._is_contact(row, column, text, columns)
        }
        cells.update(self._beside_labels())
        return Found(cells, set(columns))

    def _columns(self) -> dict[int, int]:
        """The columns under a heading for contacts, and the row of the heading."""
        kept = self.answered.columns | self.named
        return {
            column: row
            for row in range(self.top, 0, -1)
            if self._is_heading(row)
            for column, text in enumerate(self.rows[row - 1], start=1)
            if column not in kept and self._asks_for_contact(text)
        }

    def _is_contact(self, row: int, column: int, text: str, columns: Mapping[int, int]) -> bool:
        if self.answered.holds(row, column) or column in self.named:
            return False
        if column in columns and row > columns[column] and not self._asks_for_contact(text):
            return True
        return bool("@" in text and E_MAIL.search(text) or TELEPHONE.fullmatch(text.strip()))

    def _is_heading(self, row: int) -> bool:
        """Whether a row above the answers is one of headings, rather than a title or a line of a form."""
        texts = self.rows[row - 1]
        filled = _filled(texts)
        if any(text for column, text in enumerate(texts, start=1) if column in self.answered.columns):
            return True
        if filled >= 2 and all(self._asks_for_contact(text) for text in texts if text):
            return True
        return filled >= 3 and 2 * filled >= self.fullest

    def _beside_labels(self) -> Iterable[Cell]:
        """The cells behind a label for a contact in its own row, and cells that hold label and contact in one."""
        for row, texts in enumerate(self.rows, start=1):
            if row in self.answered.rows or (row <= self.top and self._is_heading(row)):
                continue
            if _filled(texts) > FEW_CELLS and self.layout != LONG_TABLE:
                continue
            label = next((at for at, text in enumerate(texts, start=1) if self._asks_for_contact(text)), None)
            for column, text in enumerate(texts, start=1):
                told = LABEL.match(text)
                behind = label and column > label and column not in self.named
                if text and (behind or told and self._asks_for_contact(told[1], NAMES)):
                    yield row, column

    def _asks_for_contact(self, text: str, words: frozenset[str] = ALSO) -> bool:
        if not text or len(text) > 200:
            return False
        heading = clean(text).rstrip(":： *")
        return squeeze(heading) in words or role_of(self.layout, heading) in {CONTACT, PERSONAL}


def _columns_of_respondents(
    rows: list[list[str]], answered: Answered, names: RespondentNames
) -> frozenset[int]:
    """The columns in which at least half of what is written names somebody on the roster."""
    looked_at = sorted(answered.rows)[:ROWS_LOOKED_AT] or range(1, min(len(rows), ROWS_LOOKED_AT) + 1)
    filled: dict[int, list[str]] = {}
    for row in looked_at:
        for column, text in enumerate(rows[row - 1] if row <= len(rows) else [], start=1):
            if text and column not in answered.columns:
                filled.setdefault(column, []).append(text)
    return frozenset(
        column
        for column, texts in filled.items()
        if 2 * sum(bool(names.code_of(text)) for text in texts) >= len(texts)
    )


def _filled(cells: list[str]) -> int:
    return sum(bool(cell) and not cell.isspace() for cell in cells)

"""What the cells of a file mean: each text is read once for each place where it stands. PURE.

A file may hold two million cells and few texts. A place is a column of a table, or whatever has the same item, occurrence,
sheet and column in several rows; rows that say the same there share one `Meaning`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Final, NamedTuple

from surveys.absences import NOT_SHOWN
from surveys.coercion import Coerced, coercer
from surveys.copying import NULL, copied_number, copied_text
from surveys.parsed import Answer, Columns, RawAnswer, RowOfAnswers
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import MeantCell, NumberCell

ANSWERED: Final = "answered"
UNREADABLE: Final = "unreadable"
REMEMBERED: Final = 20_000
"""Meanings that are kept of one place: a column of words that are all different would fill the memory."""
PLAIN: Final = frozenset({str})
LINE: Final = attrgetter("line")


class Place(NamedTuple):
    """Where an answer stands but for its row, and for what it is."""

    item: str
    occurrence: int
    sheet: str
    column: int


class Meaning:
    """An answer but for who gives it and in which row: exactly one of option, number, text and absence is not None.

    Where the cell cannot be read all four are None. `kind` is the absence, ANSWERED or UNREADABLE; `line` the fields
    as COPY wants them, in the order of `readfile.COPY_COLUMNS`. Many answers share it, so that nobody changes it.
    """

    __slots__ = (
        "absence",
        "item",
        "kind",
        "line",
        "number",
        "occurrence",
        "option",
        "place",
        "problem",
        "raw",
        "text",
    )

    def __init__(self, place: Place, said: Coerced, raw: str):
        self.place, self.raw = place, raw
        self.item, self.occurrence, sheet, column = place
        self.option, self.number, self.text, self.absence, self.problem = option, number, text, absence, _ = (
            said
        )
        self.kind = absence or (ANSWERED if said.readable else UNREADABLE)
        self.line = (
            f"{self.item}\t{self.occurrence}\t{option or NULL}\t{copied_number(number)}\t{copied_text(text)}"
            f"\t{absence or NULL}\t{copied_text(raw)}\t{copied_text(sheet)}\t{column}"
        )

    def not_shown(self) -> "Meaning":
        """The same for a question that was not shown."""
        said = Coerced(self.option, self.number, self.text, NOT_SHOWN, self.problem)
        return Meaning(self.place, said, self.raw)


class Answers(Sequence[Answer]):
    """The answers of one respondent: their meanings, and the row of each, which is one for all in a wide table."""

    __slots__ = ("meanings", "respondent", "rows")

    def __init__(self, respondent: str, rows: int | Sequence[int], meanings: Sequence[Meaning]):
        self.respondent, self.rows, self.meanings = respondent, rows, meanings

    def __len__(self) -> int:
        return len(self.meanings)

    def __getitem__(self, at):
        return list(self)[at]

    def __iter__(self) -> Iterator[Answer]:
        rows = repeat(self.rows) if isinstance(self.rows, int) else self.rows
        for row, meant in zip(rows, self.meanings, strict=False):
            said = (meant.option, meant.number, meant.text, meant.absence, meant.raw)
            sheet, column = meant.place.sheet, meant.place.column
            yield Answer(self.respondent, meant.item, meant.occurrence, *said, sheet, row, column)

    def chosen(self, wanted: Callable[[Meaning], bool]) -> "Answers":
        """Those of which the meaning is wanted."""
        rows = self.rows
        if not isinstance(rows, int):
            rows = [row for row, meant in zip(rows, self.meanings, strict=True) if wanted(meant)]
        return Answers(self.respondent, rows, [meant for meant in self.meanings if wanted(meant)])

    def lines(self) -> str:
        """A line of COPY's text format for each answer."""
        who = copied_text(self.respondent)
        if isinstance(self.rows, int):
            start = f"{who}\t{self.rows}\t"
            lines = f"\n{start}".join(map(LINE, self.meanings))
            return f"{start}{lines}\n" if lines else ""
        together = zip(self.rows, self.meanings, strict=True)
        return "".join([f"{who}\t{row}\t{meant.line}\n" for row, meant in together])


class CellReader:
    """The items of a questionnaire made ready, and what was read so far at each place.

    `readings` are what somebody decided texts to mean: item -> folded text -> option or absence.
    """

    def __init__(
        self, questionnaire: Questionnaire, decimal_mark: str, readings: Mapping[str, Mapping[str, str]]
    ):
        self.coercers = {
            code: coercer(item, decimal_mark=decimal_mark, readings=readings.get(code))
            for code, item in questionnaire.items.items()
        }
        self.places: dict[Place, _Meanings] = {}
        self.columns: dict[Columns, list[_Meanings]] = {}

    def read(self, answers: Sequence[RawAnswer]) -> list[Meaning]:
        """What each of the answers means."""
        if isinstance(answers, RowOfAnswers):
            return self._read_row(answers.columns, answers.texts)
        return [
            self._at(Place(raw.item, _occurrence(raw), raw.sheet, raw.column))[_key(raw.text)]
            for raw in answers
        ]

    def _read_row(self, columns: Columns, texts: Sequence[str]) -> list[Meaning]:
        of_columns = self.columns.get(columns)
        if of_columns is None:
            of_columns = self.columns[columns] = [self._at(Place(*where)) for where in columns.places]
        keys = texts if PLAIN.issuperset(map(type, texts)) else map(_key, texts)
        return [meanings[key] for meanings, key in zip(of_columns, keys, strict=True)]

    def _at(self, place: Place) -> "_Meanings":
        meanings = self.places.get(place)
        if meanings is None:
            meanings = self.places[place] = _Meanings(place, self.coercers[place.item])
        return meanings


class _Meanings(dict[str | tuple, Meaning]):
    """What was read at one place, by `_key` of the cell."""

    def __init__(self, place: Place, coerce: Callable[[str], Coerced]):
        super().__init__()
        self.place, self.coerce = place, coerce

    def __missing__(self, key: str | tuple) -> Meaning:
        if len(self) >= REMEMBERED:
            self.clear()
        cell = key if type(key) is str else key[0]
        meaning = self[key] = Meaning(self.place, self._said(cell), cell)
        return meaning

    def _said(self, cell: str) -> Coerced:
        if type(cell) is not MeantCell:
            return self.coerce(cell)
        return Coerced(absence=cell.meaning) if cell.absence else self.coerce(cell.meaning)


def _key(cell: str) -> str | tuple:
    """By what a cell is remembered: a number cell is equal to the same text as somebody typed it, which may mean another."""
    if type(cell) is str:
        return cell
    return (cell, NumberCell) if type(cell) is NumberCell else (cell, cell.meaning, cell.absence)


def _occurrence(raw: RawAnswer) -> int:
    """That of the answer, or a higher one that its cell knows of."""
    return max(raw.occurrence, raw.text.occurrence) if type(raw.text) is MeantCell else raw.occurrence

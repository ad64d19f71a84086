"""What a layout finds in a workbook, before anybody asks whether it is right. PURE.

Tuples throughout: a file may hold some hundred thousand answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final, NamedTuple

from surveys.absences import NOT_SHOWN
from surveys.counting import RawCount

ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"
SEVERITIES: Final = (ERROR, WARNING, NOTE)
EXPLAINED: Final = frozenset(
    {
        "contradictory_answers",
        "jump_from_last_round",
        "outlier_in_group",
        "percentage_as_fraction",
        "total_differs_from_parts",
    }
)
"""Codes of issues that, as warnings, ask the sender for a word of explanation."""
LONGEST_VALUE: Final = 200
LONGEST_RESPONDENT: Final = 40


class RawAnswer(NamedTuple):
    """One cell of an answer as it was sent. Rows and columns count from 1, and so do the repeats of an item."""

    item: str
    text: str
    sheet: str
    row: int
    column: int
    occurrence: int = 1


@dataclass(frozen=True, eq=False)
class Columns:
    """Where the answers of a wide table stand: for each its item, column and occurrence. One for all of its rows."""

    sheet: str
    items: tuple[str, ...]
    numbers: tuple[int, ...]
    occurrences: tuple[int, ...]

    @property
    def places(self) -> Iterator[tuple[str, int, str, int]]:
        """Item, occurrence, sheet and column of each."""
        return zip(self.items, self.occurrences, repeat(self.sheet), self.numbers, strict=False)


class RowOfAnswers(Sequence[RawAnswer]):
    """The answers in one row of a wide table: a sequence of RawAnswer that holds no more than the row's texts.

    Everything else is that of its columns, so that two million cells need no tuple each.
    """

    __slots__ = ("columns", "row", "texts")

    def __init__(self, columns: Columns, texts: Sequence[str], row: int):
        self.columns, self.texts, self.row = columns, texts, row

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at):
        return list(self)[at]

    def __iter__(self) -> Iterator[RawAnswer]:
        columns = self.columns
        place = (repeat(columns.sheet), repeat(self.row), columns.numbers, columns.occurrences)
        return map(RawAnswer._make, zip(columns.items, self.texts, *place, strict=False))


class Answer(NamedTuple):
    """One answer: exactly one of option, number, text and absence is not None.

    `raw` is the cell as it was sent; `occurrence` counts repeats of an item from 1.
    """

    respondent: str
    item: str
    occurrence: int
    option: str | None
    number: float | None
    text: str | None
    absence: str | None
    raw: str
    sheet: str
    row: int
    column: int

    def not_shown(self) -> "Answer":
        """The same as an answer to a question that was not shown."""
        return self._replace(absence=NOT_SHOWN)


class Response(NamedTuple):
    """All answers that one place in a file gives for one respondent, and the cell that names the respondent.

    `respondent` is what that cell says, not yet compared with any roster; `respondent_row` and
    `respondent_column` are None where the file has no such cell.
    """

    respondent: str
    sheet: str
    respondent_row: int | None
    respondent_column: int | None
    answers: Sequence[RawAnswer]


class Issue(NamedTuple):
    """Something found in a file. The message is made elsewhere, in the reader's language, out of these.

    `value` is the text of the cell, cut at 200 characters; `row` and `column` are None where the issue is
    about a whole sheet or the whole file; `respondent` and `item` are "" where there is none. `parameters`
    is fit for JSON. The codes stand in `surveys.checking`.
    """

    code: str
    severity: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None
    value: str = ""
    parameters: Mapping[str, Any] = {}
    respondent: str = ""
    item: str = ""


@dataclass
class Parsed:
    """What a layout made of a workbook: responses in the order of the file, and what is wrong with the layout.

    `covered` are the codes of the items for which the file has a place; an item without a place gets no
    answer, not even a blank one. `readings` are what somebody decided texts to mean: item -> folded text ->
    option or absence. `names_respondents` is False where nothing in the file says who answers. `placing` tells
    how the columns of a foreign layout were placed (`surveys.collecting`), and is empty for our own. A table of
    counts has `counts` and no responses. `decimal_mark` is "," or "." where the file itself tells in which language
    its numbers are written, else "".
    """

    layout: str
    responses: list[Response] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    covered: frozenset[str] = frozenset()
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names_respondents: bool = True
    placing: Mapping[str, Any] = field(default_factory=dict)
    counts: list[RawCount] = field(default_factory=list)
    decimal_mark: str = ""

"""What one set of answers says beside an earlier one, item by item. PURE."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

NEW: Final = "new"
CHANGED: Final = "changed"
GONE: Final = "gone"
SAME: Final = "same"
KINDS: Final = (CHANGED, NEW, GONE, SAME)

BLANKS: Final = frozenset({"blank", "not_shown"})
"""Absences that say nothing: a cell that was left empty, or that nobody was asked to fill."""


@dataclass(frozen=True)
class Said:
    """One answer as a page shows it: exactly one of option, number, text and absence.

    `option_names` is the wording of the option, `cell` the place in the file, `raw` the cell's own text.
    `answer` is the key of its row, None where it waits to be submitted; `corrected` says that it counts as this
    although its cell says something else; `explanations` is what the sender said about warnings on it.
    """

    option: str | None = None
    option_names: Mapping = field(default_factory=dict)
    number: Decimal | None = None
    text: str | None = None
    absence: str | None = None
    raw: str = ""
    cell: str = ""
    answer: int | None = None
    corrected: "Corrected | None" = None
    explanations: tuple[str, ...] = ()

    @property
    def value(self) -> tuple:
        """What has to be equal for two answers to say the same."""
        return (self.option, self.number, self.text, self.absence)

    @property
    def says_nothing(self) -> bool:
        """Whether it is an absence that nobody chose."""
        return self.absence in BLANKS

    @property
    def token(self) -> str:
        """The value as one text, equal where the value is: what a form carries to say which value it saw."""
        if self.number is not None:
            return f"number:{self.number.normalize():f}"
        kind = next((name for name in ("option", "text", "absence") if getattr(self, name) is not None), "")
        return f"{kind}:{getattr(self, kind) if kind else ''}"


@dataclass(frozen=True)
class Corrected:
    """A correction in force: what the cell says, why that does not count, after which source, and who says so."""

    was: Said
    reason: str
    source: str
    author: str
    made: datetime


@dataclass(frozen=True)
class Line:
    """One item with its answer now and before; either may be missing. `kind` is one of KINDS."""

    item: str
    occurrence: int
    names: Mapping
    now: Said | None
    before: Said | None
    kind: str


def lines(
    now: Mapping[tuple[str, int], Said],
    before: Mapping[tuple[str, int], Said],
    names: Mapping[str, Mapping],
) -> list[Line]:
    """One line per item and occurrence, in the order of `names` (item code -> wording).

    Answers to items without a name there, such as questions of another year, come after, by their code.
    """
    places = {code: place for place, code in enumerate(names)}
    keys = sorted({*now, *before}, key=lambda key: (places.get(key[0], len(places)), key))
    return [
        Line(
            item=code,
            occurrence=occurrence,
            names=names.get(code, {"en": code}),
            now=now.get((code, occurrence)),
            before=before.get((code, occurrence)),
            kind=kind_of(now.get((code, occurrence)), before.get((code, occurrence))),
        )
        for code, occurrence in keys
    ]


def kind_of(now: Said | None, before: Said | None) -> str:
    """Whether an answer is new, changed, gone or the same. A blank counts as no answer on either side."""
    there, was_there = (said is not None and not said.says_nothing for said in (now, before))
    if there and was_there:
        return SAME if now.value == before.value else CHANGED
    if there:
        return NEW
    return GONE if was_there else SAME


def count(changed: Iterable[Line]) -> dict[str, int]:
    """How many lines of each kind there are."""
    counts = dict.fromkeys(KINDS, 0)
    for line in changed:
        counts[line.kind] += 1
    return counts

"""When a reminder is due, by the days that a round declares. PURE."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BEFORE: Final = "before"
AFTER: Final = "after"
CATCH_UP: Final = 2
"""For how many days after its own day a reminder is still sent, if nothing ran on that day."""


@dataclass(frozen=True)
class Occasion:
    """A reminder that a round declares: `days` before or after its closing day, due on `due`."""

    kind: str
    days: int
    due: datetime.date


def occasions(closes: datetime.date, before: Iterable[int], after: Iterable[int]) -> list[Occasion]:
    """Every reminder that a round declares, in the order of their days."""
    declared = [
        *(Occasion(BEFORE, days, closes - datetime.timedelta(days=days)) for days in set(before)),
        *(Occasion(AFTER, days, closes + datetime.timedelta(days=days)) for days in set(after)),
    ]
    return sorted(declared, key=lambda each: (each.due, each.kind))


def due_on(
    day: datetime.date, closes: datetime.date, before: Iterable[int], after: Iterable[int]
) -> Occasion | None:
    """The reminder that is due: the latest whose day has come and is not long past, so that nobody gets two at once.

    One that says that days are left is not sent once the closing day is over.
    """
    due = [
        each
        for each in occasions(closes, before, after)
        if each.due <= day <= each.due + datetime.timedelta(days=CATCH_UP)
        and (each.kind == AFTER or day <= closes)
    ]
    return due[-1] if due else None

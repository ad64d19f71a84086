"""How answers came in day by day, as numbers for a table and as a line to draw. PURE."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 600
HEIGHT: Final = 120


@dataclass(frozen=True)
class Day:
    """A day on which answers came: how many, and how many of those invited had answered by its end."""

    day: datetime.date
    came: int
    so_far: int
    percent: float


@dataclass(frozen=True)
class Arrivals:
    """The days on which answers came, and the same as a drawing of WIDTH times HEIGHT.

    `line` holds the corners of a line that rises on these days from the first day to the last; `deadline` is the
    place of the end of the closing day, None where it lies outside.
    """

    days: tuple[Day, ...]
    first: datetime.date
    last: datetime.date
    invited: int
    line: str
    deadline: float | None


def arrivals(
    came: Sequence[datetime.date],
    invited: int,
    *,
    opens: datetime.date | None = None,
    closes: datetime.date | None = None,
) -> Arrivals:
    """From the day of each respondent's first answers (at least one), in order."""
    counts = Counter(came)
    first = min([came[0], opens] if opens else [came[0]])
    last = max([came[-1], closes] if closes else [came[-1]])
    days, corners, so_far = [], [f"0,{HEIGHT}"], 0
    span = (last - first).days + 1
    for day in sorted(counts):
        place = round(WIDTH * (day - first).days / span, 1)
        corners.append(f"{place},{_height(so_far, invited)}")
        so_far += counts[day]
        corners.append(f"{place},{_height(so_far, invited)}")
        days.append(Day(day, counts[day], so_far, 100 * so_far / invited))
    corners.append(f"{WIDTH},{_height(so_far, invited)}")
    deadline = round(WIDTH * ((closes - first).days + 1) / span, 1) if closes and closes >= first else None
    return Arrivals(tuple(days), first, last, invited, " ".join(corners), deadline)


def _height(answered: int, invited: int) -> float:
    return round(HEIGHT * (1 - answered / invited), 1)

"""Why cells have no number, where several have the same reason: it is said once below the table, under a letter. PURE."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORT: Final = 30
"""A reason of so few letters stands in its cell, however often it comes."""


def marks_of(reasons: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """Each long reason that more than one cell has, and its letter; those in `taken` stand for something else already.

    In the order of the cells. Where there are more than letters, the others stand in their cells.
    """
    free = [letter for letter in LETTERS if letter not in taken]
    times = Counter(reasons)
    shared = [reason for reason, count in times.items() if count > 1 and len(reason) > SHORT]
    return dict(zip(shared, free, strict=False))

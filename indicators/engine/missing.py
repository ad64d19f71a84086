"""Do those who are missing differ from those who answered? PURE."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from indicators.engine.rounding import EXACT

NOTED_FROM: Final = Decimal(20)
"""Percentage points between the two shares from which a group is noted."""
FEWEST: Final = 3
"""Fewer missing than that have no composition to speak of."""


class Difference(NamedTuple):
    """A group with its share, in per cent, of all who answered and of all who are missing."""

    group: str
    of_answering: Decimal
    of_missing: Decimal


def differences(groups: Mapping[str, tuple[int, int]], whole: tuple[int, int]) -> list[Difference]:
    """The groups that are another part of the missing than of the answering, the greatest difference first.

    `groups`: group -> (how many stand in the number, how many are missing from it), see `vocabulary.MISSING`; `whole`
    is the same of everybody, those in no group of the grouping among them. [] where nobody answered, or too few are
    missing to compare.
    """
    answering, missing = whole
    if not answering or missing < FEWEST:
        return []
    found = [
        Difference(
            group,
            EXACT.divide(Decimal(stand * 100), Decimal(answering)),
            EXACT.divide(Decimal(absent * 100), Decimal(missing)),
        )
        for group, (stand, absent) in sorted(groups.items())
    ]
    noted = [one for one in found if abs(one.of_missing - one.of_answering) >= NOTED_FROM]
    return sorted(noted, key=lambda one: -abs(one.of_missing - one.of_answering))

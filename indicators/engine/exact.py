"""Columns of numbers that are added up without rounding: whole units with a shared number of decimal places. PURE.

12.5 and 3 are 125 and 30 units of one place. Units are 64-bit integers as long as a few million of them
can be added up, and Python's own integers where a number is larger, so that no sum is ever rounded or overflows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from indicators.engine.rounding import EXACT

BELOW: Final = 2**40
"""Units below it fit: a sum of a few million of them is below 2**63."""
MOST_PLACES: Final = 6
"""Decimal places that are looked for before each number is read as it is written."""


@dataclass(frozen=True)
class Exact:
    """Numbers, each of them units * 10 ** -places."""

    units: np.ndarray
    places: int = 0

    def where(self, wanted: np.ndarray) -> "Exact":
        """The same with 0 where they are not wanted."""
        return Exact(np.where(wanted, self.units, 0), self.places)

    def times(self, other: "Exact") -> "Exact":
        """Number by number multiplied."""
        fits = _largest(self.units) * _largest(other.units) < BELOW
        units = self.units * other.units if fits else self.units.astype(object) * other.units.astype(object)
        return Exact(units, self.places + other.places)

    def at(self, places: np.ndarray, length: int) -> "Exact":
        """These numbers at their places in a column of that length, 0 elsewhere."""
        units = np.zeros(length, dtype=self.units.dtype)
        units[places] = self.units
        return Exact(units, self.places)

    def taken(self, places: np.ndarray) -> "Exact":
        """The numbers at these places."""
        return Exact(self.units[places], self.places)

    def put_together(self, how: np.ufunc, starts: np.ndarray) -> "Exact":
        """One number for each stretch that begins at a start: its sum for np.add, its greatest for np.maximum."""
        return Exact(how.reduceat(self.units, starts), self.places)

    def decimals(self) -> list[Decimal]:
        """The numbers themselves."""
        units = self.units.tolist()
        return [scaled(unit, self.places) for unit in units] if self.places else list(map(Decimal, units))


def scaled(units: int, places: int) -> Decimal:
    """Units as the number that they stand for."""
    return EXACT.scaleb(Decimal(units), -places) if places else Decimal(units)


def flags(given: np.ndarray) -> Exact:
    """1 for true and 0 for false."""
    return Exact(given.astype(np.int64))


def exact(numbers: np.ndarray) -> Exact:
    """Floats as the decimals that they are written as; a missing number is 0."""
    numbers = np.where(np.isnan(numbers), 0.0, numbers)
    for places in range(MOST_PLACES + 1):
        units = np.rint(numbers * 10**places)
        if _largest(units) >= BELOW:
            break
        if (units / 10**places == numbers).all():
            return Exact(units.astype(np.int64), places)
    return of_decimals([Decimal(repr(number)) for number in numbers.tolist()])


def of_decimals(numbers: Sequence[Decimal]) -> Exact:
    """Decimals, however long."""
    places = max((-number.as_tuple().exponent for number in numbers), default=0)
    places = max(places, 0)
    units = np.array([int(EXACT.scaleb(number, places)) for number in numbers] or [], dtype=object)
    return Exact(units.astype(np.int64) if _largest(units) < BELOW else units, places)


def _largest(units: np.ndarray) -> int | float:
    """As a number of Python's, which may be multiplied: numpy's own would go round at 2**63."""
    return (
        abs(units).max().item() if len(units) and units.dtype != object else max(map(abs, units), default=0)
    )

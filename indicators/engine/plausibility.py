"""Could a printed percentage be a share of so many? PURE.

A share of respondents is k of n, both whole numbers. What a document prints is that share under some rounding, so
that for a given n only some percentages can come out at all. Each share is tested by itself, since each question
has an n of its own; shares of which the source states one n are each tested on that n.
"""

from decimal import Decimal
from typing import NamedTuple

from indicators.engine.rounding import EXACT, rounded
from indicators.vocabulary import ROUNDING_MODES

USUAL = "half_up"
"""The rounding of the reports, so far as one can see."""


class Fit(NamedTuple):
    """`k` of `n` prints as the percentage under each of these modes of rounding."""

    k: int
    n: int
    modes: tuple[str, ...]


def fits(printed: Decimal, n: int, places: int | None = None) -> list[Fit]:
    """Every k of n that prints as the percentage, by k; [] where none does.

    `places` are the decimals printed, those of the number where None: fits(Decimal(70), 115) holds 80 and 81.
    Raises ValueError for a percentage outside 0 to 100 and for n below 1.
    """
    if not 0 <= printed <= 100 or n < 1:
        raise ValueError(f"{printed} per cent of {n} is no share")
    places = decimals_of(printed) if places is None else places
    step = Decimal(1).scaleb(-places)
    lowest, highest = (max(printed - step, 0) * n // 100, min(printed + step, 100) * n / 100)
    candidates = range(int(lowest), int(highest) + 1)
    found = (Fit(k, n, _modes(k, n, printed, places)) for k in candidates)
    return [fit for fit in found if fit.modes]


def smallest(printed: Decimal, most: int = 1000, mode: str = USUAL) -> Fit | None:
    """The fit with the smallest n under one mode of rounding: at least so many must have answered."""
    of_each = ((fit for fit in fits(printed, n) if mode in fit.modes) for n in range(1, most + 1))
    return next((fit for found in of_each for fit in found), None)


def decimals_of(printed: Decimal) -> int:
    """Decimals of a number as printed, as far as it still shows them: 1 for 33.3, 0 for 70.0000."""
    return max(0, -printed.normalize().as_tuple().exponent)


def _modes(k: int, n: int, printed: Decimal, places: int) -> tuple[str, ...]:
    if k > n:
        return ()
    exact = EXACT.divide(Decimal(k * 100), Decimal(n))
    return tuple(mode for mode in ROUNDING_MODES if rounded(exact, f"{mode}_{places}") == printed)

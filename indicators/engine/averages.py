"""The middle of numbers that count differently. PURE."""

from collections.abc import Iterable
from decimal import Decimal

from indicators.engine.rounding import EXACT


def median(numbers: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The median of (number, weight): half of the weight lies on either side of it; None where there is no weight.

    Between two numbers where exactly half of the weight lies below: median([(1, 1), (2, 1)]) is 1.5.
    """
    ordered = sorted((number, weight) for number, weight in numbers if weight)
    half = sum(weight for _number, weight in ordered) / 2 if ordered else None
    below = Decimal(0)
    for at, (number, weight) in enumerate(ordered):
        below += weight
        if below == half:
            return EXACT.divide(EXACT.add(number, ordered[at + 1][0]), Decimal(2))
        if below > half:
            return number
    return None

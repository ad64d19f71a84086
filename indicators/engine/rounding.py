"""Rounding for display, exactly, under a declared rule. PURE.

Values are kept exact and rounded last. A rule is a mode and a number of decimals: `half_up_0` makes 66.5 into
67, as UN reports do. Decimals come in and go out, so that 2.675 is rounded as it is written.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import Final

from indicators.vocabulary import ROUNDING_RULES

_MODES: Final = {
    "half_up": ROUND_HALF_UP,  # a half goes away from zero
    "half_even": ROUND_HALF_EVEN,  # a half goes to the even neighbour, as some spreadsheets do
    "down": ROUND_DOWN,  # cut off
    "up": ROUND_UP,
}

EXACT: Final = Context(prec=60)
"""Wide enough that a sum of survey numbers is exact and a quotient never lands on a false half."""


def rounded(value: Decimal, rule: str) -> Decimal:
    """The value under the rule: rounded(Decimal("66.5"), "half_up_0") == Decimal("67").

    The result has exactly the decimals of the rule, so that 70 under `half_up_1` prints as 70.0.
    Raises ValueError for a rule that is not a rounding rule of the vocabulary, and for a value that is not a finite Decimal.
    """
    if rule not in ROUNDING_RULES:
        raise ValueError(f"“{rule}” is not a rounding rule; known are {', '.join(ROUNDING_RULES)}")
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(f"{value!r} is not a finite Decimal")
    mode, _, places = rule.rpartition("_")
    result = value.quantize(Decimal(1).scaleb(-int(places)), rounding=_MODES[mode], context=EXACT)
    return abs(result) if result.is_zero() else result

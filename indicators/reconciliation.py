"""A figure as a document prints it beside the value that is computed of it: do they agree? PURE.

Neither is ever changed for the other. The printed figure keeps its qualifier, and a statement on several
entities together is held against the value of those entities together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indicators.engine import rounded

MATCH, WITHIN_ROUNDING, DIFFERS, EXPLAINED, NOT_COMPUTABLE, ILLUSTRATIVE = STATES = (
    "match",  # the value is the printed number, or what the document says of it ("more than 44") holds
    "within_rounding",  # the value, rounded to the digits that are printed, is the printed number
    "differs",  # it is another number, and nobody has said why
    "explained",  # it is another number, and somebody has said why
    "not_computable",  # there is nothing to compare with; the reason says what is missing
    "illustrative_not_compared",  # the only value there is comes from invented answers
)

REASONS: Final = (
    "no_indicator",  # the crosswalk says that the figure is the value of no indicator
    "no_number",  # the document prints no number, or it was lost
    "no_definition",  # the indicator has no definition
    "entered",  # the indicator is taken over as published, and not computed
    "no_year",  # the document gives no year
    "several_years",  # the figure is about several years, values are about one
    "not_valid",  # the definition does not hold in that year
    "other_unit",  # figure and indicator are counted in different units
    "not_computed",  # no answers of that year have been computed for this part
    "joint_incomplete",  # of the entities of a joint figure some have no value
    "without_value",  # it was computed, and the value is missing for a reason of its own
    "not_open",  # the value is about one respondent whose answers are not open to the reader
)

TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Printed:
    """A number as a document prints it. Qualifiers: exact, about, more_than, at_least; "" counts as exact."""

    value: Decimal
    qualifier: str = "exact"

    @property
    def places(self) -> int:
        """Decimals that are printed: 0 for 73, 1 for 1.5. Trailing zeros are not known to have been printed."""
        return max(0, -_exponent(self.value))


@dataclass(frozen=True)
class Computed:
    """An exact value in the unit of the printed figure, and the rounding rule of its definition (half_up_0).

    `numerator` and `denominator` are there for shares and ratios and are what several values are added up by.
    """

    value: Decimal
    rounding: str = "half_up_0"
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Comparison:
    """How a printed and a computed number stand to each other; `difference` is computed less printed."""

    state: str
    difference: Decimal | None = None


def compare(printed: Printed, computed: Computed) -> Comparison:
    """Whether the two agree: match, within_rounding or differs.

    exact      the value itself, or the value rounded by the definition's mode to the decimals printed
    about      the value within half a unit of the last digit that is not zero, and within a tenth of the number:
               "about 60" holds from 55 to 65, "about 100" from 90 to 110
    more_than, at_least
               the statement is true of the value, or of the value rounded in the same way
    """
    difference = computed.value - printed.value
    if printed.qualifier in ("more_than", "at_least"):
        return Comparison(_bound(printed, computed), difference)
    if difference == 0:
        return Comparison(MATCH, difference)
    near = _is_about(printed, computed) if printed.qualifier == "about" else _rounds_to(printed, computed)
    return Comparison(WITHIN_ROUNDING if near else DIFFERS, difference)


def together(values: Iterable[Computed]) -> Computed:
    """The value of several entities together, for a joint figure: sums of numerators over sums of denominators.

    Without denominators it is the sum. Raises ValueError for no value at all, and for values without a numerator.
    """
    values = list(values)
    if not values or any(value.numerator is None for value in values):
        raise ValueError("values without numerators cannot be put together")
    above = sum((value.numerator for value in values), Decimal(0))
    if any(value.denominator is None for value in values):
        return Computed(above, values[0].rounding, above, None)
    below = sum((value.denominator for value in values), Decimal(0))
    if not below:
        raise ValueError("a share of nothing")
    return Computed(above / below * 100, values[0].rounding, above, below)


def _bound(printed: Printed, computed: Computed) -> str:
    def holds(value: Decimal) -> bool:
        return value > printed.value or printed.qualifier == "at_least" and value == printed.value

    if holds(computed.value):
        return MATCH
    return WITHIN_ROUNDING if holds(_as_printed(printed, computed)) else DIFFERS


def _rounds_to(printed: Printed, computed: Computed) -> bool:
    return _as_printed(printed, computed) == printed.value


def _as_printed(printed: Printed, computed: Computed) -> Decimal:
    mode = computed.rounding.rpartition("_")[0]
    return rounded(computed.value, f"{mode}_{min(printed.places, 3)}")


def _is_about(printed: Printed, computed: Computed) -> bool:
    half = Decimal(5).scaleb(_exponent(printed.value) - 1)
    return abs(computed.value - printed.value) <= min(half, abs(printed.value) * TENTH)


def _exponent(value: Decimal) -> int:
    """The place of the last digit that is not zero: 1 for 60, 0 for 73, -1 for 1.5."""
    return int(value.normalize().as_tuple().exponent) if value else 0

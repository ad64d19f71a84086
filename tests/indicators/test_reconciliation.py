"""Printed and computed numbers, worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.engine import rounded
from indicators.reconciliation import Computed, Printed, compare, together


def state(printed, value, qualifier="exact", rounding="half_up_0"):
    return compare(Printed(Decimal(printed), qualifier), Computed(Decimal(value), rounding)).state


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("70", "70", "match"),
        ("70.0000", "70", "match"),
        ("73", "72.5", "within_rounding"),
        ("73", "73.49", "within_rounding"),
        ("73", "72.49", "differs"),
        ("73", "73.5", "differs"),
        ("1.5", "1.46", "within_rounding"),
        ("1.5", "1.44", "differs"),
        ("0", "0.4", "within_rounding"),
        ("0", "3", "differs"),
    ],
)
def test_an_exact_figure_is_the_value_or_the_value_rounded(printed, value, expected):
    assert state(printed, value) == expected


def test_the_mode_of_rounding_is_that_of_the_definition():
    assert state("72", "72.9") == "differs"
    assert state("72", "72.9", rounding="down_0") == "within_rounding"


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("60", "60", "match"),
        ("60", "55", "within_rounding"),
        ("60", "65", "within_rounding"),
        ("60", "65.1", "differs"),
        ("100", "90", "within_rounding"),
        ("100", "89", "differs"),
        ("14000000", "13600000", "within_rounding"),
        ("14000000", "13400000", "differs"),
        ("23", "23.4", "within_rounding"),
        ("0", "1", "differs"),
    ],
)
def test_about_holds_near_the_last_digit_and_within_a_tenth(printed, value, expected):
    assert state(printed, value, "about") == expected


@pytest.mark.parametrize(
    ("qualifier", "value", "expected"),
    [
        ("more_than", "45", "match"),
        ("more_than", "4500", "match"),
        ("more_than", "44", "differs"),
        ("more_than", "43.9", "differs"),
        ("at_least", "44", "match"),
        ("at_least", "43.6", "within_rounding"),
        ("at_least", "43.4", "differs"),
    ],
)
def test_a_bound_holds_or_does_not(qualifier, value, expected):
    assert state("44", value, qualifier) == expected


def test_the_difference_is_computed_less_printed():
    assert compare(Printed(Decimal(73)), Computed(Decimal("70.5"))).difference == Decimal("-2.5")


def ratio(above, below):
    above, below = Decimal(above), Decimal(below)
    return Computed(above / below * 100, "half_up_0", above, below)


def test_a_joint_figure_is_the_ratio_of_the_sums_and_not_the_mean_of_the_shares():
    both = together([ratio(30, 40), ratio(2, 10)])
    assert both.value == 64
    assert compare(Printed(Decimal(60), "about"), both).state == "within_rounding"


def test_a_joint_total_is_the_sum():
    values = [Computed(Decimal(3), numerator=Decimal(3)), Computed(Decimal(4), numerator=Decimal(4))]
    assert together(values).value == 7


@pytest.mark.parametrize("values", [[], [Computed(Decimal(3))], [Computed(Decimal(0), "half_up_0", Decimal(0), Decimal(0))]])  # fmt: skip
def test_nothing_is_put_together_of_nothing(values):
    with pytest.raises(ValueError, match=r".+"):
        together(values)


@given(st.decimals(0, 1000, places=6), st.integers(0, 2))
def test_a_value_always_agrees_with_its_own_rounding(value, places):
    printed = rounded(value, f"half_up_{places}")
    # Trailing zeros are not printed numbers: 70.0 and 70 are the same figure.
    comparison = compare(Printed(printed), Computed(value, f"half_up_{places}"))
    if Printed(printed).places == places:
        assert comparison.state in ("match", "within_rounding")

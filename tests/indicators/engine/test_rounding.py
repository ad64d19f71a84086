from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.engine import rounded


@pytest.mark.parametrize(
    ("value", "rule", "shown"),
    [
        ("66.5", "half_up_0", "67"),
        ("66.4999999999999999999", "half_up_0", "66"),
        ("66.5", "half_even_0", "66"),
        ("67.5", "half_even_0", "68"),
        ("2.675", "half_up_2", "2.68"),
        ("70", "half_up_1", "70.0"),
        ("66.9", "down_0", "66"),
        ("66.1", "up_0", "67"),
        ("-2.5", "half_up_0", "-3"),
        ("-0.4", "half_up_0", "0"),
        ("123456789012345678901234567890.5", "half_up_0", "123456789012345678901234567891"),
    ],
)
def test_rounding(value, rule, shown):
    assert str(rounded(Decimal(value), rule)) == shown


@given(st.decimals(-(10**9), 10**9, places=6))
def test_rounding_never_moves_further_than_half_a_unit(value):
    assert abs(rounded(value, "half_up_1") - value) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("value", "rule"),
    [(Decimal(1), "nearest_0"), (Decimal("NaN"), "half_up_0"), (1.5, "half_up_0"), (None, "up_0")],
)
def test_what_cannot_be_rounded(value, rule):
    with pytest.raises(ValueError, match="is not a"):
        rounded(value, rule)

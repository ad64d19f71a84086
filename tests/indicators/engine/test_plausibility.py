from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.engine import rounded
from indicators.engine.plausibility import Fit, fits, smallest
from indicators.engine.rounding import EXACT
from indicators.vocabulary import ROUNDING_MODES


def test_seventy_per_cent_of_115_are_80_or_81():
    assert [(fit.k, fit.modes) for fit in fits(Decimal(70), 115)] == [
        (80, ("half_up", "half_even", "up")),
        (81, ("half_up", "half_even", "down")),
    ]


def test_decimals_narrow_it_down():
    assert [fit.k for fit in fits(Decimal("69.6"), 115)] == [80]
    assert [fit.k for fit in fits(Decimal("70.0000"), 115)] == [80, 81]
    assert fits(Decimal(70), 115, places=1) == []


def test_of_a_small_n_some_percentages_do_not_come_out():
    assert fits(Decimal(73), 10) == []
    assert fits(Decimal(79), 27) == []


def test_a_half_tells_roundings_apart():
    """5 of 8 are 62.5 per cent."""
    assert fits(Decimal(62), 8) == [Fit(5, 8, ("half_even", "down"))]
    assert fits(Decimal(63), 8) == [Fit(5, 8, ("half_up", "up"))]


@pytest.mark.parametrize(
    ("printed", "k", "n"), [(73, 8, 11), (75, 3, 4), (48, 10, 21), (100, 1, 1), (0, 0, 1)]
)
def test_at_least_so_many_must_have_answered(printed, k, n):
    assert smallest(Decimal(printed))[:2] == (k, n)


def test_none_fits_where_the_bound_is_too_low():
    assert smallest(Decimal(73), most=10) is None


@pytest.mark.parametrize(("printed", "n"), [("101", 5), ("-1", 5), ("50", 0)])
def test_what_is_no_share_is_refused(printed, n):
    with pytest.raises(ValueError, match="no share"):
        fits(Decimal(printed), n)


@given(st.integers(1, 60), st.data())
def test_whatever_prints_is_found_and_whatever_is_found_prints(n, data):
    places = data.draw(st.integers(0, 2))
    mode = data.draw(st.sampled_from(ROUNDING_MODES))
    k = data.draw(st.integers(0, n))
    printed = rounded(EXACT.divide(Decimal(k * 100), Decimal(n)), f"{mode}_{places}")

    found = fits(printed, n, places)

    assert any(fit.k == k and mode in fit.modes for fit in found)
    for fit in found:
        for used in fit.modes:
            assert rounded(EXACT.divide(Decimal(fit.k * 100), Decimal(n)), f"{used}_{places}") == printed

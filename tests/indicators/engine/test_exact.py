from decimal import Decimal

import numpy as np
import pytest

from indicators.engine.exact import Exact, exact, of_decimals


@pytest.mark.parametrize(
    ("given", "units", "places"),
    [
        ([3.0, 12.0], [3, 12], 0),
        ([0.1, 0.2, 12.35], [10, 20, 1235], 2),
        ([np.nan, 1.5], [0, 15], 1),
        ([], [], 0),
    ],
)
def test_floats_are_the_decimals_that_they_are_written_as(given, units, places):
    found = exact(np.array(given, dtype=float))

    assert (found.units.tolist(), found.places) == (units, places)


@pytest.mark.parametrize("given", [[1e300, 0.1], [0.1234567891, 3.0], [2.0**60, 1.0], [-7.25, 1e-12]])
def test_numbers_that_do_not_fit_stay_exact_all_the_same(given):
    assert exact(np.array(given)).decimals() == [Decimal(repr(number)) for number in given]


def test_a_product_that_does_not_fit_stays_exact():
    large = of_decimals([Decimal(2**39), Decimal("0.5")])

    assert large.times(large).decimals() == [Decimal(2**78), Decimal("0.25")]


def test_a_product_of_whole_numbers_does_not_go_round():
    large = of_decimals([Decimal(2**39), Decimal(1)])

    assert large.times(large).decimals() == [Decimal(2**78), 1]


def test_sums_and_greatest_of_stretches():
    numbers = exact(np.array([0.5, 0.25, 3.0]))

    assert numbers.put_together(np.add, np.array([0, 2])).decimals() == [Decimal("0.75"), 3]
    assert numbers.put_together(np.maximum, np.array([0, 2])).decimals() == [Decimal("0.5"), 3]


def test_a_sum_of_large_numbers_does_not_overflow():
    many = Exact(np.full(3, 2**62, dtype=object))

    assert many.put_together(np.add, np.array([0])).decimals() == [3 * 2**62]

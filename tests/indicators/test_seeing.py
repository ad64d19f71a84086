import pytest

from tests.indicators.seeing import DEFICIENCIES, distance, lab, linear, seen


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_grey_stays_grey(deficiency):
    # each row of a published matrix adds up to one
    assert seen(linear("#808080"), deficiency) == pytest.approx(linear("#808080"), abs=1e-5)


def test_red_and_green_come_close_for_those_who_miss_a_cone():
    red, green = "#c00000", "#6b6b00"
    assert distance(red, green, "protanopia") < distance(red, green) / 2
    assert distance("#0000ff", "#ffff00", "deuteranopia") > 100


def test_lightness_runs_from_black_to_white():
    assert lab(linear("#000000")) == pytest.approx((0, 0, 0), abs=0.01)
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.02)

"""Every kind of chart in every language looks as it was approved. `make look` shows what differs."""

import pytest

from tests import look


def test_every_picture_is_as_approved():
    different = [f"{name}: {why}" for name, _approved, _new, why in look.compared() if why]
    assert different == [], "look at them with `make look`, approve them with `make look APPROVE=1`"


@pytest.mark.parametrize("name", look.PIXELS)
def test_a_few_are_as_approved_to_the_pixel(name):
    assert look.darkness((look.APPROVED / f"{name}.png").read_bytes(), look.pixels(name)) < look.DARKEST


def test_small_shifts_are_no_difference_and_words_are():
    svg = '<text x="10.2" y="5">Yes</text>'
    assert look.differs(svg, svg.replace("10.2", "11")) == ""
    assert look.differs(svg, svg.replace("10.2", "14.2")) == "something moved by 4.0 points"
    assert look.differs(svg, svg.replace("Yes", "No")) == "other parts or other words"


def test_the_approved_pictures_are_small():
    assert sum(path.stat().st_size for path in look.APPROVED.iterdir()) < 1_500_000


def test_a_picture_of_another_size_is_another_picture():
    assert look.darkness(look.pixels("stacked"), look.pixels("worldmap")) == 255

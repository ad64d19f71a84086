from decimal import Decimal

import pytest

from indicators.engine import compute
from indicators.engine.bounds import bounds
from tests.indicators.small import ALL_LEAVE, answers, define, roster

GIVEN = answers(
    ("A", "focal_point", "yes"),
    ("B", "focal_point", "yes"),
    ("C", "focal_point", "no"),
    ("D", "focal_point", "-not_applicable"),
    ("E", "focal_point", "-do_not_know"),
    ("F", "focal_point", "-refused"),
    ("G", "focal_point", "-not_shown"),
)


def whole(definition, *frames, **more):
    return next(value for value in compute(definition, *frames, **more) if not value.breakdown)


def test_three_of_four_and_one_missing():
    assert bounds(Decimal(3), Decimal(4), 1) == (60, 80)


def test_all_who_are_missing_say_no_or_yes():
    """Two of three; E, F and H are missing, the question does not concern D and G: 2 of 6 to 5 of 6."""
    value = whole(define("share"), GIVEN, roster("ABCDEFG", silent="H"))

    assert (value.numerator, value.denominator, value.respondents) == (2, 3, 3)
    assert [round(bound, 2) for bound in (value.low, value.high)] == [Decimal("33.33"), Decimal("83.33")]


def test_who_stays_in_the_denominator_without_an_answer_may_have_said_yes():
    """E stays and counts as no: 2 of 4. F and H are missing: 2 of 6 to 5 of 6, as before."""
    value = whole(
        define("share", out=ALL_LEAVE | {"do_not_know": "stays"}), GIVEN, roster("ABCDEFG", silent="H")
    )

    assert (value.numerator, value.denominator) == (2, 4)
    assert [round(bound, 2) for bound in (value.low, value.high)] == [Decimal("33.33"), Decimal("83.33")]


def test_a_share_to_which_all_answered_is_its_own_bounds():
    value = whole(define("share"), answers(("A", "focal_point", "yes")), roster("A"))

    assert (value.low, value.value, value.high) == (100, 100, 100)


@pytest.mark.parametrize("measure", ["count", "total", "ratio_of_totals"])
def test_nothing_else_has_bounds(measure):
    given = answers(("A", "focal_point", "yes"), ("A", "events", 2), ("A", "part", 1), ("A", "whole", 2))
    value = whole(define(measure), given, roster("A", silent="B"))

    assert value.value is not None
    assert (value.low, value.high) == (None, None)


def test_an_open_roster_a_single_respondent_and_a_missing_value_have_none():
    definition = define("share", by=["respondent"], minimum_respondents="2")
    given = answers(("A", "focal_point", "yes"), ("B", "focal_point", "no"))

    opened = compute(definition, given, roster("AB", silent="C"), open_years=[2022])
    closed = compute(definition, given, roster("AB", silent="C"))
    few = compute(definition, given[:1], roster("A", silent="C"))

    assert [value.low for value in opened] == [None] * 4
    assert [value.low is None for value in closed] == [False, True, True, True]
    assert [value.low for value in few] == [None] * 3

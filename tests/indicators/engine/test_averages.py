from decimal import Decimal

import pytest

from indicators.engine import compute
from indicators.engine.averages import median
from tests.indicators.small import answers, define, roster


def whole(definition, *frames):
    return next(value for value in compute(definition, *frames) if not value.breakdown)


EVENTS = answers(
    ("A", "events", 1),
    ("B", "events", 2),
    ("C", "events", 9),
    ("D", "events", "-blank"),
    ("A", "weight", 2),
    ("B", "weight", 1),
    ("C", "weight", 1),
    ("D", "weight", 5),
)
FOUR = roster(
    "ABCD", silent="E", region=dict(zip("ABCDE", ("africa", "asia", "asia", "asia", "africa"), strict=True))
)


def test_a_mean_is_the_sum_over_those_who_gave_a_number():
    value = whole(define("mean"), EVENTS, FOUR)

    assert (value.value, value.numerator, value.denominator, value.respondents) == (4, 12, None, 3)
    assert (value.low, value.exclusions) == (None, {"blank": 1, "no_response": 1})


def test_a_mean_takes_a_respondent_once_however_many_numbers_there_are():
    given = answers(("A", "events", 2), ("A", "events", 4, 2), ("B", "events", 3))

    assert whole(define("mean"), given, roster("AB")).value == Decimal("4.5")


def test_a_median_is_the_middle_one_and_half_way_between_two():
    assert whole(define("median"), EVENTS, FOUR).value == 2
    assert whole(define("median"), EVENTS[1:], roster("BC")).value == Decimal("5.5")
    assert whole(define("median"), EVENTS, FOUR).numerator is None


def test_a_weight_says_how_much_each_counts():
    """Mean: (1 × 2 + 2 + 9) ÷ 4. Median of 1, 1, 2, 9: half way between 1 and 2."""
    assert whole(define("mean", weight_question="weight"), EVENTS, FOUR).value == Decimal("3.25")
    assert whole(define("median", weight_question="weight"), EVENTS, FOUR).value == Decimal("1.5")


def test_a_group_weighs_as_the_definition_says_and_who_is_in_none_stands_outside():
    weights = {"region": {"africa": "3", "asia": "0.5"}}

    value = whole(define("mean", weight_groups=weights), EVENTS, FOUR)
    alone = whole(define("mean", weight_groups={"region": {"asia": "1"}}), EVENTS, FOUR)

    assert value.value == (3 * 1 + Decimal("0.5") * 2 + Decimal("0.5") * 9) / 4
    assert (alone.value, alone.invited) == (Decimal("5.5"), 3)


def test_numbers_that_weigh_nothing_have_no_mean():
    given = answers(("A", "events", 1), ("A", "weight", 0))

    for measure in ("mean", "median"):
        assert (
            whole(define(measure, weight_question="weight"), given, roster("A")).reason == "zero_denominator"
        )


def test_a_weight_below_zero_is_refused():
    given = answers(("A", "events", 1), ("A", "weight", -1))
    with pytest.raises(ValueError, match="below 0"):
        compute(define("mean", weight_question="weight"), given, roster("A"))


def test_the_median_of_nothing_is_none():
    assert median([]) is None
    assert median([(Decimal(1), Decimal(0))]) is None

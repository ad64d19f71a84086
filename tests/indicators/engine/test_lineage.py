from decimal import Decimal

import pytest

from indicators.engine import compute, explain
from tests.indicators.engine.test_computing import DOCUMENTS, EVENTS, FOCAL_POINTS
from tests.indicators.small import ALL_LEAVE, answers, define, roster

INVITED = roster("ABCDEF", silent="G", region={"A": "africa", "D": "africa", "B": "asia"})


def names(contributions):
    return "".join(contribution.respondent for contribution in contributions)


def test_share_lists_who_is_above_below_and_out():
    out = ALL_LEAVE | {"do_not_know": "stays"}

    found = explain(define("share", out=out), FOCAL_POINTS, INVITED, 2022, {})

    assert [(who.respondent, who.answers, who.number) for who in found.numerator] == [
        ("A", (1,), 1),
        ("B", (2,), 1),
    ]
    assert names(found.denominator) == "ABCE"
    assert {kind: names(whom) for kind, whom in found.left_out.items()} == {
        "blank": "F",
        "not_applicable": "D",
        "no_response": "G",
    }
    assert found.left_out["blank"][0].answers == (6,)
    assert found.left_out["no_response"][0].answers == ()


def test_ratio_lists_the_answers_to_both_questions():
    found = explain(define("ratio_of_totals"), DOCUMENTS, roster("ABCDE"), 2022, {})

    assert found.numerator == (("A", (2,), Decimal(9)), ("B", (4,), Decimal(3)))
    assert found.denominator == (("A", (1,), Decimal(10)), ("B", (3,), Decimal(30)))
    assert found.left_out["do_not_know"] == (("C", (5, 6), None),)
    assert found.left_out["not_applicable"] == (("D", (7, 8), None),)
    assert found.left_out["blank"] == (("E", (9,), None),)


def test_total_lists_a_zero_too():
    found = explain(define("total"), EVENTS, roster("ABCD"), 2022, {})

    assert names(found.numerator) == "ABD"
    assert found.denominator == ()


def test_repeated_answers_of_one_respondent_stand_together():
    given = answers(("A", "events", 2), ("A", "events", 5, 2), ("A", "events", "-blank", 3))

    assert explain(define("total"), given, roster("A"), 2022, {}).numerator == (("A", (1, 2), Decimal(7)),)


def test_a_group_lists_its_own():
    found = explain(define("share", by=["region"]), FOCAL_POINTS, INVITED, 2022, {"region": "africa"})

    assert (names(found.denominator), names(found.left_out["not_applicable"])) == ("A", "D")


def test_a_missing_value_is_explained_too():
    found = explain(define("total", minimum_respondents="9"), EVENTS, INVITED, 2022, {})

    assert found.value.reason == "insufficient"
    assert names(found.numerator) == "ABD"


def test_where_it_was_not_asked_only_the_silent_are_listed():
    found = explain(define("share"), EVENTS, INVITED, 2022, {})

    assert found.value.reason == "not_asked"
    assert (found.numerator, found.denominator, list(found.left_out)) == ((), (), ["no_response"])


def test_the_value_is_the_one_that_is_computed():
    definition = define("share", by=["respondent", "region"])

    for value in compute(definition, FOCAL_POINTS, INVITED):
        assert explain(definition, FOCAL_POINTS, INVITED, value.year, value.breakdown).value == value


@pytest.mark.parametrize(
    ("measure", "year", "breakdown"),
    [
        ("share", 2023, {}),
        ("share", 2022, {"region": "europe"}),
        ("share", 2022, {"ldc": "yes"}),
        ("entered", 2022, {}),
    ],
)
def test_what_is_not_computed_cannot_be_explained(measure, year, breakdown):
    with pytest.raises(ValueError, match=r"9\.9"):
        explain(define(measure, by=["region"]), FOCAL_POINTS, INVITED, year, breakdown)


def test_the_answers_that_filter_and_weigh_stand_beside_those_that_are_counted():
    given = answers(
        ("A", "focal_point", "yes"), ("A", "events", 2), ("A", "asked", "yes"),
        ("B", "focal_point", "no"), ("B", "events", 3), ("B", "asked", "yes"),
        ("C", "focal_point", "yes"), ("C", "events", 1), ("C", "asked", "no"),
    )  # fmt: skip
    definition = define("share", weight_question="events", only_answers={"asked": ["yes"]})

    found = explain(definition, given, roster("ABC"), 2022, {})

    assert [(who.respondent, who.answers, who.number) for who in found.numerator] == [("A", (1, 2, 3), 2)]
    assert [(who.respondent, who.answers) for who in found.denominator] == [
        ("A", (1, 2, 3)),
        ("B", (4, 5, 6)),
    ]
    assert [(who.respondent, who.answers) for who in found.left_out["outside"]] == [("C", (7, 8, 9))]

import pytest

from indicators.engine import compute, explain, nobody_invited
from tests.indicators.small import ALL_LEAVE, answers, define, roster

GIVEN = answers(
    ("A", "focal_point", "yes"),
    ("B", "focal_point", "yes"),
    ("C", "focal_point", "no"),
    ("D", "focal_point", "-refused"),
    ("A", "needs.money", "yes"),
    ("B", "needs.money", "yes"),
    ("C", "needs.money", "no"),
    ("A", "needs.staff", "yes"),
    ("B", "needs.staff", "no"),
    ("C", "needs.staff", "-do_not_know"),
)
INVITED = roster("ABCD", region={"A": "africa", "B": "africa", "C": "asia", "D": "asia"})


def shown(values):
    return {
        "+".join(value.breakdown.values()): value.value if value.value is None else round(value.value)
        for value in values
    }


def test_a_distribution_gives_each_answer_its_share_and_adds_up():
    values = compute(define("distribution"), GIVEN, INVITED)

    assert shown(values) == {"yes": 67, "no": 33, "partly": 0}
    assert sum(value.numerator for value in values) == values[0].denominator == 3
    assert (values[0].low, values[0].high) == (50, 75)


def test_groups_come_after_the_wholes_with_the_option_before_the_group():
    values = compute(define("distribution", options=["yes", "no"], by=["region"]), GIVEN, INVITED)

    assert shown(values) == {
        "yes": 67, "no": 33, "yes+africa": 100, "yes+asia": 0, "no+africa": 0, "no+asia": 100,
    }  # fmt: skip


def test_a_distribution_that_leaves_out_an_option_which_somebody_chose_is_broken_there_and_says_so():
    short = define("distribution", options=["no", "partly"], by=["region"])

    values = compute(short, GIVEN, INVITED)

    assert shown(values) == {
        "no": None, "partly": None, "no+africa": None, "partly+africa": None, "no+asia": 100, "partly+asia": 0,
    }  # fmt: skip
    broken = [value for value in values if value.value is None]
    assert {(value.state, value.reason) for value in broken} == {("broken", "option_not_listed")}
    assert {(value.numerator, value.denominator, value.low, value.high) for value in broken} == {(None,) * 4}


def test_what_stands_behind_such_a_share_is_listed_beside_its_reason():
    short = define("distribution", options=["no", "partly"], by=["region"])

    explained = explain(short, GIVEN, INVITED, 2022, {"option": "no", "region": "africa"})
    whole = explain(short, GIVEN, INVITED, 2022, {"option": "no", "region": "asia"})

    assert (explained.value.value, explained.value.reason) == (None, "option_not_listed")
    assert [one.respondent for one in explained.denominator] == ["A", "B"]
    assert whole.value.value == 100


def test_of_many_each_is_chosen_by_a_share_of_its_own():
    values = compute(define("chosen"), GIVEN, INVITED)

    assert shown(values) == {"money": 67, "staff": 50}
    assert [value.denominator for value in values] == [3, 2]
    assert [value.exclusions for value in values] == [{"blank": 1}, {"blank": 1, "do_not_know": 1}]


def test_the_most_chosen_alone_and_all_that_tie_for_the_last_place():
    tied = define("top_k", out=ALL_LEAVE | {"do_not_know": "stays"}, by=["region"])

    assert shown(compute(define("top_k"), GIVEN, INVITED)) == {"money": 67}
    assert shown(compute(tied, GIVEN, INVITED)) == {
        "money": 67, "money+africa": 100, "money+asia": 0, "staff+asia": 0,
    }  # fmt: skip


def test_an_option_that_was_not_asked_says_so():
    values = compute(define("chosen", options=["money", "time"]), GIVEN, INVITED)

    assert [value.reason for value in values] == [None, "not_asked"]
    assert values[1].reason_parameters == {"questions": ["needs.time"]}


def test_the_answers_behind_an_option_are_those_of_its_item():
    found = explain(define("chosen"), GIVEN, INVITED, 2022, {"option": "staff"})

    assert [who.respondent for who in found.numerator] == ["A"]
    assert [who.answers for who in found.denominator] == [(8,), (9,)]
    assert found.value.breakdown == {"option": "staff"}


def test_a_filter_by_answer_puts_the_others_outside():
    given = answers(
        ("A", "focal_point", "yes"), ("A", "strategy", "yes"),
        ("B", "focal_point", "yes"), ("B", "strategy", "no"),
        ("C", "focal_point", "no"), ("C", "strategy", "-blank"),
        ("D", "focal_point", "no"), ("D", "strategy", "yes"),
    )  # fmt: skip

    (value,) = compute(define("share", only_answers={"strategy": ["yes"]}), given, roster("ABCD", silent="E"))

    assert (value.numerator, value.denominator, value.invited) == (1, 2, 5)
    assert value.exclusions == {"outside": 1, "blank": 1, "no_response": 1}
    assert (value.low, value.high) == (25, 75)


@pytest.mark.parametrize("narrowed", ["only_groups", "weight_groups"])
def test_a_filter_that_leaves_nobody_says_so(narrowed):
    nowhere = {"region": ["europe"]} if narrowed == "only_groups" else {"region": {"europe": "2"}}

    (value,) = compute(define("share", by=["region"], **{narrowed: nowhere}), GIVEN, INVITED)

    assert (value.year, dict(value.breakdown), value.value) == (2022, {}, None)
    assert (value.state, value.reason, value.invited) == ("insufficient", "nobody_concerned", 0)


def test_what_is_too_large_to_be_kept_says_so():
    given = answers(("A", "events", 1e12), ("A", "weight", 1e12), ("B", "events", 3), ("B", "weight", 1))

    (value,) = compute(define("mean", weight_question="weight"), given, roster("AB"))

    assert (value.value, value.numerator) == (None, None)
    assert (value.state, value.reason, value.respondents) == ("broken", "too_large", 2)


def test_a_year_without_anybody_on_its_roster_has_a_state_for_every_part():
    values = nobody_invited(define("distribution", by=["region"]), 2022)

    assert [dict(value.breakdown) for value in values] == [{"option": one} for one in ("yes", "no", "partly")]
    assert {(value.state, value.reason) for value in values} == {("insufficient", "nobody_invited")}
    assert nobody_invited(define("share"), 2019) == nobody_invited(define("entered"), 2022) == []


def test_a_filter_by_group_narrows_the_roster():
    (value,) = compute(define("share", only_groups={"region": ["asia"]}), GIVEN, INVITED)

    assert (value.numerator, value.denominator, value.invited) == (0, 1, 2)


def test_bounds_weigh_the_missing_as_their_groups_weigh():
    """A and B count twice: 4 of 5. D, who refused, counts once: 4 of 6 to 5 of 6."""
    weights = {"region": {"africa": "2", "asia": "1"}}

    (value,) = compute(define("share", weight_groups=weights), GIVEN, INVITED)

    assert (value.numerator, value.denominator, value.value) == (4, 5, 80)
    assert round(value.low * 6 / 100, 9) == 4
    assert round(value.high * 6 / 100, 9) == 5


def test_a_weight_that_is_an_answer_leaves_no_bounds():
    given = answers(
        ("A", "focal_point", "yes"), ("A", "weight", 3), ("B", "focal_point", "no"), ("B", "weight", 1)
    )

    (value,) = compute(define("share", weight_question="weight"), given, roster("AB", silent="C"))

    assert (value.value, value.low) == (75, None)

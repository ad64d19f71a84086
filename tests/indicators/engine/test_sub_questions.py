"""Several questions of one kind in one definition, on frames that one checks by eye: rows of a grid, parts of a total."""

import pandas as pd
import pytest

from indicators.engine import Question, compute, explain, panel_changes
from indicators.engine.tabulated import compute_tabulated
from tests.indicators.small import answers, define, roster
from tests.indicators.tabulating import tabulated

GRID = {"question": None, "sub_questions": ["support.health", "support.trade"]}
GIVEN = answers(
    ("A", "support.health", "yes"), ("B", "support.health", "yes"), ("C", "support.health", "no"),
    ("A", "support.trade", "no"), ("B", "support.trade", "-not_applicable"), ("C", "support.trade", "partly"),
    ("A", "events", 9), ("B", "events", 4), ("A", "visits", 6), ("B", "visits", 1), ("A", "part", 3), ("B", "part", 3),
)  # fmt: skip
INVITED = roster("ABC", "D", region={"A": "africa", "B": "africa", "C": "asia", "D": "asia"})


def shown(values):
    return {
        "+".join(value.breakdown.values()): value.value if value.value is None else round(value.value)
        for value in values
    }


def test_each_row_of_a_grid_has_its_share_and_its_own_denominator():
    values = compute(define("share", by=["sub_question"], **GRID), GIVEN, INVITED)

    assert shown(values) == {"support.health": 67, "support.trade": 0}
    assert [value.denominator for value in values] == [3, 2]
    assert values[1].exclusions == {"not_applicable": 1, "no_response": 1}
    assert (values[0].low, values[0].high) == (50, 75)


def test_groups_come_after_everybody_each_with_all_sub_questions():
    values = compute(define("share", by=["region", "sub_question"], **GRID), GIVEN, INVITED)

    assert shown(values) == {
        "support.health": 67, "support.trade": 0,
        "support.health+africa": 100, "support.health+asia": 0, "support.trade+africa": 0, "support.trade+asia": 0,
    }  # fmt: skip
    assert {"sub_question": "support.trade", "region": "asia"} in [value.breakdown for value in values]


def test_a_distribution_over_a_grid_adds_up_in_every_row():
    values = compute(define("distribution", by=["sub_question"], **GRID), GIVEN, INVITED)

    assert shown(values) == {
        "support.health+yes": 67, "support.health+no": 33, "support.health+partly": 0,
        "support.trade+yes": 0, "support.trade+no": 50, "support.trade+partly": 50,
    }  # fmt: skip


def test_the_question_beside_its_sub_questions_is_the_whole():
    definition = define("total", sub_questions=["visits", "part"], by=["sub_question"])

    values = compute(definition, GIVEN, INVITED)

    assert [(value.breakdown, value.value) for value in values] == [
        ({}, 13), ({"sub_question": "visits"}, 7), ({"sub_question": "part"}, 6),
    ]  # fmt: skip
    assert values[0].value == values[1].value + values[2].value


def test_a_sub_question_that_was_not_asked_says_so_and_the_others_have_their_value():
    definition = define("total", question=None, sub_questions=["visits", "calls"], by=["sub_question"])

    asked, unasked = compute(definition, GIVEN, INVITED)

    assert asked.value == 7
    assert (unasked.state, unasked.reason_parameters) == ("not_asked", {"questions": ["calls"]})


def test_the_answers_behind_a_sub_question_are_those_to_it():
    found = explain(define("share", by=["region", "sub_question"], **GRID), GIVEN, INVITED, 2022,
                    {"region": "africa", "sub_question": "support.trade"})  # fmt: skip

    assert [(who.respondent, who.answers) for who in found.denominator] == [("A", (4,))]
    assert found.left_out["not_applicable"][0].answers == (5,)
    assert found.value.breakdown == {"region": "africa", "sub_question": "support.trade"}


@pytest.mark.parametrize("breakdown", [{}, {"sub_question": "support.tourism"}, {"option": "yes"}])
def test_a_part_that_is_not_there_has_no_answers(breakdown):
    with pytest.raises(ValueError, match="has no value"):
        explain(define("share", by=["sub_question"], **GRID), GIVEN, INVITED, 2022, breakdown)


def test_a_table_of_counts_gives_the_same_values():
    definition = define("distribution", by=["region", "sub_question"], **GRID)
    asked = {"support.health", "support.trade"}

    values = compute_tabulated(definition, tabulated(GIVEN, INVITED), INVITED, asked)

    assert values == compute(definition, GIVEN, INVITED)


def test_each_sub_question_has_a_change_of_its_own_and_is_broken_alone():
    earlier, later = GIVEN.assign(year=2021), GIVEN[GIVEN["answer"] != 1]
    both = roster("ABC"), roster("ABC", year=2021)
    definition = define("share", by=["sub_question"], **GRID)
    broken = {"support.trade": Question("broken", {"en": "Another trade."})}

    health, trade = panel_changes(
        definition, _together(earlier, later), _together(*both), (2021, 2022), questions=broken
    )

    assert (health.breakdown, health.both) == ({"sub_question": "support.health"}, 2)
    assert (round(health.change), health.behaviour) == (-17, 0)
    assert (trade.breakdown, trade.reason) == ({"sub_question": "support.trade"}, "question_changed")


def _together(*frames):
    return pd.concat(frames, ignore_index=True)

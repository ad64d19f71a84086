from decimal import Decimal

import pandas as pd
import pytest

from indicators.engine import REASONS, STATES, ComputedValue, compute, compute_all
from tests.indicators.small import ALL_LEAVE, answers, define, roster


def whole(definition, given, invited):
    (value,) = [value for value in compute(definition, given, invited) if not value.breakdown]
    return value


FOCAL_POINTS = answers(
    ("A", "focal_point", "yes"),
    ("B", "focal_point", "yes"),
    ("C", "focal_point", "no"),
    ("D", "focal_point", "-not_applicable"),
    ("E", "focal_point", "-do_not_know"),
    ("F", "focal_point", "-blank"),
)


def test_share_is_yes_over_those_who_do_not_leave():
    value = whole(define("share"), FOCAL_POINTS, roster("ABCDEF", silent="G"))

    assert (value.numerator, value.denominator) == (2, 3)
    assert round(value.value, 4) == Decimal("66.6667")
    assert (value.invited, value.answered, value.respondents) == (7, 6, 3)
    assert value.exclusions == {"not_applicable": 1, "do_not_know": 1, "blank": 1, "no_response": 1}
    assert (value.state, value.reason) == ("computed", None)


def test_an_absence_that_stays_is_below_the_line_and_not_above():
    out = ALL_LEAVE | {"do_not_know": "stays", "blank": "stays"}

    value = whole(define("share", out=out), FOCAL_POINTS, roster("ABCDEF", silent="G"))

    assert (value.numerator, value.denominator, value.value) == (2, 5, 40)
    assert value.exclusions == {"not_applicable": 1, "no_response": 1}


def test_count_is_how_many_said_yes_and_has_no_denominator():
    value = whole(define("count"), FOCAL_POINTS, roster("ABCDEF", silent="G"))

    assert (value.value, value.numerator, value.denominator, value.respondents) == (2, 2, None, 3)
    assert sum(value.exclusions.values()) == 4


def test_count_of_nobody_is_zero_when_somebody_said_no():
    value = whole(define("count"), answers(("A", "focal_point", "no")), roster("A"))

    assert (value.value, value.reason) == (0, None)


def test_several_options_can_count():
    given = answers(("A", "focal_point", "yes"), ("B", "focal_point", "partly"), ("C", "focal_point", "no"))

    assert whole(define("count", counted=["yes", "partly"]), given, roster("ABC")).value == 2


EVENTS = answers(("A", "events", 3), ("B", "events", 0), ("C", "events", "-blank"), ("D", "events", 0.1))


def test_total_adds_numbers_exactly_and_takes_no_absence_for_zero():
    value = whole(define("total"), EVENTS, roster("ABCD", silent="E"))

    assert value.value == value.numerator == Decimal("3.1")
    assert (value.denominator, value.respondents) == (None, 3)
    assert value.exclusions == {"blank": 1, "no_response": 1}


def test_a_tenth_three_times_is_three_tenths():
    given = answers(("A", "events", 0.1), ("B", "events", 0.1), ("C", "events", 0.1))

    assert whole(define("total"), given, roster("ABC")).value == Decimal("0.3")


DOCUMENTS = answers(
    ("A", "whole", 10),
    ("A", "part", 9),
    ("B", "whole", 30),
    ("B", "part", 3),
    ("C", "whole", 100),
    ("C", "part", "-do_not_know"),
    ("D", "whole", "-not_applicable"),
    ("D", "part", "-blank"),
    ("E", "part", 5),
)


def test_ratio_is_sum_over_sum_and_not_the_mean_of_shares():
    value = whole(define("ratio_of_totals"), DOCUMENTS, roster("ABCDE"))

    assert (value.numerator, value.denominator, value.value) == (12, 40, 30)


def test_a_respondent_enters_a_ratio_only_with_both_numbers():
    value = whole(define("ratio_of_totals"), DOCUMENTS, roster("ABCDE"))

    assert value.respondents == 2
    assert value.exclusions == {"do_not_know": 1, "not_applicable": 1, "blank": 1}


def test_a_ratio_pairs_numbers_of_the_same_occurrence():
    given = answers(("A", "whole", 4), ("A", "whole", 6, 2), ("A", "part", 1), ("A", "part", "-blank", 2))

    value = whole(define("ratio_of_totals"), given, roster("A"))

    assert (value.numerator, value.denominator, value.respondents) == (1, 4, 1)


def test_a_share_counts_respondents_and_not_occurrences():
    given = answers(
        ("A", "focal_point", "no"),
        ("A", "focal_point", "yes", 2),
        ("B", "focal_point", "-blank"),
        ("B", "focal_point", "no", 2),
        ("C", "focal_point", "-refused"),
        ("C", "focal_point", "-blank", 2),
    )

    value = whole(define("share"), given, roster("ABC"))

    assert (value.numerator, value.denominator, value.exclusions) == (1, 2, {"refused": 1})


def test_a_total_adds_occurrences():
    given = answers(("A", "events", 2), ("A", "events", 5, 2), ("A", "events", "-blank", 3))

    assert whole(define("total"), given, roster("A")).value == 7


def test_groups_are_those_of_the_year_and_minimum_holds_for_groups_alone():
    definition = define("share", by=["respondent", "region"], minimum_respondents="2")
    invited = roster(
        "ABCDEF", region={"A": "africa", "B": "asia", "C": "africa", "G": "arab_states"}, silent="G"
    )

    values = {tuple(v.breakdown.items()): v for v in compute(definition, FOCAL_POINTS, invited)}

    assert values[("region", "africa"),].value == 50
    assert values[("region", "asia"),].reason == "insufficient"
    assert values[("region", "asia"),].reason_parameters == {"respondents": 1, "minimum": 2}
    assert values[("region", "arab_states"),].reason == "nobody_answered"
    assert values[("respondent", "A"),].value == 100
    assert values[("respondent", "C"),].value == 0
    assert values[("respondent", "D"),].reason == "no_usable_answer"
    assert len(values) == 1 + 7 + 3


def test_values_come_by_year_then_whole_then_dimension_then_code():
    definition = define("count", by=["region", "ldc"])
    groups = {"region": {"A": "asia", "B": "africa"}, "ldc": {"B": "yes"}}
    given = pd.concat([FOCAL_POINTS, FOCAL_POINTS.assign(year=2021)])
    invited = pd.concat([roster("AB", **groups), roster("AB", year=2021, **groups)])

    order = [(value.year, dict(value.breakdown)) for value in compute(definition, given, invited)]

    cells = [{}, {"region": "africa"}, {"region": "asia"}, {"ldc": "yes"}]
    assert order == [(year, cell) for year in (2021, 2022) for cell in cells]


def test_years_are_those_of_the_roster_within_the_validity():
    invited = pd.concat([roster("A", year=year) for year in (2019, 2020, 2021, 2022, 2023)])
    given = pd.concat([answers(("A", "focal_point", "yes"), year=year) for year in (2018, 2020, 2021, 2023)])

    values = compute(define("share", valid={"from": "2020", "to": "2022"}), given, invited)

    assert [(value.year, value.reason) for value in values] == [
        (2020, None),
        (2021, None),
        (2022, "not_asked"),
    ]


NOTHING = answers()


@pytest.mark.parametrize(
    ("measure", "given", "invited", "reason", "parameters"),
    [
        ("share", NOTHING, roster("", "AB"), "nobody_answered", {"invited": 2}),
        ("share", FOCAL_POINTS, roster("", "AB"), "nobody_answered", {"invited": 2}),
        ("share", EVENTS, roster("AB"), "not_asked", {"questions": ["focal_point"]}),
        ("total", NOTHING, roster("AB"), "not_asked", {"questions": ["events"]}),
        ("ratio_of_totals", answers(("A", "whole", 4)), roster("A"), "not_asked", {"questions": ["part"]}),
        ("share", FOCAL_POINTS, roster("DEF"), "no_usable_answer", {"answered": 3}),
        ("total", EVENTS, roster("C"), "no_usable_answer", {"answered": 1}),
        (
            "ratio_of_totals",
            answers(("A", "whole", 0), ("A", "part", 0)),
            roster("A"),
            "zero_denominator",
            {"respondents": 1},
        ),
        (
            "ratio_of_totals",
            answers(("A", "whole", 2), ("A", "part", 3)),
            roster("A"),
            "part_exceeds_whole",
            {"numerator": "3", "denominator": "2"},
        ),
    ],
)
def test_nothing_is_never_zero_and_always_explained(measure, given, invited, reason, parameters):
    value = whole(define(measure), given, invited)

    assert (value.value, value.numerator, value.denominator) == (None, None, None)
    assert (value.reason, value.reason_parameters) == (reason, parameters)
    assert value.state == REASONS[reason].state
    assert tuple(parameters) == REASONS[reason].parameters


def test_too_few_is_insufficient_whatever_they_said():
    value = whole(define("total", minimum_respondents="4"), EVENTS, roster("ABCD", silent="E"))

    assert (value.state, value.reason) == ("insufficient", "insufficient")
    assert value.reason_parameters == {"respondents": 3, "minimum": 4}
    assert (value.value, value.numerator, value.respondents) == (None, None, 3)


def test_where_the_question_was_not_asked_only_the_silent_are_excluded():
    value = whole(define("share"), EVENTS, roster("AB", silent="C"))

    assert (value.state, value.exclusions) == ("not_asked", {"no_response": 1})


def test_every_reason_belongs_to_a_state():
    assert {reason.state for reason in REASONS.values()} <= set(STATES)


def test_no_roster_no_values():
    assert compute(define("share", by=["region"]), FOCAL_POINTS, roster("")) == []
    assert compute(define("share", by=["region"]), NOTHING, roster("")) == []


def test_a_grouping_that_the_roster_does_not_have_has_no_cells():
    assert len(compute(define("share", by=["region"]), FOCAL_POINTS, roster("ABC"))) == 1


def test_what_is_entered_is_not_computed():
    assert compute(define("entered"), FOCAL_POINTS, roster("ABC")) == []


def test_a_submission_without_an_answer_to_the_question_left_it_blank():
    value = whole(define("share"), FOCAL_POINTS, roster("ABCZ"))
    assert value.exclusions == {"blank": 1}

    value = whole(define("share", out=ALL_LEAVE | {"blank": "stays"}), FOCAL_POINTS, roster("ABCZ"))
    assert (value.numerator, value.denominator) == (2, 4)


def test_an_answer_of_another_kind_is_no_answer():
    value = whole(
        define("share"), answers(("A", "focal_point", 7), ("B", "focal_point", "yes")), roster("AB")
    )

    assert (value.denominator, value.exclusions) == (1, {"blank": 1})


def test_the_roster_decides_who_counts():
    value = whole(define("count"), FOCAL_POINTS, roster("A", silent="B"))

    assert (value.value, value.invited, value.exclusions) == (1, 2, {"no_response": 1})


def test_all_definitions_at_once_are_each_by_itself():
    definitions = [define("share", by=["respondent"]), define("total"), define("entered"), define("count")]
    given, invited = pd.concat([FOCAL_POINTS, EVENTS]), roster("ABCDEF", silent="G")

    together = list(compute_all(definitions, given, invited))

    assert together == [compute(definition, given, invited) for definition in definitions]


@pytest.mark.parametrize(
    ("given", "invited", "message"),
    [
        (FOCAL_POINTS, pd.concat([roster("A"), roster("A")]), "the roster hold year 2022, respondent A"),
        (pd.concat([FOCAL_POINTS, FOCAL_POINTS]), roster("A"), "the answers hold year 2022, respondent A"),
        (FOCAL_POINTS.drop(columns="option"), roster("A"), "answers has no column option"),
        (FOCAL_POINTS, roster("A").drop(columns="answered"), "roster has no column answered"),
        (answers(("A", "focal_point", "-lost")), roster("A"), "“lost” is not one of the absences"),
    ],
)
def test_frames_that_contradict_themselves_are_refused(given, invited, message):
    with pytest.raises(ValueError, match=message):
        compute(define("share"), given, invited)


def test_a_value_says_all_of_itself():
    assert compute(define("count"), FOCAL_POINTS, roster("AC")) == [
        ComputedValue(
            year=2022,
            breakdown={},
            numerator=Decimal(1),
            denominator=None,
            value=Decimal(1),
            invited=2,
            answered=2,
            respondents=2,
            exclusions={},
            state="computed",
            reason=None,
            reason_parameters={},
        )
    ]

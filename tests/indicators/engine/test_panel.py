from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import vocabulary
from indicators.engine import CHANGE_REASONS, Question, compute, panel_changes
from tests.indicators.engine.test_properties import MEASURES, definitions, people
from tests.indicators.small import answers, answers_of_years, define, roster

OF_A_WHOLE = tuple(name for name in MEASURES if not vocabulary.MEASURES[name].by_option)
"""Measures that have one value of the whole, not one per option."""

YEARS = (2021, 2022)


def two_years(before, after):
    """Respondents by what they said to one question: {"A": "yes"}, None for somebody who did not answer."""
    rows = [
        (year, who, item, value)
        for year, of_year in zip(YEARS, (before, after), strict=True)
        for who, said in of_year.items()
        for item, value in (said or {}).items()
    ]
    rosters = [
        roster(
            "".join(who for who, said in of_year.items() if said is not None),
            silent="".join(who for who, said in of_year.items() if said is None),
            year=year,
        )
        for year, of_year in zip(YEARS, (before, after), strict=True)
    ]
    return answers_of_years(rows), pd.concat(rosters)


def said(**by_respondent):
    return {who: None if value is None else {"focal_point": value} for who, value in by_respondent.items()}


def test_behaviour_is_the_change_of_those_in_both_and_composition_the_rest():
    """All: 1 of 4 to 3 of 4. A, B and C were there twice: 1 of 3 to 2 of 3. D left, E came with a yes."""
    frames = two_years(said(A="yes", B="no", C="no", D="no"), said(A="yes", B="yes", C="no", E="yes"))

    [found] = panel_changes(define("share"), *frames, YEARS)

    assert (found.both, found.change) == (3, 50)
    assert round(found.behaviour, 2) == Decimal("33.33")
    assert round(found.composition, 2) == Decimal("16.67")
    assert (found.state, found.reason) == ("computed", None)


def test_a_total_changes_by_those_in_both_and_by_those_who_came_and_left():
    frames = two_years(
        {"A": {"events": 5}, "B": {"events": 2}}, {"A": {"events": 9}, "C": {"events": 10}, "B": None}
    )

    [found] = panel_changes(define("total"), *frames, YEARS)

    assert (found.both, found.change, found.behaviour, found.composition) == (1, 12, 4, 8)


def test_a_ratio_is_taken_over_the_panel_and_not_averaged():
    frames = two_years(
        {"A": {"part": 1, "whole": 10}, "B": {"part": 5, "whole": 10}},
        {"A": {"part": 2, "whole": 10}, "C": {"part": 8, "whole": 10}},
    )

    [found] = panel_changes(define("ratio_of_totals"), *frames, YEARS)

    assert (found.both, found.change, found.behaviour, found.composition) == (1, 20, 10, 10)


def test_whoever_gave_no_answer_once_is_not_in_both():
    frames = two_years(said(A="yes", B="-do_not_know", C="no"), said(A="yes", B="yes", C=None))

    [found] = panel_changes(define("share"), *frames, YEARS)

    assert (found.both, found.change, found.behaviour, found.composition) == (1, 50, 0, 50)


@pytest.mark.parametrize(
    ("before", "after", "changes", "reason", "change"),
    [
        (said(A="yes"), said(B="no"), {}, "nobody_in_both", -100),
        (said(A="yes", B="yes"), said(A="no", C="no"), {"minimum_respondents": "2"}, "panel_insufficient", -100),
        (said(A="yes"), said(A=None), {}, "no_value", None),
        (said(A="yes"), {"A": {"other": "yes"}}, {}, "no_value", None),
    ],
)  # fmt: skip
def test_too_little_in_both_years_is_said_and_not_computed(before, after, changes, reason, change):
    [found] = panel_changes(define("share", **changes), *two_years(before, after), YEARS)

    assert (found.reason, found.state, found.change) == (reason, CHANGE_REASONS[reason], change)
    assert (found.behaviour, found.composition) == (None, None)


def test_a_panel_without_any_whole_has_no_share():
    frames = two_years(
        {"A": {"part": 0, "whole": 0}, "B": {"part": 1, "whole": 2}},
        {"A": {"part": 0, "whole": 0}, "C": {"part": 1, "whole": 2}},
    )

    [found] = panel_changes(define("ratio_of_totals"), *frames, YEARS)

    assert (found.both, found.change, found.reason) == (1, 0, "panel_without_value")


SAME = two_years(said(A="yes"), said(A="no"))


def test_there_is_no_change_across_a_question_that_broke():
    broken = Question("broken", {"en": "Units were asked for as well."})

    [found] = panel_changes(define("share"), *SAME, YEARS, questions={"focal_point": broken, "other": broken})

    assert (found.change, found.behaviour, found.state) == (None, None, "broken")
    assert found.reason_parameters == {"questions": {"focal_point": {"en": "Units were asked for as well."}}}


def test_of_the_most_chosen_the_breaks_alone_are_told():
    frames = two_years({"A": {"needs.money": "yes"}}, {"A": {"needs.money": "yes"}})
    broken = {"needs.money": Question("broken", {"en": "Asked of others."})}

    [found] = panel_changes(define("top_k"), *frames, YEARS, questions=broken)

    assert (found.breakdown, found.reason, found.change) == ({"option": "money"}, "question_changed", None)
    assert panel_changes(define("top_k"), *frames, YEARS) == []


def test_a_distribution_has_no_change_from_a_year_in_which_its_shares_do_not_add_up():
    answered, invited = two_years(said(A="partly", B="no"), said(A="yes", B="no"))
    short = define("distribution", options=["yes", "no"])

    changes = panel_changes(short, answered, invited, (2021, 2022))

    assert [(one.change, one.reason) for one in changes] == [(None, "no_value")] * 2
    assert changes[0].reason_parameters == {"years": [2021]}


def test_a_similar_question_is_computed_with_a_caveat():
    similar = Question("similar", {"en": "Worded otherwise."})

    [found] = panel_changes(define("share"), *SAME, YEARS, questions={"focal_point": similar})

    assert (found.change, found.caveats) == (-100, {"focal_point": {"en": "Worded otherwise."}})


def test_there_is_no_change_across_a_definition_that_means_something_else():
    before = define("share", counted=["yes", "partly"], valid={"from": "2020", "to": "2021"})
    after = define("share", version="2", valid={"from": "2022"})

    [found] = panel_changes(after, *SAME, YEARS, earlier=before)

    assert (found.reason, found.reason_parameters) == ("definition_changed", {"before": 1, "after": 2})
    assert found.change is None


def test_an_entered_definition_has_no_panel():
    with pytest.raises(ValueError, match="no computed value"):
        panel_changes(define("entered"), answers(), roster("A"), YEARS)


pairs = st.dictionaries(st.sampled_from("ABCDEF"), people, min_size=1)


@settings(max_examples=40, deadline=None)
@given(definitions(OF_A_WHOLE), pairs, pairs)
def test_the_two_parts_make_the_change_and_equal_rosters_have_no_composition(definition, before, after):
    definition = replace(definition, minimum_respondents=1)
    rows, invited = [], []
    for year, of_year in zip(YEARS, (before, after), strict=True):
        for who, (answered, region, ldc, cells) in of_year.items():
            invited.append((year, who, answered, region, ldc))
            rows += [(year, who, item, value, number) for (item, number), value in cells.items()]
    frames = (
        answers_of_years(rows),
        pd.DataFrame(invited, columns=["year", "respondent", "answered", "region", "ldc"]),
    )

    for found in panel_changes(definition, *frames, YEARS):
        wholes = {
            value.year: value for value in compute(definition, *frames) if value.breakdown == found.breakdown
        }
        if found.behaviour is not None:
            assert abs(found.behaviour + found.composition - found.change) < Decimal("1e-20")
        if found.change is not None:
            change = wholes[2022].value - wholes[2021].value
            assert abs(found.change - change) < Decimal("1e-20")
        if found.behaviour is not None and found.both == wholes[2021].respondents == wholes[2022].respondents:
            assert found.composition == 0

"""A reader who may not see every answer and takes the panel from the whole finds nobody, whoever answered in which year."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine import explain, panel_changes
from indicators.engine.suppression import Cell, suppressed
from indicators.queries.suppression import masked_changes
from indicators.vocabulary import MEASURES, SUB_QUESTION
from tests.indicators.engine.test_properties import PHASES, definitions, people
from tests.indicators.small import answers_of_years, define

YEARS = (2021, 2022)
rounds = st.dictionaries(st.sampled_from("ABCDEFGH"), people, min_size=3)


def as_frozen(change):
    before, after = change.of_both or (None, None)
    n_before, n_after = change.respondents or (None, None)
    return {
        "change": change.change, "behaviour": change.behaviour, "composition": change.composition,
        "both": change.both, "both_before": before, "both_after": after,
        "respondents_before": n_before, "respondents_after": n_after,
        "state": change.state, "reason": change.reason, "reason_parameters": {}, "breakdown": dict(change.breakdown),
        "from_year": YEARS[0], "to_year": YEARS[1], "version": 1, "illustrative": False,
    }  # fmt: skip


def in_the_number(definition, frames, year, part):
    found = explain(definition, *frames, year, part)
    rows = found.denominator or found.numerator
    return {one.respondent for one in rows}


@settings(max_examples=150, deadline=None, phases=PHASES)
@given(
    definitions(("share", "mean", "total", "distribution"), population=False),
    rounds,
    rounds,
    st.integers(2, 4),
)
def test_whoever_can_be_told_from_the_wholes_and_the_panel_is_of_enough(definition, before, after, minimum):
    definition = replace(definition, minimum_respondents=1)
    rows, invited = [], []
    for year, of_year in zip(YEARS, (before, after), strict=True):
        for who, (answered, region, ldc, cells) in of_year.items():
            invited.append((year, who, answered, region, ldc))
            rows += [(year, who, item, value, number) for (item, number), value in cells.items()]
    roster = pd.DataFrame(invited, columns=["year", "respondent", "answered", "region", "ldc"])
    frames = answers_of_years(rows), roster

    changes = panel_changes(definition, *frames, YEARS)
    sees_few = replace(definition, public_minimum=minimum)
    told = masked_changes(map(as_frozen, changes), lambda version: sees_few)
    hidden = [hidden_of_everybody(definition, frames, year, minimum) for year in YEARS]
    for change, shown in zip(changes, told, strict=True):
        if shown["change"] is None:
            continue
        one, two = (in_the_number(definition, frames, year, change.breakdown) for year in YEARS)
        assert min(len(one), len(two)) >= minimum
        assert all(change.breakdown not in of_year for of_year in hidden)
        if shown["both_before"] is not None:
            for group in (one & two, one - two, two - one):
                assert not group or len(group) >= minimum
            assert (change.respondents, change.both) == ((len(one), len(two)), len(one & two))


def hidden_of_everybody(definition, frames, year, minimum):
    """The parts whose values of a year are not shown, by how many stand in each of them."""
    found = []
    parts = [part for part, _one in definition.parts]
    for option in {part.get("option", "") for part in parts}:
        mine = {Cell(part.get(SUB_QUESTION, "")): part for part in parts if part.get("option", "") == option}
        table = {cell: len(in_the_number(definition, frames, year, part)) for cell, part in mine.items()}
        of_table = suppressed(table, minimum, adds=MEASURES[definition.measure].adds)
        found += [mine[cell] for cell in of_table]
    return found


DOCUMENTS = replace(define("total", sub_questions=["analyses", "frameworks", "programmes"], by=["sub_question"]),
                    public_minimum=5)  # fmt: skip
TOLD = {"change": "4", "behaviour": "3", "composition": "1", "both_before": "6", "both_after": "9", "both": 30,
        "respondents_before": 30, "respondents_after": 30, "state": "computed", "reason": "", "reason_parameters": {},
        "from_year": 2021, "to_year": 2022, "version": 1, "illustrative": False}  # fmt: skip
NOT_APART = {"behaviour": None, "composition": None, "both_before": None, "both_after": None}
NO_VALUE = {"change": None, **NOT_APART, "both": 3, "respondents_before": None, "respondents_after": None,
            "state": "insufficient", "reason": "no_value"}  # fmt: skip


def reasons(definition=DOCUMENTS, **differs):
    """Part -> whether its change is told, and why it is not told or not told apart; nobody looks at an empty reason."""
    parts = ("", "analyses", "frameworks", "programmes")
    changes = [
        {**TOLD, "breakdown": {SUB_QUESTION: part} if part else {}, **differs.get(part, {})} for part in parts
    ]
    found = masked_changes(changes, lambda version: definition)
    return {part: (one["change"] is not None, one["reason"]) for part, one in zip(parts, found, strict=True)}


ALL_TOLD = dict.fromkeys(("", "analyses", "frameworks", "programmes"), (True, ""))


def test_of_large_numbers_everything_is_told():
    assert reasons() == ALL_TOLD


@pytest.mark.parametrize(
    ("programmes", "why"),
    [
        ({"respondents_after": 3, "both": 3}, (False, "change_suppressed")),
        (NO_VALUE, (False, "no_value")),  # it may rest on 3: nobody wrote it down
    ],
)
def test_the_change_of_a_number_that_is_hidden_beside_another_is_hidden_too(programmes, why):
    """In 2022 the value of analyses is hidden, so that programmes cannot be worked out; in 2021 it is shown."""
    assert reasons(programmes=programmes) == ALL_TOLD | {
        "programmes": why,
        "analyses": (False, "change_beside_hidden"),
    }


def test_the_panel_of_a_part_is_not_the_one_of_the_whole_less_the_others():
    assert reasons(programmes={"both": 28}) == ALL_TOLD | {
        "programmes": (True, "panel_suppressed"),
        "analyses": (True, "panel_beside_hidden"),
    }
    medians = replace(DOCUMENTS, measure="median")
    assert reasons(medians, programmes={"both": 28}) == ALL_TOLD | {"programmes": (True, "panel_suppressed")}


UNRECORDED = {"respondents_before": None, "respondents_after": None}


def test_what_was_not_recorded_is_said_to_be_so():
    definition = replace(DOCUMENTS, minimum_respondents=5)
    parts = dict.fromkeys(("", "analyses", "frameworks", "programmes"), UNRECORDED)
    assert set(reasons(definition, **parts).values()) == {(True, "panel_unrecorded")}

    below = replace(DOCUMENTS, minimum_respondents=2)
    assert set(reasons(below, **parts).values()) == {(False, "change_unrecorded")}
    without_one = reasons(definition, **parts | {"programmes": NO_VALUE})
    assert without_one["analyses"] == without_one["frameworks"] == (False, "change_unrecorded")

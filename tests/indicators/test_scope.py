"""What an approval touches, on rosters of a few letters; and that nothing else can have changed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine import coded, compute, compute_coded
from indicators.scope import Scope, Seen
from tests.indicators.engine.test_properties import PHASES, definitions, frames
from tests.indicators.small import define

SEEN = Seen(
    computing=3,
    options={"focal_point": ["no", "yes"]},
    asked=["focal_point"],
    roster={
        "A": {"region": "africa", "ldc": "yes"},
        "B": {"region": "asia", "ldc": None},
        "C": {"region": "asia", "ldc": None},
    },
    counted={"A": 1, "B": 2},
)


def test_an_approval_touches_the_groups_of_its_respondent():
    scope = Scope.between(SEEN, replace(SEEN, counted={"A": 1, "B": 3}))

    assert scope.cells == {"respondent": {"B"}, "region": {"asia"}}
    assert not scope.everything
    assert not scope.all_cells_of(define("share"))


def test_a_first_answer_of_somebody_touches_as_much():
    scope = Scope.between(SEEN, replace(SEEN, counted={"A": 1, "B": 2, "C": 3}))

    assert scope.cells == {"respondent": {"C"}, "region": {"asia"}}


def test_nothing_new_touches_nothing():
    scope = Scope.between(SEEN, SEEN)

    assert not scope.all_cells_of(define("share"))
    assert scope.cells_of(define("share")) == {}


def test_a_correction_touches_the_definitions_that_read_the_answer_and_undone_it_does_so_again():
    corrected = replace(SEEN, corrected={"B": {7: "focal_point"}})

    for before, now in ((SEEN, corrected), (corrected, SEEN)):
        scope = Scope.between(before, now)
        assert scope.cells_of(define("share")) == {"respondent": {"B"}, "region": {"asia"}}
        assert scope.cells_of(define("total", only_answers={"focal_point": ["yes"]})) != {}
        assert scope.cells_of(define("total")) == {}


def test_another_version_of_a_corrected_answer_touches_every_definition():
    before = replace(SEEN, corrected={"B": {7: "focal_point"}})

    scope = Scope.between(before, replace(SEEN, counted={"A": 1, "B": 3}))

    assert scope.cells_of(define("total")) == {"respondent": {"B"}, "region": {"asia"}}


@pytest.mark.parametrize(
    "change",
    [
        {"computing": 4},
        {"open_years": [2022]},
        {"roster": {**SEEN.roster, "D": {"region": "asia", "ldc": None}}},
        {"roster": {"A": {"region": "africa", "ldc": "yes"}, "B": {"region": "asia", "ldc": None}}},
        {"roster": {**SEEN.roster, "C": {"region": "africa", "ldc": None}}},
    ],
)
def test_another_roster_membership_or_way_of_computing_touches_everything(change):
    scope = Scope.between(SEEN, replace(SEEN, **change))

    assert scope.everything
    assert scope.all_cells_of(define("share"))


def test_what_an_old_run_did_not_keep_is_computed_wholly():
    assert Scope.between(None, SEEN).everything


@pytest.mark.parametrize(
    "change", [{"options": {"focal_point": ["no", "partly", "yes"]}}, {"asked": []}, {"options": {}}]
)
def test_another_question_touches_all_cells_of_the_definitions_that_read_it(change):
    scope = Scope.between(SEEN, replace(SEEN, **change))

    assert scope.all_cells_of(define("share"))
    assert not scope.all_cells_of(define("total"))
    assert scope.all_cells_of(define("total", only_answers={"focal_point": ["yes"]}))


def test_the_most_chosen_push_each_other_out_and_are_computed_wholly():
    assert Scope.between(SEEN, SEEN).all_cells_of(define("top_k"))


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames(), frames(), st.sampled_from("ABCDEF"))
def test_no_value_outside_of_what_is_touched_changes(definition, before, other, who):
    """One respondent answers otherwise: what another frame holds of the same letter and year."""
    answers, roster = before
    year = roster["year"].max()
    others = other[0][(other[0]["respondent"] == who) & (other[0]["year"] == year)]
    own = (answers["respondent"] == who) & (answers["year"] == year)
    later = answers[~own] if others.empty else answers[~own].astype(object).pipe(_together, others)
    groups = roster[roster["year"] == year].set_index("respondent")[["region", "ldc"]]
    seen = Seen(
        computing=3,
        asked=set(answers.loc[answers["year"] == year, "item"]),
        roster=groups.where(groups.notna(), None).to_dict("index"),
        counted={"A": 1},
    )
    asked = set(later.loc[later["year"] == year, "item"])
    scope = Scope.between(seen, replace(seen, asked=asked, counted={"A": 1, who: 2}))
    if scope.all_cells_of(definition):
        return
    now = compute(definition, later, roster)
    touched = compute_coded(
        definition, coded(later, roster, definition.items), only=scope.cells_of(definition)
    )

    assert [value for value in now if value in touched] == touched
    unchanged = compute(definition, answers, roster)
    assert [value for value in now if value not in touched and value not in unchanged] == []


def _together(answers, others):
    shifted = others.assign(answer=others["answer"] + 10_000)
    whole = type(answers)([*answers.to_dict("records"), *shifted.to_dict("records")], columns=answers.columns)
    return whole.astype({"number": float, "year": int, "occurrence": int, "answer": int})

"""What holds for every frame: the engine against a slow second implementation, and laws of the measures."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from indicators.engine import compute, explain
from indicators.vocabulary import ABSENCES
from tests.indicators import alternative
from tests.indicators.small import answers, answers_of_years, define

SUMS = ("share", "count", "total", "ratio_of_totals")
MEASURES = (*SUMS, "mean", "median", "distribution", "chosen", "top_k")
OF_SHARES = ("share", "distribution", "chosen", "top_k")
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
"""All but explaining a failure, which takes minutes on such frames."""
BY = ["respondent", "region", "ldc"]
POPULATIONS = {
    "only_groups": st.sampled_from([{"region": ["africa"]}, {"region": ["africa", "asia"], "ldc": ["yes"]}]),
    "only_answers": st.sampled_from([{"strategy": ["yes"]}, {"strategy": ["yes", "partly"]}]),
}
SUB_QUESTIONS = {
    **dict.fromkeys(("share", "count", "distribution"), ["needs.money", "needs.staff"]),
    **dict.fromkeys(("total", "mean", "median"), ["visits", "part"]),
}
WEIGHTS = [{"weight_question": "weight"}, {"weight_groups": {"region": {"africa": "2", "asia": "0.5"}}}]
ABSENT = ["-" + absence for absence in ABSENCES]
NUMBERS = st.one_of(st.integers(0, 9), st.sampled_from([0.1, 0.2, 12.35]), st.sampled_from(ABSENT))
CHOICES = st.sampled_from(["yes", "no", "partly", *ABSENT, None])

cells = st.fixed_dictionaries(
    {},
    optional={
        ("focal_point", 1): CHOICES,
        ("focal_point", 2): CHOICES,
        ("events", 1): NUMBERS,
        ("events", 2): NUMBERS,
        ("part", 1): NUMBERS,
        ("part", 2): NUMBERS,
        ("whole", 1): NUMBERS,
        ("whole", 2): NUMBERS,
        ("needs.money", 1): CHOICES,
        ("needs.staff", 1): CHOICES,
        ("needs.staff", 2): CHOICES,
        ("visits", 1): NUMBERS,
        ("weight", 1): st.one_of(st.integers(0, 3), st.sampled_from(ABSENT)),
        ("strategy", 1): CHOICES,
    },
)
people = st.tuples(
    st.sampled_from([True, True, True, False]),
    st.sampled_from(["africa", "asia", None]),
    st.sampled_from(["yes", None]),
    cells,
)
years = st.dictionaries(
    st.integers(2020, 2023), st.dictionaries(st.sampled_from("ABCDEF"), people, max_size=6), max_size=3
)


@st.composite
def frames(draw):
    """Answers and roster of up to three years and six respondents, repeats, gaps and absences included."""
    rows, invited = [], []
    for year, of_year in draw(years).items():
        for who, (answered, region, ldc, given_cells) in of_year.items():
            invited.append((year, who, answered, region, ldc))
            rows += [(year, who, item, value, number) for (item, number), value in given_cells.items()]
    roster = pd.DataFrame(invited, columns=["year", "respondent", "answered", "region", "ldc"])
    return answers_of_years(rows), roster


@st.composite
def definitions(draw, measures=MEASURES, *, population=True):
    measure = draw(st.sampled_from(measures))
    changes = {"by": BY, "minimum_respondents": str(draw(st.integers(1, 3))), "valid": {"from": "2021"}}
    if measure in OF_SHARES:
        effects = st.sampled_from(["leaves", "stays"])
        changes["out"] = {absence: draw(effects) for absence in ABSENCES}
    if measure in ("share", "count"):
        changes["counted"] = draw(st.sampled_from([["yes"], ["yes", "partly"]]))
    if measure == "top_k":
        changes["most"] = draw(st.sampled_from(["1", "2"]))
    if measure in SUB_QUESTIONS and draw(st.booleans()):
        changes |= {"sub_questions": SUB_QUESTIONS[measure], "by": [*BY, "sub_question"]}
        changes |= {} if draw(st.booleans()) else {"question": None}
    if population:
        changes |= draw(st.fixed_dictionaries({}, optional=POPULATIONS))
        if measure in (*OF_SHARES, "mean", "median"):
            changes |= draw(st.sampled_from([{}, *WEIGHTS]))
    return define(measure, **changes)


def canonical(values):
    """Values in one order and comparable: quotients to 20 places, parameters as text."""
    return sorted((_plain(value) for value in values), key=str)


def _plain(value):
    low, number, high = (n if n is None else f"{float(n):.12g}" for n in (value.low, value.value, value.high))
    parameters = {key: _decimal(part) for key, part in value.reason_parameters.items()}
    return replace(
        value,
        value=number,
        low=low,
        high=high,
        exclusions=dict(value.exclusions),
        reason_parameters=parameters,
    )


def _decimal(parameter):
    """A sum in a parameter: as a Fraction it prints as 247/10, in the engine as 24.7."""
    return Fraction(parameter) if isinstance(parameter, str) else parameter


@settings(max_examples=2 * settings.default.max_examples, deadline=None, phases=PHASES)
@given(definitions(), frames())
def test_a_second_implementation_agrees(definition, both):
    assert canonical(compute(definition, *both)) == canonical(alternative.compute(definition, *both))


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(definition, both, random):
    shuffled = [frame.sample(frac=1, random_state=random.randrange(999)) for frame in both]

    assert compute(definition, *shuffled) == compute(definition, *both)


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames())
def test_somebody_who_does_not_answer_never_moves_a_value_only_the_bounds(definition, both):
    given_answers, roster = both
    silent = (
        roster[["year"]].drop_duplicates().assign(respondent="Z", answered=False, region="africa", ldc=None)
    )
    more = pd.concat([roster, silent.astype({"answered": bool})]) if len(roster) else roster

    before = {(v.year, str(v.breakdown)): v for v in compute(definition, given_answers, roster)}
    after = {(v.year, str(v.breakdown)): v for v in compute(definition, given_answers, more)}

    for cell, value in before.items():
        assert after[cell].value == value.value
        assert (
            value.low is None or after[cell].low <= value.low <= value.value <= value.high <= after[cell].high
        )
        assert after[cell].exclusions.get("no_response", 0) in (
            value.exclusions.get("no_response", 0),
            value.exclusions.get("no_response", 0) + 1,
        )


@settings(deadline=None, phases=PHASES)
@given(definitions((*SUMS, "mean")), frames())
def test_respondents_sum_to_the_whole(definition, both):
    values = compute(replace(definition, minimum_respondents=1), *both)

    for total in (value for value in values if set(value.breakdown) <= {"sub_question"}):
        groups = {"respondent", *total.breakdown}
        parts = [
            v for v in values
            if v.year == total.year and set(v.breakdown) == groups and total.breakdown.items() <= v.breakdown.items()
        ]  # fmt: skip
        assert total.invited == sum(part.invited for part in parts)
        assert total.answered == sum(part.answered for part in parts)
        assert total.respondents == sum(part.respondents for part in parts)
        if total.value is not None and not any(part.state == "broken" for part in parts):
            assert total.numerator == sum(part.numerator or 0 for part in parts)
            assert (total.denominator or 0) == sum(part.denominator or 0 for part in parts)


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames())
def test_everybody_invited_is_counted_or_left_out(definition, both):
    for value in compute(definition, *both):
        if value.reason != "not_asked":
            assert value.invited == value.respondents + sum(value.exclusions.values())


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames())
def test_a_value_is_there_or_a_reason_is_and_never_half_of_both(definition, both):
    for value in compute(definition, *both):
        assert (value.value is None) == (value.reason is not None) == (value.state != "computed")
        if value.value is not None:
            assert value.value.is_finite()
            assert value.denominator is None or 0 <= value.numerator <= value.denominator


@settings(deadline=None, phases=PHASES)
@given(definitions(), frames())
def test_the_explanation_adds_up_to_the_value(definition, both):
    for value in compute(definition, *both):
        found = explain(definition, *both, value.year, value.breakdown)

        assert found.value == value
        if value.value is not None:
            if definition.measure != "median":
                assert value.numerator == sum(who.number for who in found.numerator)
            assert (value.denominator or 0) == sum(who.number for who in found.denominator)
        assert {kind: len(whom) for kind, whom in found.left_out.items()} == value.exclusions


@pytest.mark.parametrize("measure", MEASURES)
def test_frames_of_other_column_types_give_the_same(measure):
    given_answers = answers(
        ("A", "focal_point", "yes"), ("A", "events", 2), ("A", "part", 1), ("A", "whole", 2)
    )
    roster = pd.DataFrame(
        {"year": [2022], "respondent": ["A"], "answered": [True], "region": [None], "ldc": ["yes"]}
    )
    definition = define(measure, by=BY)

    as_objects = compute(definition, given_answers.astype(object), roster.astype(object))

    assert as_objects == compute(definition, given_answers, roster)

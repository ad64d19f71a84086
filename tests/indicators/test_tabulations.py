"""Rounds that are computed from tables of counts: which source wins, what a run records, and changes over years."""

from decimal import Decimal

import pytest

from indicators import actions
from indicators.inputs import inputs_of
from indicators.models import Run, Value
from surveys.models import Job
from surveys.signals import tabulation_approved
from tests.indicators import rows
from tests.indicators.tables import tabulated
from tests.kept import keeping

pytestmark = pytest.mark.django_db
YES, NO = ("focal_point", "yes", 53, 57), ("focal_point", "no", 4, 57)


@keeping
def world():
    return rows.world()


def whole(run: Run, code: str = "1.4") -> Value:
    return run.values.get(version__indicator__code=code, breakdown={})


def test_a_round_without_answers_is_computed_from_its_table(world):
    rows.defined(world, "1.4")
    round_ = rows.round_of(world, 2022, [])
    table = tabulated(
        world, round_, YES, NO, ("", "answered", 58), ("", "invited", 60),
        ("focal_point", "do_not_know", 1), ("focal_point", "yes", 28, 30, "fund"),
    )  # fmt: skip
    run = actions.compute_round(round=round_)

    value = whole(run)
    assert (value.numerator, value.denominator, value.tabulation) == (53, 57, table)
    assert round(value.value, 1) == Decimal("93.0")
    assert (value.invited, value.answered, value.respondents) == (60, 58, 57)
    assert value.exclusions == {"no_response": 2, "do_not_know": 1}
    assert (round(value.low, 1), round(value.high, 1)) == (Decimal("88.3"), Decimal("93.3"))
    assert run.values.get(breakdown={"entity_type": "fund"}).numerator == 28
    assert list(run.tabulations.all()) == [table]


def test_computing_twice_over_the_same_table_is_the_same_run_and_a_new_table_a_new_one(world):
    rows.defined(world, "1.4")
    round_ = rows.round_of(world, 2022, [])
    tabulated(world, round_, YES, NO)
    run = actions.compute_round(round=round_)
    assert actions.compute_round(round=round_) == run

    later = tabulated(world, round_, ("focal_point", "yes", 50, 57), ("focal_point", "no", 7, 57))
    second = actions.compute_round(round=round_)

    assert (whole(second).numerator, whole(second).tabulation) == (50, later)
    assert whole(run).numerator == 53


def test_answers_win_for_a_question_that_has_answers(world):
    rows.defined(world, "1.4")
    rows.defined(world, "1.5", measure="total", question="cpd_total", survey="unossc_entity", unit="count", by=[], minimum_respondents="1")  # fmt: skip
    round_ = rows.round_of(world, 2022, ["A", "B"])
    rows.answered(world, round_, "A", focal_point="yes")
    table = tabulated(world, round_, YES, NO, ("cpd_total", "total", 120, 20))
    run = actions.compute_round(round=round_)

    assert (whole(run).numerator, whole(run).denominator, whole(run).tabulation) == (1, 1, None)
    assert (whole(run, "1.5").value, whole(run, "1.5").respondents) == (120, 20)
    assert whole(run, "1.5").tabulation == table


def test_an_answer_takes_a_question_out_of_the_table_again(world):
    rows.defined(world, "1.4")
    round_ = rows.round_of(world, 2022, ["A", "B"])
    tabulated(world, round_, YES, NO)
    assert whole(actions.compute_round(round=round_)).denominator == 57

    rows.answered(world, round_, "A", focal_point="no")
    run = actions.compute_round(round=round_)
    assert (whole(run).numerator, whole(run).denominator, whole(run).tabulation) == (0, 1, None)


def test_one_respondents_value_and_a_ratio_say_why_they_are_not_there(world):
    rows.defined(world, "1.4")
    rows.ratio(world)
    round_ = rows.round_of(world, 2022, ["A"])
    tabulated(world, round_, YES, NO, ("cpd_with_sstc", "total", 5, 20), ("cpd_total", "total", 50, 21))
    run = actions.compute_round(round=round_)

    of_one = run.values.get(version__indicator__code="1.4", breakdown={"respondent": "A"})
    assert (of_one.value, of_one.state, of_one.reason) == (None, "insufficient", "needs_single_answers")
    assert (whole(run, "BA.3").value, whole(run, "BA.3").reason) == (None, "totals_of_others")


def test_a_change_against_a_table_is_told_and_not_told_apart(world):
    rows.defined(world, "1.4")
    before, now = rows.round_of(world, 2021, ["A", "B"]), rows.round_of(world, 2022, [])
    for code, answer in (("A", "yes"), ("B", "no")):
        rows.answered(world, before, code, focal_point=answer)
    table = tabulated(world, now, ("focal_point", "yes", 3, 4), ("focal_point", "no", 1, 4))
    run = actions.compute_round(round=now)

    change = run.changes.get()
    assert (change.change, change.behaviour, change.reason) == (25, None, "only_counts")
    assert list(run.tabulations.all()) == [table]


def test_the_hash_of_the_inputs_tells_one_table_from_another(world):
    round_ = rows.round_of(world, 2022, [])
    without = inputs_of(round_).fingerprint
    tabulated(world, round_, YES)
    first = inputs_of(round_).fingerprint
    tabulated(world, round_, NO)

    assert len({without, first, inputs_of(round_).fingerprint}) == 3


def test_an_approved_table_has_its_round_computed(world):
    round_ = rows.round_of(world, 2022, [])
    table = tabulated(world, round_, YES)
    tabulation_approved.send(sender=type(table), tabulation=table, by=world.sender)

    assert Job.objects.get().subject == round_.pk

"""Answers counted by the database make the values that the answers themselves make."""

import pytest
from django.utils import timezone

from indicators import actions, engine
from surveys import frames
from surveys.models import Answer, Correction
from tests.indicators import rows
from tests.indicators.small import define
from tests.kept import keeping

pytestmark = pytest.mark.django_db


@keeping
def world():
    return rows.world()


def test_counts_of_two_rounds_make_the_values_that_their_answers_make(world):
    rounds = [rows.round_of(world, year, "ABCDE") for year in (2021, 2022)]
    said = (("A", "yes"), ("B", "no"), ("C", "refused"), ("D", "yes"))
    for round_, given in zip(rounds, (said, said[:2]), strict=True):
        for code, answer in given:
            rows.answered(world, round_, code, focal_point=answer, cpd_total=4)
    submissions = [one for round_ in rounds for one in frames.counted_submissions(round_)]
    roster = frames.roster_frame(rounds, submissions)
    definition = define("share", by=["entity_type", "respondent"])

    counts = frames.answer_counts(submissions, roster, definition.by)
    [values] = engine.compute_counted([definition], counts, roster)

    assert values == engine.compute(definition, frames.answers_frame(submissions), roster)
    assert (values[0].year, values[0].numerator, values[0].denominator) == (2021, 2, 3)
    of_numbers = counts[(counts["item"] == "cpd_total") & counts["dimension"].isna()]
    assert of_numbers[["option", "absence"]].isna().all(axis=None)
    assert sorted(of_numbers["respondents"]) == [2, 4]


SHARES = {
    "by": ["entity_type", "respondent"], "measure": "share", "counted": ["yes"], "out": rows.OUT,
    "survey": "unossc_entity", "minimum_respondents": "1", "unit": "percent", "question": "focal_point",
}  # fmt: skip


def kept(run):
    values = run.values.filter(version__indicator__code="1.4")
    return {
        tuple(sorted(one.breakdown.items())): (one.numerator, one.denominator, one.reason) for one in values
    }


def of_answers(round_):
    submissions = frames.counted_submissions(round_)
    values = engine.compute(
        define(**SHARES),
        frames.answers_frame(submissions),
        frames.roster_frame([round_], submissions),
    )
    return {
        tuple(sorted(one.breakdown.items())): (one.numerator, one.denominator, one.reason or "")
        for one in values
    }


def said_by(world, round_, *answers):
    for code, answer in zip("ABCD", answers, strict=False):
        rows.answered(world, round_, code, focal_point=answer, cpd_total=4, cpd_with_sstc=1)


def read_items(monkeypatch):
    """The items whose answers are read one by one from now on."""
    read, answers_frame = set(), frames.answers_frame

    def listening(submissions, *, items=None, corrections=None):
        read.update(items or ())
        return answers_frame(submissions, items=items, corrections=corrections)

    monkeypatch.setattr(frames, "answers_frame", listening)
    return read


def test_a_round_is_computed_from_counts_where_they_are_enough(world, monkeypatch):
    rows.defined(world, "1.4", **SHARES)
    rows.ratio(world)
    round_ = rows.round_of(world, 2022, "ABCDE")
    said_by(world, round_, "yes", "no", "refused", "yes")
    expected, read = of_answers(round_), read_items(monkeypatch)

    assert kept(actions.compute_round(round=round_)) == expected
    assert read == {"cpd_total", "cpd_with_sstc"}


def test_an_approval_after_that_touches_its_own_values_alone(world):
    rows.defined(world, "1.4", **SHARES)
    round_ = rows.round_of(world, 2022, "ABCDE")
    said_by(world, round_, "yes", "no", "refused", "yes")
    actions.compute_round(round=round_)
    said_by(world, round_, "no")

    touched, expected = kept(actions.compute_round(round=round_)), of_answers(round_)

    assert touched.items() <= expected.items()
    assert touched.keys() == {(), (("entity_type", "fund"),), (("respondent", "A"),)}


@pytest.mark.parametrize("reason", ["a round before", "a correction", "an answer repeated"])
def test_answers_are_read_where_counts_are_not_enough(world, monkeypatch, reason):
    rows.defined(world, "1.4", **SHARES)
    round_ = rows.round_of(world, 2022, "ABCDE")
    said_by(world, round_, "yes", "no")
    answer = Answer.objects.filter(item__code="focal_point").first()
    if reason == "a round before":
        actions.compute_round(round=rows.round_of(world, 2021, "ABCDE"))
    elif reason == "a correction":
        Correction.objects.create(
            answer=answer, expected_option=answer.option, option=world.options["no"], reason="Misread",
            source="Letter", author=world.sender, made=timezone.now(),
        )  # fmt: skip
    else:
        answer.pk, answer.occurrence = None, 2
        answer.save(force_insert=True)
    read = read_items(monkeypatch)

    actions.compute_round(round=round_)

    assert read == {"focal_point"}


def test_an_item_that_is_answered_repeatedly_cannot_be_counted(world):
    round_ = rows.round_of(world, 2022, "A")
    submission = rows.answered(world, round_, "A", focal_point="yes")
    first = submission.answers.get()
    first.pk, first.occurrence = None, 2
    first.save(force_insert=True)

    with pytest.raises(ValueError, match="answered repeatedly"):
        frames.answer_counts([submission], frames.roster_frame([round_], [submission]), [])

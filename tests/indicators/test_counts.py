"""Answers counted by the database make the values that the answers themselves make."""

import pytest

from indicators import engine
from surveys import frames
from tests.indicators import rows
from tests.indicators.small import define

pytestmark = pytest.mark.django_db


@pytest.fixture
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


def test_an_item_that_is_answered_repeatedly_cannot_be_counted(world):
    round_ = rows.round_of(world, 2022, "A")
    submission = rows.answered(world, round_, "A", focal_point="yes")
    first = submission.answers.get()
    first.pk, first.occurrence = None, 2
    first.save(force_insert=True)

    with pytest.raises(ValueError, match="answered repeatedly"):
        frames.answer_counts([submission], frames.roster_frame([round_], [submission]), [])

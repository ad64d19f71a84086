"""Declared corrections: what is refused, what is kept, and what the answers then count as."""

from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from surveys import actions, frames, jobs, lineage, queries, signals
from surveys.changes import Said
from surveys.correcting import new_errors
from surveys.models import Answer, Correction, Round
from surveys.parsed import Answer as Parsed
from surveys.queries.comparisons import _numbers
from surveys.queries.said import what_counts
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.samples import entity_questionnaire

ENTITY_QUESTIONNAIRE = entity_questionnaire()


@keeping
def counted(db):
    round_ = rounds.entity_round(entities=(7,))
    sender = rounds.person("sender@example.org", rounds.entity(7))
    analyst = rounds.person("analyst@example.org")
    return rounds.approved(round_, rounds.entity(7), sender, analyst, remarks="As agreed")


@keeping
def analyst(counted):
    return counted.decided_by


def answer_to(submission, item: str) -> Answer:
    return submission.answers.get(item__code=item)


def correct(answer: Answer, typed: str = "", absence: str = "", **more):
    said = what_counts(answer.submission)[answer.item.code, answer.occurrence]
    told = {
        "expected": said.token,
        "reason": "Misread",
        "source": "Letter of 3 May",
        "by": answer.submission.decided_by,
    }
    return actions.correct_answer(answer=answer, typed=typed, absence=absence, **(told | more))


def number_of(submission, item: str) -> float:
    frame = frames.answers_frame([submission]).set_index("item")
    return frame.loc[item, "number"]


def test_the_corrected_value_counts_and_the_answer_stays(counted):
    answer = answer_to(counted, "cpd_total")
    correct(answer, "20")
    answer.refresh_from_db()

    assert (answer.number, answer.raw) == (12, "12")
    assert number_of(counted, "cpd_total") == 20
    said = what_counts(counted)["cpd_total", 1]
    assert (said.number, said.corrected.was.number, said.corrected.reason) == (20, 12, "Misread")
    cell = lineage.cells_of([answer.pk])[answer.pk]
    assert (cell.raw, cell.corrected.number, cell.corrected.corrected.source) == ("12", 20, "Letter of 3 May")
    later = Round(survey=counted.round.survey, data_year=2023, illustrative=True)
    assert queries.last_answers(later, rounds.entity(7))["cpd_total"] == 20


def test_undone_it_counts_as_sent_and_stays_in_the_history(counted, analyst):
    answer = answer_to(counted, "cpd_total")
    made = correct(answer, "20")
    undone = actions.undo_correction(correction=made, by=analyst, reason="The letter was about 2021")

    assert number_of(counted, "cpd_total") == 12
    assert [each.undone_reason for each in answer.corrections.all()] == ["The letter was about 2021"]
    with pytest.raises(actions.WrongState):
        actions.undo_correction(correction=undone, by=analyst, reason="Again")
    assert correct(answer, "15").in_force


@pytest.mark.parametrize(
    ("item", "typed", "column", "value"),
    [
        ("focal_point", "no", "option", "no"),
        ("cpd_with_sstc", "3", "number", 3.0),
        ("events", "1 448", "number", 1448.0),
    ],
)
def test_every_kind_of_value_reaches_the_frame(counted, item, typed, column, value):
    correct(answer_to(counted, item), typed)
    row = frames.answers_frame([counted]).set_index("item").loc[item]
    assert row[column] == value
    assert row["absence"] is None


def test_an_answer_can_be_corrected_to_an_absence_and_words_to_words(counted):
    correct(answer_to(counted, "events"), absence="do_not_know")
    row = frames.answers_frame([counted]).set_index("item").loc["events"]
    assert (row["absence"], row["number"] != row["number"]) == ("do_not_know", True)
    correct(answer_to(counted, "remarks"), "As corrected")
    assert what_counts(counted)["remarks", 1].text == "As corrected"


@pytest.mark.parametrize(
    ("item", "given", "told"),
    [
        ("cpd_total", {"typed": "twelve"}, "not a number"),
        ("cpd_total", {"typed": "6"}, "more than"),
        ("cpd_with_sstc", {"typed": "13"}, "more than"),
        ("events", {"typed": "-2"}, "less than zero"),
        ("focal_point", {"typed": "Planned"}, "not one of the answers offered"),
        ("events", {"typed": "3", "absence": "do_not_know"}, "either a value or"),
        ("events", {"typed": " "}, "either a value or"),
        ("cpd_total", {"absence": "refused"}, "either a value or"),
    ],
)
def test_a_value_that_the_question_or_a_rule_refuses(counted, item, given, told):
    with pytest.raises(actions.ValueRefused) as refused:
        correct(answer_to(counted, item), **given)
    assert told in str(refused.value), str(refused.value)
    assert not Correction.objects.exists()


def test_the_guards_of_a_correction(counted, analyst):
    answer = answer_to(counted, "cpd_total")
    for wrong, refused in [
        ({"expected": "number:13"}, actions.ExpectedOtherValue),
        ({"typed": "12"}, actions.SameValue),
        ({"reason": " "}, actions.ReasonMissing),
        ({"source": ""}, actions.ReasonMissing),
    ]:
        with pytest.raises(refused):
            correct(answer, **({"typed": "20"} | wrong))
    assert not Correction.objects.exists()
    correct(answer, "20")
    with pytest.raises(actions.CorrectedAlready):
        correct(answer, "21")


def test_a_version_that_was_returned_is_not_corrected(counted, analyst):
    returned = rounds.submitted(counted.round, rounds.entity(7), counted.submitted_by, events=3)
    actions.return_submission(submission=returned, by=analyst, remark="Why?")
    with pytest.raises(actions.NotCorrectable):
        correct(answer_to(returned, "events"), "4", by=analyst)


def test_it_is_announced_and_told_to_the_sender(counted, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, *, correction, by, **_):
        heard.append((correction.in_force, by))

    signals.answer_corrected.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            made = correct(answer_to(counted, "events"), "4")
            actions.undo_correction(correction=made, by=counted.decided_by, reason="No")
    finally:
        signals.answer_corrected.disconnect(hear)

    assert heard == [(True, counted.decided_by), (False, counted.decided_by)]
    subjects = [letter.subject.split(":")[0] for letter in rounds.letters()][1:]  # the approval's is first
    assert subjects == ["An answer was corrected", "A correction was undone"]
    assert jobs.latest("compute_round", counted.round_id).state == "queued"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE surveys_correction SET reason = 'Other'",
        "UPDATE surveys_correction SET number = 21",
        "DELETE FROM surveys_correction",
        "UPDATE surveys_correction SET undone = NULL, undone_by_id = NULL, undone_reason = '' WHERE undone IS NOT NULL",
    ],
)
def test_nobody_changes_a_correction_not_even_in_sql(counted, analyst, statement):
    correct(answer_to(counted, "events"), "4")
    undone = correct(answer_to(counted, "cpd_total"), "20")
    actions.undo_correction(correction=undone, by=analyst, reason="No")
    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


def test_the_database_holds_the_guard_itself(counted, analyst):
    answer = answer_to(counted, "cpd_total")
    told = {
        "answer": answer,
        "author": analyst,
        "made": timezone.now(),
        "reason": "r",
        "source": "s",
        "number": 20,
    }
    for expected in ({"expected_number": 13}, {"expected_absence": "blank"}, {}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Correction.objects.create(**told, **expected)
    Correction.objects.create(**told, expected_number=12)
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.create(**told, expected_number=12)


def test_a_correction_whose_answer_says_something_else_is_not_applied(counted):
    answer = answer_to(counted, "cpd_total")
    correct(answer, "20")
    with pgtrigger.ignore("surveys.Answer:submitted_answers_never_change"):
        Answer.objects.filter(pk=answer.pk).update(number=14)

    assert number_of(counted, "cpd_total") == 14
    answer.refresh_from_db()
    assert queries.answer_page(answer).misfit


def test_numbers_that_a_file_is_held_against_are_the_corrected_ones(counted):
    correct(answer_to(counted, "cpd_total"), "20")
    correct(answer_to(counted, "events"), absence="do_not_know")
    assert _numbers(counted.round, {"cpd_total", "events"}) == {"cpd_total": {"ENTITY-07": 20.0}}


@given(whole=st.integers(0, 30), part=st.integers(0, 30), corrected=st.integers(0, 30))
def test_a_correction_is_refused_just_where_it_breaks_what_held(whole, part, corrected):
    def answers(total: int) -> list[Parsed]:
        return [
            Parsed("A", item, 1, None, float(number), None, None, str(number), item, None, None)
            for item, number in (("cpd_total", total), ("cpd_with_sstc", part))
        ]

    found = new_errors(ENTITY_QUESTIONNAIRE, answers(whole), answers(corrected))
    assert bool(found) == (part > corrected and part <= whole)


@given(st.decimals(0, 10**12, places=2))
def test_a_number_has_one_token_however_many_zeros_follow(number):
    assert Said(number=number).token == Said(number=number.quantize(Decimal("0.000001"))).token


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

"""The audit trail: kept by the database, by whom it was done, and by the worker too."""

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction

from surveys import actions
from surveys.models import Answer, Invitation, Submission
from surveys.queries.audit import Asked, audit_trail
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def counted(db):
    round_ = rounds.entity_round(entities=(7, 8))
    sender, analyst = rounds.person("sender@example.org"), rounds.person("analyst@example.org")
    return rounds.approved(round_, rounds.entity(7), sender, analyst)


def trail(**asked):
    return audit_trail(Asked(**asked))[0]


def told(entry) -> dict:
    return {change.field: (change.before, change.after) for change in entry.changes}


def test_states_of_a_submission_with_who_from_and_to(counted):
    analyst = counted.decided_by
    second = rounds.submitted(counted.round, rounds.entity(7), counted.submitted_by, events=3)
    with pghistory.context(user=analyst.pk):
        actions.approve_submission(submission=second, by=analyst)
    approved = trail(submission=second)[0]

    assert (approved.by, approved.label) == ("analyst@example.org", "update")
    assert told(approved)["State"] == ("Waiting for review", "Approved")
    assert told(approved)["Decided by"] == ("", "analyst@example.org")
    superseded = trail(submission=counted)[0]
    assert told(superseded) == {"State": ("Approved", "Superseded")}


def test_the_worker_acts_for_whoever_asked(counted):
    made = next(entry for entry in trail(submission=counted) if entry.label == "insert")
    assert (made.by, made.job) == ("sender@example.org", "save_upload")
    assert told(made)["Respondent"][1].startswith("ENTITY-07")


def test_corrections_rosters_and_rounds_are_found_by_round_and_respondent(counted):
    answer = counted.answers.get(item__code="cpd_total")
    actions.correct_answer(
        answer=answer, by=counted.decided_by, expected="number:12", typed="20", reason="r", source="s"
    )
    Invitation.objects.filter(round=counted.round, respondent__code="ENTITY-08").delete()
    counted.round.closes = "2030-01-01"
    counted.round.save()

    of_round = trail(round=counted.round)
    assert {entry.kind for entry in of_round} == {"Round", "Line of the roster", "Submission", "Correction"}
    changed = [entry for entry in of_round if (entry.kind, entry.label) == ("Round", "update")]
    assert [told(entry) for entry in changed] == [{"Closes": ("", "2030-01-01")}]
    of_seven = {entry.kind for entry in trail(respondent=rounds.entity(7))}
    assert {"Correction", "Submission", "Line of the roster"} <= of_seven
    of_eight = trail(respondent=rounds.entity(8))
    assert [entry.label for entry in of_eight] == ["delete", "insert"]
    assert trail(kind="Correction")[0].kind == "Correction"
    assert trail(first="2100-01-01") == []


def test_addresses_and_access_codes_are_not_in_it(counted):
    line = Invitation.objects.get(round=counted.round, respondent__code="ENTITY-07")
    line.contact_address = "somebody@example.org"
    line.save()
    said = str(trail())
    assert "somebody" not in said
    assert line.access_code not in said


def test_the_trail_takes_the_same_queries_however_long_it_is(counted, django_assert_max_num_queries):
    with django_assert_max_num_queries(16) as before:
        trail()
    rounds.submitted(counted.round, rounds.entity(8), counted.submitted_by)
    with django_assert_max_num_queries(len(before)):
        trail()


@pytest.mark.parametrize(
    "statement", ["UPDATE surveys_submissionevent SET state = 'x'", "DELETE FROM surveys_submissionevent"]
)
def test_nobody_changes_the_trail(counted, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_deletes_a_submitted_answer_not_even_with_its_submission(counted):
    for rows in (Answer.objects.all(), Submission.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    assert counted.answers.exists()

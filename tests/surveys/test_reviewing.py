from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from surveys import actions, queries
from surveys.models import Comment, Decision, Invitation, Submission, User
from surveys.queries.said import what_counts
from surveys.signals import submissions_approved
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def desk(db):
    return SimpleNamespace(
        round=rounds.entity_round(),
        entity=rounds.entity(7),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7)),
        analyst=rounds.person("analyst@example.org"),
    )


def states(desk) -> list[str]:
    return list(Submission.objects.order_by("version").values_list("state", flat=True))


def test_a_comment_is_tied_to_a_cell_and_goes_with_the_letter(desk, django_capture_on_commit_callbacks):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=1400)
    answer = submission.answers.get(item__code="events")
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_submission(
            submission=submission, by=desk.analyst, remark="See below", on_answers={answer.pk: "1,400?"}
        )

    comment = Comment.objects.get()
    assert comment.cell == f"Answers!D{answer.row}"
    assert queries.thread_of(submission).by_answer == {answer.pk: [comment]}
    body = rounds.letters()[-1].body
    assert f"Answers!D{answer.row}" in body
    assert body.index("See below") < body.index("1,400?")


def test_both_sides_comment_and_the_other_is_told(desk, django_capture_on_commit_callbacks):
    desk.analyst.user_permissions.add(Permission.objects.get(codename="see_any_answer"))
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    with django_capture_on_commit_callbacks(execute=True):
        actions.comment_on(submission=submission, by=desk.analyst, text="Is this final?")
        actions.comment_on(submission=submission, by=desk.focal_point, text="It is.")

    assert [letter.to for letter in rounds.letters()] == [
        ["focal-point@example.org"],
        ["analyst@example.org"],
    ]
    assert [comment.text for comment in queries.thread_of(submission).general] == ["Is this final?", "It is."]
    with pytest.raises(actions.NothingSaid):
        actions.comment_on(submission=submission, by=desk.analyst, text=" ", on_answers={1: " "})


def test_a_comment_stays_with_its_own_submission(desk):
    mine = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    other = rounds.submitted(desk.round, rounds.entity(8), desk.focal_point)
    with pytest.raises(actions.NothingSaid):
        actions.comment_on(
            submission=mine, by=desk.analyst, on_answers={other.answers.first().pk: "Not yours"}
        )

    assert not Comment.objects.exists()


def test_several_are_approved_each_for_itself(desk):
    first = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    second = rounds.submitted(desk.round, rounds.entity(8), desk.focal_point)
    actions.return_submission(submission=second, by=desk.analyst, remark="Wait")
    third = rounds.submitted(desk.round, rounds.entity(9), desk.focal_point)

    outcomes = actions.approve_several(submissions=[first, second, third], by=desk.analyst)
    assert [type(outcome.refused) for outcome in outcomes] == [type(None), actions.WrongState, type(None)]
    assert Submission.objects.counted().count() == 2


def test_what_several_came_in_is_read_once(desk):
    waiting = [rounds.submitted(desk.round, rounds.entity(number), desk.focal_point) for number in (7, 8)]
    Submission.objects.filter(pk=waiting[1].pk).update(upload=waiting[0].upload)
    outcomes = actions.approve_several(submissions=waiting, by=desk.analyst)

    assert len({id(outcome.submission.upload) for outcome in outcomes}) == 1
    assert len({id(outcome.submission.round) for outcome in outcomes}) == 1


def test_more_approvals_take_no_more_queries(desk):
    people = [rounds.entity(number) for number in (7, 8, 9)]
    waiting = [rounds.submitted(desk.round, entity, desk.focal_point) for entity in people]
    taken = []
    for chosen in (waiting[:1], waiting[1:]):
        with CaptureQueriesContext(connection) as captured:
            actions.approve_several(submissions=chosen, by=desk.analyst)
        taken.append(len(captured))

    assert taken[0] >= taken[1]
    assert Submission.objects.counted().count() == 3


def test_an_older_version_counts_again(desk, django_capture_on_commit_callbacks):
    first = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=1)
    second = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=2)
    heard = []

    def listen(sender, submissions, **_):
        heard.extend(submission.pk for submission in submissions)

    submissions_approved.connect(listen)
    try:
        with pytest.raises(actions.WhyMissing):
            actions.restore_submission(submission=first, by=desk.focal_point, reason=" ")
        with django_capture_on_commit_callbacks(execute=True):
            actions.restore_submission(submission=first, by=desk.focal_point, reason="Version 2 was a draft")
    finally:
        submissions_approved.disconnect(listen)

    assert states(desk) == ["approved", "superseded"]
    assert heard == [first.pk]
    first.refresh_from_db()
    assert first.decided_by == desk.analyst
    assert "Version 2 was a draft" in rounds.letters()[-1].body
    told = [(each.submission.version, each.state, each.by) for each in queries.decisions_on(first)]
    assert told[:2] == [(1, "approved", desk.focal_point), (2, "superseded", desk.focal_point)]
    assert len(told) == 5

    actions.restore_submission(submission=second, by=desk.analyst, reason="It was not")
    assert states(desk) == ["superseded", "approved"]


@pytest.mark.parametrize("state", ["submitted", "approved", "returned"])
def test_only_what_was_superseded_counts_again(desk, state):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    if state == "approved":
        actions.approve_submission(submission=submission, by=desk.analyst)
    if state == "returned":
        actions.return_submission(submission=submission, by=desk.analyst, remark="No")

    with pytest.raises(actions.WrongState):
        actions.restore_submission(submission=submission, by=desk.analyst, reason="Why not")


def test_decisions_never_change(desk):
    rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Decision.objects.update(reason="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(submission=Submission.objects.get(), state="approved", by=desk.analyst)


def test_a_version_overtaken_before_review_is_in_the_history(desk):
    rounds.submitted(desk.round, desk.entity, desk.focal_point, events=1)
    second = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=2)

    assert [each.state for each in queries.decisions_on(second)] == ["withdrawn"]


def test_those_who_answer_are_told_of_a_file_that_somebody_else_sent(
    desk, django_capture_on_commit_callbacks
):
    """An analyst sent it for all: focal points and contact addresses are told, each once, and no stranger."""
    desk.analyst.user_permissions.add(Permission.objects.get(codename="see_any_answer"))
    analyst = User.objects.get(pk=desk.analyst.pk)
    rounds.person("stranger@example.org", rounds.entity(9))
    Invitation.objects.filter(respondent=rounds.entity(8)).update(
        contact_address="desk@example.org", language="fr"
    )
    first, second = (
        rounds.submitted(desk.round, rounds.entity(number), analyst, events=3) for number in (7, 8)
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_several(submissions=[first, second], by=analyst)
    told = [(letter.to[0], letter.subject) for letter in rounds.letters()]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = first.answers.get(item__code="events")
        seen = what_counts(first)["events", 1].token
        actions.correct_answer(
            answer=answer, by=analyst, expected=seen, typed="4", reason="A slip", source="A letter"
        )

    assert sorted(to for to, _ in told) == [
        "analyst@example.org", "desk@example.org", "focal-point@example.org",
    ]  # fmt: skip
    assert len({subject for to, subject in told if to.endswith("desk@example.org") or "focal" in to}) == 2
    assert [letter.to[0] for letter in rounds.letters()] == ["analyst@example.org", "focal-point@example.org"]


def test_who_no_longer_represents_is_told_nothing(desk, django_capture_on_commit_callbacks):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    desk.focal_point.representations.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_submission(submission=submission, by=desk.analyst)

    assert rounds.letters() == []

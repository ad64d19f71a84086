import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from surveys import actions, jobs
from surveys.models import Comment, Submission, User
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def submission(focal_point, entity_round):
    return rounds.submitted(entity_round, rounds.entity(7), focal_point.user, events=1400)


@keeping
def answer(submission):
    return submission.answers.get(item__code="events")


def page(client, submission) -> str:
    return client.get(reverse("submission", args=[submission.pk])).content.decode()


def test_returning_with_comments_by_cell(analyst, focal_point, submission, answer):
    here = reverse("return-submission", args=[submission.pk])
    empty = analyst.post(here, {"remark": "", f"comment-{answer.pk}": "1,400?"})
    assert "1,400?" in empty.content.decode()
    assert not Comment.objects.exists()
    analyst.post(here, {"remark": "One question", f"comment-{answer.pk}": "Is <1,400> right?"})

    assert "Is &lt;1,400&gt; right?" in page(focal_point, submission)
    desk = focal_point.get(reverse("workspace")).content.decode()
    assert f"Answers!D{answer.row}" in desk
    assert "Is &lt;1,400&gt; right?" in desk


def test_the_marked_workbook_has_the_comments(analyst, focal_point, submission, answer):
    assert reverse("marked", args=[submission.upload_id]) not in page(focal_point, submission)
    analyst.post(
        reverse("return-submission", args=[submission.pk]),
        {"remark": "One question", f"comment-{answer.pk}": "Is 1,400 right?"},
    )
    assert reverse("marked", args=[submission.upload_id]) in page(focal_point, submission)
    focal_point.post(reverse("marked", args=[submission.upload_id]))
    rounds.work(submission.upload, "mark_upload.en")
    content = focal_point.get(reverse("marked-file", args=[submission.upload_id]))
    book = load_workbook(io.BytesIO(b"".join(content.streaming_content)))

    assert "Is 1,400 right?" in book["Answers"].cell(answer.row, answer.column).comment.text


def test_both_sides_talk(analyst, focal_point, submission):
    here = reverse("comment-submission", args=[submission.pk])
    nothing = analyst.post(here, {"remark": ""})
    assert (nothing.status_code, "Write a comment first." in nothing.content.decode()) == (400, True)
    analyst.post(here, {"remark": "Is this final?"})
    done = focal_point.post(here, {"remark": "It is."}, follow=True).content.decode()

    assert "Your comment is kept" in done
    assert done.index("Is this final?") < done.index("It is.")
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_several_are_approved_with_a_summary(analyst, focal_point, entity_round, submission):
    other = rounds.submitted(entity_round, rounds.entity(8), focal_point.user)
    actions.return_submission(submission=other, by=analyst.user, remark="Wait")
    here = reverse("approve-several")
    assert "Choose at least one" in analyst.post(here, follow=True).content.decode()
    shown = analyst.post(here, {"submission": [submission.pk, other.pk]}).content.decode()

    assert "1 submission counts from now on" in shown
    assert "not approved" in shown
    submission.refresh_from_db()
    assert submission.state == "approved"


def test_a_letter_is_only_promised_where_somebody_reads_it(analyst, focal_point, entity_round, submission):
    other, third = (rounds.submitted(entity_round, rounds.entity(n), focal_point.user) for n in (8, 9))
    back = reverse("return-submission", args=[submission.pk])
    assert "is on its way" in analyst.post(back, {"remark": "Why?"}, follow=True).content.decode()
    User.objects.filter(pk=focal_point.user.pk).update(is_active=False)
    for name, asked, said in (
        ("return-submission", other, "Returned. No letter is sent: there is nobody to write to."),
        ("approve-submission", third, "count from now on. No letter is sent: there is nobody to write to."),
    ):
        done = analyst.post(reverse(name, args=[asked.pk]), {"remark": "Why?"}, follow=True)
        assert said in done.content.decode()


def test_approving_several_says_for_whom_nobody_reads_letters(analyst, focal_point, submission):
    User.objects.filter(pk=focal_point.user.pk).update(is_active=False)
    shown = analyst.post(reverse("approve-several"), {"submission": [submission.pk]}).content.decode()

    assert "nobody to write to" in shown


def test_an_older_version_is_made_to_count(analyst, focal_point, entity_round, submission):
    actions.approve_submission(submission=submission, by=analyst.user)
    later = rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, events=2)
    here = reverse("count-again", args=[submission.pk])
    assert "See what would change" in page(analyst, submission)
    assert "See what would change" not in page(focal_point, submission)
    asked = analyst.get(here).content.decode()
    assert ("See what would change" in asked, "Let this version count" in asked) == (True, False)
    hasty = analyst.post(here, {"reason": "The later one was a draft"})
    assert (hasty.status_code, "First see what would change" in hasty.content.decode()) == (409, True)
    analyst.post(reverse("weigh-submission", args=[submission.pk]))
    assert "The round is computed" in analyst.get(here).content.decode()
    jobs.run(jobs.latest(jobs.WEIGH_SUBMISSION, submission.pk).pk)
    asked = analyst.get(here).content.decode()
    assert ("Let this version count" in asked, "Before" in asked) == (True, True)
    assert analyst.post(here, {"reason": ""}).status_code == 400
    done = analyst.post(here, {"reason": "The later one was a draft"}, follow=True).content.decode()

    assert "This version counts from now on." in done
    assert "The later one was a draft" in page(focal_point, later)
    late = analyst.post(here, {"reason": "Once more"})
    assert (late.status_code, "Once more" in late.content.decode()) == (409, False)


def test_what_was_decided_meanwhile_asks_to_look_again(analyst, focal_point, entity_round, submission):
    actions.approve_submission(submission=submission, by=analyst.user)
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, events=2)
    weigh = reverse("weigh-submission", args=[submission.pk])
    analyst.post(weigh)
    analyst.post(reverse("stop-weighing", args=[submission.pk]))
    here = reverse("count-again", args=[submission.pk])
    assert "The work was stopped" in analyst.get(here).content.decode()
    analyst.post(weigh)
    jobs.run(jobs.latest(jobs.WEIGH_SUBMISSION, submission.pk).pk)
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user, events=3)

    late = analyst.post(here, {"reason": "The later one was a draft"})
    assert (late.status_code, "since this was worked out" in late.content.decode()) == (409, True)
    assert Submission.objects.get(pk=submission.pk).state == "superseded"


@pytest.mark.parametrize("name", ["comment-submission", "weigh-submission", "stop-weighing"])
def test_who_may_speak_and_decide(name, submission, other_focal_point, drafter, nobody, analyst, focal_point):
    here = reverse(name, args=[submission.pk])

    for client in (other_focal_point, drafter, *([focal_point] if name != "comment-submission" else [])):
        assert client.post(here, {"remark": "No", "reason": "No"}).status_code == 403
    assert nobody.post(here).status_code == 302
    assert analyst.get(here).status_code == 405
    assert analyst.post(reverse(name, args=[submission.pk + 1])).status_code == 404
    assert not Comment.objects.exists()


def test_who_may_approve_several(submission, focal_point, drafter, nobody, analyst):
    here = reverse("approve-several")

    assert [
        client.post(here, {"submission": submission.pk}).status_code for client in (focal_point, drafter)
    ] == [403, 403]
    assert nobody.post(here).status_code == 302
    assert analyst.get(here).status_code == 405

"""Letters are written down with what they tell of, sent by the worker, and tried again where they cannot be sent."""

import datetime
import smtplib
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from surveys import actions, queries
from surveys.models import Invitation, Letter, Reminder, User
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def desk(db):
    desk = SimpleNamespace(
        round=rounds.entity_round(entities=(7, 8, 9)),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7)),
        analyst=rounds.person("analyst@example.org"),
    )

    desk.analyst.user_permissions.add(Permission.objects.get(codename="see_any_answer"))
    desk.analyst = User.objects.get(pk=desk.analyst.pk)
    return desk


class Refusing(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if messages[0].to == ["focal-point@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"focal-point@example.org": (550, b"no such user")})
        return super().send_messages(messages)


class Away(EmailBackend):
    """A mail server that is not there."""

    def open(self):
        raise ConnectionRefusedError("connection refused")


def of_several(desk) -> list:
    """Submissions of three respondents that an analyst sent."""
    return [rounds.submitted(desk.round, rounds.entity(number), desk.analyst) for number in (7, 8, 9)]


def test_nothing_is_sent_before_the_worker_comes(desk):
    submission = rounds.submitted(desk.round, rounds.entity(7), desk.focal_point)
    actions.approve_submission(submission=submission, by=desk.analyst)
    assert mail.outbox == []
    assert [letter.to for letter in rounds.letters()] == [["focal-point@example.org"]]
    assert len(rounds.letters()) == 1


def test_what_is_rolled_back_writes_no_letter(desk):
    submission = rounds.submitted(desk.round, rounds.entity(7), desk.focal_point)
    with pytest.raises(actions.RemarkMissing):
        actions.return_submission(submission=submission, by=desk.analyst, remark="")
    assert not Letter.objects.exists()


def test_bulk_approval_writes_one_letter_to_each_person(desk):
    of_two = rounds.person("desk@example.org", rounds.entity(8))
    of_two.representations.create(survey=desk.round.survey, respondent=rounds.entity(9), role="focal_point")
    Invitation.objects.filter(respondent=rounds.entity(9)).update(contact_address="Desk@example.org")
    submissions = of_several(desk)
    actions.approve_several(submissions=submissions, by=desk.analyst)

    letters = {letter.to[0]: letter for letter in rounds.letters()}
    assert len(mail.outbox) == len(letters) == 3
    assert letters["focal-point@example.org"].subject.startswith("Answers approved: Entity 07")
    several = letters["desk@example.org"]
    assert several.subject == "Answers approved: 2 submissions"
    assert "Entity 08: Survey of entities 2022, version 1" in several.body
    assert f"/en/submissions/{submissions[2].pk}/" in several.body
    assert "Entity 07" not in several.body
    assert letters["analyst@example.org"].subject == "Answers approved: 3 submissions"


def test_a_comment_reaches_the_focal_points_of_a_file_that_an_analyst_sent(desk):
    submission, _, of_nine = of_several(desk)
    reviewer = rounds.person("reviewer@example.org")
    actions.comment_on(submission=submission, by=reviewer, text="Is this final?")
    assert sorted(letter.to[0] for letter in rounds.letters()) == [
        "analyst@example.org",
        "focal-point@example.org",
    ]
    mail.outbox.clear()
    actions.comment_on(submission=of_nine, by=desk.analyst, text="And this?")
    assert rounds.letters() == []  # nobody answers for it, and nobody hears of what they said themselves


def test_who_commented_and_may_not_see_the_answers_any_more_hears_nothing(desk):
    former = rounds.person("former@example.org", rounds.entity(7))
    submission = rounds.submitted(desk.round, rounds.entity(7), desk.focal_point)
    actions.comment_on(submission=submission, by=former, text="Mine")
    former.representations.all().delete()
    rounds.letters().clear()
    actions.comment_on(submission=submission, by=desk.analyst, text="Ours")
    assert [letter.to for letter in rounds.letters()] == [["focal-point@example.org"]]


def test_one_that_is_refused_keeps_the_others_from_nothing_and_is_tried_again(desk, settings):
    actions.approve_several(submissions=of_several(desk)[:1], by=desk.analyst)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert actions.send_letters() == 1
    refused = Letter.objects.get(sent__isnull=True)
    assert refused.error == "550 no such user"
    assert "example.org" not in refused.error
    unsent = queries.unsent_letters()
    assert (unsent.n, unsent.error) == (1, refused.error)
    assert actions.send_letters() == 0  # not before its time

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.try_again() == 1
    assert actions.send_letters() == 1
    assert queries.unsent_letters() is None


def test_without_a_mail_server_all_wait_longer_and_longer_and_nothing_is_lost(desk, settings):
    actions.approve_several(submissions=of_several(desk), by=desk.analyst)
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    assert actions.send_letters() == 0
    assert queries.unsent_letters().n == Letter.objects.count() == 2
    first = Letter.objects.earliest("pk")
    waits = []
    for _ in range(3):
        Letter.objects.update(next_try=timezone.now())
        actions.send_letters()
        first.refresh_from_db()
        waits.append(first.next_try - timezone.now())
    assert waits == sorted(waits)
    assert waits[-1] > datetime.timedelta(minutes=2)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(next_try=timezone.now())
    assert actions.send_letters() == 2


def test_a_reminder_of_somebody_who_was_taken_from_the_roster_is_not_sent(desk):
    assert actions.remind_by_hand(round=desk.round, respondents=[rounds.entity(7).pk], by=desk.analyst) == 1
    actions.take_from_roster(invitation=Invitation.objects.get(respondent=rounds.entity(7)), by=desk.analyst)
    assert rounds.letters() == []
    assert not Letter.objects.exists()
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("about", [{"tabulation": 9}, {"submissions": [9]}, {"reminder": 9}])
def test_a_letter_about_what_is_not_there_any_more_goes(db, about):
    Letter.objects.create(template="approved", about=about, address="x@example.org", next_try=timezone.now())
    assert rounds.letters() == []
    assert not Letter.objects.exists()


def test_letters_that_left_long_ago_go_and_others_stay(desk):
    actions.approve_several(submissions=of_several(desk), by=desk.analyst)
    rounds.letters()
    Letter.objects.filter(address="analyst@example.org").update(
        sent=timezone.now() - datetime.timedelta(days=31)
    )
    actions.delete_old_letters()
    assert [letter.address for letter in Letter.objects.all()] == ["focal-point@example.org"]

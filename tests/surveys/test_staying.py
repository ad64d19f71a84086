"""Who stands in a file of several that waits to be submitted stays on the roster, or the file is told who left it."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from surveys import actions
from surveys.models import Invitation, Round, Submission, Upload
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.test_contacts import table


@keeping
def sent(db) -> Upload:
    """A file of several with answers of one entity, checked and not submitted."""
    round_ = rounds.entity_round(entities=(7, 8))
    return rounds.checked(round_, None, rounds.person("analyst@example.org"), table(), "answers.csv")


def line(entity: int) -> Invitation:
    return Invitation.objects.get(respondent=rounds.entity(entity))


def test_whose_answers_wait_in_a_file_is_not_taken_away(sent):
    assert sent.state == Upload.State.NEEDS_REVIEW
    with pytest.raises(actions.InFileThatWaits, match="“answers.csv” of analyst@example.org"):
        actions.take_from_roster(invitation=line(7), by=sent.sender)
    actions.take_from_roster(invitation=line(8), by=sent.sender)
    assert [each.respondent for each in Invitation.objects.all()] == [rounds.entity(7)]


def test_once_the_file_is_discarded_it_is(sent):
    actions.discard_upload(upload=sent, by=sent.sender)
    actions.take_from_roster(invitation=line(7), by=sent.sender)
    assert not Invitation.objects.filter(respondent=rounds.entity(7)).exists()


def test_a_file_with_somebody_who_left_the_roster_is_not_submitted_and_says_who(sent):
    line(7).delete()
    with pytest.raises(actions.NoLongerInvited, match="ENTITY-07"):
        actions.submit_upload(upload=sent, by=sent.sender)
    sent.refresh_from_db()
    assert (sent.state, Submission.objects.count()) == (Upload.State.NEEDS_REVIEW, 0)
    Invitation.objects.create(round=sent.round, respondent=rounds.entity(7))
    actions.submit_upload(upload=sent, by=sent.sender)
    rounds.work(sent, "save_upload")
    assert Submission.objects.get().respondent == rounds.entity(7)


def opened_by_hand(round_: Round, **differs) -> dict:
    """What is wrong with the round where somebody sets its state in the administration."""
    for name, value in {"state": Round.State.OPEN, **differs}.items():
        setattr(round_, name, value)
    try:
        round_.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_round_that_is_opened_by_hand_needs_what_opening_needs(db):
    round_ = rounds.entity_round()
    round_.survey.by_respondent = True
    Round.objects.update(state=Round.State.PLANNED)
    assert set(opened_by_hand(round_)) == {"contact", NON_FIELD_ERRORS}
    days = {"remind_before": [3], "remind_after": [1], "closes": rounds.LATER}
    assert set(opened_by_hand(round_, **days)) == {"contact"}
    assert opened_by_hand(round_, contact="desk@example.org") == {}
    assert set(opened_by_hand(round_, closes=rounds.PAST, late_days=0)) == {"state"}


def test_an_open_round_does_not_lose_its_contact(db):
    round_ = rounds.entity_round()
    round_.survey.by_respondent = True
    round_.survey.save()
    Round.objects.update(contact="desk@example.org", remind_before=[3], remind_after=[1], closes=rounds.LATER)
    round_.refresh_from_db()
    with pytest.raises(actions.ContactMissing):
        actions.change_rules(round=round_, contact="")
    assert set(opened_by_hand(round_, contact="")) == {"contact"}

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys import actions
from surveys.models import Invitation, Reminder, Round, User
from tests.surveys import rounds

LATER = timezone.localdate() + datetime.timedelta(days=30)


def page(client, round_) -> str:
    response = client.get(reverse("steer-round", args=[round_.pk]))
    assert response.status_code == 200
    return response.content.decode()


def post(client, name: str, *arguments, **data):
    return client.post(reverse(name, args=arguments), data, follow=True)


def test_the_page_shows_roster_days_and_rules(analyst, focal_point, entity_round):
    Round.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1), illustrative=False)
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user)
    shown = page(analyst, entity_round)

    assert "4 are late." in shown
    assert "focal-point@example.org" in shown
    assert "nobody to write to" in shown
    assert "1 of 4 (25%)" in shown
    assert "Late answers are taken until somebody closes the round" in shown
    assert "<polyline" in shown


def test_made_up_answers_are_never_late(analyst, focal_point, entity_round):
    Round.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1), illustrative=True)
    rounds.approved(entity_round, rounds.entity(7), focal_point.user, analyst.user)

    assert "3 are late." in page(analyst, entity_round)


def test_closing_can_be_undone(analyst, entity_round):
    closed = post(analyst, "move-round", entity_round.pk, "close").content.decode()
    assert "The round takes no more answers." in closed
    assert "Open it again" in closed
    assert "takes answers now" in post(analyst, "move-round", entity_round.pk, "open").content.decode()
    assert "done before" in post(analyst, "move-round", entity_round.pk, "open").content.decode()
    assert "opening is taken back" in post(analyst, "move-round", entity_round.pk, "plan").content.decode()
    assert reverse("steer-round", args=[entity_round.pk]) in analyst.get(reverse("surveys")).content.decode()


def test_extending_says_first_who_is_told(analyst, focal_point, entity_round):
    here = reverse("extend-round", args=[entity_round.pk])
    assert "focal-point@example.org" in analyst.get(here).content.decode()
    assert rounds.letters() == []

    past = analyst.post(here, {"closes": "2001-01-01"})
    assert (past.status_code, "not one in the past" in past.content.decode()) == (400, True)
    done = post(analyst, "extend-round", entity_round.pk, closes=LATER.isoformat())
    entity_round.refresh_from_db()

    assert "2 letters are on their way." in done.content.decode()
    assert entity_round.closes == LATER


def test_writing_to_the_chosen(analyst, focal_point, entity_round):
    chosen = rounds.entity(7).pk
    assert "Choose at least one" in post(analyst, "remind-round", entity_round.pk).content.decode()
    sent = post(analyst, "remind-round", entity_round.pk, respondent=chosen).content.decode()
    again = post(analyst, "remind-round", entity_round.pk, respondent=chosen).content.decode()

    assert "1 letter is on its way." in sent
    assert "No letter was written" in again
    assert Reminder.objects.get().by == analyst.user
    assert "by hand" in page(analyst, entity_round)


def test_rules_are_changed_and_mistakes_keep_what_was_typed(analyst, entity_round):
    wrong = analyst.post(
        reverse("round-rules", args=[entity_round.pk]), {"late_days": "7", "remind_before": "14, soon"}
    )
    assert wrong.status_code == 400
    assert "14, soon" in wrong.content.decode()

    rules = {
        "closes": LATER.isoformat(),
        "late_days": "7",
        "remind_before": "14, 3",
        "contact": "a@example.org",
    }
    assert (
        "rules of the round are changed"
        in post(analyst, "round-rules", entity_round.pk, **rules).content.decode()
    )
    entity_round.refresh_from_db()
    assert (entity_round.late_days, entity_round.remind_before, entity_round.remind_after) == (7, [14, 3], [])
    assert entity_round.closes == LATER
    assert "closes by itself" in page(analyst, entity_round)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("steer-round", ()),
        ("extend-round", ()),
        ("move-round", ("close",)),
        ("round-rules", ()),
        ("remind-round", ()),
    ],
)
def test_only_analysts_run_a_round(name, more, entity_round, analyst, focal_point, drafter, nobody):
    here = reverse(name, args=[entity_round.pk, *more])
    method = "get" if name == "steer-round" else "post"

    for client in (focal_point, drafter):
        assert getattr(client, method)(here).status_code == 403
    assert nobody.post(here).status_code in {302, 405}
    assert getattr(analyst, method)(reverse(name, args=[entity_round.pk + 1, *more])).status_code == 404
    wrong = {"steer-round": analyst.post, "extend-round": analyst.put}.get(name, analyst.get)
    assert wrong(here).status_code == 405
    entity_round.refresh_from_db()
    assert (entity_round.state, rounds.letters()) == ("open", [])


def test_a_round_without_roster_says_what_would_fill_it(analyst, entity_round):
    Invitation.objects.all().delete()

    assert "Nobody is invited yet." in page(analyst, entity_round)


def test_the_desk_says_that_answers_are_late(focal_point, entity_round, analyst):
    Round.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1), late_days=10)
    assert "Answers are still taken until" in focal_point.get(reverse("workspace")).content.decode()
    for number in (7, 8):
        rounds.approved(entity_round, rounds.entity(number), focal_point.user, analyst.user)
    assert "Answers are still taken" not in focal_point.get(reverse("workspace")).content.decode()


def test_a_round_that_ended_by_itself_is_shown_as_closed(focal_point, analyst, entity_round):
    Round.objects.update(closes=timezone.localdate() - datetime.timedelta(days=9), late_days=2)

    assert "Closed rounds" in focal_point.get(reverse("workspace")).content.decode()
    assert ">Closed<" in page(analyst, entity_round)


def test_the_language_of_letters_is_chosen_on_the_account_page(focal_point, nobody, entity_round, analyst):
    here = reverse("account")
    assert nobody.get(here).status_code == 302
    assert focal_point.put(here).status_code == 405
    assert focal_point.post(here, {"language": "tlh"}).status_code == 400
    assert focal_point.post(here, {"language": "ar"}).status_code == 302
    focal_point.user.refresh_from_db()
    assert focal_point.user.language == "ar"
    assert "focal-point@example.org" in focal_point.get(here).content.decode()

    actions.remind_by_hand(round=entity_round, respondents=[rounds.entity(7).pk], by=analyst.user)
    assert "/ar/workspace/" in rounds.letters()[0].body


def test_the_language_of_the_first_sign_in_is_remembered(focal_point, client):
    for language, kept in (("fr", "fr"), ("ru", "fr")):
        client.post(
            f"/{language}/accounts/sign-in/",
            {"username": "focal-point@example.org", "password": "south-south"},
        )
        assert User.objects.get(pk=focal_point.user.pk).language == kept


def test_an_earlier_day_asks_why_beside_its_field(analyst, focal_point, entity_round):
    Round.objects.update(closes=LATER)
    here = reverse("extend-round", args=[entity_round.pk])
    earlier = (LATER - datetime.timedelta(days=10)).isoformat()
    asked = analyst.post(here, {"closes": earlier})
    assert asked.status_code == 400
    assert "Say why the round closes earlier" in asked.content.decode()
    done = analyst.post(
        here, {"closes": earlier, "reason": "The report is due."}, follow=True
    ).content.decode()

    assert "The round has a new closing day." in done
    assert "It was brought forward: The report is due." in done


def test_what_a_survey_requires_is_told(administrator, analyst, entity_round):
    entity_round.survey.by_respondent = True
    entity_round.survey.save()
    Round.objects.update(state=Round.State.PLANNED)
    opened = post(analyst, "move-round", entity_round.pk, "open").content.decode()
    assert "Rounds of this survey have to remind" in opened
    Round.objects.update(closes=LATER, remind_before=[3], remind_after=[1])
    opened = post(analyst, "move-round", entity_round.pk, "open").content.decode()
    assert "give the round a contact" in opened
    Round.objects.update(contact="a@example.org")
    assert "takes answers now" in post(analyst, "move-round", entity_round.pk, "open").content.decode()
    refused = analyst.post(
        reverse("round-rules", args=[entity_round.pk]), {"remind_before": "", "remind_after": "1"}
    )
    assert refused.status_code == 400
    assert "Rounds of this survey have to remind" in refused.content.decode()
    new = administrator.get(reverse("admin:surveys_round_add")).content.decode()
    assert 'value="14,3"' in new
    listed = analyst.get(
        reverse("round", args=["unossc_entity", 2022]), {"illustrative": "yes"}
    ).content.decode()
    assert "Blank table of counts" not in listed

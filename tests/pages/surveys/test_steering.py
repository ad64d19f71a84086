import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys import actions, queries
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


def test_rates_by_group_open_at_the_roster_of_the_round(analyst, entity_round):
    rounds.grouped(rounds.entity(7), "fund")
    for illustrative in (False, True):
        Round.objects.filter(pk=entity_round.pk).update(illustrative=illustrative)
        opened = re.findall(r'<a href="([^"]+state=answered#roster)">', page(analyst, entity_round))
        assert opened
        assert all("/surveys/unossc_entity/2022/?" in address for address in opened)
        for address in opened:
            assert analyst.get(address.replace("&amp;", "&")).status_code == 200, address


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


class TestRosterInPages:
    """Who is late, by state and name, in pages that have an address."""

    @pytest.fixture
    def late(self, entity_round, focal_point, analyst):
        """Of four one is approved, one in review, one was returned, and one has sent nothing; the closing day is over."""
        Round.objects.update(closes=timezone.localdate() - datetime.timedelta(days=1), illustrative=False)
        user = focal_point.user
        at = [line.respondent for line in entity_round.invitations.order_by("respondent__code")]
        rounds.approved(entity_round, at[0], user, analyst.user)
        rounds.submitted(entity_round, at[1], user)
        back = rounds.submitted(entity_round, at[2], user)
        actions.return_submission(submission=back, by=analyst.user, remark="Events?")
        return at

    def shown(self, client, round_, **asked) -> list[str]:
        response = client.get(reverse("steer-round", args=[round_.pk]), asked)
        assert response.status_code == 200
        return [line.invitation.respondent.code for line in response.context["roster"].lines]

    def test_each_state_has_its_number_and_its_list(self, analyst, entity_round, late):
        codes = [one.code for one in late]
        for state, expected in (
            ("", codes), ("late", codes), ("answered", codes[:1]), ("waiting", codes[1:2]),
            ("returned", codes[2:3]), ("nothing", codes[3:]),
        ):  # fmt: skip
            assert self.shown(analyst, entity_round, state=state) == expected, state
        roster = analyst.get(reverse("steer-round", args=[entity_round.pk])).context["roster"]
        assert roster.counts == {"late": 4, "answered": 1, "waiting": 1, "returned": 1, "nothing": 1}
        assert (roster.invited, roster.missing) == (4, 2)
        said = page(analyst, entity_round)
        assert "From 1 nothing came." in said
        assert "The answers of 1 were returned and have not come again." in said

    def test_a_name_or_a_code_narrows_it_and_the_numbers_stay(self, analyst, entity_round, late):
        assert self.shown(analyst, entity_round, q=late[1].code.lower()) == [late[1].code]
        assert self.shown(analyst, entity_round, q="no such name") == []
        assert "Nobody on the roster is like that." in (
            analyst.get(reverse("steer-round", args=[entity_round.pk]), {"q": "no such"}).content.decode()
        )

    def test_a_state_that_is_none_is_said(self, analyst, entity_round, late):
        page = analyst.get(reverse("steer-round", args=[entity_round.pk]), {"state": "<lost>"})
        assert "“&lt;lost&gt;”, which is no state; all are shown." in page.content.decode()
        assert len(page.context["roster"].lines) == 4

    def test_a_page_shows_so_many_and_takes_the_same_queries(
        self, analyst, entity_round, late, monkeypatch, django_assert_num_queries
    ):
        monkeypatch.setattr("surveys.queries.steering.PER_PAGE", 3)
        assert self.shown(analyst, entity_round) == [one.code for one in late[:3]]
        assert self.shown(analyst, entity_round, page="2") == [late[3].code]
        assert self.shown(analyst, entity_round, page="99") == [late[3].code]
        for most in (1, 3):
            monkeypatch.setattr("surveys.queries.steering.PER_PAGE", most)
            with django_assert_num_queries(6):
                queries.steered_roster(entity_round)

    def test_after_writing_one_is_where_one_was(self, analyst, entity_round, late):
        address = reverse("remind-round", args=[entity_round.pk]) + "?state=nothing&q=ENTITY"
        answer = analyst.post(address, {"respondent": late[3].pk})
        assert answer.url == reverse("steer-round", args=[entity_round.pk]) + "?state=nothing&q=ENTITY"


def test_a_letter_that_has_not_left_is_said_beside_its_line(analyst, focal_point, entity_round):
    actions.remind_by_hand(round=entity_round, respondents=[rounds.entity(7).pk], by=analyst.user)
    assert "not sent yet" in page(analyst, entity_round)
    rounds.letters()
    assert "not sent yet" not in page(analyst, entity_round)

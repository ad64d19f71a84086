import datetime

from django.urls import reverse

from surveys.models import Invitation, Representation, Round
from surveys.views import roster
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def here(entity_round) -> str:
    return reverse("round-roster", args=[entity_round.pk])


@keeping
def empty(entity_round) -> Round:
    """The round of the year after, with nobody on its roster."""
    return Round.objects.create(
        survey=entity_round.survey,
        data_year=2023,
        illustrative=True,
        questionnaire=entity_round.questionnaire,
    )


def codes(round_: Round) -> list[str]:
    return sorted(Invitation.objects.filter(round=round_).values_list("respondent__code", flat=True))


def pasted(client, round_: Round, text: str):
    return client.post(reverse("invite-pasted", args=[round_.pk]), {"pasted": text}, follow=True)


def several(client, round_: Round, whom: str, **more):
    return client.post(reverse("invite-several", args=[round_.pk, whom]), more, follow=True)


def test_the_roster_is_searched_and_comes_in_pages(analyst, here, monkeypatch):
    monkeypatch.setattr(roster, "PER_PAGE", 2)
    first, found = (analyst.get(here, asked).content.decode() for asked in ({}, {"q": "entity 09"}))

    assert "Page 1 of 2" in first
    assert ("Entity 09" in first, "Entity 09" in found) == (False, True)
    assert "Nobody on the roster is called that." in analyst.get(here, {"q": "xyz"}).content.decode()


def test_pasted_names_are_invited_and_an_unknown_one_keeps_all_out(analyst, empty):
    wrong = pasted(analyst, empty, "ENTITY-01\nEntty 07\n")
    assert wrong.status_code == 400
    shown = wrong.content.decode()
    assert "Line 2: “Entty 07” is nobody whom this survey asks." in shown
    assert "Entty 07\n</textarea>" in shown
    assert codes(empty) == []

    assert "2 respondents are new" in pasted(analyst, empty, "entity-01, 实体07").content.decode()
    assert "1 respondent is new" in pasted(analyst, empty, "ENTITY-01\nEntity 08").content.decode()
    assert codes(empty) == ["ENTITY-01", "ENTITY-07", "ENTITY-08"]
    assert Invitation.objects.filter(round=empty, invited_by=analyst.user).count() == 3
    assert pasted(analyst, empty, " ").status_code == 400


def test_those_of_the_round_before_come_with_their_contacts(analyst, entity_round, empty):
    Invitation.objects.filter(respondent__code="ENTITY-07").update(
        contact_address="a@example.org", language="fr"
    )
    shown = several(analyst, empty, "before").content.decode()

    assert "4 respondents are new" in shown
    line = Invitation.objects.get(round=empty, respondent__code="ENTITY-07")
    assert (line.contact_address, line.language) == ("a@example.org", "fr")
    assert "There is nobody in this choice." in several(analyst, entity_round, "before").content.decode()


def test_a_group_or_all_whom_the_survey_asks(analyst, empty):
    group = rounds.grouped(rounds.entity(8), "fund", from_year=2020, to_year=2023).group
    rounds.grouped(rounds.entity(9), "fund", to_year=2022)
    several(analyst, empty, "group", group=group.pk)
    assert codes(empty) == ["ENTITY-08"]
    several(analyst, empty, "all")
    assert codes(empty) == ["ENTITY-01", "ENTITY-07", "ENTITY-08", "ENTITY-09"]
    assert several(analyst, empty, "group", group="x").status_code == 404


def test_a_line_is_changed(analyst, here, entity_round):
    line = Invitation.objects.get(round=entity_round, respondent__code="ENTITY-07")
    address = reverse("roster-line", args=[entity_round.pk, line.pk])
    assert analyst.post(address, {"contact_address": "nonsense"}).status_code == 400
    done = analyst.post(address, {"contact_address": "a@example.org", "language": "ar"}, follow=True)

    assert "a@example.org" in done.content.decode()
    line.refresh_from_db()
    assert (line.contact_address, line.language) == ("a@example.org", "ar")


def test_only_who_has_sent_nothing_is_taken_away(analyst, focal_point, entity_round):
    rounds.receive(entity_round, rounds.entity(7), focal_point.user, b"x")
    sent, other = (
        reverse("take-from-roster", args=[entity_round.pk, line.pk])
        for line in Invitation.objects.filter(respondent__code__in=["ENTITY-07", "ENTITY-08"]).order_by(
            "respondent__code"
        )
    )
    assert "so it stays on the roster" in analyst.post(sent, follow=True).content.decode()
    assert "ENTITY-08 is taken from the roster." in analyst.post(other, follow=True).content.decode()
    assert codes(entity_round) == ["ENTITY-01", "ENTITY-07", "ENTITY-09"]
    trail = analyst.get(reverse("audit"), {"round": entity_round.pk, "kind": "Invitation"}).content.decode()
    assert "ENTITY-08" in trail


def test_who_may_run_the_roster(analyst, administrator, focal_point, drafter, nobody, entity_round, here):
    line = entity_round.invitations.first()
    posts = [
        reverse("invite-pasted", args=[entity_round.pk]),
        reverse("invite-several", args=[entity_round.pk, "all"]),
        reverse("roster-line", args=[entity_round.pk, line.pk]),
        reverse("take-from-roster", args=[entity_round.pk, line.pk]),
    ]
    for client in (focal_point, drafter):
        assert [client.get(here).status_code, *(client.post(one).status_code for one in posts)] == [403] * 5
    assert [nobody.get(here).status_code, *(nobody.post(one).status_code for one in posts)] == [302] * 5
    assert administrator.get(here).status_code == 200
    assert analyst.post(here).status_code == 405
    assert [analyst.get(one).status_code for one in posts] == [405, 405, 200, 405]
    assert analyst.get(reverse("round-roster", args=[entity_round.pk + 1])).status_code == 404
    assert entity_round.invitations.count() == 4


def test_a_long_roster_is_no_part_of_the_rounds_form(administrator, entity_round, here, monkeypatch):
    address = reverse("admin:surveys_round_change", args=[entity_round.pk])
    assert "invitations-TOTAL_FORMS" in administrator.get(address).content.decode()
    monkeypatch.setattr("surveys.admin.LINES_AT_MOST", 3)
    shown = administrator.get(address).content.decode()
    assert "invitations-TOTAL_FORMS" not in shown
    assert here in shown


def test_contact_addresses_are_pasted_with_the_codes(analyst, entity_round):
    known = rounds.person("known@example.org")
    gone = rounds.person("gone@example.org", rounds.entity(9))
    Representation.objects.filter(user=gone).update(to_day=datetime.date(2020, 1, 1))
    rounds.entity(3)
    text = "ENTITY-03\tKnown Person\tKnown@example.org\nENTITY-08, new@example.org\nENTITY-09, gone@example.org\nENTITY-01"
    said = analyst.post(reverse("invite-pasted", args=[entity_round.pk]), {"pasted": text}, follow=True)
    content = said.content.decode()

    assert "1 respondent is new on the roster." in content
    assert "3 contact addresses are kept." in content
    assert "focal points of their respondents from now on: Known@example.org" in content
    assert "an administrator makes the account: new@example.org, gone@example.org" in content
    kept = dict(
        Invitation.objects.exclude(contact_address="").values_list("respondent__code", "contact_address")
    )
    assert kept == {
        "ENTITY-03": "Known@example.org", "ENTITY-08": "new@example.org", "ENTITY-09": "gone@example.org",
    }  # fmt: skip
    assert Representation.objects.in_force().get(user=known).respondent == rounds.entity(3)
    assert not Representation.objects.in_force().filter(user=gone).exists()
    again = analyst.post(reverse("invite-pasted", args=[entity_round.pk]), {"pasted": text}, follow=True)
    assert "are kept." not in again.content.decode()


def test_an_address_beside_two_respondents_is_refused_with_its_line(analyst, entity_round):
    text = "ENTITY-07, ENTITY-08, a@example.org"
    refused = analyst.post(reverse("invite-pasted", args=[entity_round.pk]), {"pasted": text})

    assert refused.status_code == 400
    assert "names one respondent and one address" in refused.content.decode()
    assert not Invitation.objects.exclude(contact_address="").exists()

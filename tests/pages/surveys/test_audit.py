from django.urls import reverse

from tests.kept import keeping
from tests.surveys import rounds


@keeping
def waiting(focal_point, entity_round):
    return rounds.submitted(entity_round, rounds.entity(7), focal_point.user)


def test_what_an_analyst_does_on_a_page_stands_in_the_trail(analyst, waiting):
    analyst.post(reverse("approve-submission", args=[waiting.pk]))
    shown = analyst.get(reverse("audit"), {"submission": waiting.pk}).content.decode()

    assert "<del>Waiting for review</del> <ins>Approved</ins>" in shown
    assert "Demo Analyst" in shown
    assert "by the worker" in shown
    submission = analyst.get(reverse("submission", args=[waiting.pk])).content.decode()
    assert f'href="{reverse("audit")}?submission={waiting.pk}"' in submission


def test_the_trail_is_narrowed(analyst, focal_point, waiting, entity_round):
    here = reverse("audit")
    shown = analyst.get(here, {"respondent": "entity-08"}).content.decode()
    assert "Line of the roster" in shown
    assert "Waiting for review" not in shown
    assert (
        "Waiting for review" in analyst.get(here, {"user": focal_point.user.email.upper()}).content.decode()
    )
    assert "Nothing happened that fits." in analyst.get(here, {"first": "2100-01-01"}).content.decode()
    assert "errorlist" in analyst.get(here, {"first": "never"}).content.decode()


def test_respondents_and_people_are_typed_not_chosen_from_a_list(analyst, waiting, entity_round):
    here = reverse("audit")
    page = analyst.get(here).content.decode()
    form = page[page.index('class="filters"') : page.index("</form>", page.index('class="filters"'))]
    assert (form.count("ENTITY-0"), form.count("@example.org")) == (0, 0)
    assert "Waiting for review" in analyst.get(here, {"respondent": "Entity 07"}).content.decode()
    several = analyst.get(here, {"respondent": "entity"}).content.decode()
    assert "Several are called that: ENTITY-01, ENTITY-07, ENTITY-08, ENTITY-09. Type one of them." in several
    assert "Nobody is called that." in analyst.get(here, {"respondent": "Nowhere"}).content.decode()
    assert "Several are called that" in analyst.get(here, {"user": "Demo"}).content.decode()
    assert "Waiting for review" in analyst.get(here, {"user": "focal-point@"}).content.decode()


def test_who_may_read_the_trail(analyst, administrator, focal_point, drafter, nobody, waiting):
    here = reverse("audit")
    clients = (analyst, administrator, focal_point, drafter, nobody)
    assert [client.get(here).status_code for client in clients] == [200, 200, 403, 403, 302]
    assert analyst.post(here).status_code == 405
    submission = focal_point.get(reverse("submission", args=[waiting.pk])).content.decode()
    assert here not in submission

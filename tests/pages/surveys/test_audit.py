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
    shown = analyst.get(here, {"respondent": rounds.entity(8).pk}).content.decode()
    assert "Line of the roster" in shown
    assert "Waiting for review" not in shown
    assert "Waiting for review" in analyst.get(here, {"user": focal_point.user.pk}).content.decode()
    assert "Nothing happened that fits." in analyst.get(here, {"first": "2100-01-01"}).content.decode()
    assert "errorlist" in analyst.get(here, {"first": "never"}).content.decode()


def test_who_may_read_the_trail(analyst, administrator, focal_point, drafter, nobody, waiting):
    here = reverse("audit")
    clients = (analyst, administrator, focal_point, drafter, nobody)
    assert [client.get(here).status_code for client in clients] == [200, 200, 403, 403, 302]
    assert analyst.post(here).status_code == 405
    submission = focal_point.get(reverse("submission", args=[waiting.pk])).content.decode()
    assert here not in submission

import io
import zipfile

import pytest
from django.urls import reverse

from surveys import actions, jobs
from surveys.models import Batch, Invitation
from tests.surveys import rounds


def ask(client, round_, **data) -> Batch:
    response = client.post(reverse("ask-for-batch", args=[round_.pk]), data)
    assert response.status_code == 302
    return Batch.objects.latest("pk")


def test_an_analyst_has_all_workbooks_made(analyst, entity_round):
    batch = ask(analyst, entity_round, language="ru")
    here = reverse("batch", args=[batch.pk])
    waiting = analyst.get(here).content.decode()
    assert "data-poll" in waiting
    assert "Stop" in waiting
    assert analyst.get(reverse("batch-file", args=[batch.pk])).status_code == 404

    jobs.run(jobs.latest("batch_of_workbooks", batch.pk).pk)
    assert "The file is kept until" in analyst.get(here).content.decode()
    assert "data-then" in analyst.get(reverse("batch-progress", args=[batch.pk])).content.decode()
    file = analyst.get(reverse("batch-file", args=[batch.pk]))
    names = zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content))).namelist()
    assert names[0] == "ENTITY-01-2022.xlsx"
    assert len(names) == 4
    assert here in analyst.get(reverse("steer-round", args=[entity_round.pk])).content.decode()


def test_it_can_be_stopped(analyst, entity_round):
    batch = ask(analyst, entity_round)
    stopped = analyst.post(reverse("cancel-batch", args=[batch.pk]), follow=True).content.decode()

    assert "The work was stopped" in stopped
    assert "data-poll" not in stopped


def test_no_such_language_and_an_empty_roster(analyst, entity_round):
    here = reverse("ask-for-batch", args=[entity_round.pk])
    assert "no such language" in analyst.post(here, {"language": "tlh"}, follow=True).content.decode()
    Invitation.objects.all().delete()
    analyst.post(here)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("name", ["batch", "batch-progress", "batch-file", "cancel-batch", "ask-for-batch"])
def test_only_analysts(name, analyst, focal_point, drafter, nobody, entity_round):
    batch = ask(analyst, entity_round)
    posted = name in {"cancel-batch", "ask-for-batch"}
    here = reverse(name, args=[entity_round.pk if name == "ask-for-batch" else batch.pk])

    for client, status in ((focal_point, 403), (drafter, 403), (nobody, 302)):
        assert (client.post(here) if posted else client.get(here)).status_code == status
    assert (analyst.get(here) if posted else analyst.post(here)).status_code == 405
    missing = reverse(name, args=[99_999])
    assert (analyst.post(missing) if posted else analyst.get(missing)).status_code == 404


def test_the_desk_offers_the_last_answers_where_there_are_any(focal_point, analyst, entity_round):
    template = reverse("template", args=[entity_round.pk, rounds.entity(7).slug])
    carried = f"{template}?carry=yes"
    assert carried not in focal_point.get(reverse("workspace")).content.decode()

    earlier = rounds.entity_round(2021)
    sent = rounds.submitted(earlier, rounds.entity(7), focal_point.user)
    assert carried not in focal_point.get(reverse("workspace")).content.decode()
    actions.approve_submission(submission=sent, by=analyst.user)

    page = focal_point.get(reverse("workspace")).content.decode()
    assert page.count("?carry=yes") == 1
    assert carried in page
    assert focal_point.get(carried).status_code == 200

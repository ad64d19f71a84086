import io

import openpyxl
import pytest
from django.urls import reverse

from surveys import actions, jobs
from surveys.models import Job, Upload
from tests.surveys import rounds


@pytest.fixture
def checked(focal_point, entity_round) -> Upload:
    content = rounds.workbook(rounds.entity(7), events=-3)
    upload = rounds.receive(entity_round, rounds.entity(7), focal_point.user, content)
    return rounds.work(upload)


def ask(client, upload: Upload, language: str = "en"):
    """Ask for the workbook, let the worker make it, and open it."""
    address = reverse("marked", args=[upload.pk]).replace("/en/", f"/{language}/", 1)
    assert client.post(address).status_code == 302
    for job in Job.objects.filter(kind__startswith="mark_upload", state="queued"):
        jobs.run(job.pk)
    response = client.get(f"{address}file/")
    assert response.status_code == 200
    return response, openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def test_the_sender_gets_the_workbook_back_with_its_marks(focal_point, checked):
    assert (
        reverse("marked", args=[checked.pk])
        in focal_point.get(reverse("upload", args=[checked.pk])).content.decode()
    )
    response, book = ask(focal_point, checked)

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert book.sheetnames[:3] == ["Problems", "Start here", "Answers"]
    assert book["Problems"]["A5"].value == "Answers!D24"
    assert book["Answers"]["D24"].comment.text == "-3 is less than zero. Write zero or more."
    assert "The workbook is ready." in focal_point.get(reverse("marked", args=[checked.pk])).content.decode()


def test_in_chinese(focal_point, checked):
    _, book = ask(focal_point, checked, "zh-hans")

    assert "零" in book["Answers"]["D24"].comment.text


def test_the_page_waits_and_asks_again(focal_point, checked):
    focal_point.post(reverse("marked", args=[checked.pk]))
    shown = focal_point.get(reverse("marked", args=[checked.pk])).content.decode()

    assert f'data-poll="{reverse("marking-progress", args=[checked.pk])}"' in shown
    assert "js/progress.js" in shown
    fragment = focal_point.get(reverse("marking-progress", args=[checked.pk])).content.decode()
    assert "<html" not in fragment
    assert focal_point.get(reverse("marked-file", args=[checked.pk])).status_code == 404


def test_it_is_made_once_and_deleted_with_the_file(focal_point, checked, django_capture_on_commit_callbacks):
    ask(focal_point, checked)
    focal_point.post(reverse("marked", args=[checked.pk]))
    assert Job.objects.filter(kind="mark_upload.en").count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_upload(upload=checked, by=focal_point.user)

    assert not actions.marked_file(checked, "en").is_file()


def test_a_file_that_cannot_be_opened_any_more_is_told(focal_point, checked):
    checked.stored_path.write_bytes(b"%PDF-1.4")
    focal_point.post(reverse("marked", args=[checked.pk]))
    jobs.run(Job.objects.get(kind="mark_upload.en").pk)

    shown = focal_point.get(reverse("marked", args=[checked.pk])).content.decode()
    assert "The workbook could not be marked." in shown
    assert "Try again" in shown


def test_nobody_else_gets_it(other_focal_point, drafter, analyst, nobody, checked):
    for name in ("marked", "marking-progress", "marked-file"):
        address = reverse(name, args=[checked.pk])
        assert other_focal_point.get(address).status_code == 403
        assert drafter.get(address).status_code == 403
        assert nobody.get(address).status_code == 302
    assert analyst.get(reverse("marked", args=[checked.pk])).status_code == 200


def test_a_sound_workbook_has_nothing_to_mark(focal_point, entity_round):
    sound = rounds.work(
        rounds.receive(entity_round, rounds.entity(7), focal_point.user, rounds.workbook(rounds.entity(7)))
    )
    response = focal_point.post(reverse("marked", args=[sound.pk]))

    assert response.headers["Location"] == reverse("upload", args=[sound.pk])


def test_making_it_is_stopped_on_the_page(focal_point, other_focal_point, drafter, nobody, checked):
    here, stop = reverse("marked", args=[checked.pk]), reverse("stop-marking", args=[checked.pk])
    focal_point.post(here)
    assert f'action="{stop}"' in focal_point.get(here).content.decode()
    assert [client.post(stop).status_code for client in (other_focal_point, drafter, nobody)] == [
        403,
        403,
        302,
    ]
    assert focal_point.get(stop).status_code == 405
    said = focal_point.post(stop, follow=True).content.decode()
    assert "No workbook was made" in said
    assert "nothing is kept of it" in said
    assert "Mark the problems" in said
    assert "No workbook was made" not in focal_point.post(stop, follow=True).content.decode()

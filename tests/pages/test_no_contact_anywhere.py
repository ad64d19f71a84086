"""A contact that somebody sent stands in their file and nowhere else: in no export, no page, no letter and no log."""

import io
import logging
import zipfile

import pytest
from django.urls import reverse

from indicators import actions as computing
from indicators.pictures import FILES as FIGURE_FILES
from surveys import actions, jobs
from surveys.models import Answer, Job, Round, Upload
from tests.indicators import rows
from tests.surveys import rounds
from tests.surveys.test_contacts import CONTACTS, table

PLANTED = ("Quimby", "quimby", "198.51.100.77", "555 0177")


def found_in(content: bytes) -> list[str]:
    """What is planted, in the bytes or in any part of a zipped file."""
    text = content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        return sorted({word for part in parts for word in found_in(part)})
    return [word for word in PLANTED if word in text]


def got(client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert content, address
    return content


@pytest.fixture
def stage(db, caplog, django_capture_on_commit_callbacks):
    """A table with contacts between the answers and in its title, read, submitted, approved, computed, released."""
    caplog.set_level(logging.DEBUG)
    world = rows.world(attributable=True)
    rows.defined(world, "1.4", by=["respondent"])
    round_ = rounds.entity_round(entities=(7, 8))
    people = rounds.person("from@example.org", rounds.entity(7)), rounds.person("by@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        rounds.checked(round_, rounds.entity(7), people[0], table(events="many"), "wrong.csv")
        upload = rounds.checked(round_, rounds.entity(7), people[0], table(), "answers.csv")
        actions.submit_upload(upload=upload, by=people[0])
        rounds.work(upload, "save_upload")
        actions.approve_submission(submission=upload.submissions.get(), by=people[1])
    computing.compute_round(round=round_)
    computing.publish_release(name="First", by=people[1])
    return round_


FILES = [
    *(f"/en/figures/1.4.{kind}" for kind in FIGURE_FILES),
    *(f"/en/figures/1.4.{kind}?by=respondent&year=2022" for kind in FIGURE_FILES),
    *(f"/en/releases/1/content.{kind}" for kind in ("json", "csv")),
    *(f"/en/compare/comparison.{kind}?i=1.4" for kind in ("svg", "xlsx", "csv")),
    "/en/rounds/{round}/counts.xlsx",
    "/en/workspace/{round}/entity-07/template.xlsx?carry_over=yes",
    "/en/quotes/file.csv",
    "/en/quotes/file.xlsx",
    *(f"/api/v1/{name}/" for name in ("frameworks", "indicators", "values", "published-figures", "surveys")),
    "/api/schema/",
]
PAGES = [
    "/en/uploads/{wrong}/",
    "/en/uploads/{upload}/",
    "/en/uploads/{wrong}/mapping/",
    "/en/submissions/{submission}/",
    "/en/submissions/{submission}/values/",
    "/en/answers/{answer}/",
    "/en/answers/?q=quimby",
    "/en/search/?q=quimby",
    "/en/rounds/{round}/",
    "/en/audit/",
    "/en/review/",
    "/en/indicators/1.4/",
    "/en/indicators/1.4/2022/respondent=ENTITY-07/",
    "/en/embed/1.4/",
]


def keys(round_: Round) -> dict[str, int]:
    uploads = {upload.file_name: upload.pk for upload in Upload.objects.all()}
    answer = Answer.objects.filter(submission__round=round_).first()
    return {
        "round": round_.pk,
        "wrong": uploads["wrong.csv"],
        "upload": uploads["answers.csv"],
        "submission": answer.submission_id,
        "answer": answer.pk,
    }


def test_no_file_and_no_page_repeats_a_contact(stage, administrator):
    places = keys(stage)
    searched = {"/en/answers/?q=quimby", "/en/search/?q=quimby"}
    told = {}
    for address in FILES + PAGES:
        content = got(administrator, address.format(**places))
        if address in searched:
            content = content.replace(b"quimby", b"")  # what was asked for
        if found := found_in(content):
            told[address] = found

    assert told == {}


def test_batches_logs_and_letters_hold_none(stage, analyst, caplog):
    batch = actions.ask_for_batch(round=stage, by=analyst.user, carry_over=True)
    jobs.run(Job.objects.get(kind="batch_of_workbooks", subject=batch.pk).pk)
    with zipfile.ZipFile(io.BytesIO(got(analyst, reverse("batch-file", args=[batch.pk])))) as archive:
        assert archive.namelist()
        assert [found_in(archive.read(name)) for name in archive.namelist()] == [[], []]
    letters = "\n".join(str(letter.message()) for letter in rounds.letters())

    assert letters
    assert found_in(letters.encode()) == []
    assert found_in(caplog.text.encode()) == []


def test_the_senders_own_file_holds_it_until_a_copy_takes_its_place(stage, analyst):
    places = keys(stage)
    address = f"/en/uploads/{places['upload']}/file/"
    assert found_in(got(analyst, address)) == list(PLANTED)
    Round.objects.update(state="closed")
    jobs.run(jobs.enqueue("redact_upload", places["upload"]).pk)

    copy = got(analyst, address)
    assert copy.startswith(b"PK")
    assert found_in(copy) == []


def test_what_is_planted_would_be_found():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("inner", "\n".join(CONTACTS.values()))

    assert found_in(target.getvalue()) == sorted(PLANTED)

"""The worker as it runs: messages through a broker, a worker that is killed, files that mean harm."""

import io
import os
import shutil
import socket
import subprocess
import zipfile
from contextlib import contextmanager
from datetime import timedelta

import psutil
import pytest
from celery import Celery, current_app
from django.utils import timezone

from sscdash.broker import celery_settings
from surveys import actions, jobs
from surveys.models import Answer, Job, Submission, Upload
from tests.surveys import rounds
from tests.workers import kill_group, started_worker, until

pytestmark = pytest.mark.worker

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ASKED = 20
"""Items of the questionnaire of 2022."""
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.fixture
def asked(transactional_db):
    """An open round, one who is asked, and the person who answers."""
    round_, entity = rounds.entity_round(), rounds.entity(7)
    return round_, entity, rounds.person("focal@example.org", entity)


def over(upload: Upload, kind: str = "check_upload") -> Upload:
    """The upload once its newest job of this kind is over."""
    until(lambda: jobs.latest(kind, upload.pk).over)
    upload.refresh_from_db()
    return upload


def outcome(upload: Upload) -> tuple:
    """Everything that a check leaves, without keys and times."""
    upload.refresh_from_db()
    staged = upload.staged_answers.order_by("row")
    answers = staged.values_list("respondent", "item", "option", "number", "absence", "raw", "row", "column")
    issues = upload.issues.values_list("position", "code", "severity", "row", "column", "parameters")
    return upload.state, upload.layout, upload.counts, list(answers), list(issues)


def once_more(job: Job) -> None:
    """The same job as if its end had never been written down."""
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED, claim="", finished=None)
    jobs.run(job.pk)


# --- files that mean harm


def zipped(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, text in members.items():
            archive.writestr(f"xl/worksheets/{name}.xml", text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (lambda: zipped(sheet1=" " * 60_000_000), ("suspicious_archive", {"reason": "ratio"})),
        (lambda: zipped(sheet1=SHEET.format(CORNERS)), ("sheet_too_wide", {"columns": 16384, "cells": 2})),
        (lambda: zipped(sheet1="<!DOCTYPE x []>"), ("suspicious_archive", {"reason": "declarations"})),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), None),
    ],
    ids=["a bomb", "two far corners", "declarations", "a broken old workbook"],
)
def test_a_hostile_file_is_refused_with_its_words(asked, worker, content, refusal):
    round_, entity, person = asked
    upload = over(rounds.receive(round_, entity, person, content()))

    assert upload.state == "refused"
    if refusal:
        code, parameters = refusal
        assert (upload.refusal, upload.refusal_parameters) == (code, upload.refusal_parameters | parameters)
    assert upload.staged_answers.count() == 0
    assert worker.poll() is None


def test_a_reader_that_is_killed_makes_a_refused_file_and_the_worker_goes_on(asked, worker):
    round_, entity, person = asked
    with unread(round_, entity, person) as upload:
        reader = until(lambda: reading_children(worker))[0]
        reader.kill()
        over(upload)

    assert (upload.state, upload.refusal) == ("refused", "reader_died")
    again = over(rounds.receive(round_, entity, person, rounds.workbook(entity, events=15)))
    assert again.state == "needs_review"
    assert worker.poll() is None


# --- the same work twice


def test_a_check_and_a_saving_that_run_twice_end_in_the_same_state(asked, worker):
    round_, entity, person = asked
    upload = over(rounds.receive(round_, entity, person, rounds.workbook(entity, events="many")))
    first = outcome(upload)
    once_more(jobs.latest("check_upload", upload.pk))
    assert outcome(upload) == first

    sound = over(rounds.receive(round_, entity, person, rounds.workbook(entity)))
    actions.submit_upload(upload=sound, by=person)
    over(sound, "save_upload")
    once_more(jobs.latest("save_upload", sound.pk))
    submission = Submission.objects.get()
    assert (submission.upload, submission.version, submission.state) == (sound, 1, "submitted")
    assert Answer.objects.count() == ASKED
    assert sound.staged_answers.count() == 0


# --- a worker that is killed, on either broker


@contextmanager
def unread(round_, entity, person, **answers):
    """An upload whose bytes do not come: whoever opens the file waits, as with a disk that does not answer."""
    content = rounds.workbook(entity, **answers)
    upload = rounds.receive(round_, entity, person, content)
    path = upload.stored_path
    path.unlink()
    os.mkfifo(path)
    try:
        yield upload
    finally:
        path.unlink()
        path.write_bytes(content)


def reading_children(worker: subprocess.Popen) -> list[psutil.Process]:
    servers = [
        child
        for child in psutil.Process(worker.pid).children(recursive=True)
        if "surveys.readserver" in child.cmdline()
    ]
    return [child for child in servers if child.parent() in servers]


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """The address of a Redis of our own."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("there is no redis-server on this machine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(
        command, cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: answers_at(port))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def answers_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["files", "redis"])
def own_broker(request, tmp_path, settings):
    """A queue, a folder for files, and an application of Celery that no other test has."""
    url = request.getfixturevalue("redis") if request.param == "redis" else ""
    settings.VAR, settings.UPLOADS = tmp_path, tmp_path / "uploads"
    usual = current_app._get_current_object()
    application = Celery("test", set_as_current=False)
    application.config_from_object(celery_settings(tmp_path, url), namespace="CELERY")
    application.set_current()
    yield lambda: started_worker(tmp_path, url)
    usual.set_current()
    application.close()


def test_a_killed_worker_loses_no_work_and_saves_nothing_by_halves(asked, own_broker):
    round_, entity, person = asked
    with own_broker() as worker, unread(round_, entity, person, events="many") as upload:
        until(lambda: reading_children(worker))
        kill_group(worker)
    upload.refresh_from_db()
    assert (upload.state, jobs.latest("check_upload", upload.pk).state) == ("checking", "running")
    assert (upload.staged_answers.count(), upload.issues.count()) == (0, 0)

    # Nothing is heard of the job for longer than is allowed; the next worker sweeps when it starts.
    Job.objects.update(heartbeat=timezone.now() - jobs.SILENCE - timedelta(seconds=1))
    with own_broker():
        over(upload)

    job = jobs.latest("check_upload", upload.pk)
    assert (job.state, job.attempts) == ("done", 2)
    state, _, _, answers, issues = outcome(upload)
    assert (state, len(answers)) == ("needs_review", ASKED - 1)
    assert [code for _, code, severity, *_ in issues if severity == "error"] == ["not_a_number"]
    assert len({item for _, item, *_ in answers}) == ASKED - 1

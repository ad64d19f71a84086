"""Long work that is stopped or killed in the middle: nothing is half saved, and the file can be used after."""

import random
import threading

import pytest
from django.db import connection

from surveys import actions, jobs
from surveys.actions import submitting
from surveys.models import Answer, Job, Submission, Upload
from tests.surveys import rounds

SEVERAL = (1, 7, 8, 9)
IN_WORDS = ("cpd_scope", "good_practice_example", "remarks")


class Killed(BaseException):
    """The process is no more: nobody catches it."""


class Somebody(threading.Thread):
    """Presses Stop on another connection; `stops` returns when the job stands as stopped."""

    def __init__(self, stop, upload: Upload):
        super().__init__()
        self.stop, self.upload = stop, upload

    def run(self):
        self.stop(upload=self.upload)
        connection.close()

    def stops(self, progress: jobs.Progress):
        self.start()
        while Job.objects.get(pk=progress.job_id).state == "running":
            pass


@pytest.fixture
def waiting(transactional_db) -> Upload:
    """A checked file with answers of four entities, on more than one page of the staging table."""
    round_, person = rounds.entity_round(), rounds.person("analyst@example.org")
    letters = random.Random(4)
    rows = [["respondent", "events", *IN_WORDS]]
    for number in SEVERAL:
        words = ["".join(letters.choices("abcdefghijklmnop ", k=480)) for _ in IN_WORDS]
        rows.append([f"ENTITY-{number:02}", str(number), *words])
    content = "\n".join(map(",".join, rows)).encode()
    return rounds.checked(round_, None, person, content, "several.csv")


@pytest.fixture
def in_the_middle(monkeypatch):
    """Let something happen at a certain word of progress, before it is said; all words are kept."""
    said, say = [], jobs.Progress.__call__

    def at(place: int, happens) -> list[tuple[int, int]]:
        def spoken(progress, done, total):
            said.append((done, total))
            if len(said) == place:
                happens(progress)
            say(progress, done, total)

        monkeypatch.setattr(jobs.Progress, "__call__", spoken)
        return said

    return at


def everything(upload: Upload) -> tuple:
    return Submission.objects.count(), Answer.objects.count(), upload.staged_answers.count()


def submit(upload: Upload) -> Job:
    actions.submit_upload(upload=upload, by=upload.sender)
    return jobs.latest("save_upload", upload.pk)


def can_be_submitted_now(upload: Upload) -> None:
    upload.refresh_from_db()
    assert upload.state == Upload.State.NEEDS_REVIEW
    staged = upload.staged_answers.count()
    jobs.run(submit(upload).pk)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY
    assert everything(upload) == (len(SEVERAL), staged, 0)


def test_saving_tells_how_many_answers_are_saved(waiting, monkeypatch, in_the_middle):
    monkeypatch.setattr(submitting, "PAGES_AT_ONCE", 1)
    said = in_the_middle(0, None)
    jobs.run(submit(waiting).pk)

    total = len(SEVERAL) * (1 + len(IN_WORDS))
    assert said[0] == (0, total)
    assert said[-1] == (total, total)
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert any(0 < done < total for done, _ in said)


@pytest.mark.parametrize(
    ("pages", "word"), [(1, 3), (200, 2)], ids=["between two statements", "after the last"]
)
def test_saving_that_is_stopped_leaves_the_file_as_it_was(waiting, monkeypatch, in_the_middle, pages, word):
    monkeypatch.setattr(submitting, "PAGES_AT_ONCE", pages)
    before = everything(waiting)
    somebody = Somebody(actions.stop_saving, waiting)
    said = in_the_middle(word, somebody.stops)
    job = submit(waiting)
    jobs.run(job.pk)
    somebody.join(20)

    assert said[-1][0] > 0
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert everything(waiting) == before
    can_be_submitted_now(waiting)


def test_saving_that_is_killed_in_the_middle_is_done_once(waiting, monkeypatch, in_the_middle):
    monkeypatch.setattr(submitting, "PAGES_AT_ONCE", 1)
    before = everything(waiting)

    def killed(progress):
        connection.close()
        raise Killed

    in_the_middle(3, killed)
    job = submit(waiting)
    with pytest.raises(Killed):
        jobs.run(job.pk)
    assert everything(waiting) == before
    Job.objects.filter(pk=job.pk).update(heartbeat=None, state="queued", claim="")
    jobs.run(job.pk)

    waiting.refresh_from_db()
    assert waiting.state == Upload.State.READY
    assert everything(waiting) == (len(SEVERAL), before[2], 0)


def test_saving_that_has_not_begun_is_stopped_and_one_that_is_over_is_not(waiting):
    job = submit(waiting)
    actions.stop_saving(upload=waiting)
    jobs.run(job.pk)
    can_be_submitted_now(waiting)
    with pytest.raises(actions.WrongState):
        actions.stop_saving(upload=waiting)
    assert Submission.objects.count() == len(SEVERAL)


def test_checking_that_is_stopped_in_the_middle_leaves_nothing_and_is_done_again(waiting, in_the_middle):
    staged = waiting.staged_answers.count()
    Upload.objects.filter(pk=waiting.pk).update(state=Upload.State.RECEIVED)
    job = jobs.enqueue("check_upload", waiting.pk, by=waiting.sender)
    somebody = Somebody(actions.stop_checking, waiting)
    in_the_middle(1, somebody.stops)
    jobs.run(job.pk)
    somebody.join(20)
    waiting.refresh_from_db()
    assert waiting.state == Upload.State.RECEIVED
    assert everything(waiting) == (0, 0, 0)

    actions.check_again(upload=waiting, by=waiting.sender)
    jobs.run(jobs.latest("check_upload", waiting.pk).pk)
    waiting.refresh_from_db()
    assert waiting.state == Upload.State.NEEDS_REVIEW
    assert waiting.staged_answers.count() == staged


@pytest.mark.parametrize("ends", ["stopped", "killed"])
def test_marking_that_ends_in_the_middle_leaves_no_workbook(transactional_db, in_the_middle, ends):
    round_, entity = rounds.entity_round(), rounds.entity(7)
    person = rounds.person("focal@example.org", entity)
    upload = rounds.checked(round_, entity, person, rounds.workbook(entity, events=-3))
    actions.mark_problems(upload=upload, by=person)
    job = actions.marking_job(upload, "en")

    def end(progress):
        if ends == "killed":
            raise Killed
        assert actions.stop_marking(upload=upload)

    in_the_middle(1, end)
    if ends == "killed":
        with pytest.raises(Killed):
            jobs.run(job.pk)
        Job.objects.filter(pk=job.pk).update(state="queued", claim="")
    else:
        jobs.run(job.pk)
        assert not actions.stop_marking(upload=upload)
    assert not actions.marked_file(upload, "en").exists()
    actions.mark_problems(upload=upload, by=person)
    jobs.run(actions.marking_job(upload, "en").pk)
    assert actions.marked_file(upload, "en").is_file()
    job = actions.marking_job(upload, "en")
    assert job.done == job.total == upload.issues.count()

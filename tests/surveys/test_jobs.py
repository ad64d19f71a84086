import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from surveys import jobs
from surveys.models import Job


@pytest.fixture
def kind(monkeypatch):
    """Register work under the name "test" for one test."""

    def register(work):
        monkeypatch.setitem(jobs.KINDS, "test", work)

    return register


def silent(job: Job, **fields) -> Job:
    """The job as it stands when nothing was heard of it for longer than is allowed."""
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - 2 * jobs.SILENCE, **fields)
    job.refresh_from_db()
    return job


def after(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_job_runs_and_says_how_far_it_is(db, kind):
    seen = []

    def work(progress):
        progress(3, 4)
        job = Job.objects.get(pk=progress.job_id)
        seen.append((progress.subject, job.state, job.done, job.total))

    kind(work)
    job = after(jobs.enqueue("test", 7))

    assert seen == [(7, "running", 3, 4)]
    assert (job.state, job.attempts, job.finished is not None, job.over) == ("done", 1, True, True)


def test_progress_beyond_the_total_stays_within_it(db, kind):
    kind(lambda progress: progress(9, 4))

    assert after(jobs.enqueue("test", 1)).done == 4


def test_long_work_goes_on_behind_what_waits(db, kind, django_capture_on_commit_callbacks, monkeypatch):
    sent, began_at = [], []
    monkeypatch.setattr(jobs, "_send", sent.append)

    def work(progress):
        began_at.append(progress.before)
        for done in range(progress.before + 1, 5):
            progress.or_give_way(done, 4)

    kind(work)
    long, other = jobs.enqueue("test", 1), jobs.enqueue("another", 1)
    with django_capture_on_commit_callbacks(execute=True):
        long = after(long)
    assert (long.state, long.done, long.attempts, sent) == ("queued", 1, 0, [long.pk])

    jobs.cancel(other)
    long = after(long)
    assert (long.state, long.done, long.attempts, began_at) == ("done", 4, 1, [0, 1])


def test_work_of_its_own_kind_is_waited_for_by_none(db, kind):
    kind(lambda progress: progress.or_give_way(1, 1))
    jobs.enqueue("test", 2)
    assert after(jobs.enqueue("test", 1)).state == "done"


def test_work_that_waits_is_not_queued_twice(db, kind):
    kind(lambda progress: None)
    first = jobs.enqueue("test", 1)

    assert jobs.enqueue("test", 1) == first
    after(first)
    assert jobs.enqueue("test", 1) != first


def test_of_two_workers_with_the_same_message_one_gets_the_job(db, kind):
    runs = []

    def work(progress):
        runs.append(progress.job_id)
        jobs.run(progress.job_id)  # the second message arrives while the first is at work

    kind(work)
    job = after(jobs.enqueue("test", 1))
    after(job)  # and once more when all is done

    assert runs == [job.pk]


def test_a_failure_that_was_foreseen_is_told_in_its_own_words(db, kind):
    def work(progress):
        raise jobs.JobFailed("The round has no questionnaire.")

    kind(work)
    job = after(jobs.enqueue("test", 1))

    assert (job.state, job.error) == ("failed", "The round has no questionnaire.")


def test_a_failure_that_nobody_foresaw_ends_the_job_and_not_the_worker(db, kind):
    def work(progress):
        raise ZeroDivisionError("division by zero")

    kind(work)

    assert after(jobs.enqueue("test", 1)).error == "ZeroDivisionError: division by zero"


def test_an_unknown_kind_of_work_fails(db):
    job = after(jobs.enqueue("never registered", 1))

    assert (job.state, job.error) == ("failed", "KeyError: 'never registered'")


def test_a_cancelled_job_stops_at_its_next_word(db, kind):
    steps = []

    def work(progress):
        steps.append("before")
        assert jobs.cancel(Job.objects.get(pk=progress.job_id))
        progress(1, 2)
        steps.append("after")

    kind(work)
    job = after(jobs.enqueue("test", 1))

    assert steps == ["before"]
    assert job.state == "cancelled"


def test_words_aside_are_heard_before_the_transaction_of_the_work_ends(transactional_db, kind):
    others, heard = connection.copy(), []

    def by_others(statement):
        with others.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def work(progress):
        with progress.aside(), transaction.atomic():
            progress(1, 2)
            heard.extend(by_others("SELECT done, total FROM surveys_job"))
            by_others("UPDATE surveys_job SET state = 'cancelled'")
            progress(2, 2)

    kind(work)
    job = after(jobs.enqueue("test", 1))
    others.close()

    assert heard == [(1, 2)]
    assert (job.state, job.done) == ("cancelled", 1)


def test_a_job_that_is_over_is_not_cancelled(db, kind):
    kind(lambda progress: None)
    job = after(jobs.enqueue("test", 1))

    assert not jobs.cancel(job)
    assert job.state == "done"


def test_a_job_cancelled_before_it_began_does_not_run(db, kind):
    runs = []
    kind(runs.append)
    job = jobs.enqueue("test", 1)
    jobs.cancel(job)
    after(job)

    assert runs == []


def test_the_sweep_queues_again_what_went_silent(db, kind):
    kind(lambda progress: None)
    dead = silent(jobs.enqueue("test", 1), state="running", claim="gone")
    unsent = silent(jobs.enqueue("test", 2))
    fresh = jobs.enqueue("test", 3)

    assert jobs.sweep() == 2
    dead.refresh_from_db()
    assert (dead.state, dead.claim) == ("queued", "")
    assert [after(job).state for job in (dead, unsent, fresh)] == ["done"] * 3
    assert jobs.sweep() == 0


def test_the_sweep_does_not_send_the_same_job_every_time(db, kind):
    silent(jobs.enqueue("test", 1))

    assert (jobs.sweep(), jobs.sweep()) == (1, 0)


def test_a_worker_takes_over_from_one_that_died_without_waiting_for_the_sweep(db, kind):
    kind(lambda progress: None)
    job = silent(jobs.enqueue("test", 1), state="running", claim="gone")

    assert after(job).state == "done"


def test_a_worker_that_lost_its_job_writes_nothing_more(db, kind):
    def work(progress):
        Job.objects.filter(pk=progress.job_id).update(claim="another")
        progress(1, 1)

    kind(work)
    job = after(jobs.enqueue("test", 1))

    assert (job.state, job.claim) == ("running", "another")


def test_a_job_whose_workers_die_again_and_again_is_given_up(db, kind):
    runs = []
    kind(runs.append)
    job = silent(jobs.enqueue("test", 1), state="running", attempts=jobs.ATTEMPTS)
    after(job)

    assert (runs, job.state) == ([], "failed")
    assert "worker died" in job.error


def test_the_heart_beats_while_one_step_takes_long(transactional_db, kind, monkeypatch):
    monkeypatch.setattr(jobs, "HEARTBEAT", timedelta(milliseconds=20))
    beats = set()

    def work(progress):
        for _ in range(10):
            time.sleep(0.02)
            beats.add(Job.objects.get(pk=progress.job_id).heartbeat)

    kind(work)
    after(jobs.enqueue("test", 1))

    assert len(beats) > 2


def test_a_message_is_sent_when_the_transaction_is_committed(
    db, kind, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(jobs.current_app, "send_task", lambda name, args: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("test", 1)
        assert sent == []

    assert sent == [("surveys.run_job", [job.pk])]


def test_a_broker_that_is_away_costs_nothing_but_time(db, monkeypatch, django_capture_on_commit_callbacks):
    def away(name, args):
        raise OSError("no space left")

    monkeypatch.setattr(jobs.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue("test", 1)

    assert Job.objects.get(pk=job.pk).state == "queued"


def test_the_newest_job_of_a_kind_on_a_subject(db, kind):
    kind(lambda progress: None)
    after(jobs.enqueue("test", 1))
    second = jobs.enqueue("test", 1)

    assert jobs.latest("test", 1) == second
    assert jobs.latest("test", 2) is None

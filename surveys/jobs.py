"""Work with progress, outside the request.

`enqueue` writes a row and, once the transaction is committed, puts its primary key in the queue; the worker
calls `run`, which claims the row, beats its heart while the work goes on, and writes down how it ended. The
row is the truth: a message that the broker lost, and a job whose worker died, are found by `sweep`. The kinds
of work are registered by `job_kind`; a kind's work must end in the same state when it runs twice.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pghistory
from celery import current_app
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import KombuError

from surveys.models import Job, User

log = logging.getLogger(__name__)

HEARTBEAT = timedelta(seconds=3)
SILENCE = timedelta(seconds=20)
"""A job that was silent for so long is taken for dead. With a sweep every 15 seconds it runs again within 35."""
ATTEMPTS = 3

RUN_TASK = "surveys.run_job"

WEIGH_SUBMISSION = "weigh_submission"
WEIGH_TABULATION = "weigh_tabulation"
"""Kinds of job that surveys ask for and others do: what would change if that older version counted again. The subject is
the version."""


class NoLongerOurs(Exception):
    """The job was cancelled, or another worker took it over: stop, and write nothing more."""


class GaveWay(Exception):
    """Other work waits: put this behind it, to be done later."""


class JobFailed(Exception):
    """The work cannot be done, for a reason that the person who asked for it understands."""


class Progress:
    """What a kind of work is given: its subject, who asked, and where to say how far it is.

    `before` is how far it was when it gave way or its worker died; 0 where it is done for the first time.
    """

    def __init__(self, job: Job):
        self.job_id, self.kind, self.claim, self.before = job.pk, job.kind, job.claim, job.done
        self.subject, self.by = job.subject, job.by
        self._said = self._say

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is. Raises NoLongerOurs when the job was cancelled meanwhile. One query."""
        if not self._said(done, total):
            raise NoLongerOurs

    def or_give_way(self, done: int, total: int) -> None:
        """The same of work that nobody waits for. Raises GaveWay when work of another kind waits. Two queries."""
        self(done, total)
        if Job.objects.filter(state=Job.State.QUEUED).exclude(kind=self.kind).exists():
            raise GaveWay

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within the block the words go over a connection of their own, and are heard before its transaction ends.

        Of work inside of a transaction that is older, as in tests, no other connection knows: there nothing changes.
        """
        if connection.in_atomic_block:
            yield
            return
        with ThreadPoolExecutor(1) as thread:
            self._said = lambda done, total: thread.submit(self._say, done, total).result()
            try:
                yield
            finally:
                self._said = self._say
                thread.submit(connection.close)

    def _say(self, done: int, total: int) -> int:
        ours = Job.objects.filter(pk=self.job_id, claim=self.claim, state=Job.State.RUNNING)
        return ours.update(done=min(done, total), total=total, heartbeat=timezone.now())


KINDS: dict[str, Callable[[Progress], None]] = {}


def job_kind(name: str):
    """Register a function as the work of the jobs of this kind. It takes a Progress."""

    def register(work: Callable[[Progress], None]):
        KINDS[name] = work
        return work

    return register


def enqueue(kind: str, subject: int, *, by: User | None = None) -> Job:
    """A job for this work; the one that still waits, if there is one. Sent when the transaction commits."""
    waiting = Job.objects.filter(kind=kind, subject=subject, state=Job.State.QUEUED).first()
    if waiting:
        return waiting
    job = Job.objects.create(kind=kind, subject=subject, by=by, heartbeat=timezone.now())
    transaction.on_commit(lambda: _send(job.pk))
    return job


def cancel(job: Job) -> bool:
    """Stop a job that is not over; the work notices at its next word of progress. False if it was over."""
    unfinished = Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    return bool(unfinished.update(state=Job.State.CANCELLED, finished=timezone.now(), claim=""))


def latest(kind: str, subject: int) -> Job | None:
    """The newest job of this kind on this subject."""
    return Job.objects.filter(kind=kind, subject=subject).order_by("-pk").first()


def unfinished(kind: str) -> list[int]:
    """The primary keys of the jobs of this kind that are not over, the oldest first."""
    open_states = [Job.State.QUEUED, Job.State.RUNNING]
    return list(
        Job.objects.filter(kind=kind, state__in=open_states).order_by("pk").values_list("pk", flat=True)
    )


def waiting_subjects(kind: str) -> set[int]:
    """The primary keys of what jobs of this kind that are not over are about, each once."""
    return set(Job.objects.filter(pk__in=unfinished(kind)).values_list("subject", flat=True))


def run(job_id: int) -> None:
    """Do a job, unless it is done, cancelled, or in the hands of a worker that lives."""
    job = _claim(job_id)
    if job is None:
        return
    if job.attempts > ATTEMPTS:
        _finish(job, Job.State.FAILED, f"The work was begun {ATTEMPTS} times and its worker died each time.")
        return
    try:
        with _heartbeat(job), pghistory.context(user=job.by_id, job=job.kind):
            KINDS[job.kind](Progress(job))
    except NoLongerOurs:
        log.info("%s was taken away", job)
    except GaveWay:
        _put_back(job)
    except JobFailed as failure:
        _finish(job, Job.State.FAILED, str(failure))
    except Exception as error:
        log.exception("%s failed", job)
        _finish(job, Job.State.FAILED, f"{type(error).__name__}: {error}")
    else:
        _finish(job, Job.State.DONE)


def sweep() -> int:
    """Queue again what waits unsent or died; the number of jobs sent. Runs at worker start and every 15 seconds."""
    silent_since = timezone.now() - SILENCE
    silent = Q(heartbeat__isnull=True) | Q(heartbeat__lt=silent_since)
    Job.objects.filter(silent, state=Job.State.RUNNING).update(state=Job.State.QUEUED, claim="")
    to_send = list(Job.objects.filter(silent, state=Job.State.QUEUED).values_list("pk", flat=True))
    Job.objects.filter(pk__in=to_send).update(heartbeat=timezone.now())
    for job_id in to_send:
        _send(job_id)
    return len(to_send)


def _send(job_id: int) -> None:
    try:
        current_app.send_task(RUN_TASK, args=[job_id])
    except (KombuError, OSError):
        # The row stays queued and the sweep sends it later: a broker that is away costs time only.
        log.exception("Job %s could not be put in the queue", job_id)


def _claim(job_id: int) -> Job | None:
    """Take the job in one statement, so that of two workers with the same message one gets it."""
    now, claim = timezone.now(), uuid.uuid4().hex
    free = Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, heartbeat__lt=now - SILENCE)
    taken = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, claim=claim, started=now, heartbeat=now, error=""
    )
    if not taken:
        return None
    job = Job.objects.select_related("by").get(pk=job_id)
    job.attempts += 1
    Job.objects.filter(pk=job_id, claim=claim).update(attempts=job.attempts, done=0, total=0)
    return job


def _put_back(job: Job) -> None:
    """Let the job wait behind those that wait; that it was begun does not count as an attempt."""
    ours = Job.objects.filter(pk=job.pk, claim=job.claim, state=Job.State.RUNNING)
    put_back = ours.update(
        state=Job.State.QUEUED, claim="", attempts=job.attempts - 1, heartbeat=timezone.now()
    )
    if put_back:
        transaction.on_commit(lambda: _send(job.pk))


def _finish(job: Job, state: str, error: str = "") -> None:
    Job.objects.filter(pk=job.pk, claim=job.claim, state=Job.State.RUNNING).update(
        state=state, error=error, finished=timezone.now(), heartbeat=timezone.now()
    )


@contextmanager
def _heartbeat(job: Job):
    """Beat while the block runs, from a thread of its own: one statement of the work may take a minute."""
    over = threading.Event()

    def beat():
        try:
            while not over.wait(HEARTBEAT.total_seconds()):
                Job.objects.filter(pk=job.pk, claim=job.claim).update(heartbeat=timezone.now())
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

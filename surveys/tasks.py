"""What the worker does: runs jobs by their id, and looks after those that were lost."""

from celery import shared_task
from celery.signals import worker_ready

from surveys import (
    actions,  # noqa: F401 - registers the kinds of work
    jobs,
)


@shared_task(name=jobs.RUN_TASK)
def run_job(job_id: int) -> None:
    """Run one job; see `surveys.jobs.run`."""
    jobs.run(job_id)


@shared_task(name="surveys.sweep_jobs")
def sweep_jobs() -> None:
    """Queue again what was lost; see `surveys.jobs.sweep`."""
    jobs.sweep()


@worker_ready.connect
def sweep_at_start(**_) -> None:
    """What an earlier worker left behind does not wait for the clock."""
    sweep_jobs.delay()

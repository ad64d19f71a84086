"""What the worker does: runs jobs by their id, and looks after those that were lost."""

import datetime

from celery import shared_task
from celery.signals import worker_process_init, worker_ready
from django.utils import timezone

from surveys import (
    actions,  # also registers the kinds of work
    jobs,
    mail,
)


@shared_task(name=jobs.RUN_TASK)
def run_job(job_id: int) -> None:
    """Run one job; see `surveys.jobs.run`."""
    jobs.run(job_id)


@shared_task(name="surveys.sweep_jobs")
def sweep_jobs() -> None:
    """Queue again what was lost; see `surveys.jobs.sweep`."""
    jobs.sweep()


@shared_task(name=mail.SEND_TASK)
def send_letters() -> None:
    """Send what was written down; see `actions.send_letters`."""
    actions.send_letters()


@shared_task(name="surveys.send_reminders")
def send_reminders(day: str = "") -> None:
    """Write the reminders that are due today, or on another day (as 2027-03-31); see `actions.send_reminders`."""
    actions.send_reminders(day=datetime.date.fromisoformat(day) if day else timezone.localdate())


@shared_task(name="surveys.delete_old_files")
def delete_old_files() -> None:
    """Delete workbooks of rounds and letters that were kept for long enough, and what killed work left behind."""
    actions.delete_old_batches()
    actions.delete_old_letters()
    actions.sweep_files()


@shared_task(name="surveys.redact_originals")
def redact_originals() -> None:
    """Have copies without contacts take the place of files whose survey keeps them no longer."""
    actions.redact_due(day=timezone.localdate())


@worker_process_init.connect
def be_ready_to_read(**_) -> None:
    """The first file does not wait for the imports of those who read it."""
    actions.warm_up()


@worker_ready.connect
def sweep_at_start(**_) -> None:
    """What an earlier worker left behind does not wait for the clock."""
    sweep_jobs.delay()

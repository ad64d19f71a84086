"""What the clock of the worker does for indicators."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from indicators.actions import COMPUTE
from indicators.queries.edition import edition_now, files_of
from indicators.releasing import MAKE_PAGES
from surveys import frames, jobs

AGAIN_AFTER = timedelta(minutes=10)


@shared_task(name="indicators.make_pages")
def make_pages() -> None:
    """Ask for the pages of now, where they are not there: an embargo ended, a survey became confidential, or the program
    is another one. What failed is tried again after a while.
    """
    edition = edition_now() if settings.MAKE_PAGES_AHEAD else None
    if edition is None or files_of(edition).whole:
        return
    last = jobs.latest(MAKE_PAGES, edition.release)
    failed = last is not None and last.state == last.State.FAILED
    if last is None or last.over and not (failed and timezone.now() < last.finished + AGAIN_AFTER):
        jobs.enqueue(MAKE_PAGES, edition.release)


@shared_task(name="indicators.compute_ended")
def compute_ended() -> None:
    """Have rounds computed whose days for answers are over and that never were: where nobody answered, nothing else asks
    for it, and their values are to have a state and its reason as if somebody had closed them.
    """
    for round in frames.ended_rounds(timezone.localdate()):
        if not round.runs.exists():
            jobs.enqueue(COMPUTE, round.pk)

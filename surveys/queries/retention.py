"""Which files are kept as they were sent, until when, and which have to make way for a copy without contacts."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from surveys.models import Round, Submission, Tabulation, Upload

OVER = frozenset({Upload.State.READY, Upload.State.REFUSED, Upload.State.DISCARDED})
"""Nobody works on these files any more. What is still looked at by its sender stays as it is."""


@dataclass(frozen=True)
class Originals:
    """The files of a round: how many are still as they were sent, how many of them are due, how many are replaced.

    `days` is the survey's period, None where it keeps files for ever; `until` the last day on which files that came in
    time are kept, None as long as the round has no end.
    """

    days: int | None
    until: datetime.date | None
    kept: int
    due: int
    replaced: int


def originals_of(round_: Round) -> Originals:
    """How the files of a round stand. Five queries."""
    days, end = round_.survey.keep_originals_days, end_of(round_)
    replaced = round_.uploads.filter(redaction__isnull=False).count()
    return Originals(
        days=days,
        until=end + datetime.timedelta(days=days) if end and days is not None else None,
        kept=round_.uploads.count() - replaced,
        due=due_in(round_, timezone.localdate()).count() + forgotten_in(round_, timezone.localdate()).count(),
        replaced=replaced,
    )


def end_of(round_: Round) -> datetime.date | None:
    """The last day of a round that takes no more answers, where one is known."""
    return None if round_.takes_answers else round_.last_day or round_.closes


def due_on(day: datetime.date) -> Iterator[Upload]:
    """The files of all rounds whose period is over on a day, the oldest first in each. Two queries, one per round."""
    for round_ in rounds_with_a_period():
        yield from due_in(round_, day)


def rounds_with_a_period() -> QuerySet[Round]:
    """The rounds of surveys that do not keep files for ever."""
    return Round.objects.filter(survey__keep_originals_days__isnull=False).select_related("survey")


def due_in(round_: Round, day: datetime.date) -> QuerySet[Upload]:
    """The files of a round whose period is over on a day, and on which nobody works any more."""
    return settled().filter(pk__in=_of_age(round_, day)).order_by("received", "pk")


def forgotten_in(round_: Round, day: datetime.date) -> QuerySet[Upload]:
    """Those whose sender neither submitted nor discarded them: the round takes no answers, so nobody will."""
    return _of_age(round_, day).filter(state=Upload.State.NEEDS_REVIEW)


def _of_age(round_: Round, day: datetime.date) -> QuerySet[Upload]:
    days, end = round_.survey.keep_originals_days, end_of(round_)
    if days is None or round_.takes_answers:
        return Upload.objects.none()
    last = day - datetime.timedelta(days=days + 1)
    if end and end > last:
        return Upload.objects.none()
    came = datetime.datetime.combine(last, datetime.time.max, tzinfo=datetime.UTC)
    return Upload.objects.filter(round=round_, received__lte=came)


def settled() -> QuerySet[Upload]:
    """Files as they were sent on which nobody works: neither their sender, nor a reviewer who still has to decide."""
    waits = [Submission.State.SUBMITTED]
    return Upload.objects.filter(
        ~Q(Exists(Submission.objects.filter(upload=OuterRef("pk"), state__in=waits))),
        ~Q(
            Exists(
                Tabulation.objects.filter(
                    upload=OuterRef("pk"), state__in=[Tabulation.State.DRAFT, Tabulation.State.SUBMITTED]
                )
            )
        ),
        state__in=OVER,
        redaction__isnull=True,
    )

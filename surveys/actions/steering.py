"""A round is opened, closed, reopened and extended, and those who have not answered are told."""

import datetime

from django.db import transaction
from django.utils import timezone

from surveys.actions.refusals import DayNotLater, DaysOver, FilesCame, WrongState
from surveys.actions.reminding import write_to
from surveys.models import Reminder, Round, User
from surveys.queries.roster import missing_in

OPEN, CLOSED, PLANNED = Round.State.OPEN, Round.State.CLOSED, Round.State.PLANNED


def open_round(*, round: Round) -> Round:
    """Let a planned or closed round take answers.

    Raises WrongState where it is open, and DaysOver where its closing day and the days for late answers have
    passed: it would be closed all the same.
    """
    with transaction.atomic():
        locked = _locked(round, PLANNED, CLOSED)
        if locked.ended(timezone.localdate()):
            raise DaysOver
        return _moved(locked, OPEN)


def close_round(*, round: Round) -> Round:
    """Take no more answers; what was sent stays and can be reviewed. Raises WrongState unless it is open."""
    with transaction.atomic():
        return _moved(_locked(round, OPEN), CLOSED)


def plan_round(*, round: Round) -> Round:
    """Take back the opening. Raises WrongState unless it is open, and FilesCame once somebody has sent a file."""
    with transaction.atomic():
        locked = _locked(round, OPEN)
        if locked.uploads.exists():
            raise FilesCame
        return _moved(locked, PLANNED)


def extend_round(*, round: Round, closes: datetime.date, by: User) -> int:
    """Give an open round a later closing day and write to all who have not answered; the number of letters.

    Raises WrongState unless it is open, and DayNotLater unless the day lies after the one before and is not past.
    """
    with transaction.atomic():
        locked = _locked(round, OPEN)
        if closes < timezone.localdate() or (locked.closes and closes <= locked.closes):
            raise DayNotLater
        locked.closes = closes
        locked.save(update_fields=["closes"])
    return write_to(locked, missing_in(locked), kind=Reminder.Kind.EXTENDED, day=closes, by=by)


RULES = ("closes", "contact", "late_days", "remind_before", "remind_after")


def change_rules(*, round: Round, **rules) -> Round:
    """Set contact, days for late answers and days of reminders; the closing day of a round that is only planned.

    Raises WrongState where the closing day of another one would change: that is `extend_round`'s, which tells
    people.
    """
    with transaction.atomic():
        locked = _locked(round, PLANNED, OPEN, CLOSED)
        if rules.get("closes", locked.closes) != locked.closes and locked.state == OPEN and locked.closes:
            raise WrongState
        for name in RULES:
            setattr(locked, name, rules.get(name, getattr(locked, name)))
        locked.save(update_fields=RULES)
        return locked


def _locked(round: Round, *states: str) -> Round:
    locked = Round.objects.select_for_update(of=["self"]).select_related("survey").get(pk=round.pk)
    if locked.state not in states:
        raise WrongState
    return locked


def _moved(round: Round, state: str) -> Round:
    round.state = state
    round.save(update_fields=["state"])
    return round

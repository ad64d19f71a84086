"""A round is opened, closed, reopened and extended, and those who have not answered are told."""

import datetime

from django.db import transaction
from django.utils import timezone

from surveys import signals
from surveys.actions.refusals import (
    ContactMissing,
    DayNotOffered,
    DaysOver,
    EarlierWithoutReason,
    FilesCame,
    RemindersRequired,
    WrongState,
)
from surveys.actions.reminding import write_to
from surveys.models import Reminder, Round, User
from surveys.queries.roster import missing_in

OPEN, CLOSED, PLANNED = Round.State.OPEN, Round.State.CLOSED, Round.State.PLANNED


def open_round(*, round: Round) -> Round:
    """Let a planned or closed round take answers.

    Raises WrongState where it is open, DaysOver where its closing day and the days for late answers have passed
    (it would be closed all the same), and RemindersRequired or ContactMissing where its survey requires them and it has
    not begun.
    """
    with transaction.atomic():
        locked = _locked(round, PLANNED, CLOSED)
        if locked.ended(timezone.localdate()):
            raise DaysOver
        if locked.state == PLANNED and locked.cannot_remind:
            raise RemindersRequired
        if locked.state == PLANNED and locked.survey.by_respondent and not locked.contact:
            raise ContactMissing
        return _moved(locked, OPEN)


def close_round(*, round: Round) -> Round:
    """Take no more answers; what was sent stays and can be reviewed. Raises WrongState unless it is open."""
    with transaction.atomic():
        closed = _moved(_locked(round, OPEN), CLOSED)
        signals.round_closed.send(sender=Round, round=closed)
        return closed


def plan_round(*, round: Round) -> Round:
    """Take back the opening. Raises WrongState unless it is open, and FilesCame once somebody has sent a file."""
    with transaction.atomic():
        locked = _locked(round, OPEN)
        if locked.uploads.exists():
            raise FilesCame
        return _moved(locked, PLANNED)


def move_closing_day(*, round: Round, closes: datetime.date, by: User, reason: str = "") -> int:
    """Give an open round another closing day and write to all who have not answered; the number of letters.

    An earlier day needs a reason, which stands in the letters. Raises WrongState unless the round is open,
    DayNotOffered for the day of now and for one that is past, and EarlierWithoutReason.
    """
    with transaction.atomic():
        locked = _locked(round, OPEN)
        if closes < timezone.localdate() or closes == locked.closes:
            raise DayNotOffered
        earlier = locked.closes is not None and closes < locked.closes
        if earlier and not reason.strip():
            raise EarlierWithoutReason
        locked.closes, locked.earlier_because = closes, reason.strip() if earlier else ""
        locked.save(update_fields=["closes", "earlier_because"])
        kind = Reminder.Kind.EARLIER if earlier else Reminder.Kind.EXTENDED
        moves = Reminder.objects.filter(invitation__round=locked, kind=kind, day=closes)
        before = moves.values("days").distinct().count()
        return write_to(locked, missing_in(locked), kind=kind, day=closes, days=before, by=by)


RULES = ("closes", "contact", "late_days", "remind_before", "remind_after")


def change_rules(*, round: Round, **rules) -> Round:
    """Set contact, days for late answers and days of reminders; the closing day of a round that is only planned.

    Raises WrongState where the closing day of another one would change: that is `move_closing_day`'s, which tells
    people; RemindersRequired where the survey requires them and they would be switched off, and ContactMissing where an
    open round would lose the contact that it has to have.
    """
    with transaction.atomic():
        locked = _locked(round, PLANNED, OPEN, CLOSED)
        if rules.get("closes", locked.closes) != locked.closes and locked.state == OPEN and locked.closes:
            raise WrongState
        had_contact = bool(locked.contact)
        required = locked.state == PLANNED or (locked.state == OPEN and not locked.lacks_reminders)
        for name in RULES:
            setattr(locked, name, rules.get(name, getattr(locked, name)))
        if required and locked.lacks_reminders:
            raise RemindersRequired
        if had_contact and locked.state == OPEN and locked.survey.by_respondent and not locked.contact:
            raise ContactMissing
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

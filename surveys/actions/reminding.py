"""Those who have not answered are written to: by the days that a round declares, or by hand."""

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from django.db import IntegrityError, transaction
from django.utils import timezone

from surveys import mail
from surveys.models import Invitation, Reminder, Round, User
from surveys.queries.roster import Recipient, missing_in, recipients_of
from surveys.reminders import due_on

log = logging.getLogger(__name__)


def send_reminders(*, day: datetime.date) -> int:
    """Write what is due on this day in every open round; the number of letters.

    Done twice on the same day, or on the next, it writes nothing again.
    """
    letters = 0
    for round_ in Round.objects.filter(state=Round.State.OPEN, closes__isnull=False).select_related("survey"):
        occasion = due_on(day, round_.closes, round_.remind_before, round_.remind_after)
        if occasion is None or round_.ended(day):
            continue
        letters += write_to(
            round_, missing_in(round_), kind=occasion.kind, day=round_.closes, days=occasion.days
        )
    return letters


def remind_by_hand(*, round: Round, respondents: Iterable[int], by: User) -> int:
    """Write to these respondents, as far as they have not answered; the number of letters.

    Nobody gets two letters by hand on one day.
    """
    chosen = set(respondents)
    missing = [each for each in missing_in(round) if each.respondent_id in chosen]
    return write_to(round, missing, kind=Reminder.Kind.BY_HAND, day=timezone.localdate(), by=by)


def write_of_replies(*, survey: int, respondents: Iterable[int], release: int, until: datetime.date) -> int:
    """Tell the focal points of these respondents of results that they may reply to; the number of letters.

    Nobody gets two letters about the same release and day. A contact address without an account gets none: only
    who signs in can reply.
    """
    lines = Invitation.objects.filter(round__survey=survey, respondent__in=respondents)
    newest = lines.order_by("respondent_id", "-round__data_year", "-pk").distinct("respondent_id")
    by_round = defaultdict(list)
    for invitation in newest.select_related("round__survey", "respondent"):
        by_round[invitation.round].append(invitation)
    letters = 0
    for round_, invitations in by_round.items():
        recipients = recipients_of(round_, invitations)
        for invitation in invitations:
            for recipient in filter(attrgetter("name"), recipients[invitation.pk]):
                letter = Reminder(
                    invitation=invitation, kind=Reminder.Kind.REPLY, day=until, release=release, address=recipient.address
                )  # fmt: skip
                letters += _write(letter, round_, recipient)
    return letters


def write_to(
    round_: Round,
    invitations: list[Invitation],
    *,
    kind: str,
    day: datetime.date,
    days: int = 0,
    by: User | None = None,
) -> int:
    """One letter to everybody behind these invitations to whom none was written on this occasion; how many."""
    recipients = recipients_of(round_, invitations)
    letters = 0
    for invitation in invitations:
        for recipient in recipients[invitation.pk]:
            reminder = Reminder(
                invitation=invitation, kind=kind, day=day, days=days, address=recipient.address, by=by
            )
            letters += _write(reminder, round_, recipient)
    return letters


def _write(reminder: Reminder, round_: Round, recipient: Recipient) -> bool:
    """Record the letter, then send it: of two workers one sends. One that cannot be sent is not recorded."""
    try:
        with transaction.atomic():
            reminder.save()
    except IntegrityError:
        return False
    try:
        mail.reminder(reminder, round_, recipient.language)
    except OSError:
        # smtplib's errors are OSErrors too. The next run tries again.
        log.exception("A reminder of %s could not be sent", round_)
        reminder.delete()
        return False
    return True

"""Those who have not answered are written to: by the days that a round declares, or by hand."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from surveys import mail
from surveys.models import Invitation, Reminder, Round, User
from surveys.queries.roster import missing_in, recipients_of
from surveys.reminders import due_on


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
    return sum(
        write_to(round_, invitations, kind=Reminder.Kind.REPLY, day=until, release=release, named=True)
        for round_, invitations in by_round.items()
    )


def write_to(
    round_: Round,
    invitations: list[Invitation],
    *,
    kind: str,
    day: datetime.date,
    days: int = 0,
    release: int = 0,
    by: User | None = None,
    named: bool = False,
) -> int:
    """One letter to everybody behind these invitations to whom none was written on this occasion; how many.

    `named` leaves out contact addresses without an account. The same few queries, however many invitations.
    """
    occasion = {"kind": kind, "day": day, "days": days, "release": release}
    with transaction.atomic():
        Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)  # of two workers one writes
        recipients = recipients_of(round_, invitations)
        written = Reminder.objects.filter(invitation__in=invitations, **occasion)
        there = set(written.values_list("invitation", "address"))
        new, languages = [], {}
        for invitation in invitations:
            for recipient in recipients[invitation.pk]:
                if (invitation.pk, recipient.address) in there or (named and not recipient.name):
                    continue
                languages[recipient.address] = recipient.language
                new.append(Reminder(invitation=invitation, address=recipient.address, by=by, **occasion))
        mail.reminders(Reminder.objects.bulk_create(new), languages)
    return len(new)

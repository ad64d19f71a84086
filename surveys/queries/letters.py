"""Who reads a letter about a submission, and letters that could not be sent yet."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from surveys import permissions
from surveys.models import Invitation, Letter, Round, Submission, User
from surveys.queries.roster import Recipient, recipients_of


@dataclass(frozen=True)
class Unsent:
    """How many letters the mail server did not take, since when, when they are tried next, and what it said last."""

    n: int
    since: datetime.datetime
    next_try: datetime.datetime
    error: str


def unsent_letters() -> Unsent | None:
    """None where every letter that was tried has left. Two queries at most."""
    refused = Letter.objects.filter(sent__isnull=True).exclude(error="")
    found = refused.aggregate(n=Count("pk"), since=Min("created"), next_try=Min("next_try"), last=Max("pk"))
    if not found["n"]:
        return None
    error = refused.filter(pk=found.pop("last")).values_list("error", flat=True).first() or ""
    return Unsent(**found, error=error)


def readers_of(submissions: Collection[Submission]) -> dict[int, list[Recipient]]:
    """Who reads a letter about each submission: its submitter, and those who get the reminders; each address once.

    A submitter who may not see the respondent's answers any more gets none, nor anybody whose account is closed.
    """
    by_round: dict[Round, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_round[submission.round].append(submission)
    sees = {
        user.pk: user.is_active and permissions.sees_all(user)
        for user in {each.submitted_by for each in submissions}
    }
    found = {}
    for round_, those in by_round.items():
        lines = Invitation.objects.filter(round=round_, respondent__in=[each.respondent_id for each in those])
        line_of = {line.respondent_id: line for line in lines}
        recipients = recipients_of(round_, lines)
        for each in those:
            line = line_of.get(each.respondent_id)
            own = [reader_of(each.submitted_by)] if sees[each.submitted_by_id] else []
            every = [*own, *(recipients[line.pk] if line else [])]
            found[each.pk] = list({reader.address.lower(): reader for reader in reversed(every)}.values())[
                ::-1
            ]
    return found


def reader_of(user: User) -> Recipient:
    """Somebody with an account, as a letter reaches them."""
    return Recipient(user.email, user.language)

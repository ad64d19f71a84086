"""The roster of a round for those who run it: who is late, who was written to, how answers came in by day."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Min, Q
from django.utils import timezone

from surveys.arrivals import Arrivals, arrivals
from surveys.models import Invitation, Letter, Reminder, Representation, Round, Submission
from surveys.queries.rates import roster_of

ANSWERED, WAITING, RETURNED, NOTHING = "answered", "waiting", "returned", "nothing"
ARRIVED = [Submission.State.APPROVED, Submission.State.SUBMITTED, Submission.State.SUPERSEDED]


@dataclass(frozen=True)
class Recipient:
    """Somebody to whom letters about an invitation go, and in which language."""

    address: str
    language: str
    name: str = ""


@dataclass(frozen=True)
class RosterLine:
    """A respondent on the roster. `late` where the closing day is over and nothing has come, or it came after that day.

    Answers to an illustrative round are never late: they are made up, and loaded whenever somebody likes.
    """

    invitation: Invitation
    state: str
    late: bool
    sent: datetime.date | None
    recipients: list[Recipient] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)

    @property
    def missing(self) -> bool:
        """Whether answers are still to come, so that a reminder makes sense."""
        return self.state in {NOTHING, RETURNED}


class Standing:
    """Where respondents stand in a round. Two queries when made, however many they are."""

    def __init__(self, round_: Round):
        self.round = round_
        self.first = _first_days(round_)
        sent_back = Submission.objects.filter(round=round_, state=Submission.State.RETURNED)
        self.returned = set(sent_back.values_list("respondent", flat=True))

    def of(self, respondent: int, *, answered: bool, waiting: bool) -> tuple[str, bool]:
        """The state of one respondent, and whether it is late."""
        if answered or waiting:
            state = ANSWERED if answered else WAITING
            sent, closes = self.first.get(respondent), self.round.closes
            came_late = sent is not None and closes is not None and sent > closes
            return state, came_late and not self.round.illustrative
        return RETURNED if respondent in self.returned else NOTHING, self.round.is_late


def lines_of(
    round_: Round, invitations: Iterable[int] | None = None, standing: Standing | None = None
) -> list[RosterLine]:
    """The roster, or these lines of it in their order, with everything that those who run the round need.

    Six queries at most, however long it is; four where the `standing` is given.
    """
    rows = list(roster_of(round_) if invitations is None else roster_of(round_).filter(pk__in=invitations))
    if invitations is not None:
        place = {key: at for at, key in enumerate(invitations)}
        rows.sort(key=lambda row: place[row.pk])
    standing = standing or Standing(round_)
    letters = _reminders_of(rows)
    recipients = recipients_of(round_, rows)
    return [
        RosterLine(
            row,
            *standing.of(row.respondent_id, answered=row.answered, waiting=row.waiting),
            standing.first.get(row.respondent_id),
            recipients[row.pk],
            letters[row.pk],
        )
        for row in rows
    ]


def _reminders_of(invitations: Iterable[Invitation]) -> dict[int, list[Reminder]]:
    """The reminders by line, the newest first; `waits` says that a letter has not left yet. Two queries at most."""
    found = defaultdict(list)
    reminders = list(Reminder.objects.filter(invitation__in=invitations).select_related("by"))
    unsent = Letter.objects.filter(sent__isnull=True, about__reminder__in=[each.pk for each in reminders])
    waiting = set(unsent.values_list("about__reminder", flat=True))
    for reminder in reminders:
        reminder.waits = reminder.pk in waiting
        found[reminder.invitation_id].append(reminder)
    return found


def missing_in(round_: Round) -> list[Invitation]:
    """Those on the roster of whom nothing counts and nothing waits for review. One query."""
    return list(roster_of(round_).filter(answered=False, waiting=False))


def recipients_of(round_: Round, invitations: Iterable[Invitation]) -> dict[int, list[Recipient]]:
    """Whom a letter about each invitation reaches: focal points of today, then the contact address. One query.

    A person who is both gets one letter.
    """
    people, invitations = defaultdict(list), list(invitations)
    represented = Representation.objects.in_force().filter(
        survey=round_.survey_id,
        user__is_active=True,
        respondent__in=[each.respondent_id for each in invitations],
    )
    for each in represented.select_related("user").order_by("-role", "user"):
        people[each.respondent_id].append(each.user)
    found = {}
    for invitation in invitations:
        users = people[invitation.respondent_id]
        own = [
            Recipient(user.email, user.language or default_language(invitation), str(user)) for user in users
        ]
        if invitation.contact_address.lower() not in {"", *(each.address.lower() for each in own)}:
            language = invitation.language or (own[0].language if own else settings.LANGUAGE_CODE)
            own.append(Recipient(invitation.contact_address, language))
        found[invitation.pk] = own
    return found


def default_language(invitation: Invitation) -> str:
    """The language of an invitation; English where nobody has named one."""
    return invitation.language or settings.LANGUAGE_CODE


def arrivals_of(round_: Round) -> Arrivals | None:
    """How many of those invited had answered by the end of each day; None while nothing has come. Two queries.

    A respondent counts from the first version that was submitted, unless all were returned or withdrawn.
    """
    days = sorted(_first_days(round_).values())
    invited = Invitation.objects.filter(round=round_).count()
    return arrivals(days, invited, opens=round_.opens, closes=round_.closes) if days and invited else None


def _first_days(round_: Round) -> dict[int, datetime.date]:
    """Respondent -> the day (UTC) on which the first answers came that count or may yet count. One query."""
    came = Submission.objects.filter(round=round_, state__in=ARRIVED).filter(
        Q(respondent__invitations__round=round_)
    )
    first = came.order_by().values("respondent").annotate(first=Min("submitted"))
    return {row["respondent"]: timezone.localdate(row["first"]) for row in first}

"""Rosters that changed: who is invited, and in which groups those stand. Whoever computes from them is told."""

from collections.abc import Iterable

from surveys.models import Respondent, Round, User
from surveys.signals import roster_changed


def tell_of_rosters(*, rounds: Iterable[Round], by: User | None) -> None:
    """Announce that the rosters of these rounds, or groups of somebody on them, are others; of deleted ones nothing."""
    if rounds := [round_ for round_ in rounds if round_.pk]:
        roster_changed.send(Round, rounds=rounds, by=by)


def rounds_that_invite(respondents: Iterable[Respondent]) -> list[Round]:
    """The rounds with one of them on the roster. One query."""
    return list(Round.objects.filter(invitations__respondent__in=respondents).distinct())

"""Response rates: how many of those invited have answers that count."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from surveys.models import Group, Invitation, Membership, Round, Submission
from surveys.queries.apart import counted_apart


@dataclass(frozen=True)
class Rate:
    """Answered of invited. `waiting` have sent answers that wait for review and have none that count."""

    invited: int
    answered: int
    waiting: int = 0

    @property
    def missing(self) -> int:
        """Those of whom nothing counts and nothing waits: nothing came, or it was returned."""
        return self.invited - self.answered - self.waiting

    @property
    def percent(self) -> float | None:
        """100 x answered / invited; None where nobody was invited."""
        return 100 * self.answered / self.invited if self.invited else None


@dataclass(frozen=True)
class RateOfRound:
    """A round and its response rate."""

    round: Round
    rate: Rate


@dataclass(frozen=True)
class GroupRate:
    """The response rate of one group; `names` is empty for respondents that are in no group of the grouping."""

    grouping: str
    grouping_names: dict
    group: str
    names: dict = field(hash=False)
    rate: Rate = field(hash=False)

    @property
    def key(self) -> str:
        """The group as an address names it."""
        return f"{self.grouping}:{self.group}"


def rates_of_rounds(rounds: QuerySet[Round]) -> list[RateOfRound]:
    """The response rate of each round, newest first within a survey. One query."""
    of_round = Submission.objects.filter(round=OuterRef("pk"))
    sent = of_round.filter(state__in=[Submission.State.APPROVED, Submission.State.SUBMITTED])
    counted = rounds.select_related("survey", "questionnaire").annotate(
        n_invited=counted_apart(Invitation.objects.filter(round=OuterRef("pk")), "round"),
        n_answered=counted_apart(of_round.counted(), "round", "respondent", distinct=True),
        n_sent=counted_apart(sent, "round", "respondent", distinct=True),
    )
    return [
        RateOfRound(each, Rate(each.n_invited, each.n_answered, each.n_sent - each.n_answered))
        for each in counted.order_by("survey__position", "survey__code", "-data_year", "illustrative")
    ]


def roster_of(round_: Round) -> QuerySet[Invitation]:
    """The lines of the roster with `answered` and `waiting`, by respondent. One query."""
    of_this = Submission.objects.filter(round=OuterRef("round"), respondent=OuterRef("respondent"))
    return (
        Invitation.objects.filter(round=round_)
        .annotate(
            answered=Exists(of_this.counted()),
            waiting=Exists(of_this.filter(state=Submission.State.SUBMITTED)),
        )
        .select_related("respondent")
        .order_by("respondent__code")
    )


@dataclass(frozen=True)
class StandingLine:
    """A respondent on the roster. `returned` have sent answers that were sent back, and none since."""

    code: str
    names: dict = field(hash=False)
    state: str
    returned: bool


def lines_standing(round_: Round, state: str = "", group: str = "") -> list[StandingLine]:
    """The lines of the roster behind a number of `rates_by_group` or of the whole round: "answered", "waiting" or
    "missing", "" for all; `group` is `GroupRate.key`. One query, [] for a group that nobody can be in."""
    sent_back = Submission.objects.filter(
        round=OuterRef("round"), respondent=OuterRef("respondent"), state=Submission.State.RETURNED
    )
    lines = roster_of(round_).annotate(returned=Exists(sent_back))
    if group:
        grouping, _, code = group.partition(":")
        of_group = _in_year(round_.data_year).filter(group__grouping__code=grouping, group__code=code)
        lines = lines.filter(respondent__in=of_group.values("respondent"))
    rows = lines.values_list("respondent__code", "respondent__names", "answered", "waiting", "returned")
    found = (
        StandingLine(code, names, stands := _state(answered, waiting), returned and stands == "missing")
        for code, names, answered, waiting, returned in rows
    )
    return [line for line in found if state in ("", line.state)]


def rates_by_group(round_: Round) -> list[GroupRate]:
    """The response rate of each group that somebody on the roster was in in the data year. Three queries.

    Ordered by grouping and group. Somebody may be in groups of several groupings.
    """
    lines = roster_of(round_).values_list("respondent", "answered", "waiting")
    state_of = {respondent: _state(answered, waiting) for respondent, answered, waiting in lines}
    memberships = _in_year(round_.data_year).filter(respondent__invitations__round=round_)
    states: dict[int, list[str]] = defaultdict(list)
    for group, respondent in memberships.order_by().values_list("group", "respondent"):
        states[group].append(state_of[respondent])
    order = ("grouping__position", "grouping__code", "position", "code")
    groups = Group.objects.filter(pk__in=states).select_related("grouping").order_by(*order)
    return [
        GroupRate(group.grouping.code, group.grouping.names, group.code, group.names, _rate(states[group.pk]))
        for group in groups
    ]


def _in_year(year: int) -> QuerySet[Membership]:
    begun = Q(from_year__isnull=True) | Q(from_year__lte=year)
    return Membership.objects.filter(begun, Q(to_year__isnull=True) | Q(to_year__gte=year))


def _rate(states: list[str]) -> Rate:
    return Rate(len(states), states.count("answered"), states.count("waiting"))


def _state(answered: bool, waiting: bool) -> str:
    return "answered" if answered else "waiting" if waiting else "missing"

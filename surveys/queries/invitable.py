"""Who may be put on the roster of a round, and by which choices."""

from django.db.models import Count, Q, QuerySet

from surveys.finding import folded
from surveys.models import Group, Invitation, Membership, Respondent, Round
from surveys.wording import LANGUAGES, in_language


def invitable(round_: Round) -> QuerySet[Respondent]:
    """Everybody whom the survey asks, by code; fictional ones for an illustrative round, and for it alone."""
    return Respondent.objects.filter(
        kind=round_.survey.respondent_kind, fictional=round_.illustrative
    ).order_by("code")


def names_of_invitable(round_: Round) -> dict[str, list[str]]:
    """Code -> all other names, as `surveys.respondent_names` takes them. One query."""
    rows = invitable(round_).values_list("code", "names", "aliases", "iso2", "m49")
    return {
        code: [*(entry["text"] for entry in names.values()), *aliases, *filter(None, codes)]
        for code, names, aliases, *codes in rows
    }


def members_in(round_: Round, group: Group) -> QuerySet[Respondent]:
    """Those who may be invited and were in the group in the round's data year."""
    return invitable(round_).filter(pk__in=_memberships(round_).filter(group=group).values("respondent"))


def groups_to_invite(round_: Round) -> QuerySet[Group]:
    """Groups in which somebody who may be invited was in the data year, each with their number as `n_members`. One query."""
    members = _memberships(round_).filter(respondent__in=invitable(round_).order_by())
    return (
        Group.objects.filter(memberships__in=members)
        .annotate(n_members=Count("memberships__respondent", distinct=True))
        .select_related("grouping")
        .order_by("grouping__position", "grouping__code", "position", "code")
    )


def round_before(round_: Round) -> Round | None:
    """The last earlier round of the survey with somebody on its roster, made up like this one or not. One query."""
    earlier = Round.objects.filter(
        survey=round_.survey_id,
        illustrative=round_.illustrative,
        data_year__lt=round_.data_year,
        invitations__isnull=False,
    )
    return earlier.order_by("-data_year").first()


def found_on_roster(lines: QuerySet[Invitation], query: str) -> list[Invitation]:
    """The lines whose respondent has the query in its code or in a name of any language; all for an empty one. One query."""
    wanted = folded(query.strip())
    return [line for line in lines if any(wanted in folded(name) for name in _texts(line.respondent))]


def _texts(respondent: Respondent) -> list[str]:
    names = [in_language(respondent.names, language) for language in LANGUAGES]
    return [respondent.code, respondent.m49, *names, *respondent.aliases]


def _memberships(round_: Round) -> QuerySet[Membership]:
    year = round_.data_year
    return Membership.objects.filter(
        Q(from_year__isnull=True) | Q(from_year__lte=year), Q(to_year__isnull=True) | Q(to_year__gte=year)
    )

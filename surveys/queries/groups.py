"""The groups by which a table of counts may break answers down, with all their names."""

from typing import Any

from django.db.models import Q

from surveys.models import Group, Grouping, Membership, Round

MOST_GROUPS = 12
"""A grouping with more groups would make the blank table too wide; it can still come in as a long table."""


def groupings_with_names() -> dict[str, dict[str, Any]]:
    """Every grouping as `surveys.count_names.GroupNames` takes it. Two queries."""
    found = {
        grouping.code: {"names": _names(grouping.names), "groups": {}} for grouping in Grouping.objects.all()
    }
    for group in Group.objects.select_related("grouping"):
        found[group.grouping.code]["groups"][group.code] = _names(group.names)
    return found


def groups_of(round_: Round) -> list[Group]:
    """The groups, in order, to which respondents of a round belong in its data year. At most three queries.

    Those on its roster; without a roster all respondents of the kind that the survey asks.
    """
    year = round_.data_year
    members = Membership.objects.filter(
        Q(from_year__isnull=True) | Q(from_year__lte=year), Q(to_year__isnull=True) | Q(to_year__gte=year)
    )
    of_roster = members.filter(respondent__invitations__round=round_)
    if not of_roster.exists():
        of_roster = members.filter(respondent__kind=round_.survey.respondent_kind)
    groups = Group.objects.filter(pk__in=of_roster.values("group")).select_related("grouping")
    by_grouping: dict[int, list[Group]] = {}
    for group in groups.order_by("grouping__position", "grouping__code", "position", "code"):
        by_grouping.setdefault(group.grouping_id, []).append(group)
    return [group for of_one in by_grouping.values() if len(of_one) <= MOST_GROUPS for group in of_one]


def _names(names: dict) -> list[str]:
    return [entry["text"] for entry in names.values()]

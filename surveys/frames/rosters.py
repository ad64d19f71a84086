"""Who was invited and in which groups they stood, as a frame; and frames of several rounds in one."""

from collections.abc import Iterable

import pandas as pd
from django.db.models import Q

from surveys.models import Invitation, Membership, Round, Submission

ROSTER_COLUMNS = ("year", "respondent", "answered")


def roster_frame(rounds: Iterable[Round], submissions: Iterable[Submission]) -> pd.DataFrame:
    """One row per invitation of these rounds. Two queries.

    Columns: `year`, `respondent` (code), `answered` (whether one of `submissions` is theirs), and one column
    per grouping (`entity_type`, `region` …) with the code of the group to which the respondent belonged in
    the data year, None if to none.
    """
    rounds = list(rounds)
    answered = {(submission.round_id, submission.respondent_id) for submission in submissions}
    invitations = Invitation.objects.filter(round__in=rounds).order_by("round__data_year", "respondent__code")
    groups = _groups_of(rounds)
    rows = [
        {
            "year": year,
            "respondent": code,
            "answered": (round_id, respondent_id) in answered,
            **groups.get((year, respondent_id), {}),
        }
        for round_id, year, respondent_id, code in invitations.values_list(
            "round_id", "round__data_year", "respondent_id", "respondent__code"
        )
    ]
    groupings = sorted({grouping for of_one in groups.values() for grouping in of_one})
    columns = [*ROSTER_COLUMNS, *groupings]
    kinds = {"year": int, "answered": bool}
    return pd.DataFrame(
        {name: pd.Series([row.get(name) for row in rows], dtype=kinds.get(name, object)) for name in columns}
    )


def together(*of_rounds: pd.DataFrame) -> pd.DataFrame:
    """Answers, or rosters, of several rounds in one frame; a grouping that a round does not have is None in it."""
    columns = list(dict.fromkeys(column for frame in of_rounds for column in frame.columns))
    return pd.concat([_with_columns(frame, columns) for frame in of_rounds], ignore_index=True)


def _with_columns(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    nothing = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    return pd.DataFrame({name: _none_for_nothing(frame.get(name, nothing)) for name in columns})


def _none_for_nothing(column: pd.Series) -> pd.Series:
    """A column of names says None where there is none; those of frames do already, those of pandas' own kind do not."""
    if column.dtype == object or column.dtype.kind in "biuf":
        return column
    return column.astype(object).where(column.notna(), None)


def _groups_of(rounds: list[Round]) -> dict[tuple[int, int], dict[str, str]]:
    """(data year, respondent id) -> grouping -> group, by membership in that year."""
    groups: dict[tuple[int, int], dict[str, str]] = {}
    years = sorted({round_.data_year for round_ in rounds})
    memberships = Membership.objects.filter(respondent__invitations__round__in=rounds).distinct()
    for year in years:
        in_year = memberships.filter(
            Q(from_year__isnull=True) | Q(from_year__lte=year), Q(to_year__isnull=True) | Q(to_year__gte=year)
        )
        for respondent_id, grouping, group in in_year.values_list(
            "respondent_id", "group__grouping__code", "group__code"
        ):
            groups.setdefault((year, respondent_id), {})[grouping] = group
    return groups

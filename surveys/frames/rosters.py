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
    frame = pd.DataFrame(rows, columns=[*ROSTER_COLUMNS, *groupings], dtype=object)
    frame = frame.astype({"year": int, "answered": bool})
    return frame.where(frame.notna(), None)


def together(*of_rounds: pd.DataFrame) -> pd.DataFrame:
    """Answers, or rosters, of several rounds in one frame; a grouping that a round does not have is None in it."""
    columns = list(dict.fromkeys(column for frame in of_rounds for column in frame.columns))
    whole = pd.concat(
        [frame.astype(object).reindex(columns=columns) for frame in of_rounds], ignore_index=True
    )
    types = {"year": int, "occurrence": int, "answer": int, "number": float, "answered": bool}
    whole = whole.where(whole.notna(), None)
    return whole.astype({column: kind for column, kind in types.items() if column in columns})


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

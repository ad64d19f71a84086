"""Who was not offered an item, because the round began to ask it later, or asks it no longer."""

from collections.abc import Iterable

import pandas as pd

from surveys.absences import NOT_SHOWN
from surveys.models import Round, Submission

Lacking = dict[tuple[int, str], frozenset[str]]
"""(data year, respondent) -> items that not every version of its round had."""


def revised_rounds(submissions: Iterable[Submission]) -> dict[int, frozenset[str]]:
    """The rounds of these submissions that changed their questions on the way, each with the items that not every version
    had. One query."""
    rounds = Round.objects.filter(
        pk__in={submission.round_id for submission in submissions},
        questionnaire__definition__has_key="revises",
    )
    return {
        round_.pk: round_.questionnaire.as_questionnaire().not_in_every_version
        for round_ in rounds.select_related("questionnaire")
    }


def not_offered(submissions: Iterable[Submission]) -> Lacking:
    """What these respondents may not have been offered. One query, two where a round changed its questions."""
    submissions = list(submissions)
    revised = {pk: items for pk, items in revised_rounds(submissions).items() if items}
    if not revised:
        return {}
    answered = Submission.objects.filter(pk__in=[each.pk for each in submissions], round__in=revised)
    return {
        (year, respondent): revised[round_]
        for year, respondent, round_ in answered.values_list("round__data_year", "respondent__code", "round")
    }


def with_not_shown(frame: pd.DataFrame, lacking: Lacking) -> pd.DataFrame:
    """The frame with a row for each answer that could not be given, of the items that somebody did answer.

    Who was offered an item has a row for it, a blank one at least; who has none had no place for it.
    """
    if not lacking or frame.empty:
        return frame
    answered = set(frame["item"].unique())
    there = set(zip(frame["year"], frame["respondent"], frame["item"], strict=True))
    rows = [
        (year, respondent, item, 1, None, None, NOT_SHOWN, 0)
        for (year, respondent), items in lacking.items()
        for item in sorted(items & answered)
        if (year, respondent, item) not in there
    ]
    if not rows:
        return frame
    more = pd.DataFrame.from_records(rows, columns=list(frame.columns)).astype(frame.dtypes.to_dict())
    return pd.concat([frame, more], ignore_index=True)

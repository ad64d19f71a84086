"""A round as it would stand if a version that was superseded were made to count again."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from surveys.frames.answers import Counted, answers_frame, answers_of, counted_submissions
from surveys.frames.rosters import roster_frame
from surveys.models import Round, Submission, Tabulation


@dataclass(frozen=True)
class RoundAgain:
    """The round with an older version in the place of the one that counts, as a `StagedRound` is one with a file's answers.

    `changing` is the version of a submission that would count; None where it is a table of counts, `tabulation`, that
    would, and every answer stays.
    """

    round: Round
    submissions: list[Counted]
    roster: pd.DataFrame
    changing: Counted | None = None
    tabulation: Tabulation | None = None

    @property
    def rows(self) -> int:
        """How many rows the frame of answers is read from. One query."""
        return answers_of(self.submissions)

    def answers(self, heard: Callable[[], object] = lambda: None) -> pd.DataFrame:
        """The frame of answers, see `answers_frame`. Three queries."""
        return answers_frame(self.submissions, heard=heard)


def round_with_submission(submission_id: int) -> RoundAgain | None:
    """The round with this version in the place of the one that counts of the same respondent. Four queries.

    None where the version was not superseded: then it cannot be made to count again.
    """
    found = Submission.objects.select_related("round__survey", "respondent").filter(pk=submission_id).first()
    if found is None or found.state != Submission.State.SUPERSEDED:
        return None
    again = Counted(found.pk, found.round_id, found.respondent_id, found.respondent.code)
    others = [one for one in counted_submissions(found.round) if one.respondent_id != found.respondent_id]
    submissions = sorted([*others, again])
    return RoundAgain(found.round, submissions, roster_frame([found.round], submissions), changing=again)


def round_with_tabulation(tabulation_id: int) -> RoundAgain | None:
    """The round with this table of counts in the place of the one that counts. Four queries; None as above."""
    found = Tabulation.objects.select_related("round__survey").filter(pk=tabulation_id).first()
    if found is None or found.state != Tabulation.State.SUPERSEDED:
        return None
    submissions = counted_submissions(found.round)
    return RoundAgain(found.round, submissions, roster_frame([found.round], submissions), tabulation=found)

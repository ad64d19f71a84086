"""A round as it would stand if a file that waits were submitted and approved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd
from django.db.models import QuerySet

from surveys.frames.answers import AT_ONCE, answers_frame, answers_of, as_answers, counted_submissions
from surveys.frames.rosters import roster_frame
from surveys.models import Invitation, Round, StagedAnswer, Submission, Tabulation, Upload
from surveys.unasked import not_offered, with_not_shown


@dataclass(frozen=True)
class StagedRound:
    """A round as it would stand if a file that waits were submitted and approved.

    `respondents` are the codes of those of whom the file has answers, `others` what counts of everybody else; `roster`
    is a frame as `roster_frame` makes it.
    """

    upload: Upload
    respondents: list[str]
    others: list[Submission]
    roster: pd.DataFrame

    @property
    def round(self) -> Round:
        return self.upload.round

    @property
    def tabulation(self) -> Tabulation | None:
        """The table of counts that was read in the file. One query."""
        return staged_tabulation(self.upload.pk)

    @property
    def rows(self) -> int:
        """How many rows the frame of answers is read from. Two queries."""
        return _staged(self.upload).count() + answers_of(self.others)

    def answers(self, heard: Callable[[], object] = lambda: None) -> pd.DataFrame:
        """The frame of answers, see `answers_frame`; of a staged one `answer` is no primary key but minus its place in
        the file. Five queries."""
        counted = answers_frame(self.others, heard=heard)
        staged = as_answers(_staged_rows(self.upload), heard)
        answers = pd.concat([part for part in (counted, staged) if len(part)] or [counted], ignore_index=True)
        return with_not_shown(answers, not_offered(self.others))


def staged_round(upload_id: int) -> StagedRound | None:
    """The round with an upload's answers in the place of what those respondents answered before. Four queries.

    None where the upload does not wait for its sender any more.
    """
    upload = Upload.objects.select_related("round__survey").filter(pk=upload_id).first()
    if upload is None or upload.state != Upload.State.NEEDS_REVIEW:
        return None
    codes = set(_staged(upload).order_by().values_list("respondent", flat=True).distinct())
    others = [
        submission for submission in counted_submissions(upload.round) if submission.respondent not in codes
    ]
    roster = roster_frame([upload.round], others)
    roster["answered"] = roster["answered"] | roster["respondent"].isin(codes)
    return StagedRound(upload, sorted(codes), others, roster)


def _staged(upload: Upload) -> QuerySet[StagedAnswer]:
    """Staged answers of those on the roster."""
    invited = Invitation.objects.filter(round=upload.round)
    if upload.respondent_id:
        invited = invited.filter(respondent=upload.respondent_id)
    codes = invited.values_list("respondent__code", flat=True)
    return StagedAnswer.objects.filter(upload=upload, respondent__in=codes)


def _staged_rows(upload: Upload) -> Iterator[tuple]:
    """The same as rows of the frame of answers."""
    columns = ("respondent", "item", "occurrence", "option", "number", "absence")
    rows = _staged(upload).order_by("sheet", "row", "column", "item").values_list(*columns)
    for place, row in enumerate(rows.iterator(chunk_size=AT_ONCE), start=1):
        yield (upload.round.data_year, *row, -place)


def staged_tabulation(upload_id: int) -> Tabulation | None:
    """The table of counts that was read in a file and that nobody has handed in yet. One query."""
    drafts = Tabulation.objects.filter(upload=upload_id, state=Tabulation.State.DRAFT)
    return drafts.select_related("round").first()

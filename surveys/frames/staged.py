"""A round as it would stand if a file that waits were submitted and approved."""

from dataclasses import dataclass

import pandas as pd

from surveys.frames.answers import answers_frame, as_answers, counted_submissions
from surveys.frames.rosters import roster_frame
from surveys.models import Invitation, Round, StagedAnswer, Tabulation, Upload
from surveys.unasked import not_offered, with_not_shown


@dataclass(frozen=True)
class StagedRound:
    """A round as it would stand if a file that waits were submitted and approved: its two frames."""

    round: Round
    respondents: list[str]
    answers: pd.DataFrame
    roster: pd.DataFrame


def staged_round(upload_id: int) -> StagedRound | None:
    """The frames of a round with an upload's answers in the place of what those respondents answered before.

    None where the upload does not wait for its sender any more. Columns are those of `answers_frame` and
    `roster_frame`; the `answer` of a staged answer is no primary key but minus its place in the file. Eight queries.
    """
    upload = Upload.objects.select_related("round__survey").filter(pk=upload_id).first()
    if upload is None or upload.state != Upload.State.NEEDS_REVIEW:
        return None
    rows = _staged_rows(upload)
    codes = {row[1] for row in rows}
    others = [
        submission for submission in counted_submissions(upload.round) if submission.respondent not in codes
    ]
    counted = answers_frame(others)
    staged = as_answers(rows)
    answers = pd.concat([part for part in (counted, staged) if len(part)] or [counted], ignore_index=True)
    answers = with_not_shown(answers, not_offered(others))
    roster = roster_frame([upload.round], others)
    roster["answered"] = roster["answered"] | roster["respondent"].isin(codes)
    return StagedRound(upload.round, sorted(codes), answers, roster)


def _staged_rows(upload: Upload) -> list[tuple]:
    """Staged answers of those on the roster, as rows of the frame of answers."""
    invited = Invitation.objects.filter(round=upload.round)
    if upload.respondent_id:
        invited = invited.filter(respondent=upload.respondent_id)
    staged = StagedAnswer.objects.filter(
        upload=upload, respondent__in=invited.values_list("respondent__code", flat=True)
    )
    columns = ("respondent", "item", "occurrence", "option", "number", "absence")
    rows = staged.order_by("sheet", "row", "column", "item").values_list(*columns)
    return [
        (upload.round.data_year, *row, -place)
        for place, row in enumerate(rows.iterator(chunk_size=20_000), start=1)
    ]


def staged_tabulation(upload_id: int) -> Tabulation | None:
    """The table of counts that was read in a file and that nobody has handed in yet. One query."""
    drafts = Tabulation.objects.filter(upload=upload_id, state=Tabulation.State.DRAFT)
    return drafts.select_related("round").first()

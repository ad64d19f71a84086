"""What indicators do when something happens in a survey."""

from django.dispatch import receiver

from indicators.actions import COMPUTE
from indicators.impact import PREVIEW
from surveys import frames, jobs
from surveys.signals import (
    answer_corrected,
    questions_changed,
    roster_changed,
    round_closed,
    submissions_approved,
    tabulation_approved,
    upload_checked,
)


@receiver(submissions_approved, dispatch_uid="indicators.compute_after_approval")
def compute_after_approval(sender, *, round, by, **_) -> None:
    """Submissions began to count: their round is computed anew, in the worker, once the approval is committed.

    So are the rounds after it: the changes of the next one are told from it, and if it is the first one those of all;
    it is fast where nothing of them changed.
    """
    _compute_again(round, by)


@receiver(answer_corrected, dispatch_uid="indicators.compute_after_correction")
def compute_after_correction(sender, *, correction, by, **_) -> None:
    """An answer counts as something else: the same rounds are computed anew, if it is of those that count."""
    _compute_again(correction.answer.submission.round, by)


@receiver(tabulation_approved, dispatch_uid="indicators.compute_after_tabulation")
def compute_after_tabulation(sender, *, tabulation, by, **_) -> None:
    """A table of counts began to count: the same rounds are computed anew."""
    _compute_again(tabulation.round, by)


@receiver(round_closed, dispatch_uid="indicators.compute_after_closing")
def compute_after_closing(sender, *, round, **_) -> None:
    """Nobody answers any more: a round that nobody answered has a state and its reason from now on, as others do."""
    jobs.enqueue(COMPUTE, round.pk)


@receiver(questions_changed, dispatch_uid="indicators.compute_after_questions")
@receiver(roster_changed, dispatch_uid="indicators.compute_after_roster")
def compute_after_roster(sender, *, rounds, by, **_) -> None:
    """Others are invited or stand in other groups, or there are other options: the rounds that were computed are computed
    anew, and those after."""
    for round in rounds:
        if round.runs.exists():
            _compute_again(round, by)


def _compute_again(round, by) -> None:
    jobs.enqueue(COMPUTE, round.pk, by=by)
    for later in frames.later_rounds(round):
        jobs.enqueue(COMPUTE, later.pk, by=by)


@receiver(upload_checked, dispatch_uid="indicators.preview_after_check")
def preview_after_check(sender, *, upload, **_) -> None:
    """A file waits for its sender: what it would change is worked out, in the worker."""
    jobs.enqueue(PREVIEW, upload.pk, by=upload.sender)

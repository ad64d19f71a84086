"""A submission is approved, sent back, or made to count again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from surveys import mail, signals
from surveys.actions.commenting import add_comments
from surveys.actions.refusals import ActionRefused, RemarkMissing, WhyMissing, WrongState
from surveys.models import Decision, Invitation, Submission, User

STATES = Submission.State


@dataclass(frozen=True)
class Outcome:
    """What became of one of several submissions: `refused` is None where it was approved."""

    submission: Submission
    refused: ActionRefused | None


def approve_submission(*, submission: Submission, by: User) -> Submission:
    """Make a submission the one that counts; the one that counted before is superseded.

    Announces `signals.submission_approved` inside the transaction and writes to the submitter once it is
    committed. Raises WrongState unless the submission waits for review.
    """
    with transaction.atomic():
        locked = _locked(submission, STATES.SUBMITTED)
        _supersede(locked, by)
        _decide(locked, STATES.APPROVED, by)
        signals.submission_approved.send(sender=Submission, submission=locked, by=by)
        transaction.on_commit(lambda: mail.submission_approved(locked))
    return locked


def approve_several(*, submissions: Iterable[Submission], by: User) -> list[Outcome]:
    """Approve each for itself: one that cannot be approved does not keep the others from it."""
    outcomes = []
    for submission in submissions:
        try:
            outcomes.append(Outcome(approve_submission(submission=submission, by=by), None))
        except ActionRefused as refused:
            outcomes.append(Outcome(submission, refused))
    return outcomes


def return_submission(
    *, submission: Submission, by: User, remark: str, on_answers: Mapping[int, str] | None = None
) -> Submission:
    """Send a submission back with a remark and comments on answers, and write to the submitter once that is committed.

    Raises RemarkMissing for an empty remark and WrongState unless the submission waits for review.
    """
    if not remark.strip():
        raise RemarkMissing
    with transaction.atomic():
        locked = _locked(submission, STATES.SUBMITTED)
        locked.remark = remark.strip()
        add_comments(locked, by, on_answers=on_answers or {})
        _decide(locked, STATES.RETURNED, by, locked.remark)
        transaction.on_commit(lambda: mail.submission_returned(locked))
    return locked


def restore_submission(*, submission: Submission, by: User, reason: str) -> Submission:
    """Make a version that was superseded the one that counts, and say why; the submitter is told.

    It is announced as an approval is: everything computed from the round follows. Raises WhyMissing without a
    reason and WrongState unless the version counted once and was superseded.
    """
    if not reason.strip():
        raise WhyMissing
    with transaction.atomic():
        locked = _locked(submission, STATES.SUPERSEDED)
        _supersede(locked, by, reason.strip())
        locked.state = STATES.APPROVED
        locked.save(update_fields=["state"])
        _record(locked, by, reason.strip())
        signals.submission_approved.send(sender=Submission, submission=locked, by=by)
        transaction.on_commit(lambda: mail.counts_again(locked, reason.strip()))
    return locked


def _locked(submission: Submission, state: str) -> Submission:
    """The submission as it stands, with its line of the roster locked: decisions on versions come in turn."""
    Invitation.objects.select_for_update(of=["self"]).get(
        round_id=submission.round_id, respondent_id=submission.respondent_id
    )
    locked = Submission.objects.select_related("round__survey", "respondent", "submitted_by", "upload")
    locked = locked.select_for_update(of=["self"]).get(pk=submission.pk)
    if locked.state != state:
        raise WrongState
    return locked


def _supersede(submission: Submission, by: User, reason: str = "") -> None:
    """The version that counts now, if there is one, makes way for this one."""
    versions = Submission.objects.filter(round=submission.round, respondent=submission.respondent)
    for counted in versions.counted():
        counted.state = STATES.SUPERSEDED
        counted.save(update_fields=["state"])
        _record(counted, by, reason)


def _decide(submission: Submission, state: str, by: User, reason: str = "") -> None:
    submission.state, submission.decided, submission.decided_by = state, timezone.now(), by
    submission.save(update_fields=["state", "decided", "decided_by", "remark"])
    _record(submission, by, reason)


def _record(submission: Submission, by: User, reason: str) -> None:
    Decision.objects.create(
        submission=submission, state=submission.state, by=by, at=timezone.now(), reason=reason
    )

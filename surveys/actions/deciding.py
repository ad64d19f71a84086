"""A submission is approved or sent back."""

from django.db import transaction
from django.utils import timezone

from surveys import mail, signals
from surveys.actions.refusals import RemarkMissing, WrongState
from surveys.models import Invitation, Submission, User


def approve_submission(*, submission: Submission, by: User) -> Submission:
    """Make a submission the one that counts; the one that counted before is superseded.

    Announces `signals.submission_approved` inside the transaction and writes to the submitter once it is
    committed. Raises WrongState unless the submission waits for review.
    """
    with transaction.atomic():
        locked = _waiting(submission)
        counted = Submission.objects.filter(round=locked.round, respondent=locked.respondent).counted()
        counted.update(state=Submission.State.SUPERSEDED)
        _decide(locked, Submission.State.APPROVED, by)
        signals.submission_approved.send(sender=Submission, submission=locked, by=by)
        transaction.on_commit(lambda: mail.submission_approved(locked))
    return locked


def return_submission(*, submission: Submission, by: User, remark: str) -> Submission:
    """Send a submission back with a remark, and write to the submitter once that is committed.

    Raises RemarkMissing for an empty remark and WrongState unless the submission waits for review.
    """
    if not remark.strip():
        raise RemarkMissing
    with transaction.atomic():
        locked = _waiting(submission)
        locked.remark = remark.strip()
        _decide(locked, Submission.State.RETURNED, by)
        transaction.on_commit(lambda: mail.submission_returned(locked))
    return locked


def _waiting(submission: Submission) -> Submission:
    """The submission as it stands, with its line of the roster locked: decisions on versions come in turn."""
    Invitation.objects.select_for_update(of=["self"]).get(
        round_id=submission.round_id, respondent_id=submission.respondent_id
    )
    locked = Submission.objects.select_related("round__survey", "respondent", "submitted_by", "upload")
    locked = locked.select_for_update(of=["self"]).get(pk=submission.pk)
    if locked.state != Submission.State.SUBMITTED:
        raise WrongState
    return locked


def _decide(submission: Submission, state: str, by: User) -> None:
    submission.state, submission.decided, submission.decided_by = state, timezone.now(), by
    submission.save(update_fields=["state", "decided", "decided_by", "remark"])

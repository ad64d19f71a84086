"""A submission is approved, sent back, or made to count again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from surveys import mail, signals
from surveys.actions.commenting import add_comments
from surveys.actions.refusals import ActionRefused, RemarkMissing, WhyMissing, WrongState
from surveys.models import Decision, Invitation, Round, Submission, User

STATES = Submission.State


@dataclass(frozen=True)
class Outcome:
    """What became of one of several submissions: `refused` is None where it was approved."""

    submission: Submission
    refused: ActionRefused | None


def approve_submission(*, submission: Submission, by: User) -> Submission:
    """Make a submission the one that counts; the one that counted before is superseded. See `approve_several`.

    Raises WrongState unless the submission waits for review.
    """
    [outcome] = approve_several(submissions=[submission], by=by)
    if outcome.refused:
        raise outcome.refused
    return outcome.submission


def approve_several(*, submissions: Iterable[Submission], by: User) -> list[Outcome]:
    """Make each the one that counts, in the place of the one that counted before; one that does not wait for review does
    not keep the others from it.

    Announces `signals.submissions_approved` for each round inside the transaction, and has one letter written to each of
    those who answer. The same few queries, however many they are.
    """
    with transaction.atomic():
        outcomes = [
            Outcome(each, None if each.state == STATES.SUBMITTED else WrongState())
            for each in _locked(submissions)
        ]
        approved = [outcome.submission for outcome in outcomes if outcome.refused is None]
        _supersede(approved, by)
        _decide(approved, STATES.APPROVED, by)
        _announce(approved, by)
        mail.submissions_approved(approved)
    return outcomes


def return_submission(
    *, submission: Submission, by: User, remark: str, on_answers: Mapping[int, str] | None = None
) -> Submission:
    """Send a submission back with a remark and comments on answers, and have a letter written to those who answer.

    Raises RemarkMissing for an empty remark and WrongState unless the submission waits for review.
    """
    if not remark.strip():
        raise RemarkMissing
    with transaction.atomic():
        [locked] = _locked([submission])
        if locked.state != STATES.SUBMITTED:
            raise WrongState
        add_comments(locked, by, on_answers=on_answers or {})
        _decide([locked], STATES.RETURNED, by, remark.strip())
        mail.submission_returned(locked)
    return locked


def restore_submission(*, submission: Submission, by: User, reason: str) -> Submission:
    """Make a version that was superseded the one that counts, and say why; the submitter is told.

    It is announced as an approval is: everything computed from the round follows. Raises WhyMissing without a
    reason and WrongState unless the version counted once and was superseded.
    """
    if not reason.strip():
        raise WhyMissing
    with transaction.atomic():
        [locked] = _locked([submission])
        if locked.state != STATES.SUPERSEDED:
            raise WrongState
        _supersede([locked], by, reason.strip())
        locked.state = STATES.APPROVED
        locked.save(update_fields=["state"])
        _record([locked], by, reason.strip())
        _announce([locked], by)
        mail.counts_again(locked, reason.strip())
    return locked


def _locked(submissions: Iterable[Submission]) -> list[Submission]:
    """The submissions as they stand, with their lines of the roster locked: decisions on versions come in turn."""
    keys = [submission.pk for submission in submissions]
    same = Submission.objects.filter(pk__in=keys, round=OuterRef("round"), respondent=OuterRef("respondent"))
    lines = Invitation.objects.filter(Exists(same)).order_by("pk").select_for_update(of=["self"])
    list(lines.values_list("pk", flat=True))
    # Read once for all: the counts of a file with thousands of answers would be read again for each of them.
    locked = Submission.objects.prefetch_related("round__survey", "respondent", "submitted_by", "upload")
    found = locked.order_by("pk").select_for_update(of=["self"]).in_bulk(keys)
    return [found[key] for key in keys]


def _supersede(submissions: Collection[Submission], by: User, reason: str = "") -> None:
    """The versions that count now make way for these."""
    places = {(each.round_id, each.respondent_id) for each in submissions}
    counted = Submission.objects.counted().filter(
        round__in={round_ for round_, _ in places}, respondent__in={respondent for _, respondent in places}
    )
    giving_way = [each for each in counted if (each.round_id, each.respondent_id) in places]
    Submission.objects.filter(pk__in=[each.pk for each in giving_way]).update(state=STATES.SUPERSEDED)
    for each in giving_way:
        each.state = STATES.SUPERSEDED
    _record(giving_way, by, reason)


def _decide(submissions: Collection[Submission], state: str, by: User, remark: str = "") -> None:
    now = timezone.now()
    for each in submissions:
        each.state, each.decided, each.decided_by, each.remark = state, now, by, remark or each.remark
    said = {"remark": remark} if remark else {}
    decided = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    decided.update(state=state, decided=now, decided_by=by, **said)
    _record(submissions, by, remark)


def _record(submissions: Iterable[Submission], by: User, reason: str) -> None:
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(submission=each, state=each.state, by=by, at=now, reason=reason) for each in submissions
    )


def _announce(submissions: Iterable[Submission], by: User) -> None:
    """Tell of each round that submissions of it began to count."""
    of_rounds: dict[Round, list[Submission]] = defaultdict(list)
    for each in submissions:
        of_rounds[each.round].append(each)
    for round_, those in of_rounds.items():
        signals.submissions_approved.send(sender=Submission, round=round_, submissions=those, by=by)

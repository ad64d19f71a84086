"""What waits for a decision."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from surveys.absences import OFFERED
from surveys.models import Answer, Comment, Decision, Issue, Submission, Upload
from surveys.queries.apart import counted_apart


@dataclass(frozen=True)
class Thread:
    """What was said about a submission: as a whole, and by answer (its primary key), each in the order of time."""

    general: list[Comment] = field(default_factory=list)
    by_answer: dict[int, list[Comment]] = field(default_factory=dict)


def review_queue(those: Iterable[Submission]) -> QuerySet[Submission]:
    """Those of some submissions that wait for review, longest waiting first. One query.

    What is counted for each is read anew for each: ask for those of a page. Each has `answers_given` (neither blank nor not shown), `warnings` of its file that name its respondent or nobody,
    and `replaces`, whether another version counts now.
    """
    counted = Submission.objects.counted().filter(round=OuterRef("round"), respondent=OuterRef("respondent"))
    given = Answer.objects.filter(Q(absence__isnull=True) | Q(absence__in=OFFERED), submission=OuterRef("pk"))
    warnings = Issue.objects.filter(
        upload=OuterRef("upload"),
        severity=Issue.Severity.WARNING,
        respondent__in=[OuterRef("respondent__code"), ""],
    )
    return (
        waiting()
        .filter(pk__in=[each.pk for each in those])
        .select_related("round__survey", "respondent", "submitted_by")
        .annotate(
            answers_given=counted_apart(given, "submission"),
            warnings=counted_apart(warnings, "upload"),
            replaces=Exists(counted),
        )
    )


def waiting() -> QuerySet[Submission]:
    """Bare submissions that wait for review, longest waiting first."""
    return Submission.objects.filter(state=Submission.State.SUBMITTED).order_by("submitted", "pk")


def files_waiting() -> QuerySet[Upload]:
    """Files of which several submissions wait for review, oldest first, each with their number as `n_waiting`. One query."""
    return (
        Upload.objects.filter(submissions__state=Submission.State.SUBMITTED)
        .annotate(n_waiting=Count("submissions"))
        .filter(n_waiting__gt=1)
        .select_related("round__survey", "sender")
        .order_by("received", "pk")
    )


def versions_of(submission: Submission) -> QuerySet[Submission]:
    """All versions of this respondent in this round, newest first. One query."""
    versions = Submission.objects.filter(round=submission.round_id, respondent=submission.respondent_id)
    return versions.select_related("upload", "submitted_by", "decided_by").order_by("-version")


def thread_of(submission: Submission) -> Thread:
    """What was said about this version. One query."""
    general, by_answer = [], defaultdict(list)
    for comment in submission.comments.select_related("author", "answer"):
        (by_answer[comment.answer_id] if comment.answer_id else general).append(comment)
    return Thread(general, dict(by_answer))


def decisions_on(submission: Submission) -> QuerySet[Decision]:
    """Everything that was decided on the versions of this respondent in this round, newest first. One query."""
    decisions = Decision.objects.filter(
        submission__round=submission.round_id, submission__respondent=submission.respondent_id
    )
    return decisions.select_related("submission", "by").order_by("-at", "-pk")

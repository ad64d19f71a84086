"""What waits for a decision."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from surveys.absences import OFFERED
from surveys.models import Comment, Decision, Issue, Submission


@dataclass(frozen=True)
class Thread:
    """What was said about a submission: as a whole, and by answer (its primary key), each in the order of time."""

    general: list[Comment] = field(default_factory=list)
    by_answer: dict[int, list[Comment]] = field(default_factory=dict)


def review_queue() -> QuerySet[Submission]:
    """Submissions that wait for review, longest waiting first. One query.

    Each has `answers_given` (neither blank nor not shown), `warnings` of its file, and `replaces`, whether
    another version counts now.
    """
    counted = Submission.objects.counted().filter(round=OuterRef("round"), respondent=OuterRef("respondent"))
    said = Q(answers__isnull=False, answers__absence__isnull=True) | Q(answers__absence__in=OFFERED)
    return (
        Submission.objects.filter(state=Submission.State.SUBMITTED)
        .select_related("round__survey", "respondent", "submitted_by", "upload")
        .annotate(
            answers_given=Count("answers", filter=said, distinct=True),
            warnings=Count(
                "upload__issues", filter=Q(upload__issues__severity=Issue.Severity.WARNING), distinct=True
            ),
            replaces=Exists(counted),
        )
        .order_by("submitted", "pk")
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

"""What waits for a decision."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from surveys.absences import OFFERED
from surveys.models import Issue, Submission


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

"""A word of explanation for a warning: why the answer is right as it is."""

from collections.abc import Mapping

from django.db import transaction

from surveys.actions.refusals import WrongState
from surveys.models import Issue, Upload

LONGEST = 1000


def explain_warnings(*, upload: Upload, given: Mapping[int, str], others: str = "") -> None:
    """Keep explanations by the primary key of their issue, and `others` for all that ask and have none yet.

    An empty text takes an explanation back. Raises WrongState unless the file waits for its sender.
    """
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
        if locked.state != Upload.State.NEEDS_REVIEW:
            raise WrongState
        changed = []
        for issue in locked.issues.that_ask().filter(pk__in=given):
            issue.explanation = plain_text(given[issue.pk])
            changed.append(issue)
        Issue.objects.bulk_update(changed, ["explanation"], batch_size=500)
        if text := plain_text(others):
            locked.issues.unexplained().update(explanation=text)


def with_earlier_explanations(upload: Upload, issues: list[Issue]) -> list[Issue]:
    """The issues of a file that was just checked, with what was said about the same answers in files before it."""
    if not any(issue.asks for issue in issues):
        return issues
    earlier = (
        Issue.objects.that_ask()
        .exclude(explanation="")
        .filter(upload__round=upload.round_id, upload__respondent=upload.respondent_id)
    )
    said = {_what(issue): issue.explanation for issue in earlier.order_by("upload", "position")}
    for issue in issues:
        if issue.asks:
            issue.explanation = said.get(_what(issue), "")
    return issues


def plain_text(text: str) -> str:
    """At most 1,000 characters, without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").strip()[:LONGEST]


def _what(issue: Issue) -> tuple[str, str, str, str]:
    return (issue.code, issue.respondent, issue.item, issue.value)

"""Letters to the people who answer. In English: nobody has told us in which language they read mail."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from surveys.models import Correction, Submission, Tabulation


def submission_approved(submission: Submission) -> None:
    """Tell the submitter that the answers count."""
    _write("approved", submission)


def submission_returned(submission: Submission) -> None:
    """Tell the submitter what has to be corrected."""
    _write("returned", submission)


def tabulation_approved(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts that it counts."""
    _write("table_approved", tabulation, page="tabulation")


def tabulation_returned(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts what has to be corrected."""
    _write("table_returned", tabulation, page="tabulation")


def answer_corrected(correction: Correction) -> None:
    """Tell the submitter that an answer was corrected, or counts as it was sent again."""
    _write("corrected" if correction.in_force else "uncorrected", correction.answer.submission, correction)


def _write(
    template: str,
    submission: Submission | Tabulation,
    correction: Correction | None = None,
    *,
    page: str = "submission",
) -> None:
    """The first line of a template is the subject. Nobody whose account is closed gets a letter."""
    if not submission.submitted_by.is_active:
        return
    with translation.override("en"):
        address = settings.SITE_ADDRESS + reverse(page, args=[submission.pk])
        text = render_to_string(
            f"surveys/mail/{template}.txt",
            {
                "submission": submission,
                "address": address,
                "round": submission.round,
                "correction": correction,
            },
        )
    subject, body = text.strip().split("\n", 1)
    send_mail(subject.strip(), body.strip() + "\n", None, [submission.submitted_by.email], fail_silently=True)

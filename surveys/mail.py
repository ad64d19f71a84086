"""Letters to the people who answer, each in the language of its reader."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from surveys.models import Comment, Correction, Reminder, Round, Submission, Tabulation, User


def submission_approved(submission: Submission) -> None:
    """Tell the submitter that the answers count."""
    _about("approved", submission)


def submission_returned(submission: Submission) -> None:
    """Tell the submitter what has to be corrected, cell by cell where somebody said so."""
    comments = submission.comments.filter(answer__isnull=False).select_related("answer__item", "author")
    _about("returned", submission, comments=list(comments))


def counts_again(submission: Submission, reason: str) -> None:
    """Tell the submitter that an earlier version counts again."""
    _about("counts_again", submission, reason=reason)


def commented(submission: Submission, comments: list[Comment], *, to: User) -> None:
    """Tell somebody who takes part what was said."""
    _about("commented", submission, to, comments=comments)


def tabulation_approved(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts that it counts."""
    _about("table_approved", tabulation, page="tabulation")


def tabulation_returned(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts what has to be corrected."""
    _about("table_returned", tabulation, page="tabulation")


def answer_corrected(correction: Correction) -> None:
    """Tell the submitter that an answer was corrected, or counts as it was sent again."""
    template = "corrected" if correction.in_force else "uncorrected"
    _about(template, correction.answer.submission, correction=correction)


def reminder(reminder: Reminder, round_: Round, language: str) -> None:
    """Remind somebody of a round, or tell of its new closing day or of results to reply to.

    Raises OSError where it cannot be sent.
    """
    respondent = reminder.invitation.respondent
    context = {"reminder": reminder, "round": round_, "respondent": respondent}
    if reminder.kind == Reminder.Kind.REPLY:
        _write("reply", reminder.address, language, ("release-replies", reminder.release), context)
    else:
        _write("reminder", reminder.address, language, ("workspace",), context)


def _about(
    template: str,
    submission: Submission | Tabulation,
    to: User | None = None,
    *,
    page: str = "submission",
    **more,
) -> None:
    """A letter about what somebody submitted, to that person unless told. Nobody whose account is closed gets one."""
    user = to or submission.submitted_by
    if not user.is_active:
        return
    context = {
        "submission": submission,
        "round": submission.round,
        "respondent": getattr(submission, "respondent", None),
        **more,
    }
    _write(template, user.email, user.language, (page, submission.pk), context, fail_silently=True)


def _write(template: str, to: str, language: str, place: tuple, context: dict, **options) -> None:
    """The first line of a template is the subject; `place` is the page whose address the letter holds."""
    with translation.override(language or settings.LANGUAGE_CODE):
        address = settings.SITE_ADDRESS + reverse(place[0], args=place[1:])
        text = render_to_string(f"surveys/mail/{template}.txt", {**context, "address": address})
    subject, body = text.strip().split("\n", 1)
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [to], **options)

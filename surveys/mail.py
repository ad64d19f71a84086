"""Letters to the people who answer, each in the language of its reader."""

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from surveys.models import Comment, Correction, Invitation, Reminder, Round, Submission, Tabulation, User
from surveys.permissions import sees_all
from surveys.queries.roster import Recipient, recipients_of


def submissions_approved(submissions: Collection[Submission]) -> None:
    """Tell those who answer for each that the answers count. The same few queries for each round, however many they are."""
    _tell("approved", submissions)


def submission_returned(submission: Submission) -> None:
    """Tell those who answer what has to be corrected, cell by cell where somebody said so."""
    comments = submission.comments.filter(answer__isnull=False).select_related("answer__item", "author")
    _tell("returned", [submission], comments=list(comments))


def counts_again(submission: Submission, reason: str) -> None:
    """Tell those who answer that an earlier version counts again."""
    _tell("counts_again", [submission], reason=reason)


def commented(submission: Submission, comments: list[Comment], *, to: User) -> None:
    """Tell somebody who takes part what was said."""
    if to.is_active:
        _about("commented", submission, _reader(to), comments=comments)


def tabulation_approved(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts that it counts."""
    _about_table("table_approved", tabulation)


def tabulation_returned(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts what has to be corrected."""
    _about_table("table_returned", tabulation)


def answer_corrected(correction: Correction) -> None:
    """Tell those who answer that an answer was corrected, or counts as it was sent again."""
    template = "corrected" if correction.in_force else "uncorrected"
    _tell(template, [correction.answer.submission], correction=correction)


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


def _tell(template: str, submissions: Collection[Submission], **more) -> None:
    """A letter about each to everybody who answers for its respondent, and to its submitter."""
    readers = _readers(submissions)
    for submission in submissions:
        for reader in readers[submission.pk]:
            _about(template, submission, reader, **more)


def _readers(submissions: Collection[Submission]) -> dict[int, list[Recipient]]:
    """Who reads a letter about each submission: its submitter, and those who get the reminders; each address once.

    A submitter who may not see the respondent's answers any more gets none, nor anybody whose account is closed.
    """
    by_round: dict[Round, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_round[submission.round].append(submission)
    sees = {
        user.pk: user.is_active and sees_all(user) for user in {each.submitted_by for each in submissions}
    }
    found = {}
    for round_, those in by_round.items():
        lines = Invitation.objects.filter(round=round_, respondent__in=[each.respondent_id for each in those])
        line_of = {line.respondent_id: line for line in lines}
        recipients = recipients_of(round_, lines)
        for each in those:
            line = line_of.get(each.respondent_id)
            own = [_reader(each.submitted_by)] if sees[each.submitted_by_id] else []
            every = [*own, *(recipients[line.pk] if line else [])]
            found[each.pk] = list({reader.address.lower(): reader for reader in reversed(every)}.values())[
                ::-1
            ]
    return found


def _reader(user: User) -> Recipient:
    return Recipient(user.email, user.language)


def _about_table(template: str, tabulation: Tabulation) -> None:
    """A letter about a table of counts to its sender, unless the account is closed."""
    if tabulation.submitted_by.is_active:
        _about(template, tabulation, _reader(tabulation.submitted_by), page="tabulation")


def _about(
    template: str,
    submission: Submission | Tabulation,
    to: Recipient,
    *,
    page: str = "submission",
    **more,
) -> None:
    """A letter about what somebody submitted."""
    context = {
        "submission": submission,
        "round": submission.round,
        "respondent": getattr(submission, "respondent", None),
        **more,
    }
    _write(template, to.address, to.language, (page, submission.pk), context, fail_silently=True)


def _write(template: str, to: str, language: str, place: tuple, context: dict, **options) -> None:
    """The first line of a template is the subject; `place` is the page whose address the letter holds."""
    with translation.override(language or settings.LANGUAGE_CODE):
        address = settings.SITE_ADDRESS + reverse(place[0], args=place[1:])
        text = render_to_string(f"surveys/mail/{template}.txt", {**context, "address": address})
    subject, body = text.strip().split("\n", 1)
    send_mail(" ".join(subject.split()), body.strip() + "\n", None, [to], **options)

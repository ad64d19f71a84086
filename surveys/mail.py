"""Letters to the people who answer, each in the language of its reader: written down here, sent by the worker.

A letter is written down in the transaction of what it tells of, so that neither happens without the other, and no mail
server keeps anybody waiting. `surveys.letters` puts it into words.
"""

import logging
from collections.abc import Collection, Iterable, Mapping

from celery import current_app
from django.db import transaction
from kombu.exceptions import KombuError

from surveys import permissions
from surveys.models import (
    Comment,
    Correction,
    Letter,
    Reminder,
    Submission,
    Tabulation,
    User,
)
from surveys.queries.letters import reader_of, readers_of
from surveys.queries.roster import Recipient

log = logging.getLogger(__name__)

SEND_TASK = "surveys.send_letters"


def submissions_approved(submissions: Collection[Submission]) -> None:
    """Tell those who answer that their answers count: one letter to each of them, however many submissions it is about.

    The same few queries for each round, however many they are.
    """
    by_address: dict[str, tuple[Recipient, list[int]]] = {}
    readers = readers_of(submissions)
    for submission in submissions:
        for reader in readers[submission.pk]:
            by_address.setdefault(reader.address.lower(), (reader, []))[1].append(submission.pk)
    _post(
        Letter(
            template="approved" if len(keys) == 1 else "approved_several",
            address=reader.address,
            language=reader.language,
            about={"submissions": keys},
        )
        for reader, keys in by_address.values()
    )


def submission_returned(submission: Submission) -> None:
    """Tell those who answer what has to be corrected, cell by cell where somebody said so."""
    comments = submission.comments.filter(answer__isnull=False).values_list("pk", flat=True)
    _tell("returned", submission, comments=list(comments))


def counts_again(submission: Submission, reason: str) -> None:
    """Tell those who answer that an earlier version counts again."""
    _tell("counts_again", submission, reason=reason)


def commented(
    submission: Submission, comments: Iterable[Comment], *, by: User, others: Iterable[User]
) -> None:
    """Tell those who answer, whoever sent the file, and others who take part and may see it; not who said it."""
    seeing = [user for user in others if user.is_active and permissions.may_see_submission(user, submission)]
    readers = [*readers_of([submission])[submission.pk], *(reader_of(user) for user in seeing)]
    once = {
        reader.address.lower(): reader for reader in readers if reader.address.lower() != by.email.lower()
    }
    about = {"submissions": [submission.pk], "comments": [comment.pk for comment in comments]}
    _post(_letter("commented", reader, about) for reader in once.values())


def tabulation_approved(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts that it counts."""
    _about_table("table_approved", tabulation)


def tabulation_returned(tabulation: Tabulation) -> None:
    """Tell the sender of a table of counts what has to be corrected."""
    _about_table("table_returned", tabulation)


def answer_corrected(correction: Correction) -> None:
    """Tell those who answer that an answer was corrected, or counts as it was sent again."""
    template = "corrected" if correction.in_force else "uncorrected"
    _tell(template, correction.answer.submission, correction=correction.pk)


def reminders(written: Collection[Reminder], languages: Mapping[str, str]) -> None:
    """Remind of a round, or tell of its new closing day or of results to reply to; `languages` is by address."""
    _post(
        Letter(
            template="reply" if each.kind == Reminder.Kind.REPLY else "reminder",
            address=each.address,
            language=languages[each.address],
            about={"reminder": each.pk},
        )
        for each in written
    )


def ring() -> None:
    """Tell the worker that there is something to send. A broker that is away costs time only: the clock asks too."""
    try:
        current_app.send_task(SEND_TASK)
    except (KombuError, OSError):
        log.exception("The worker could not be told of letters")


def _tell(template: str, submission: Submission, **more) -> None:
    """A letter to everybody who answers for the respondent, and to the submitter."""
    about = {"submissions": [submission.pk], **more}
    _post(_letter(template, reader, about) for reader in readers_of([submission])[submission.pk])


def _about_table(template: str, tabulation: Tabulation) -> None:
    """A letter about a table of counts to its sender, unless the account is closed."""
    if tabulation.submitted_by.is_active:
        _post([_letter(template, reader_of(tabulation.submitted_by), {"tabulation": tabulation.pk})])


def _letter(template: str, reader: Recipient, about: dict) -> Letter:
    return Letter(template=template, address=reader.address, language=reader.language, about=about)


def _post(letters: Iterable[Letter]) -> None:
    if Letter.objects.bulk_create(letters):
        transaction.on_commit(ring)

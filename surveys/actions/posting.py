"""Letters that were written down are sent, by the worker; what cannot be sent is kept and tried again."""

import datetime
import logging
import smtplib

from django.core import mail
from django.db import transaction
from django.utils import timezone

from surveys.letters import composed
from surveys.mail import ring
from surveys.models import Letter

log = logging.getLogger(__name__)

LONGEST_WAIT = datetime.timedelta(hours=6)
KEPT = datetime.timedelta(days=30)
"""How long a letter that was sent is kept; that a reminder was sent is recorded elsewhere."""


def send_letters() -> int:
    """Send what is due, the oldest first; how many left. Of several workers each letter is sent by one.

    Where the mail server is not there all wait; a letter that it refuses does not keep the others from leaving.
    """
    sent = 0
    connection = mail.get_connection()
    while letter := _claimed():
        try:
            connection.open()
        except OSError as error:
            _defer_all(letter, str(error))
            break
        try:
            sent += _sent(letter, connection)
        except OSError as error:  # smtplib's errors are OSErrors too
            log.warning("A letter (%s) could not be sent: %s", letter.pk, type(error).__name__)
            Letter.objects.filter(pk=letter.pk).update(error=_why(error))
            connection.close()
    connection.close()
    return sent


def try_again() -> int:
    """What could not be sent is due now; how many letters."""
    waiting = Letter.objects.filter(sent__isnull=True).exclude(error="")
    n = waiting.update(next_try=timezone.now())
    if n:
        transaction.on_commit(ring)
    return n


def delete_old_letters() -> None:
    """Letters that left long ago go."""
    Letter.objects.filter(sent__lt=timezone.now() - KEPT).delete()


def _claimed() -> Letter | None:
    """The next letter that is due, put off by then: if this worker dies, another one tries after that time."""
    with transaction.atomic():
        due = Letter.objects.filter(sent__isnull=True, next_try__lte=timezone.now()).order_by(
            "next_try", "pk"
        )
        letter = due.select_for_update(skip_locked=True).first()
        if letter:
            letter.tries += 1
            letter.next_try = timezone.now() + _wait(letter.tries)
            letter.save(update_fields=["tries", "next_try"])
    return letter


def _sent(letter: Letter, connection) -> int:
    message = composed(letter)
    if message is None:
        letter.delete()
        return 0
    connection.send_messages([message])
    return Letter.objects.filter(pk=letter.pk).update(sent=timezone.now(), error="")


def _defer_all(first: Letter, error: str) -> None:
    log.warning("Letters could not be sent: %s", error)
    due = Letter.objects.filter(sent__isnull=True, next_try__lte=timezone.now())
    due.update(next_try=first.next_try, error=error)
    Letter.objects.filter(pk=first.pk).update(error=error)


def _why(error: OSError) -> str:
    """What the mail server said, without the addresses that it repeats."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{code} {said.decode(errors='replace')}" for code, said in error.recipients.values()
        )
    return str(error) or type(error).__name__


def _wait(tries: int) -> datetime.timedelta:
    return min(datetime.timedelta(minutes=2 ** min(tries - 1, 12)), LONGEST_WAIT)

"""A file arrives, or is let go again."""

from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Q

from surveys import jobs
from surveys.actions.files import StoredFile, lock_bytes, store
from surveys.actions.marking import forget_marked
from surveys.actions.refusals import NotOnRoster, RoundClosed, SameFileTwice, WrongState
from surveys.models import Invitation, Respondent, Round, Submission, Tabulation, Upload, User

CHECK = "check_upload"
SAVE = "save_upload"
BEING_CHECKED = frozenset({Upload.State.RECEIVED, Upload.State.CHECKING})


def receive_file(*, file: File, round: Round, respondent: Respondent | None, by: User) -> Upload:
    """Store a file and queue its check. `respondent` None stands for a file with answers of several.

    Raises RoundClosed, NotOnRoster, FileMissing, FileTooLarge, and SameFileTwice where the same bytes already
    wait for or belong to a submission of this respondent that was not returned.
    """
    if not round.takes_answers:
        raise RoundClosed
    stored = store(file.chunks(), settings.UPLOADS, at_most=settings.UPLOAD_BYTES_AT_MOST)
    with transaction.atomic():
        _lock_roster(round, respondent)
        lock_bytes(stored.sha256)
        if earlier := _same_file(stored, round, respondent):
            raise SameFileTwice(earlier)
        upload = Upload.objects.create(
            round=round,
            respondent=respondent,
            sender=by,
            file_name=plain_name(file.name or ""),
            size=stored.size,
            sha256=stored.sha256,
        )
        if not upload.stored_path.is_file():
            # The same bytes came earlier, and their time was over between these lines.
            store(file.chunks(), settings.UPLOADS, at_most=settings.UPLOAD_BYTES_AT_MOST)
        jobs.enqueue(CHECK, upload.pk, by=by)
    return upload


def discard_upload(*, upload: Upload, by: User | None) -> None:
    """Let a file go that is not submitted: its answers and problems are deleted, its line in the history stays.

    Raises WrongState once it is submitted, refused or discarded.
    """
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
        if locked.state not in BEING_CHECKED | {Upload.State.NEEDS_REVIEW}:
            raise WrongState
        job = jobs.latest(CHECK, locked.pk)
        if job:
            jobs.cancel(job)
        locked.staged_answers.all().delete()
        locked.issues.all().delete()
        Tabulation.objects.filter(upload=locked).delete()
        transaction.on_commit(lambda: forget_marked(upload))
        locked.state, locked.placing = Upload.State.DISCARDED, {}
        locked.save(update_fields=["state", "placing"])


def stop_checking(*, upload: Upload) -> None:
    """Stop the worker while it checks: nothing of its work is kept, and the file stays, to be checked again or discarded.

    Raises WrongState where it is not being checked any more: a moment earlier it would have been stopped.
    """
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
        job = jobs.latest(CHECK, locked.pk)
        if locked.state not in BEING_CHECKED or job is None or not jobs.cancel(job):
            raise WrongState
        locked.staged_answers.all().delete()
        locked.state = Upload.State.RECEIVED
        locked.save(update_fields=["state"])


def check_again(*, upload: Upload, by: User) -> None:
    """Have a file checked whose check was stopped or broke off. Raises WrongState for any other."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
        job = jobs.latest(CHECK, locked.pk)
        if locked.state not in BEING_CHECKED or (job and not job.over):
            raise WrongState
        locked.state = Upload.State.RECEIVED
        locked.save(update_fields=["state"])
        jobs.enqueue(CHECK, locked.pk, by=by)


def plain_name(name: str) -> str:
    """The last part of a file's name, at most 255 characters, without control characters."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    printable = "".join(letter for letter in last if letter.isprintable()).strip()
    return printable[-255:] or "workbook"


def _lock_roster(round: Round, respondent: Respondent | None) -> None:
    """Of two copies of a file that arrive at once the second has to see the first.

    Without a respondent nobody need be on the roster: where DESA sends counts alone, it may name nobody.
    """
    if respondent is None:
        Round.objects.select_for_update(no_key=True).get(pk=round.pk)
        return
    invitations = Invitation.objects.select_for_update(of=["self"]).filter(round=round, respondent=respondent)
    if not list(invitations.values_list("pk", flat=True)):
        raise NotOnRoster


def _same_file(stored: StoredFile, round: Round, respondent: Respondent | None) -> Upload | None:
    states, held = Upload.State, [Submission.State.SUBMITTED, Submission.State.APPROVED]
    waits = Q(state__in=[states.RECEIVED, states.CHECKING, states.NEEDS_REVIEW, states.SAVING])
    counts = Q(state=states.READY) & (Q(submissions__state__in=held) | Q(tabulation__state__in=held))
    same = Upload.objects.filter(round=round, respondent=respondent, sha256=stored.sha256)
    return same.filter(waits | counts).distinct().first()

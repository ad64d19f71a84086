"""Files as they were sent make way for a copy without contacts, when their survey's period for them is over.

First the copy is written, then the row says so, then the bytes go. Whoever is killed between two of these steps leaves
something too much and never something too little, and a sweep takes it away.
"""

import datetime
import hashlib
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from surveys import jobs
from surveys.actions.checking import roster_names
from surveys.actions.files import lock_bytes
from surveys.actions.marking import MARKED_FOLDER, forget_marked
from surveys.actions.reading import ReadingFailed, read_file
from surveys.actions.receiving import discard_upload
from surveys.contact_cells import masked
from surveys.models import Answer, Job, Redaction, Round, TabulatedCount, Upload, User
from surveys.queries.retention import due_in, due_on, forgotten_in, rounds_with_a_period, settled
from surveys.redactfile import COPY

REDACT = "redact_upload"
TRIES = 3
"""How often a file is tried that the reading process does not survive, before it goes without leaving a copy."""
AGAIN_AFTER = datetime.timedelta(days=1)
AT_ONCE = 50
SECONDS_AT_MOST = 900
"""Nobody waits for it, and a file that was not finished in time would in the end go without a copy."""
ABANDONED = 24 * 60 * 60
"""Seconds after which a folder or file of some work is taken for one whose work was killed."""
OF_WORK = ("form-*", "marking-*", "reading-*", "redacting-*")


def redact_due(*, day: datetime.date) -> int:
    """Queue the files whose period is over, some at once; how many."""
    for round_ in rounds_with_a_period():
        _let_go(round_, day, by=None)
    lately = Job.objects.filter(
        kind=REDACT, state=Job.State.FAILED, finished__gt=timezone.now() - AGAIN_AFTER
    )
    failed = set(lately.values_list("subject", flat=True))
    due = (upload for upload in due_on(day) if upload.pk not in failed)
    return _queue(itertools.islice(due, AT_ONCE), by=None)


def redact_round(*, round: Round, day: datetime.date, by: User) -> int:
    """Queue those of one round, all of them; how many."""
    _let_go(round, day, by=by)
    return _queue(due_in(round, day), by=by)


def sweep_files() -> int:
    """Delete what a killed process left behind, and bytes whose copies have taken their place; how much.

    Bytes and copies that no row knows are left alone: a database that was restored from an older day, or is not yet
    restored at all, must not cost a single file.
    """
    replaced = Redaction.objects.values_list("upload", flat=True)
    gone = sum(map(_delete_bytes, _left_over()))
    for upload in Upload.objects.filter(pk__in=replaced.filter(upload__in=_marked())):
        gone += forget_marked(upload)
    return gone + _sweep_folders()


@jobs.job_kind(REDACT)
def redact_upload(progress: jobs.Progress) -> None:
    """Put the copy in the place of the bytes. Run twice, or killed anywhere, it ends in the same state.

    Raises JobFailed where the file could not be opened this time; after TRIES of them it goes without a copy.
    """
    upload = settled().select_related("round").filter(pk=progress.subject).first()
    if upload is not None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="redacting-") as name:
            _replace(upload, _copy(upload, Path(name), progress), progress.by)
    if found := Redaction.objects.filter(upload=progress.subject).select_related("upload").first():
        forget_marked(found.upload)
        _delete_bytes(found.upload.sha256)


def _let_go(round_: Round, day: datetime.date, *, by: User | None) -> None:
    """Discard what a sender left lying: it would otherwise be kept for ever, contacts and all."""
    for upload in forgotten_in(round_, day):
        discard_upload(upload=upload, by=by)


def _queue(uploads: Iterable[Upload], *, by: User | None) -> int:
    queued = [jobs.enqueue(REDACT, upload.pk, by=by) for upload in uploads]
    return len(queued)


def _copy(upload: Upload, folder: Path, progress: jobs.Progress) -> dict | None:
    """Put the copy in its place; what was found, or None where there is nothing of which a copy is needed."""
    if upload.state != Upload.State.READY:
        return None
    if not upload.stored_path.is_file():
        # It may be the folder that is not there; nothing is said that could not be taken back.
        raise jobs.JobFailed("The file is not where it was stored.")
    try:
        made = read_file(
            folder,
            _request(upload),
            progress,
            seconds_at_most=SECONDS_AT_MOST,
            module="surveys.redactfile",
        )
    except ReadingFailed as failure:
        failed = Job.objects.filter(kind=REDACT, subject=upload.pk, state=Job.State.FAILED).count()
        if failed + 1 < TRIES:
            raise jobs.JobFailed(f"The file could not be opened: {failure.code}.") from failure
        return None
    if made.pop("refusal"):
        return None
    settings.REDACTED.mkdir(parents=True, exist_ok=True)
    with (folder / COPY).open("rb") as copy:
        made["sha256"] = hashlib.file_digest(copy, "sha256").hexdigest()
        os.fsync(copy.fileno())
    made["sheets"] = {name[:120]: renamed for name, renamed in made["sheets"].items()}
    (folder / COPY).replace(Redaction(upload=upload).path)
    return made


def _request(upload: Upload) -> dict:
    return {
        "file": str(upload.stored_path),
        "name": upload.file_name,
        "encoding": upload.chosen_encoding,
        "layout": upload.layout,
        "answered": _answered(upload),
        "roster": roster_names(upload.round),
        "limits": {"cpu_seconds": SECONDS_AT_MOST},
    }


def _answered(upload: Upload) -> dict[str, dict[str, list[int]]]:
    """The columns and rows in which answers and counts of the file lie, sheet by sheet."""
    found: dict[str, dict[str, list[int]]] = {}
    for rows in (
        Answer.objects.filter(submission__upload=upload),
        TabulatedCount.objects.filter(tabulation__upload=upload),
    ):
        for name, field in (("columns", "column"), ("rows", "row")):
            for sheet, number in rows.order_by().values_list("sheet", field).distinct():
                found.setdefault(sheet, {"columns": [], "rows": []})[name].append(number)
    return found


def _replace(upload: Upload, made: dict | None, by: User | None) -> None:
    """Say in the database that the copy stands for the file, unless somebody works on the file by now.

    Whom the name of the file tells of is not told by it any more.
    """
    name = made.pop("name") if made else masked(upload.file_name)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if settled().filter(pk=upload.pk).exists():
            Redaction.objects.create(upload=upload, by=by, **(made or {}))
            locked.file_name = name[:255]
            locked.save(update_fields=["file_name"])


def _delete_bytes(sha256: str) -> bool:
    """Take the bytes from the disk, unless some upload is still kept as it was sent; whether they were there."""
    with transaction.atomic():
        lock_bytes(sha256)
        if Upload.objects.filter(sha256=sha256, redaction__isnull=True).exists():
            return False
        path = Upload(sha256=sha256).stored_path
        there = path.is_file()
        path.unlink(missing_ok=True)
        return there


def _left_over() -> list[str]:
    """The hashes of bytes on the disk of which every upload is replaced, as it looks before anything is locked."""
    there = {file.name for file in settings.UPLOADS.glob("??/*") if _abandoned(file)}
    known = Upload.objects.filter(sha256__in=there)
    replaced = set(known.filter(redaction__isnull=False).values_list("sha256", flat=True))
    return sorted(replaced.difference(known.filter(redaction__isnull=True).values_list("sha256", flat=True)))


def _marked() -> set[int]:
    """The uploads of which marked workbooks lie on the disk."""
    numbers = (file.name.partition("-")[0] for file in (settings.VAR / MARKED_FOLDER).glob("*-*.xlsx"))
    return {int(number) for number in numbers if number.isdecimal()}


def _sweep_folders() -> int:
    """Folders of work that was killed may hold a whole workbook, and so may a file that never fully arrived."""
    left = [folder for pattern in OF_WORK for folder in settings.VAR.glob(pattern) if _abandoned(folder)]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    arriving = [file for file in settings.UPLOADS.glob("arriving-*") if _abandoned(file)]
    for file in arriving:
        file.unlink(missing_ok=True)
    return len(left) + len(arriving)


def _abandoned(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - ABANDONED
    except FileNotFoundError:
        return False

"""The workbooks that go out: one for a respondent, or those of a whole round in one file."""

import os
import re
import zipfile
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from surveys import jobs
from surveys.carrying import carried_over
from surveys.models import Batch, Invitation, Job, Round, User
from surveys.models.batches import KEPT
from surveys.queries.answers import last_answers, last_year
from surveys.queries.roster import recipients_of
from surveys.templates_xlsx import build_template
from surveys.wording import in_language

BATCH = "batch_of_workbooks"
UNSAFE = re.compile(r"[^\w.-]+")


def workbook_for(round: Round, respondent, language: str, *, carry_over: bool = False) -> bytes:
    """The workbook of a round for one respondent, with the last answers beside and, if asked, filled in."""
    questionnaire = round.questionnaire.as_questionnaire().as_asked
    previous = last_answers(round, respondent)
    year = last_year(round, respondent) if carry_over and previous else None
    return build_template(
        questionnaire,
        respondent_code=respondent.code,
        respondent_name=in_language(respondent.names, language),
        year=round.data_year,
        language=language,
        deadline=round.closes,
        contact=round.contact,
        previous=previous or None,
        answers=carried_over(questionnaire, previous, year) if year else None,
        illustrative=round.illustrative,
    )


def ask_for_batch(*, round: Round, by: User, language: str = "", carry_over: bool = False) -> Batch:
    """Have the workbooks of everybody on the roster made, in one language or ("") each in their own."""
    with transaction.atomic():
        batch = Batch.objects.create(round=round, by=by, language=language, carry_over=carry_over)
        jobs.enqueue(BATCH, batch.pk, by=by)
    return batch


def cancel_batch(*, batch: Batch) -> bool:
    """Stop the work on it; False where it was over."""
    job = batch_job(batch)
    return job is not None and jobs.cancel(job)


def batch_job(batch: Batch) -> Job | None:
    """The job that makes it. One query."""
    return jobs.latest(BATCH, batch.pk)


def delete_old_batches() -> int:
    """Delete the files that were kept for long enough, with their rows; how many."""
    long_ago = timezone.now() - KEPT
    old = Batch.objects.filter(Q(made__lt=long_ago) | Q(made__isnull=True, asked__lt=long_ago))
    for batch in (gone := list(old)):
        batch.path.unlink(missing_ok=True)
        batch.delete()
    return len(gone)


@jobs.job_kind(BATCH)
def make_batch(progress: jobs.Progress) -> None:
    """Write the zip beside its place and put it there when it is whole. Run twice, it writes the same again."""
    batch = Batch.objects.select_related("round__survey", "round__questionnaire").get(pk=progress.subject)
    lines = Invitation.objects.filter(round=batch.round).select_related("respondent")
    lines = list(lines.order_by("respondent__code"))
    languages = _languages(batch, lines)
    batch.path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = batch.path.with_name(f"{batch.pk}-{os.getpid()}.part")
    try:
        _write(batch, lines, languages, unfinished, progress)
        unfinished.replace(batch.path)
    finally:
        unfinished.unlink(missing_ok=True)
    Batch.objects.filter(pk=batch.pk).update(made=timezone.now())


def _write(batch: Batch, lines: list[Invitation], languages: dict, file: Path, progress) -> None:
    names: set[str] = set()
    # Workbooks are zipped already; to deflate them again costs time and saves nothing.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        progress(0, len(lines))
        for done, line in enumerate(lines, start=1):
            content = workbook_for(
                batch.round, line.respondent, languages[line.pk], carry_over=batch.carry_over
            )
            archive.writestr(_name(batch, line, names), content)
            progress(done, len(lines))


def _name(batch: Batch, line: Invitation, names: set[str]) -> str:
    """The respondent's code, made safe for a file's name; the slug where two codes would be the same."""
    name = f"{UNSAFE.sub('-', line.respondent.code)}-{batch.round.data_year}.xlsx"
    if name.lower() in names:
        name = f"{line.respondent.slug}-{batch.round.data_year}-{line.pk}.xlsx"
    names.add(name.lower())
    return name


def _languages(batch: Batch, lines: list[Invitation]) -> dict[int, str]:
    """The language of each workbook: the batch's, else the invitation's, else that of the first to whom letters go."""
    recipients = recipients_of(batch.round, lines)
    return {
        line.pk: batch.language
        or line.language
        or next((each.language for each in recipients[line.pk]), "en")
        for line in lines
    }

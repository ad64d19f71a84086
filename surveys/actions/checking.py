"""The worker checks a file that arrived: answers into the staging table, problems into rows."""

import io
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from surveys import jobs, signals
from surveys.actions.explaining import with_earlier_explanations
from surveys.actions.reading import ANSWERS, ReadingFailed, read_file
from surveys.actions.receiving import CHECK
from surveys.actions.tabulating import draft_tabulation
from surveys.models import Invitation, Issue, Mapping, Round, Upload
from surveys.queries.comparisons import comparisons_for
from surveys.queries.groups import groupings_with_names
from surveys.readfile import COPY_COLUMNS

COPY_ANSWERS = "COPY surveys_stagedanswer (upload_id, {}) FROM STDIN".format(
    ", ".join(f'"{column}"' for column in COPY_COLUMNS)
)
STAGED_AT_ONCE = 1 << 20
"""Bytes: the database takes them in a twentieth of a second, and between two of them we hear what the child says."""


@jobs.job_kind(CHECK)
def check_upload(progress: jobs.Progress) -> None:
    """Read and check a file: afterwards it is NEEDS_REVIEW with answers and issues, or REFUSED with a reason.

    The slow part happens in a child process, and what it has checked is staged meanwhile; a child that dies makes a
    refused file. Run twice, it ends in the same state; an upload that was discarded meanwhile stays so.
    """
    received = {Upload.State.RECEIVED, Upload.State.CHECKING}
    waiting = Upload.objects.filter(pk=progress.subject, state__in=received)
    asked = Round.objects.filter(uploads=OuterRef("pk")).values("questionnaire")[:1]
    if not waiting.update(state=Upload.State.CHECKING, questionnaire=Subquery(asked)):
        return
    upload = Upload.objects.select_related("round", "questionnaire", "respondent").get(pk=progress.subject)
    # Not in the transaction below: whoever discards the file does the same, and would wait for its end.
    upload.staged_answers.all().delete()
    request = _request(upload)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=settings.VAR, prefix="reading-") as name,
        progress.aside(),
        transaction.atomic(),
    ):
        _save(upload, _read(upload, Path(name), request, progress))


def _request(upload: Upload) -> dict:
    """What the child is told: nothing but the file, the questions, and who may answer."""
    questionnaire = upload.questionnaire.as_questionnaire()
    return {
        "file": str(upload.stored_path),
        "name": upload.file_name,
        "questionnaire": questionnaire.to_dict(),
        "roster": roster_names(upload.round),
        "groupings": groupings_with_names(),
        "encoding": upload.chosen_encoding,
        "decimal_mark": upload.chosen_decimal_mark,
        "mappings": [
            {**each.decisions, "layout": each.layout, "fingerprint": each.fingerprint}
            for each in Mapping.objects.filter(survey=upload.round.survey_id).order_by("-confirmed")
        ],
        "expected": [upload.respondent.code] if upload.respondent else None,
        "comparisons": comparisons_for(upload.round, questionnaire).to_dict(),
    }


def roster_names(round: Round) -> dict[str, list[str]]:
    """Everybody on the roster by code, with all other names. One query."""
    fields = ("code", "names", "aliases", "iso2", "m49")
    invited = Invitation.objects.filter(round=round).values_list(
        *(f"respondent__{field}" for field in fields), "access_code"
    )
    return {
        code: [*(entry["text"] for entry in names.values()), *aliases, *filter(None, codes)]
        for code, names, aliases, *codes in invited
    }


def _read(upload: Upload, folder: Path, request: dict, progress: jobs.Progress) -> dict:
    """What the child found, its answers staged; nothing but the refusal of a file that is refused."""
    try:
        with transaction.atomic(), _Staging(upload, folder / ANSWERS) as staging:
            found = read_file(folder, request, progress, meanwhile=staging.some)
            if refusal := found["refusal"]:
                raise ReadingFailed(refusal["code"], **refusal["parameters"])
    except ReadingFailed as failure:
        return {"refusal": {"code": failure.code, "parameters": failure.parameters}}
    return found


def _save(upload: Upload, found: dict) -> None:
    locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
    if locked.state != Upload.State.CHECKING:
        transaction.set_rollback(True)
        return
    locked.issues.all().delete()
    locked.checked = timezone.now()
    if refusal := found["refusal"]:
        locked.state, locked.placing = Upload.State.REFUSED, {}
        locked.refusal, locked.refusal_parameters = refusal["code"], refusal["parameters"]
    else:
        draft_tabulation(locked, found["counts"])
        Issue.objects.bulk_create(_issues(upload, found["issues"]), batch_size=1000)
        locked.state = Upload.State.NEEDS_REVIEW
        locked.placing = found["placing"]
        locked.layout, locked.encoding = found["layout"], found["encoding"]
        locked.counts = {
            "answers": found["answers"],
            "respondents": found["respondents"],
            "issues": found["issues_total"],
            "tabulated": len(found["counts"]),
            "encoding_assumed": found["encoding_assumed"],
        }
    locked.save()
    if locked.state == Upload.State.NEEDS_REVIEW:
        signals.upload_checked.send(sender=Upload, upload=locked)


def _issues(upload: Upload, found: list[dict]) -> list[Issue]:
    # A text file's one sheet is named after the file, whose name may be longer than a sheet's.
    issues = [
        Issue(upload=upload, position=position, **{**each, "sheet": each["sheet"][:120]})
        for position, each in enumerate(found)
    ]
    if upload.respondent:
        # The code that is most like a wrong one belongs to somebody else: the roster is not the sender's to see.
        for issue in issues:
            if issue.code == "unknown_respondent" and issue.parameters.get("near") != upload.respondent.code:
                issue.parameters = {"near": ""}
    return with_earlier_explanations(upload, issues)


class _Staging:
    """The answers that a child writes to a file, line by line, on their way into the staging table."""

    def __init__(self, upload: Upload, answers: Path):
        self.upload = str(upload.pk).encode() + b"\t"
        self.file = answers.open("w+b")
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, failed, *_):
        with self.file:
            while not failed and self.some():
                pass

    def some(self) -> bool:
        """Stage some of the lines that are there; False where nothing new is."""
        piece = self.file.read(STAGED_AT_ONCE)
        lines, end, self.rest = (self.rest + piece).rpartition(b"\n")
        if end:
            rows = self.upload + lines.replace(end, end + self.upload) + end
            with connection.cursor() as cursor:
                cursor.copy_expert(COPY_ANSWERS, io.BytesIO(rows))
        return bool(piece)

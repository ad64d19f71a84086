"""The worker checks a file that arrived: answers into the staging table, problems into rows."""

import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
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


@jobs.job_kind(CHECK)
def check_upload(progress: jobs.Progress) -> None:
    """Read and check a file: afterwards it is NEEDS_REVIEW with answers and issues, or REFUSED with a reason.

    The slow part happens outside of any transaction, in a child process; a child that dies makes a refused
    file. Run twice, it ends in the same state; an upload that was discarded meanwhile stays so.
    """
    received = {Upload.State.RECEIVED, Upload.State.CHECKING}
    if not Upload.objects.filter(pk=progress.subject, state__in=received).update(state=Upload.State.CHECKING):
        return
    upload = Upload.objects.select_related("round__questionnaire", "respondent").get(pk=progress.subject)
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="reading-") as name:
        folder = Path(name)
        try:
            found = read_file(folder, _request(upload), progress)
        except ReadingFailed as failure:
            found = {"refusal": {"code": failure.code, "parameters": failure.parameters}}
        with transaction.atomic():
            _save(upload, found, folder / ANSWERS)


def _request(upload: Upload) -> dict:
    """What the child is told: nothing but the file, the questions, and who may answer."""
    questionnaire = upload.round.questionnaire.as_questionnaire()
    return {
        "file": str(upload.stored_path),
        "name": upload.file_name,
        "questionnaire": questionnaire.to_dict(),
        "roster": roster_names(upload.round),
        "groupings": groupings_with_names(),
        "encoding": upload.chosen_encoding,
        "mappings": [
            {**each.decisions, "layout": each.layout, "fingerprint": each.fingerprint}
            for each in Mapping.objects.filter(survey=upload.round.survey_id)
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


def _save(upload: Upload, found: dict, answers: Path) -> None:
    locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
    if locked.state != Upload.State.CHECKING:
        return
    locked.staged_answers.all().delete()
    locked.issues.all().delete()
    locked.checked = timezone.now()
    if refusal := found["refusal"]:
        locked.state, locked.placing = Upload.State.REFUSED, {}
        locked.refusal, locked.refusal_parameters = refusal["code"], refusal["parameters"]
    else:
        _copy(locked, answers)
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


def _copy(upload: Upload, answers: Path) -> None:
    with connection.cursor() as cursor, answers.open("rb") as stream:
        cursor.cursor.copy_expert(COPY_ANSWERS, WithFirstColumn(stream, str(upload.pk)))


class WithFirstColumn:
    """A stream of COPY's text format with a column put before all others, block by block."""

    def __init__(self, stream: BinaryIO, value: str):
        self.stream, self.prefix = stream, value.encode() + b"\t"
        self.at_start = True

    def read(self, size: int = -1) -> bytes:
        """The next block with the column; longer than `size`, which bounds what is read from the stream."""
        block = self.stream.read(size)
        if not block:
            return b""
        text = block.replace(b"\n", b"\n" + self.prefix)
        if self.at_start:
            text = self.prefix + text
        self.at_start = block.endswith(b"\n")
        return text.removesuffix(self.prefix) if self.at_start else text

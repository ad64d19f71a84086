"""The sender's workbook with its problems marked: made when somebody asks for it, and kept until the file goes."""

import tempfile
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext, ngettext

from surveys import jobs
from surveys.actions.reading import ReadingFailed, read_file
from surveys.actions.refusals import WrongState
from surveys.annotate import Mark
from surveys.annotatefile import MARKED
from surveys.issue_messages import explain_issue
from surveys.models import Comment, Issue, Job, Upload, User
from surveys.wording import RIGHT_TO_LEFT, in_language, language_key

MARKED_FOLDER = "marked"
OF_COPY = "-copy"
CHECKED = frozenset({Upload.State.NEEDS_REVIEW, Upload.State.SAVING, Upload.State.READY})


def marked_file(upload: Upload, language: str) -> Path:
    """Where the marked workbook of this check lies, in a language, whether it is made or not."""
    moment = f"{upload.checked:%Y%m%d%H%M%S%f}" if upload.checked else "unchecked"
    said = _comments(upload).count()
    copy = OF_COPY if upload.replaced else ""
    return settings.VAR / MARKED_FOLDER / f"{upload.pk}-{moment}-{said}-{language_key(language)}{copy}.xlsx"


def marking_job(upload: Upload, language: str) -> Job | None:
    """The newest job that makes it. One query."""
    return jobs.latest(_kind(language), upload.pk)


def mark_problems(*, upload: Upload, by: User) -> None:
    """Have the workbook made in the language of the page, unless it is there. Raises WrongState."""
    if upload.state not in CHECKED or not upload.kept_path.is_file():
        raise WrongState
    if not (upload.issues.exists() or _comments(upload).exists()):
        raise WrongState
    if not marked_file(upload, get_language()).is_file():
        jobs.enqueue(_kind(get_language()), upload.pk, by=by)


def stop_marking(*, upload: Upload) -> bool:
    """Stop making it in the language of the page; False where nobody was at it."""
    job = marking_job(upload, get_language())
    return job is not None and jobs.cancel(job)


def forget_marked(upload: Upload) -> int:
    """Delete what was made of this upload, but for what was made of the copy without contacts; how many files."""
    gone = [
        file
        for file in (settings.VAR / MARKED_FOLDER).glob(f"{upload.pk}-*.xlsx")
        if not (upload.replaced and file.stem.endswith(OF_COPY))
    ]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _kind(language: str) -> str:
    return f"mark_upload.{language}"


def _mark_upload(progress: jobs.Progress, *, language: str) -> None:
    """Write the workbook, in a child process; run twice, it writes the same again.

    Raises JobFailed where the file cannot be opened any more.
    """
    upload = Upload.objects.select_related("round__questionnaire", "redaction").get(pk=progress.subject)
    if upload.state not in CHECKED:
        return
    target = marked_file(upload, language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=settings.VAR, prefix="marking-") as name,
        translation.override(language),
    ):
        folder = Path(name)
        try:
            made = read_file(folder, _request(upload, language), progress, module="surveys.annotatefile")
        except ReadingFailed as failure:
            raise jobs.JobFailed(gettext("The workbook could not be marked.")) from failure
        if made["refusal"]:
            raise jobs.JobFailed(gettext("The workbook could not be marked."))
        (folder / MARKED).replace(target)


def _request(upload: Upload, language: str) -> dict:
    issues = sorted(upload.issues.all(), key=_place)
    questionnaire = upload.round.questionnaire.as_questionnaire()
    found = sum(upload.counts.get("issues", {}).values())
    marks = [
        *(_mark(issue, questionnaire, language) for issue in issues),
        *(_mark_of_comment(comment, language) for comment in _comments(upload)),
    ]
    sheets = upload.replaced.sheets if upload.replaced else {}
    return {
        "file": str(upload.kept_path),
        "name": upload.file_name,
        # The copy without contacts is a workbook: its letters are settled.
        "encoding": "" if upload.replaced else upload.chosen_encoding,
        "marks": [mark._replace(sheet=sheets.get(mark.sheet, mark.sheet)) for mark in marks],
        "words": _words(upload, left_out=max(found - len(issues), 0)),
        "right_to_left": language_key(language) in RIGHT_TO_LEFT,
    }


def _place(issue: Issue) -> tuple:
    """The gravest first, then as one reads."""
    place = (issue.sheet, issue.row or 0, issue.column or 0, issue.position)
    return (Issue.Severity.values.index(issue.severity), *place)


def _mark(issue: Issue, questionnaire, language: str) -> Mark:
    words = explain_issue(issue, questionnaire)
    item = questionnaire.items.get(issue.item)
    return Mark(
        issue.severity,
        issue.sheet,
        issue.row,
        issue.column,
        issue.value,
        words.wrong,
        words.to_do,
        in_language(item.text, language) if item else "",
        issue.respondent,
    )


def _comments(upload: Upload):
    """What was said about single cells of the file, in review."""
    comments = Comment.objects.filter(submission__upload=upload, answer__isnull=False)
    return comments.select_related("author", "answer__item", "submission__respondent")


def _mark_of_comment(comment: Comment, language: str) -> Mark:
    answer = comment.answer
    return Mark(
        Issue.Severity.WARNING,
        answer.sheet,
        answer.row,
        answer.column,
        answer.raw[:200],
        gettext("%(name)s says: %(text)s") % {"name": comment.author, "text": comment.text},
        "",
        in_language(answer.item.names, language),
        comment.submission.respondent.code,
    )


def _words(upload: Upload, *, left_out: int) -> dict[str, str]:
    """What the sheet of problems says, in the language in force."""
    more = ngettext(
        "%(n)d more problem is not listed: it will show when you send the file again.",
        "%(n)d more problems are not listed: they will show when you send the file again.",
        left_out,
    )
    return {
        # Translators: the name of a sheet; at most 28 characters.
        "sheet": gettext("Problems"),
        "title": gettext("Problems in %(file)s") % {"file": upload.file_name},
        "hint": gettext("Choose a cell to go to it, correct it there, save the workbook and send it again."),
        "rebuilt": gettext(
            "The file that you sent cannot hold marks, so here are its cells as an Excel workbook. "
            "Formats and formulas of the original are not in it."
        ),
        "more": more % {"n": left_out} if left_out else "",
        "cell": gettext("Cell"),
        "severity": gettext("Severity"),
        "question": gettext("Question"),
        "respondent": gettext("Respondent"),
        "sent": translation.pgettext("cell", "Sent"),
        "wrong": gettext("What is wrong"),
        "to_do": gettext("What to do"),
        **{severity.value: str(severity.label) for severity in Issue.Severity},
    }


for _code, _name in settings.LANGUAGES:
    jobs.job_kind(_kind(_code))(partial(_mark_upload, language=_code))

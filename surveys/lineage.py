"""An answer's way back to its cell: file, sheet, cell, sender, time, approval."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from surveys.changes import Said
from surveys.models import (
    Answer,
    Correction,
    Redaction,
    Representation,
    Submission,
    Survey,
    Tabulation,
    Upload,
    User,
)
from surveys.permissions import (
    may_review,
    may_see_submission,
    may_see_tabulation,
    may_see_upload,
    reads_all_texts,
    submissions_open_to,
)
from surveys.queries.said import applied, said_of
from surveys.queries.tabulations import part_of
from surveys.queries.texts import texts_that_count
from surveys.spreadsheets import cell_address


@dataclass(frozen=True)
class AnswerCell:
    """One answer with everything that says where it came from.

    `raw` is what the cell says; `corrected` is what the answer counts as where a correction lies over it,
    `explanations` what the sender said about warnings on it, `redaction` what took the place of the file since.
    """

    answer: int
    respondent: str
    respondent_names: dict
    item: str
    item_names: dict
    raw: str
    file_name: str
    upload: int
    sha256: str
    cell: str
    sender: str
    received: datetime
    version: int
    approved_by: str
    approved: datetime | None
    corrected: Said | None = None
    explanations: tuple[str, ...] = ()
    redaction: Redaction | None = None


def cells_of(
    answer_ids: Iterable[int], corrections: Iterable[Correction] | None = None
) -> dict[int, AnswerCell]:
    """The cells of these answers, by answer. Three queries, however many there are.

    Beside them what is laid over them now, or the `corrections` that an earlier run saw.
    """
    return _cells(Answer.objects.filter(pk__in=list(answer_ids)), corrections)


def _cells(
    answers: QuerySet[Answer], corrections: Iterable[Correction] | None = None
) -> dict[int, AnswerCell]:
    answers = answers.select_related(
        "item",
        "option",
        "submission__respondent",
        "submission__upload__sender",
        "submission__upload__redaction",
        "submission__decided_by",
    )
    found = list(answers.prefetch_related("explanations"))
    if corrections is None:
        by_answer = applied(found)
    else:
        by_answer = {correction.answer_id: correction for correction in corrections}
    return {answer.pk: _cell_of(answer, by_answer.get(answer.pk)) for answer in found}


def _cell_of(answer: Answer, correction: Correction | None) -> AnswerCell:
    submission = answer.submission
    return AnswerCell(
        answer=answer.pk,
        respondent=submission.respondent.code,
        respondent_names=submission.respondent.names,
        item=answer.item.code,
        item_names=answer.item.names,
        raw=answer.raw,
        file_name=submission.upload.file_name,
        upload=submission.upload_id,
        sha256=submission.upload.sha256,
        cell=cell_address(submission.upload.sheet(answer.sheet), answer.row, answer.column),
        sender=str(submission.upload.sender),
        received=submission.upload.received,
        version=submission.version,
        approved_by=str(submission.decided_by or ""),
        approved=submission.decided,
        corrected=said_of(answer, correction) if correction else None,
        explanations=tuple(one.text for one in answer.explanations.all()),
        redaction=submission.upload.replaced,
    )


def respondents_open_to(user: User, survey: Survey) -> set[str] | None:
    """The codes of the respondents whose cells this user may open; None stands for all. At most two queries.

    Analysts may open all, a focal point those that he or she represents now, everybody else none.
    """
    if not user.is_authenticated:
        return set()
    if user.has_perm("surveys.see_any_answer"):
        return None
    represented = Representation.objects.in_force().filter(user=user, survey=survey)
    return set(represented.values_list("respondent__code", flat=True))


def represented_by(user: User) -> set[tuple[int, int]]:
    """Survey and respondent, as primary keys, for whom this user answers today. One query."""
    if not user.is_authenticated:
        return set()
    in_force = Representation.objects.in_force().filter(user=user)
    return set(in_force.values_list("survey", "respondent"))


def text_answers_open_to(user: User) -> QuerySet[Answer]:
    """Answers in words that count and that this user may read, with `counts_as`: of surveys that declare them
    attributable, and those that are open to the user. With question and respondent at hand."""
    if reads_all_texts(user):
        return texts_that_count()
    open_to_user = submissions_open_to(user).filter(pk=OuterRef("submission"))
    may_read = Q(submission__round__survey__attributable=True) | Exists(open_to_user)
    return texts_that_count().filter(may_read)


@dataclass(frozen=True)
class CountCell:
    """One count of a table, in the words of questionnaire and groups, and its cell. `n` is None where none is told."""

    item_names: dict
    part: dict | str
    group_names: dict
    k: Decimal
    n: int | None
    raw: str
    cell: str


@dataclass(frozen=True)
class TableSource:
    """Where a table of counts came from, and its counts that are about some questions and one group."""

    tabulation: int
    version: int
    file_name: str
    sha256: str
    redaction: Redaction | None
    sender: str
    received: datetime
    approved_by: str
    approved: datetime | None
    counts: list[CountCell]


def table_source(tabulation: Tabulation, items: Iterable[str], groups: Mapping[str, str]) -> TableSource:
    """The cells of a table behind a value: those of its questions, of who was invited and answered, in its group."""
    grouping, group = next(iter(groups.items()), (None, None))
    found = tabulation.counts.select_related("item", "option", "group__grouping").filter(
        Q(item__code__in=list(items)) | Q(item=None), group__code=group, group__grouping__code=grouping
    )
    return TableSource(
        tabulation=tabulation.pk,
        version=tabulation.version,
        file_name=tabulation.upload.file_name,
        sha256=tabulation.upload.sha256,
        redaction=tabulation.upload.replaced,
        sender=str(tabulation.upload.sender),
        received=tabulation.upload.received,
        approved_by=str(tabulation.decided_by or ""),
        approved=tabulation.decided,
        counts=[
            CountCell(
                item_names=one.item.names if one.item else {},
                part=part_of(one),
                group_names=one.group.names if one.group else {},
                k=one.k,
                n=one.n,
                raw=one.raw,
                cell=cell_address(tabulation.upload.sheet(one.sheet), one.row, one.column),
            )
            for one in found
        ],
    )


def cells_of_counts(tabulation: Tabulation) -> list[tuple[str, dict, list[str]]]:
    """Code and wording of every question that a table tells of, with the cells that count everybody. One query."""
    found: dict[str, tuple[str, dict, list[str]]] = {}
    counts = tabulation.counts.filter(item__isnull=False).select_related("item")
    for count in counts.order_by("item__position", "sheet", "row", "column"):
        _, _, cells = found.setdefault(count.item.code, (count.item.code, count.item.names, []))
        if count.group_id is None:
            sheet = tabulation.upload.sheet(count.sheet)
            cells.append(cell_address(sheet, count.row, count.column))
    return list(found.values())


class NotOpen(PermissionError):
    """The answers are not open to this user."""


def submission_for(user: User, submission_id: int) -> Submission | None:
    """A submission with round, survey and respondent; None where there is none. Raises NotOpen. At most two queries.

    Open to analysts, and to a focal point who represents the respondent now.
    """
    submissions = Submission.objects.select_related("round__survey", "respondent", "upload")
    found = submissions.filter(pk=submission_id).first()
    if found and not may_see_submission(user, found):
        raise NotOpen
    return found


def tabulation_for(user: User, tabulation_id: int) -> Tabulation | None:
    """A table of counts that was handed in, with round and survey; None where there is none. Raises NotOpen.

    Open to analysts, to reviewers, and to who sent it.
    """
    tables = Tabulation.objects.sent().select_related("round__survey", "upload")
    found = tables.filter(pk=tabulation_id).first()
    if found and not may_see_tabulation(user, found):
        raise NotOpen
    return found


def submission_to_decide(user: User, submission_id: int) -> Submission | None:
    """The same for those who decide about submissions: nobody else may see what would change if it counted again."""
    if not may_review(user):
        raise NotOpen
    return submission_for(user, submission_id)


def tabulation_to_decide(user: User, tabulation_id: int) -> Tabulation | None:
    """The same of a table of counts."""
    if not may_review(user):
        raise NotOpen
    return tabulation_for(user, tabulation_id)


def upload_for(user: User, upload_id: int) -> Upload | None:
    """A file that was sent, with round, survey and respondent; None where there is none. Raises NotOpen.

    Open to analysts and to whoever may submit it.
    """
    uploads = Upload.objects.select_related("round__survey", "respondent", "sender")
    found = uploads.filter(pk=upload_id).first()
    if found and not may_see_upload(user, found):
        raise NotOpen
    return found


def cells_by_item(submission: Submission) -> dict[str, list[AnswerCell]]:
    """The cells of a submission's answers by the code of their item. Three queries."""
    answers = Answer.objects.filter(submission=submission).order_by("item__position", "occurrence")
    cells: dict[str, list[AnswerCell]] = {}
    for cell in _cells(answers).values():
        cells.setdefault(cell.item, []).append(cell)
    return cells

"""How far the worker is with an upload, and what it found."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, When
from django.db.models.functions import Coalesce, Collate

from surveys import jobs
from surveys.issue_messages import Words, explain_issue, explain_refusal
from surveys.models import Issue, Job, Respondent, Upload
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import cell_address

PROBLEMS_SHOWN = 100
"""On a page: a file with the same slip in every row brings thousands, and a browser takes seconds for a few of them."""

_RANKS = (When(severity=severity, then=rank) for rank, severity in enumerate(Issue.Severity.values))
_PLACE = (
    Case(*_RANKS, output_field=IntegerField()),
    Collate("sheet", "C"),
    Coalesce("row", 0),
    Coalesce("column", 0),
    "position",
)


@dataclass(frozen=True)
class Work:
    """The newest job on an upload; `job` is None where there was none."""

    upload: Upload
    job: Job | None

    @property
    def under_way(self) -> bool:
        """Whether something is still going to happen by itself."""
        return self.upload.under_way and self.job is not None and not self.job.over

    @property
    def failed(self) -> bool:
        """Whether the worker gave up, so that the upload stands still."""
        return self.upload.under_way and not self.under_way

    @property
    def stopped(self) -> bool:
        """Whether it stands still because somebody stopped it."""
        return self.failed and self.job is not None and self.job.state == Job.State.CANCELLED

    @property
    def done(self) -> int:
        return self.job.done if self.job else 0

    @property
    def total(self) -> int:
        return self.job.total if self.job else 0

    @property
    def seconds(self) -> float:
        return self.job.seconds if self.job else 0.0


@dataclass(frozen=True)
class Problem:
    """An issue with its words: `cell` is its address, `question` the wording of its item."""

    issue: Issue
    cell: str
    question: dict
    words: Words


@dataclass(frozen=True)
class Problems:
    """The issues of one severity that are on a page; `total` says how many were found in the file."""

    severity: str
    shown: list[Problem]
    total: int

    @property
    def label(self) -> str:
        return Issue.Severity(self.severity).label


@dataclass(frozen=True)
class ProblemPage:
    """One page of what was found in a file, by severity; `untold` issues were counted and not kept."""

    groups: list[Problems]
    page: Page
    untold: int

    def __bool__(self) -> bool:
        return bool(self.groups)

    def __iter__(self) -> Iterator[Problems]:
        return iter(self.groups)


def work_on(upload: Upload) -> Work:
    """How far the worker is. One query, and another two at the moment when it ends: an upload that was read
    before its job ended, and the job after, would look as if the worker had given up. `upload` is brought up
    to date then."""
    job = jobs.latest(_kind(upload), upload.pk)
    if upload.under_way and job is not None and job.over:
        upload.refresh_from_db()
        job = jobs.latest(_kind(upload), upload.pk)
    return Work(upload, job)


def _kind(upload: Upload) -> str:
    return "save_upload" if upload.state in {Upload.State.SAVING, Upload.State.READY} else "check_upload"


def problems_of(upload: Upload, questionnaire: Questionnaire, number: str | None = None) -> ProblemPage:
    """What was found, errors first, by cell, PROBLEMS_SHOWN to a page; severities without issues are left out. What is
    about the whole file comes first, then the cells of each sheet as one reads them. Three queries."""
    kept = dict(upload.issues.order_by().values_list("severity").annotate(n=Count("pk")))
    totals = {each: max(n, upload.counts.get("issues", {}).get(each, 0)) for each, n in kept.items()}
    page = Paginator(upload.issues.order_by(*_PLACE), PROBLEMS_SHOWN).get_page(number)
    found = defaultdict(list)
    for issue in page.object_list:
        issue.upload = upload
        found[issue.severity].append(_problem(issue, questionnaire))
    groups = [
        Problems(severity, found[severity], totals[severity])
        for severity in Issue.Severity.values
        if found[severity]
    ]
    return ProblemPage(groups, page, sum(totals.values()) - sum(kept.values()))


def refusal_of(upload: Upload) -> Words | None:
    """Why a file was refused as a whole, and what to do; None if it was not."""
    return explain_refusal(upload.refusal, upload.refusal_parameters) if upload.refusal else None


def respondents_in(upload: Upload) -> list[tuple[Respondent, dict]]:
    """The respondents for whom a file has answers, with the counts of their answers by kind. One query."""
    counts = upload.counts.get("respondents", {})
    found = Respondent.objects.filter(
        kind=upload.round.survey.respondent_kind, code__in=counts, invitations__round=upload.round_id
    )
    return [(each, counts[each.code]) for each in found.order_by("code")]


def _problem(issue: Issue, questionnaire: Questionnaire) -> Problem:
    item = questionnaire.items.get(issue.item)
    return Problem(
        issue,
        cell_address(issue.upload.sheet(issue.sheet), issue.row, issue.column),
        dict(item.text) if item else {},
        explain_issue(issue, questionnaire),
    )

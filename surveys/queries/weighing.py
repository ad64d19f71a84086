"""Whether it was worked out what would change if an older version counted again."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from surveys import jobs
from surveys.models import Decision, Job, Submission, Tabulation


@dataclass(frozen=True)
class Weighing:
    """The last time that it was worked out, or is; `done` where somebody may decide now: it was worked out, or could not
    be, and nothing was decided about these versions since."""

    job: Job | None
    done: bool

    @property
    def under_way(self) -> bool:
        return self.job is not None and not self.job.over

    @property
    def failed(self) -> bool:
        return self.done and self.job.state == Job.State.FAILED


def weighing_of(version: Submission | Tabulation) -> Weighing:
    """Of a version of a submission or of a table of counts. Two queries."""
    kind, decided = _of_table(version) if isinstance(version, Tabulation) else _of_submission(version)
    job = jobs.latest(kind, version.pk)
    ended = job is not None and job.state in {Job.State.DONE, Job.State.FAILED}
    return Weighing(job, ended and (decided is None or job.finished > decided))


def _of_submission(version: Submission) -> tuple[str, datetime | None]:
    decisions = Decision.objects.filter(
        submission__round=version.round_id, submission__respondent=version.respondent_id
    )
    return jobs.WEIGH_SUBMISSION, decisions.aggregate(last=Max("at"))["last"]


def _of_table(version: Tabulation) -> tuple[str, datetime | None]:
    tables = Tabulation.objects.filter(round=version.round_id)
    return jobs.WEIGH_TABULATION, tables.aggregate(last=Max("decided"))["last"]

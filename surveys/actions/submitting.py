"""Checked answers become a submission."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from surveys import jobs
from surveys.actions.receiving import SAVE
from surveys.actions.refusals import (
    CountsNotTaken,
    ExplanationMissing,
    NoLongerInvited,
    NothingToSubmit,
    RoundClosed,
    UploadHasErrors,
    WrongState,
)
from surveys.actions.tabulating import hand_in, holds_counts
from surveys.models import Decision, Invitation, Issue, StagedAnswer, Submission, Upload, User

JOIN_AS_WHOLES = "SET LOCAL enable_nestloop = off"
JOIN_AS_USUAL = "SET LOCAL enable_nestloop = DEFAULT"
"""Around the moving: staged rows and new items have no statistics, and a planner that takes them for
one or two goes through all items for every row. Hashing whole tables is quick whatever their size."""

CHECK_AT_ONCE = "SET CONSTRAINTS ALL IMMEDIATE"
"""Keys are checked with each statement: at the end it takes as long, and nobody could be heard meanwhile."""

NEW_VERSIONS = """
INSERT INTO surveys_submission
    (round_id, respondent_id, version, upload_id, state, submitted_by_id, submitted, remark)
SELECT %(round)s, respondent.id, coalesce(max(earlier.version), 0) + 1, %(upload)s, %(state)s, %(by)s, %(now)s, ''
  FROM unnest(%(respondents)s::bigint[]) AS respondent (id)
  LEFT JOIN surveys_submission earlier
    ON earlier.round_id = %(round)s AND earlier.respondent_id = respondent.id
 GROUP BY respondent.id
 ORDER BY respondent.id
"""

MOVE_ANSWERS = """
INSERT INTO surveys_answer
    (submission_id, item_id, occurrence, option_id, number, text, absence, raw, sheet, "row", "column")
SELECT submission.id, item.id, staged.occurrence, option.id, staged.number, staged.text, staged.absence,
       staged.raw, left(staged.sheet, 120), staged."row", staged."column"
  FROM surveys_stagedanswer staged
  JOIN surveys_respondent respondent ON respondent.code = staged.respondent AND respondent.kind = %(kind)s
  JOIN surveys_submission submission
    ON submission.upload_id = staged.upload_id AND submission.respondent_id = respondent.id
  JOIN surveys_item item ON item.questionnaire_id = %(questionnaire)s AND item.code = staged.item
  LEFT JOIN surveys_option option ON option.item_id = item.id AND option.code = staged.option
 WHERE staged.upload_id = %(upload)s AND staged.ctid >= %(first)s::tid AND staged.ctid < %(last)s::tid
 ORDER BY submission.id, item.id, staged.occurrence
"""

PAGES_OF_STAGED = """
SELECT (min(ctid)::text::point)[0]::bigint, (max(ctid)::text::point)[0]::bigint
  FROM surveys_stagedanswer WHERE upload_id = %(upload)s
"""

DELETE_STAGED = """
DELETE FROM surveys_stagedanswer
 WHERE upload_id = %(upload)s AND ctid >= %(first)s::tid AND ctid < %(last)s::tid
"""

PAGES_AT_ONCE = 200
"""Pages of the staging table that are moved by one statement: some fourteen thousand answers, in less than a second. They
lie in the order of the file, and the table has no key by which to ask for some of them."""

KEEP_EXPLANATIONS = """
INSERT INTO surveys_explanation (answer_id, code, parameters, text)
SELECT answer.id, issue.code, issue.parameters, issue.explanation
  FROM surveys_issue issue
  JOIN surveys_submission submission ON submission.upload_id = issue.upload_id
  JOIN surveys_respondent respondent
    ON respondent.id = submission.respondent_id AND respondent.code = issue.respondent
  JOIN surveys_item item ON item.questionnaire_id = %(questionnaire)s AND item.code = issue.item
  JOIN surveys_answer answer ON answer.submission_id = submission.id AND answer.item_id = item.id
   AND answer.sheet = left(issue.sheet, 120) AND answer."row" = issue."row" AND answer."column" = issue."column"
 WHERE issue.upload_id = %(upload)s AND issue.explanation <> ''
 ORDER BY issue.position
"""


def submit_upload(*, upload: Upload, by: User) -> Upload:
    """Hand in the answers of a checked file; the worker makes the submission of it.

    Raises WrongState unless it was checked and waits (or an earlier try to save it failed), RoundClosed,
    UploadHasErrors, ExplanationMissing where a warning asks and nobody said why, CountsNotTaken where each respondent
    has to answer on its own, NothingToSubmit where nothing but blanks was found, and NoLongerInvited where somebody in it
    was taken from the roster meanwhile.
    """
    with transaction.atomic():
        locked = (
            Upload.objects.select_for_update(of=["self"]).select_related("round__survey").get(pk=upload.pk)
        )
        if not (locked.state == Upload.State.NEEDS_REVIEW or saving_failed(locked)):
            raise WrongState
        if not locked.round.takes_answers:
            raise RoundClosed
        if locked.issues.filter(severity=Issue.Severity.ERROR).exists():
            raise UploadHasErrors
        if locked.issues.unexplained().exists():
            raise ExplanationMissing
        if locked.round.survey.by_respondent and holds_counts(locked):
            raise CountsNotTaken
        if not (locked.staged_answers.filter(absence__isnull=True).exists() or holds_counts(locked)):
            raise NothingToSubmit
        if gone := _no_longer_invited(locked):
            raise NoLongerInvited(gone)
        locked.state = Upload.State.SAVING
        locked.save(update_fields=["state"])
        jobs.enqueue(SAVE, locked.pk, by=by)
    return locked


def _no_longer_invited(upload: Upload) -> list[str]:
    """The codes in the file of those who are not on the roster, in order. Two queries."""
    codes = _staged_by_respondent(upload.pk)
    invited = Invitation.objects.filter(round=upload.round, respondent__code__in=list(codes))
    return sorted(set(codes) - set(invited.values_list("respondent__code", flat=True)))


def saving_failed(upload: Upload) -> bool:
    """Whether the worker gave up saving it, so that it may be submitted again."""
    if upload.state != Upload.State.SAVING:
        return False
    job = jobs.latest(SAVE, upload.pk)
    return job is None or job.over


def stop_saving(*, upload: Upload) -> Upload:
    """Stop the worker while it saves: nothing of the file is submitted, and it waits for its sender as before.

    Raises WrongState where it is not being saved any more: a moment earlier it would have been stopped.
    """
    job = jobs.latest(SAVE, upload.pk)
    if job:
        jobs.cancel(job)
    with transaction.atomic():
        # Waits until the worker has heard of it, and taken back what it had done, or was through before.
        locked = Upload.objects.select_for_update(of=["self"]).get(pk=upload.pk)
        if locked.state != Upload.State.SAVING:
            raise WrongState
        locked.state = Upload.State.NEEDS_REVIEW
        locked.save(update_fields=["state"])
    return locked


@jobs.job_kind(SAVE)
def save_upload(progress: jobs.Progress) -> None:
    """Make one submission per respondent in the file, with its answers, or a version of the round's table of
    counts, in one transaction.

    A version that still waited for review is withdrawn for the new one. Run again after it is done, it does
    nothing; stopped or killed on the way, everything is as before. Raises JobFailed where a staged answer belongs to no item or respondent of the round.
    """
    staged = _staged_by_respondent(progress.subject)
    total = sum(staged.values())
    progress(0, total)
    # Words of progress go aside: the job's row is not touched in the transaction, or its heartbeat would wait.
    with progress.aside(), transaction.atomic():
        upload = Upload.objects.select_for_update(of=["self"]).select_related("round__survey", "sender")
        upload = upload.get(pk=progress.subject)
        if upload.state != Upload.State.SAVING:
            return
        hand_in(upload, progress.by or upload.sender)
        _new_versions(upload, _on_roster(upload, staged), progress.by or upload.sender)
        _move_answers(upload, lambda done: progress(done, total))
        upload.state = Upload.State.READY
        upload.save(update_fields=["state"])
        # Whoever stopped it meanwhile is heard before anything is committed: a stopped job has saved nothing.
        progress(total, total)


def _staged_by_respondent(upload: int) -> dict[str, int]:
    """How many answers of each were staged. One query, and none that joins staged rows, which have no statistics:
    the roster would be gone through for each of them."""
    staged = StagedAnswer.objects.filter(upload=upload).order_by()
    return dict(staged.values_list("respondent").annotate(many=Count("*")))


def _on_roster(upload: Upload, codes: Iterable[str]) -> list[int]:
    """The keys of those of them who are on the roster, their lines of the roster locked."""
    invitations = Invitation.objects.filter(round=upload.round, respondent__code__in=list(codes))
    if upload.respondent_id:
        invitations = invitations.filter(respondent=upload.respondent_id)
    locked = invitations.order_by("pk").select_for_update(of=["self"])
    return list(locked.values_list("respondent_id", flat=True))


def _new_versions(upload: Upload, respondents: list[int], by: User) -> None:
    """A submission for each respondent, the next of its versions. Four statements, however many they are."""
    now = timezone.now()
    versions = Submission.objects.filter(round=upload.round, respondent__in=respondents)
    waiting = list(versions.filter(state=Submission.State.SUBMITTED).values_list("pk", flat=True))
    if waiting:
        withdrawn = Submission.State.WITHDRAWN
        versions.filter(pk__in=waiting).update(state=withdrawn, decided=now, decided_by=by)
        Decision.objects.bulk_create(
            Decision(submission_id=each, state=withdrawn, by=by, at=now) for each in waiting
        )
    parameters = {
        "round": upload.round_id,
        "respondents": respondents,
        "upload": upload.pk,
        "state": Submission.State.SUBMITTED,
        "by": by.pk,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEW_VERSIONS, parameters)


def _move_answers(upload: Upload, progress: Callable[[int], None]) -> None:
    """Move by SQL, so that a hundred thousand answers never pass through Python, some pages after the other.

    What was said about warnings goes along, to the answers that it is about. `progress` hears how many were moved, if
    it takes more than one statement.
    """
    parameters = {
        "kind": upload.round.survey.respondent_kind,
        "questionnaire": upload.asked,
        "upload": upload.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(PAGES_OF_STAGED, parameters)
        low, high = cursor.fetchone()
        moved, pages = 0, range(low or 0, (high or 0) + 1, PAGES_AT_ONCE)
        cursor.execute(JOIN_AS_WHOLES)
        cursor.execute(CHECK_AT_ONCE)
        for page in pages:
            some = parameters | {"first": f"({page},0)", "last": f"({page + PAGES_AT_ONCE},0)"}
            cursor.execute(MOVE_ANSWERS, some)
            of_these = cursor.rowcount
            cursor.execute(DELETE_STAGED, some)
            if of_these != cursor.rowcount:
                raise jobs.JobFailed("Some answers belong to no question or respondent of this round.")
            moved += of_these
            if len(pages) > 1:
                progress(moved)
        cursor.execute(JOIN_AS_USUAL)
        cursor.execute(KEEP_EXPLANATIONS, parameters)

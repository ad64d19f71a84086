"""Illustrative answers: fictional respondents, and their workbooks on the same way as anybody's.

Every workbook goes through receiving, checking by the worker, submitting and approving. What is there already
is left alone, and what an earlier run left half-way is taken up where it stands.
"""

import csv
import datetime
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from surveys import actions, jobs
from surveys.declarations import DeclarationError
from surveys.loading.accounts import EXAMPLE_SURVEY, make_demo_accounts, represent
from surveys.loading.rows import Rows
from surveys.models import (
    Group,
    Invitation,
    Issue,
    Job,
    Membership,
    Questionnaire,
    Respondent,
    Round,
    Submission,
    Survey,
    Upload,
    User,
)
from surveys.wording import with_state

EXAMPLE_YEARS = (2021, 2022)
ROSTER_COLUMNS = ("code", "name_en", "name_zh", "entity_type", *(f"invited_{year}" for year in EXAMPLE_YEARS))
PATIENCE = 90
"""Seconds in which the worker has to do something; then it is taken for not there."""

ANALYST = "analyst@example.org"
FOCAL_POINT = "focal-point@example.org"


class NoWorker(Exception):
    """Work was queued and nobody did it."""

    def __str__(self):
        return (
            f"Work was put in the queue, and nothing happened for {PATIENCE} seconds: is the worker running? "
            "Start it with `celery -A sscdash worker -B`, or run `manage.py load_examples --here`."
        )


def wait_for_worker(waiting: Iterable[int]) -> None:
    """Wait until these jobs are over. Raises NoWorker when nothing moves for a while."""
    waiting, before, moved = list(waiting), None, time.monotonic()
    while True:
        states = list(Job.objects.filter(pk__in=waiting).order_by("pk").values_list("pk", "state", "done"))
        open_states = {Job.State.QUEUED, Job.State.RUNNING}
        if not any(state in open_states for _, state, _ in states):
            return
        if states != before:
            before, moved = states, time.monotonic()
        elif time.monotonic() - moved > PATIENCE:
            raise NoWorker
        time.sleep(0.1)


def do_it_here(waiting: Iterable[int]) -> None:
    """Do these jobs in this process, one after the other."""
    for job_id in waiting:
        jobs.run(job_id)


@transaction.atomic
def load_example_rounds(fixtures: Path) -> Counter:
    """The fictional entities, their types, and the illustrative rounds with their roster; rows touched."""
    changed: Counter = Counter()
    file = fixtures / "examples" / EXAMPLE_SURVEY / "roster.csv"
    roster = _load_roster(file, changed)
    survey = Survey.objects.get(code=EXAMPLE_SURVEY)
    for year in EXAMPLE_YEARS:
        round_, made = Round.objects.get_or_create(
            survey=survey,
            data_year=year,
            illustrative=True,
            defaults={
                "questionnaire": Questionnaire.objects.get(survey=survey, version=f"{year}.1"),
                "state": Round.State.OPEN,
                **_days(year),
                **REMINDERS,
            },
        )
        changed["rounds"] += made
        rows = Rows(Invitation.objects.filter(round=round_), ("round_id", "respondent_id"), changed)
        for respondent in roster[year]:
            rows.put({"round_id": round_.pk, "respondent_id": respondent.pk})
    return changed


def load_examples(fixtures: Path, *, wait: Callable[[Iterable[int]], None] = wait_for_worker) -> Counter:
    """Rounds, accounts, and every workbook as far as approval; the last one of the open round waits for review.

    `wait` is given the primary keys of jobs and comes back when they are over. Raises NoWorker, and
    DeclarationError for a workbook that cannot be submitted.
    """
    changed = load_example_rounds(fixtures) + make_demo_accounts()
    for year in EXAMPLE_YEARS:
        round_ = Round.objects.get(survey__code=EXAMPLE_SURVEY, data_year=year, illustrative=True)
        files = _workbooks(fixtures, year)
        if not files or not round_.takes_answers:
            continue
        uploads = [_send(round_, respondent, file, changed) for file, respondent in files]
        _finish_jobs(uploads, "check_upload", wait)
        for upload, (file, _) in zip(uploads, files, strict=True):
            _submit(upload, file, changed)
        _finish_jobs(uploads, "save_upload", wait)
        last_year = year == EXAMPLE_YEARS[-1]
        _approve(uploads[:-1] if last_year else uploads, changed)
        if not last_year:
            Round.objects.filter(pk=round_.pk).update(state=Round.State.CLOSED)
            changed["rounds"] += 1
    return changed


REMINDERS = {"remind_before": [14, 3], "remind_after": [1, 7]}
"""UNOSSC's survey goes to every respondent by name, so those who have not answered are reminded."""


def _days(year: int) -> dict[str, datetime.date]:
    """The latest round is open now; the one before was asked in the spring after its data year."""
    if year == EXAMPLE_YEARS[-1]:
        today = timezone.localdate()
        return {"opens": today - datetime.timedelta(days=30), "closes": today + datetime.timedelta(days=60)}
    return {"opens": datetime.date(year + 1, 3, 1), "closes": datetime.date(year + 1, 5, 31)}


def _load_roster(file: Path, changed: Counter) -> dict[int, list[Respondent]]:
    """Who is invited in each year; fictional entities with their type."""
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    if not lines or set(ROSTER_COLUMNS) - set(lines[0]):
        raise DeclarationError(f"needs the columns {', '.join(ROSTER_COLUMNS)}", file=str(file), line=1)
    rows = Rows(Respondent.objects.filter(kind=Respondent.Kind.ENTITY), ("code",), changed)
    memberships = Rows(Membership.objects.all(), ("respondent_id", "group_id", "from_year"), changed)
    types = {group.code: group.pk for group in Group.objects.filter(grouping__code="entity_type")}
    roster: dict[int, list[Respondent]] = {year: [] for year in EXAMPLE_YEARS}
    for number, line in enumerate(lines, start=2):
        if line["entity_type"] not in types:
            raise DeclarationError(f"no type of entity “{line['entity_type']}”", file=str(file), line=number)
        respondent = rows.put(
            {
                "kind": Respondent.Kind.ENTITY,
                "code": line["code"],
                "slug": line["code"].lower(),
                "names": with_state({"en": line["name_en"], "zh": line["name_zh"]}),
                "fictional": True,
            }
        )
        group = types[line["entity_type"]]
        memberships.put(
            {"respondent_id": respondent.pk, "group_id": group, "from_year": None, "to_year": None}
        )
        for year, invited in roster.items():
            if line[f"invited_{year}"] == "true":
                invited.append(respondent)
    return roster


def _workbooks(fixtures: Path, year: int) -> list[tuple[Path, Respondent]]:
    """The workbooks of a year with whose they are: a file is named after its respondent."""
    respondents = {each.slug: each for each in Respondent.objects.filter(fictional=True)}
    files = sorted((fixtures / "examples" / EXAMPLE_SURVEY / str(year)).glob("*.xlsx"))
    for file in files:
        if file.stem.lower() not in respondents:
            raise DeclarationError(f"no fictional entity “{file.stem}”", file=str(file))
    return [(file, respondents[file.stem.lower()]) for file in files]


def _send(round_: Round, respondent: Respondent, file: Path, changed: Counter) -> Upload:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    sent = Upload.objects.filter(round=round_, respondent=respondent, sha256=sha256)
    earlier = sent.exclude(state=Upload.State.DISCARDED).order_by("-pk").first()
    if earlier:
        return earlier
    with file.open("rb") as stream:
        upload = actions.receive_file(
            file=File(stream, name=file.name),
            round=round_,
            respondent=respondent,
            by=_sender(respondent, changed),
        )
    changed["uploads"] += 1
    return upload


def _sender(respondent: Respondent, changed: Counter) -> User:
    """The demo focal point for those whom that account represents, else one who cannot sign in."""
    demo = User.objects.filter(email=FOCAL_POINT, representations__respondent=respondent).first()
    if demo:
        return demo
    user = User.objects.filter(email=f"{respondent.slug}@example.org").first()
    if user is None:
        user = User.objects.create_user(
            f"{respondent.slug}@example.org",
            first_name="Focal Point",
            last_name=f"of {respondent.code}",
            is_active=False,
        )
        changed["accounts"] += 1
    represent(user, respondent.code, changed)
    return user


def _finish_jobs(uploads: list[Upload], kind: str, wait: Callable[[Iterable[int]], None]) -> None:
    unfinished = Job.objects.filter(
        kind=kind,
        subject__in=[upload.pk for upload in uploads],
        state__in=[Job.State.QUEUED, Job.State.RUNNING],
    )
    if waiting := list(unfinished.order_by("pk").values_list("pk", flat=True)):
        wait(waiting)


def _submit(upload: Upload, file: Path, changed: Counter) -> None:
    upload.refresh_from_db()
    if upload.state == Upload.State.NEEDS_REVIEW:
        if error := upload.issues.filter(severity=Issue.Severity.ERROR).first():
            raise DeclarationError(f"the workbook has errors: {error}", file=str(file))
        actions.submit_upload(upload=upload, by=upload.sender)
        changed["submissions"] += 1
    elif upload.state not in {Upload.State.SAVING, Upload.State.READY}:
        job = jobs.latest("check_upload", upload.pk)
        reason = upload.refusal or (job.error if job else "") or upload.state
        raise DeclarationError(f"the workbook was not read: {reason}", file=str(file))


def _approve(uploads: list[Upload], changed: Counter) -> None:
    analyst = User.objects.get(email=ANALYST)
    for submission in Submission.objects.filter(upload__in=uploads, state=Submission.State.SUBMITTED):
        actions.approve_submission(submission=submission, by=analyst)
        changed["approvals"] += 1

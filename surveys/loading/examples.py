"""Illustrative answers: fictional respondents, and their files on the same way as anybody's.

Workbooks of single respondents and files with the answers of many go through receiving, checking by the worker,
submitting and approving. What is there already is left alone, and what an earlier run left half-way is taken up where
it stands. Files of all rounds wait for the worker together: it is never without work.
"""

import csv
import datetime
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

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
from surveys.wording import LANGUAGES, with_state

EXAMPLE_YEARS = (2021, 2022, 2023)
LATEST = EXAMPLE_YEARS[-1]
ROSTER = "roster.csv"
ROSTER_COLUMNS = (
    "code",
    *(f"name_{language}" for language in LANGUAGES),
    *(f"invited_{year}" for year in EXAMPLE_YEARS),
)
PATIENCE = 90
"""Seconds in which the worker has to do something; then it is taken for not there."""

REMINDERS = {"remind_before": [14, 3], "remind_after": [1, 7]}
"""UNOSSC's survey goes to every respondent by name, so those who have not answered are reminded."""

CONTACT = "surveys@example.org"
"""Whom the cover sheets of the illustrative rounds name; nobody reads it."""

ANALYST = "analyst@example.org"
FOCAL_POINT = "focal-point@example.org"
MADE_UP = "The answers are made up; nobody meant anything by it."
"""What the senders of illustrative answers say where a warning asks."""


class _Sent(NamedTuple):
    """A file that was sent, and whether it is left waiting for review, so that there is something to try."""

    upload: Upload
    file: Path
    waits: bool


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
    """The fictional respondents, their groups, and the illustrative rounds with their rosters; rows touched.

    Rounds whose rosters or groups are others than before are announced, as where somebody changes them by hand.
    """
    changed: Counter = Counter()
    for survey, folder in _surveys(fixtures):
        of_survey: Counter = Counter()
        roster = _load_roster(survey, folder / ROSTER, of_survey)
        others = []
        for year in EXAMPLE_YEARS:
            round_, invited = _load_round(survey, year, roster[year], changed)
            if of_survey["memberships"] or invited:
                others.append(round_)
        changed.update(of_survey)
        actions.tell_of_rosters(rounds=others, by=None)
    return changed


def _load_round(
    survey: Survey, year: int, invited: Iterable[Respondent], changed: Counter
) -> tuple[Round, bool]:
    """The illustrative round of a year with its roster, and whether its roster was another one."""
    round_, made = Round.objects.get_or_create(
        survey=survey,
        data_year=year,
        illustrative=True,
        defaults={
            "questionnaire": Questionnaire.objects.get(survey=survey, version=f"{year}.1"),
            "state": Round.State.OPEN,
            "contact": CONTACT,
            **_days(year),
            **(REMINDERS if survey.code == EXAMPLE_SURVEY else {}),
        },
    )
    changed["rounds"] += made
    lines: Counter = Counter()
    rows = Rows(Invitation.objects.filter(round=round_), ("round_id", "respondent_id"), lines)
    rows.put_all({"round_id": round_.pk, "respondent_id": each.pk} for each in invited)
    changed.update(lines)
    return round_, bool(lines)


def load_examples(fixtures: Path, *, wait: Callable[[Iterable[int]], None] = wait_for_worker) -> Counter:
    """Rounds, accounts, and every file as far as approval; the last workbook of an open round waits for review.

    `wait` is given the primary keys of jobs and comes back when they are over. Raises NoWorker, and
    DeclarationError for a file that cannot be submitted.
    """
    changed = load_example_rounds(fixtures) + make_demo_accounts()
    rounds = Round.objects.filter(illustrative=True, data_year__in=EXAMPLE_YEARS, state=Round.State.OPEN)
    sent: list[_Sent] = []
    for survey, folder in _surveys(fixtures):
        for round_ in rounds.filter(survey=survey).order_by("data_year"):
            sent += _send_all(round_, folder, changed)
    uploads = [each.upload for each in sent]
    _finish_jobs(uploads, "check_upload", wait)
    for each in sent:
        _submit(each.upload, each.file, changed)
    _finish_jobs(uploads, "save_upload", wait)
    _approve([each.upload for each in sent if not each.waits], changed)
    over = Round.objects.filter(pk__in={upload.round_id for upload in uploads}, data_year__lt=LATEST)
    changed["rounds"] += over.filter(state=Round.State.OPEN).update(state=Round.State.CLOSED)
    return changed


def _surveys(fixtures: Path) -> Iterator[tuple[Survey, Path]]:
    """The surveys of which there are examples, each with the folder of its files."""
    for survey in Survey.objects.all():
        folder = fixtures / "examples" / survey.code
        if (folder / ROSTER).exists():
            yield survey, folder


def _days(year: int) -> dict[str, datetime.date]:
    """The latest round is open now; those before were asked in the spring after their data year."""
    if year == LATEST:
        today = timezone.localdate()
        return {"opens": today - datetime.timedelta(days=30), "closes": today + datetime.timedelta(days=60)}
    return {"opens": datetime.date(year + 1, 3, 1), "closes": datetime.date(year + 1, 5, 31)}


def _load_roster(survey: Survey, file: Path, changed: Counter) -> dict[int, list[Respondent]]:
    """Who is invited in each year: fictional respondents, in the groups that the other columns name."""
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    if not lines or set(ROSTER_COLUMNS) - set(lines[0]):
        raise DeclarationError(f"needs the columns {', '.join(ROSTER_COLUMNS)}", file=str(file), line=1)
    rows = Rows(Respondent.objects.filter(kind=survey.respondent_kind), ("code",), changed)
    respondents = rows.put_all(
        {
            "kind": survey.respondent_kind,
            "code": line["code"],
            "slug": line["code"].lower(),
            "names": with_state({language: line[f"name_{language}"] for language in LANGUAGES}),
            "fictional": True,
        }
        for line in lines
    )
    _load_memberships(lines, respondents, file, changed)
    return {
        year: [
            respondent
            for line, respondent in zip(lines, respondents, strict=True)
            if line[f"invited_{year}"] == "true"
        ]
        for year in EXAMPLE_YEARS
    }


def _load_memberships(
    lines: list[dict[str, str]], respondents: list[Respondent], file: Path, changed: Counter
) -> None:
    """The groups in the columns of the roster; "ldc..2021" is one that the respondent left with that year."""
    groups = {(group.grouping.code, group.code): group for group in Group.objects.select_related("grouping")}
    wanted = []
    for number, (line, respondent) in enumerate(zip(lines, respondents, strict=True), start=2):
        for grouping in [column for column in line if column not in ROSTER_COLUMNS and line[column]]:
            code, _, until = line[grouping].partition("..")
            if (grouping, code) not in groups:
                message = f"no group “{code}” of “{grouping}”"
                raise DeclarationError(message, file=str(file), line=number)
            own = {"respondent_id": respondent.pk, "group_id": groups[grouping, code].pk}
            wanted.append({**own, "from_year": None, "to_year": int(until) if until else None})
    mine = Membership.objects.filter(respondent__in=respondents)
    Rows(mine, ("respondent_id", "group_id", "from_year"), changed).put_all(wanted)


def _send_all(round_: Round, folder: Path, changed: Counter) -> list[_Sent]:
    """Send the workbooks of single respondents, named after them, and the files with the answers of many."""
    year = round_.data_year
    respondents = _by_slug(round_)
    workbooks = sorted((folder / str(year)).glob("*.xlsx"))
    sent = []
    for file in workbooks:
        if file.stem.lower() not in respondents:
            raise DeclarationError(f"no fictional respondent “{file.stem}” was asked", file=str(file))
        respondent = respondents[file.stem.lower()]
        upload = _send(round_, respondent, file, _sender(respondent, changed), changed)
        sent.append(_Sent(upload, file, waits=year == LATEST and file == workbooks[-1]))
    for file in sorted(folder.glob(f"{year}.*")):
        upload = _send(round_, None, file, _desk(round_.survey, changed), changed)
        sent.append(_Sent(upload, file, waits=False))
    return sent


def _by_slug(round_: Round) -> Mapping[str, Respondent]:
    asked = Respondent.objects.filter(fictional=True, invitations__round=round_)
    return {respondent.slug: respondent for respondent in asked}


def _send(round_: Round, respondent: Respondent | None, file: Path, by: User, changed: Counter) -> Upload:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    sent = Upload.objects.filter(round=round_, respondent=respondent, sha256=sha256)
    earlier = sent.exclude(state=Upload.State.DISCARDED).order_by("-pk").first()
    if earlier:
        return earlier
    with file.open("rb") as stream:
        sent_now = File(stream, name=file.name)
        upload = actions.receive_file(file=sent_now, round=round_, respondent=respondent, by=by)
    changed["uploads"] += 1
    return upload


def _sender(respondent: Respondent, changed: Counter) -> User:
    """The demo focal point for those whom that account represents, else one who cannot sign in."""
    demo = User.objects.filter(email=FOCAL_POINT, representations__respondent=respondent).first()
    if demo:
        return demo
    user = _closed_account(respondent.slug, "Focal Point", f"of {respondent.code}", changed)
    represent(user, respondent.code, changed)
    return user


def _desk(survey: Survey, changed: Counter) -> User:
    """Whoever sends the answers of all: the desk that runs the survey, as an account that cannot sign in."""
    return _closed_account(survey.code.replace("_", "-"), "Survey Desk", f"of {survey.owner}", changed)


def _closed_account(name: str, first_name: str, last_name: str, changed: Counter) -> User:
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, first_name=first_name, last_name=last_name, is_active=False)
        changed["accounts"] += 1
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
            raise DeclarationError(f"the file has errors: {error}", file=str(file))
        actions.explain_warnings(upload=upload, given={}, others=MADE_UP)
        actions.submit_upload(upload=upload, by=upload.sender)
        changed["submissions"] += 1
    elif upload.state not in {Upload.State.SAVING, Upload.State.READY}:
        job = jobs.latest("check_upload", upload.pk)
        reason = upload.refusal or (job.error if job else "") or upload.state
        raise DeclarationError(f"the file was not read: {reason}", file=str(file))


def _approve(uploads: list[Upload], changed: Counter) -> None:
    """Approve what was submitted; in one transaction, so that the worker begins to compute when all is there."""
    analyst = User.objects.get(email=ANALYST)
    with transaction.atomic():
        waiting = Submission.objects.filter(upload__in=uploads, state=Submission.State.SUBMITTED)
        changed["approvals"] += len(actions.approve_several(submissions=waiting, by=analyst))

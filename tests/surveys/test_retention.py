"""Files as they were sent make way for a copy without contacts: when, how, and whatever happens in between."""

import datetime
import json
import os
import time

import openpyxl
import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from surveys import actions, jobs, lineage, redactfile
from surveys.actions import redacting
from surveys.actions.files import store
from surveys.actions.reading import ReadingFailed
from surveys.models import Answer, Job, Redaction, Round, Submission, Upload
from surveys.queries import originals_of
from surveys.queries.audit import Asked, audit_trail
from surveys.queries.retention import due_in, due_on, forgotten_in
from surveys.queries.said import what_counts
from surveys.spreadsheets import read_workbook
from surveys.tasks import delete_old_files, redact_originals
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.test_contacts import CONTACTS, table

TODAY = datetime.date(2027, 3, 31)
LONG_AGO = time.time() - 2 * redacting.ABANDONED


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.VAR, settings.UPLOADS, settings.REDACTED = tmp_path, tmp_path / "uploads", tmp_path / "redacted"


@keeping
def round_(db) -> Round:
    survey = rounds.entity_survey()
    survey.keep_originals_days = 30
    survey.save()
    return rounds.entity_round(entities=(7, 8))


@keeping
def sender(round_):
    return rounds.person("sender@example.org", rounds.entity(7))


@keeping
def analyst(db):
    return rounds.person("analyst@example.org")


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The reading process is tested once; its start takes longer than everything else here."""
    real = redacting.read_file

    def read_file(folder, request, progress, **_):
        (folder / "request.json").write_text(json.dumps(request))
        redactfile.main(folder)
        return json.loads((folder / "result.json").read_text())

    monkeypatch.setattr(redactfile, "set_limits", lambda *_: None)
    monkeypatch.setattr(redactfile.gc, "disable", lambda: None)
    monkeypatch.setattr(redacting, "read_file", read_file)
    return real


@pytest.fixture
def counted(round_, sender, analyst) -> Submission:
    """An approved submission out of a table with contacts; its round was closed long ago."""
    upload = sent(round_, sender, table(), state=Upload.State.READY)
    now = timezone.now()
    submission = Submission.objects.create(
        round=round_,
        respondent=rounds.entity(7),
        version=1,
        upload=upload,
        state=Submission.State.APPROVED,
        submitted_by=sender,
        submitted=now,
        decided_by=analyst,
        decided=now,
    )
    for column, name in enumerate(table().decode().splitlines()[0].split(","), start=1):
        if item := round_.questionnaire.items.filter(code=name).first():
            Answer.objects.create(
                submission=submission,
                item=item,
                text=name,
                raw=name,
                sheet="answers",
                row=2,
                column=column,
            )
    end(round_)
    return submission


def sent(round_, by, content: bytes, *, state: str, refusal: str = "") -> Upload:
    """A file as it is kept after the worker has read it."""
    stored = store([content], redacting.settings.UPLOADS, at_most=10_000)
    return Upload.objects.create(
        round=round_,
        respondent=rounds.entity(7),
        sender=by,
        file_name="answers.csv",
        size=stored.size,
        sha256=stored.sha256,
        state=state,
        checked=timezone.now(),
        layout="table",
        refusal=refusal,
    )


def end(round_: Round, *, closes: datetime.date = datetime.date(2027, 1, 31)) -> None:
    Round.objects.filter(pk=round_.pk).update(state=Round.State.CLOSED, closes=closes)
    Upload.objects.filter(round=round_).update(received=datetime.datetime(2027, 1, 20, tzinfo=datetime.UTC))
    round_.refresh_from_db()


def redact(upload: Upload) -> Upload:
    jobs.enqueue(redacting.REDACT, upload.pk)
    rounds.work(upload, redacting.REDACT)
    return Upload.objects.get(pk=upload.pk)


def job(upload: Upload) -> Job:
    return jobs.latest(redacting.REDACT, upload.pk)


class TestWhen:
    @pytest.mark.parametrize(
        ("change", "due"),
        [
            ({}, True),
            ({"closes": datetime.date(2027, 3, 1)}, False),
            ({"closes": datetime.date(2027, 2, 28)}, True),
            ({"closes": datetime.date(2027, 2, 20), "late_days": 20}, False),
            ({"closes": None}, True),
            ({"state": "open", "closes": None}, False),
        ],
    )
    def test_the_period_begins_with_the_end_of_the_round(self, counted, round_, change, due):
        Round.objects.filter(pk=round_.pk).update(**change)
        round_.refresh_from_db()

        assert due_in(round_, TODAY).exists() == due

    def test_a_file_that_came_late_has_its_own(self, counted, round_):
        Upload.objects.update(received=datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC))

        assert not due_in(round_, TODAY).exists()
        assert due_in(round_, TODAY + datetime.timedelta(days=1)).exists()

    def test_without_a_period_files_are_kept(self, counted, round_):
        round_.survey.keep_originals_days = None
        round_.survey.save()

        assert not list(due_on(TODAY))

    @pytest.mark.parametrize("state", ["received", "checking", "needs_review", "saving"])
    def test_a_file_on_which_its_sender_works_is_left_alone(self, counted, round_, state):
        Upload.objects.update(state=state)

        assert not due_in(round_, TODAY).exists()
        assert not redact(counted.upload).replaced
        assert counted.upload.stored_path.is_file()

    def test_one_that_its_sender_left_lying_is_discarded_first(self, round_, sender):
        upload = sent(round_, sender, table(), state=Upload.State.NEEDS_REVIEW)
        assert not redacting.redact_due(day=TODAY)  # the round still takes answers
        end(round_)
        assert list(forgotten_in(round_, TODAY)) == [upload]

        assert redacting.redact_due(day=TODAY) == 1
        upload = redact(upload)
        assert upload.state == Upload.State.DISCARDED
        assert upload.replaced
        assert not upload.stored_path.exists()

    def test_one_that_waits_for_a_reviewer_as_well(self, round_, sender):
        upload = sent(round_, sender, table(), state=Upload.State.READY)
        Submission.objects.create(
            round=round_,
            respondent=rounds.entity(7),
            version=1,
            upload=upload,
            submitted_by=sender,
            submitted=timezone.now(),
        )
        end(round_)

        assert not due_in(round_, TODAY).exists()
        assert not redact(upload).replaced

    def test_the_clock_queues_what_is_due(self, counted, round_):
        assert actions.redact_due(day=TODAY) == 1
        assert actions.redact_due(day=TODAY) == 1
        assert Job.objects.filter(kind=redacting.REDACT).count() == 1

        Round.objects.update(closes=timezone.localdate())
        Job.objects.filter(kind=redacting.REDACT).delete()
        redact_originals()
        assert not Job.objects.filter(kind=redacting.REDACT).exists()

    def test_what_the_page_of_the_round_says(self, counted, round_, monkeypatch):
        monkeypatch.setattr("surveys.queries.retention.timezone.localdate", lambda: TODAY)
        monkeypatch.setattr("surveys.models.rounds.timezone.localdate", lambda: TODAY)
        before = originals_of(round_)
        redact(counted.upload)
        after = originals_of(round_)

        assert (before.days, before.until) == (30, datetime.date(2027, 3, 2))
        assert (before.kept, before.due, before.replaced) == (1, 1, 0)
        assert (after.kept, after.due, after.replaced) == (0, 0, 1)


class TestReplacing:
    def test_the_copy_takes_the_place_of_the_bytes(self, counted):
        original = counted.upload
        upload = redact(original)

        assert not original.stored_path.exists()
        assert upload.sha256 == original.sha256
        rows = read_workbook(upload.kept_path.read_bytes(), "copy.xlsx").sheets[0].rows
        assert rows[1][:6] == ["ENTITY-07", "", "", "", "", "12"]
        assert [text for text in CONTACTS.values() if text in str(rows)] == []
        assert (upload.redaction.columns, upload.redaction.cells) == (4, 4)

    def test_an_answer_still_leads_to_its_cell(self, counted):
        upload = redact(counted.upload)
        answer = counted.answers.get(item__code="events")
        cell = lineage.cells_of([answer.pk])[answer.pk]

        assert (cell.redaction, cell.sha256) == (upload.redaction, upload.sha256)
        book = openpyxl.load_workbook(upload.kept_path)
        assert book["answers"].cell(answer.row, answer.column).value == 14

    def test_a_file_named_after_a_person_is_not_any_more(self, counted):
        Upload.objects.filter(pk=counted.upload_id).update(file_name="jane@ministry.example.csv")
        upload = redact(counted.upload)
        assert upload.file_name == "•••"
        (cell, *_) = lineage.cells_of(counted.answers.values_list("pk", flat=True)).values()
        assert cell.file_name == "•••"

    def test_pages_call_a_sheet_as_it_is_called_in_the_copy(self, counted):
        """A table of text has one sheet, with the name of its file, which may be that of a person."""
        (before, *_) = what_counts(counted).values()
        Redaction.objects.create(
            upload=counted.upload, sha256="0" * 64, sheets={before.cell.split("!")[0]: "File"}
        )
        (after, *_) = what_counts(Submission.objects.get(pk=counted.pk)).values()
        assert after.cell == f"File!{before.cell.split('!')[1]}"

    def test_in_a_process_of_its_own(self, counted, monkeypatch, in_this_process):
        monkeypatch.setattr(redacting, "read_file", in_this_process)

        assert redact(counted.upload).redaction.cells == 4

    def test_twice_is_once(self, counted):
        made = redact(counted.upload).redaction
        upload = redact(counted.upload)

        assert Redaction.objects.get() == made
        assert upload.kept_path.is_file()

    def test_the_audit_trail_has_it(self, counted):
        redact(counted.upload)
        entries, _ = audit_trail(Asked(kind="Redaction", round=counted.round))

        assert entries[0].job == redacting.REDACT

    def test_the_database_lets_it_neither_change_nor_go(self, counted):
        redact(counted.upload)
        with pytest.raises(InternalError), transaction.atomic():
            Redaction.objects.update(sha256="0" * 64)
        with pytest.raises(InternalError), transaction.atomic():
            Redaction.objects.all().delete()

    @pytest.mark.parametrize(("state", "refusal"), [("refused", "encrypted"), ("discarded", "")])
    def test_of_a_file_of_which_nothing_counts_only_the_hash_stays(self, round_, sender, state, refusal):
        upload = sent(round_, sender, table(), state=state, refusal=refusal)
        end(round_)
        upload = redact(upload)

        assert (upload.redaction.sha256, upload.leaves_a_file) == ("", False)
        assert not upload.stored_path.exists()
        assert not upload.kept_path.exists()

    def test_marked_workbooks_of_the_original_go_and_of_the_copy_stay(self, counted):
        marked = actions.marked_file(counted.upload, "en")
        marked.parent.mkdir(parents=True, exist_ok=True)
        marked.write_bytes(b"Jane Roe-Quimby")
        upload = redact(counted.upload)
        assert not marked.exists()

        of_copy = actions.marked_file(upload, "en")
        of_copy.write_bytes(b"no contact")
        redact(counted.upload)
        assert of_copy.is_file()


class TestTheSameBytesTwice:
    def test_they_stay_as_long_as_another_round_needs_them(self, counted, round_, sender, analyst):
        other = rounds.entity_round(2021, entities=(7,))
        second = rounds.receive(other, rounds.entity(7), sender, table(), "answers.csv")
        assert second.stored_path == counted.upload.stored_path
        first = redact(counted.upload)

        assert first.replaced
        assert second.stored_path.is_file()
        assert first.kept_path != second.stored_path
        Upload.objects.filter(pk=second.pk).update(state=Upload.State.DISCARDED)
        redact(second)
        assert not second.stored_path.exists()
        assert first.kept_path.is_file()

    def test_a_file_that_arrives_while_its_bytes_go_is_stored_again(
        self, counted, round_, sender, monkeypatch
    ):
        store = redacting.lock_bytes
        path = counted.upload.stored_path

        def lock(sha256):
            store(sha256)
            path.unlink(missing_ok=True)

        monkeypatch.setattr("surveys.actions.receiving.lock_bytes", lock)
        other = rounds.entity_round(2021, entities=(7,))
        rounds.receive(other, rounds.entity(7), sender, table(), "answers.csv")

        assert path.read_bytes() == table()


class TestKilledBetweenTwoSteps:
    def test_with_the_copy_written_and_no_row(self, counted, monkeypatch):
        def killed(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(redacting, "_replace", killed)
        with pytest.raises(KeyboardInterrupt):
            redact(counted.upload)
        monkeypatch.undo()

        assert not Redaction.objects.exists()
        assert counted.upload.stored_path.is_file()

    def test_with_the_row_and_the_bytes_still_there(self, counted, monkeypatch):
        def killed(*_):
            raise KeyboardInterrupt

        path = counted.upload.stored_path
        monkeypatch.setattr(redacting, "_delete_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            redact(counted.upload)
        monkeypatch.undo()
        redacting.settings.UPLOADS.mkdir(exist_ok=True)
        os.utime(path, (LONG_AGO, LONG_AGO))
        delete_old_files()

        assert not path.exists()
        assert Upload.objects.get(pk=counted.upload_id).kept_path.is_file()

    def test_somebody_works_on_the_file_again_before_the_row_is_written(self, counted, monkeypatch):
        copy = redacting._copy

        def meanwhile(upload, *rest):
            made = copy(upload, *rest)
            Upload.objects.update(state=Upload.State.SAVING)
            return made

        monkeypatch.setattr(redacting, "_copy", meanwhile)
        redact(counted.upload)

        assert not Redaction.objects.exists()
        assert counted.upload.stored_path.is_file()

    def test_a_file_that_kills_the_reader_goes_without_a_copy_in_the_end(self, counted, monkeypatch):
        def dies(*_, **__):
            raise ReadingFailed("reader_died")

        monkeypatch.setattr(redacting, "read_file", dies)
        for _ in range(redacting.TRIES - 1):
            assert not redact(counted.upload).replaced
            assert job(counted.upload).state == Job.State.FAILED
        assert actions.redact_due(day=TODAY) == 0  # tried today
        upload = redact(counted.upload)

        assert (bool(upload.replaced), upload.leaves_a_file) == (True, False)

    def test_a_folder_that_is_not_there_decides_nothing(self, counted):
        counted.upload.stored_path.unlink()
        for _ in range(redacting.TRIES + 1):
            redact(counted.upload)

        assert job(counted.upload).state == Job.State.FAILED
        assert not Redaction.objects.exists()


class TestSweep:
    def test_leftovers_go_and_nothing_that_is_needed(self, counted, sender, settings):
        original = counted.upload.stored_path
        upload = redact(counted.upload)
        other = rounds.entity_round(2021, entities=(7,))
        waits = rounds.receive(other, rounds.entity(7), sender, b"other bytes")
        leftovers = [
            settings.VAR / "marking-abc" / "marked.xlsx",
            settings.UPLOADS / "arriving-abc",
            settings.VAR / "marked" / f"{upload.pk}-x.xlsx",
            original,
        ]
        # What no row knows: the database may be of an older day than the files.
        unknown = [settings.REDACTED / "999999.xlsx", settings.UPLOADS / "ab" / ("ab" * 32)]
        for file in leftovers + unknown:
            put_long_ago(file)
        os.utime(settings.VAR / "marking-abc", (LONG_AGO, LONG_AGO))
        os.utime(waits.stored_path, (LONG_AGO, LONG_AGO))
        os.utime(upload.kept_path, (LONG_AGO, LONG_AGO))

        assert actions.sweep_files() == len(leftovers)
        assert not any(file.exists() for file in leftovers)
        assert all(file.is_file() for file in (*unknown, waits.stored_path, upload.kept_path))
        assert actions.sweep_files() == 0

    def test_what_may_still_be_in_use_stays(self, db, settings):
        arriving = settings.UPLOADS / "arriving-abc"
        arriving.parent.mkdir(parents=True)
        arriving.write_bytes(b"x")

        assert actions.sweep_files() == 0


def put_long_ago(file) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x")
    os.utime(file, (LONG_AGO, LONG_AGO))

import os
import signal
import time
from types import SimpleNamespace

import psutil
import pytest
from django.db import connection

from surveys import actions, jobs
from surveys.actions import checking, readers
from surveys.actions.files import store
from surveys.actions.reading import ANSWERS, ReadingFailed, read_file, storable
from surveys.actions.receiving import plain_name
from surveys.declarations import read_yaml
from surveys.models import Answer, Issue, Job, StagedAnswer, Submission, Upload
from surveys.signals import submissions_approved
from surveys.spreadsheets import cell_address
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES

SILENT = "tests.surveys.silent_child"
PROBLEMS = FIXTURES / "examples" / "problems"
KEY = read_yaml((PROBLEMS / "answers.yaml").read_text(encoding="utf-8"), file="answers.yaml")


@keeping
def desk(db):
    """A round, a respondent and its focal point."""
    return SimpleNamespace(
        round=rounds.entity_round(),
        entity=rounds.entity(7),
        focal_point=rounds.person("focal-point@example.org", rounds.entity(7)),
        analyst=rounds.person("analyst@example.org"),
    )


def test_a_file_is_stored_under_its_hash_and_queued(desk):
    upload = rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes", "C:\\desk\\answers.xlsx")

    assert upload.stored_path.read_bytes() == b"bytes"
    assert (upload.file_name, upload.size, upload.state) == ("answers.xlsx", 5, "received")
    assert Job.objects.get().kind == "check_upload"


def test_the_same_bytes_twice_leave_everything_as_it_was(desk):
    first = rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes")

    with pytest.raises(actions.SameFileTwice) as twice:
        rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes")

    assert twice.value.upload == first
    assert (Upload.objects.count(), Job.objects.count()) == (1, 1)


def test_the_same_bytes_again_after_they_were_discarded_or_returned(desk):
    content = rounds.workbook(desk.entity)
    first = rounds.receive(desk.round, desk.entity, desk.focal_point, content)
    actions.discard_upload(upload=first, by=desk.focal_point)
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    actions.return_submission(submission=submission, by=desk.analyst, remark="Events?")

    assert rounds.receive(desk.round, desk.entity, desk.focal_point, content).state == "received"


def test_the_same_bytes_for_somebody_else_are_another_upload(desk):
    rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes")
    rounds.receive(desk.round, rounds.entity(8), desk.focal_point, b"bytes")

    assert Upload.objects.count() == 2


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_a_round_that_is_not_open_takes_nothing(desk, state):
    desk.round.state = state

    with pytest.raises(actions.RoundClosed):
        rounds.receive(desk.round, desk.entity, desk.focal_point, b"bytes")


def test_only_those_on_the_roster_are_received(desk):
    with pytest.raises(actions.NotOnRoster):
        rounds.receive(desk.round, rounds.entity(20), desk.focal_point, b"bytes")


def test_an_empty_file_and_one_that_is_too_large_leave_nothing_on_disk(tmp_path):
    with pytest.raises(actions.FileMissing):
        store([], tmp_path, at_most=10)
    with pytest.raises(actions.FileTooLarge):
        store([b"12345", b"678901"], tmp_path, at_most=10)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a.xlsx", "a.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\b.xls", "b.xls"),
        ("", "workbook"),
        ("a\x00\nb", "ab"),
    ],
)
def test_a_file_name_is_only_its_last_part(sent, kept):
    assert plain_name(sent) == kept


def test_a_sound_workbook_is_checked_and_staged(desk):
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)

    assert (upload.state, upload.layout, upload.counts["issues"]["error"]) == ("needs_review", "template", 0)
    staged = upload.staged_answers.get(item="cpd_total")
    assert (staged.respondent, staged.number, staged.raw) == ("ENTITY-07", 12, "12")
    assert cell_address(staged.sheet, staged.row, staged.column).startswith("Answers!D")
    assert upload.staged_answers.filter(item="budget_amount", absence="not_shown").exists()


@pytest.mark.parametrize("name", KEY)
def test_every_bad_file_brings_what_its_key_says(desk, name):
    expected = KEY[name]

    content = (PROBLEMS / name).read_bytes()
    if not content:
        with pytest.raises(actions.FileMissing):
            rounds.receive(desk.round, rounds.entity(1), desk.focal_point, content, name)
        return
    upload = rounds.checked(desk.round, rounds.entity(1), desk.focal_point, content, name)

    assert upload.refusal == expected.get("refusal", "")
    errors = upload.issues.filter(severity=Issue.Severity.ERROR)
    assert [
        {"code": issue.code, "cell": cell_address(issue.sheet, issue.row, issue.column)} for issue in errors
    ] == expected.get("issues", [])
    assert upload.state == ("refused" if upload.refusal else "needs_review")
    if not upload.refusal:
        with pytest.raises(actions.UploadHasErrors):
            actions.submit_upload(upload=upload, by=desk.focal_point)


def test_the_workbook_of_somebody_else_cannot_be_submitted(desk):
    upload = rounds.checked(desk.round, rounds.entity(8), desk.focal_point, rounds.workbook(desk.entity))

    assert [issue.code for issue in upload.issues.filter(severity="error")] == ["unexpected_respondent"]
    assert not upload.staged_answers.exists()


def test_a_code_like_that_of_another_respondent_is_not_given_away(desk):
    stranger = rounds.entity(77)
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point, rounds.workbook(stranger))

    near = upload.issues.get(code="unknown_respondent").parameters["near"]
    assert near in {"", "ENTITY-07"}


def test_checking_twice_ends_in_the_same_state(desk):
    upload = rounds.receive(
        desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity, events=-1)
    )
    rounds.work(upload)
    before = list(StagedAnswer.objects.values_list("item", "raw")), Issue.objects.count()
    # As if the worker had died after it wrote everything and before the state was seen.
    Upload.objects.update(state=Upload.State.CHECKING)
    jobs.enqueue("check_upload", upload.pk)
    rounds.work(upload)

    assert (list(StagedAnswer.objects.values_list("item", "raw")), Issue.objects.count()) == before


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (ReadingFailed("reader_died"), "refused"),
        (jobs.NoLongerOurs(), "checking"),
        (ValueError(), "checking"),
    ],
    ids=["it dies", "it is cancelled", "we fail"],
)
def test_what_was_staged_before_a_reading_broke_off_does_not_stay(desk, monkeypatch, end, state):
    upload = rounds.receive(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity))
    seen = []

    def half_read(folder, request, progress, *, meanwhile):
        line = "ENTITY-07\t2\tq1\t1\t\\N\t5\t\\N\t\\N\t5\tAnswers\t3\n"
        (folder / ANSWERS).write_text(line * 2 + line[:9])
        meanwhile()
        seen.append(StagedAnswer.objects.filter(upload=upload, number=5).count())
        raise end

    monkeypatch.setattr(checking, "read_file", half_read)
    rounds.work(upload)

    assert (seen, upload.staged_answers.count(), upload.state) == ([2], 0, state)


def test_a_file_that_was_discarded_while_it_was_read_stays_so(desk, monkeypatch):
    upload = rounds.receive(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity))
    request = checking._request

    def discarded(upload):
        Upload.objects.update(state=Upload.State.DISCARDED)
        return request(upload)

    monkeypatch.setattr(checking, "_request", discarded)
    rounds.work(upload)

    assert (upload.staged_answers.count(), upload.issues.count(), upload.state) == (0, 0, "discarded")


def test_a_reader_that_dies_makes_a_refused_file(desk, tmp_path):
    with pytest.raises(ReadingFailed) as failed:
        read_file(tmp_path, {"file": "nothing.xlsx"}, lambda done, total: None)

    assert failed.value.code == "reader_died"


def test_a_reader_that_takes_too_long_is_ended(desk, tmp_path):
    with pytest.raises(ReadingFailed) as failed:
        read_file(tmp_path, {}, lambda done, total: None, seconds_at_most=0.01, module=SILENT)

    assert failed.value.code == "took_too_long"


def test_a_silent_reading_ends_as_soon_as_the_job_is_cancelled(tmp_path):
    def cancelled(done, total):
        raise jobs.NoLongerOurs

    actions.warm_up()
    before = set(psutil.Process().children(recursive=True))
    began = time.monotonic()
    with pytest.raises(jobs.NoLongerOurs):
        read_file(tmp_path, {}, cancelled, module=SILENT)

    assert (
        time.monotonic() - began < 10
    )  # half a second where nobody else needs the processor; a minute if it went on
    assert before.issuperset(psutil.Process().children(recursive=True))


def test_a_server_that_was_ended_is_replaced(tmp_path):
    actions.warm_up()
    for server in readers._idle[os.getpid()]:
        server.process.kill()
        server.process.wait()
    with pytest.raises(ReadingFailed) as failed:
        read_file(tmp_path, {"file": "nothing.xlsx"}, lambda done, total: None)

    assert failed.value.code == "reader_died"


def test_two_files_are_read_at_the_same_time(tmp_path):
    with (tmp_path / "errors.txt").open("wb") as errors:
        both = [readers.Reader(SILENT, tmp_path, errors) for _ in range(2)]
    for reader in both:
        reader.kill()

    assert [reader.wait() for reader in both] == [-signal.SIGKILL, -signal.SIGKILL]


def test_what_cannot_be_stored_is_taken_out_of_what_was_found():
    assert storable({"a\x00": ["b\ud800", 1, None]}) == {"a": ["b", 1, None]}


def test_submitting_moves_the_answers_into_a_version(desk):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)

    assert (submission.version, submission.state, submission.submitted_by) == (
        1,
        "submitted",
        desk.focal_point,
    )
    answers = {answer.item.code: answer for answer in submission.answers.select_related("item", "option")}
    assert len(answers) == desk.round.questionnaire.items.count()
    assert answers["cpd_total"].number == 12
    assert answers["focal_point"].option.code == "yes"
    assert answers["budget_amount"].absence == "not_shown"
    assert not StagedAnswer.objects.exists()
    assert submission.upload.state == "ready"


def test_saving_twice_makes_one_submission(desk):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    jobs.enqueue("save_upload", submission.upload_id)
    rounds.work(submission.upload, "save_upload")

    assert Submission.objects.count() == 1
    assert jobs.latest("save_upload", submission.upload_id).state == "done"


def test_an_answer_to_no_question_of_the_round_is_not_dropped_in_silence(desk):
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)
    upload.staged_answers.filter(item="events").update(item="never_asked")
    actions.submit_upload(upload=upload, by=desk.focal_point)
    rounds.work(upload, "save_upload")

    assert jobs.latest("save_upload", upload.pk).state == "failed"
    assert not Answer.objects.exists()
    assert upload.state == "saving"
    actions.submit_upload(upload=upload, by=desk.focal_point)  # may be tried again


def test_a_new_version_withdraws_one_that_waits_and_leaves_one_that_counts(desk):
    first = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=1)
    second = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=2)
    third = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=3)
    for submission in (first, second):
        submission.refresh_from_db()

    assert [each.state for each in (first, second, third)] == ["approved", "withdrawn", "submitted"]
    assert third.version == 3


def test_a_file_with_answers_of_several_makes_a_submission_for_each(desk):
    table = b"Respondent,cpd_total,cpd_with_sstc,events\nENTITY-01,12,7,14\nENTITY-09,3,1,2\nTotal,15,8,16\n"
    upload = rounds.work(rounds.receive(desk.round, None, desk.analyst, table, "export.csv"))
    actions.submit_upload(upload=upload, by=desk.analyst)
    rounds.work(upload, "save_upload")

    assert sorted(upload.submissions.values_list("respondent__code", flat=True)) == ["ENTITY-01", "ENTITY-09"]
    assert Answer.objects.count() == 6


def test_nothing_but_blanks_cannot_be_submitted(desk):
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)
    upload.staged_answers.update(option=None, number=None, text=None, absence="blank")

    with pytest.raises(actions.NothingToSubmit):
        actions.submit_upload(upload=upload, by=desk.focal_point)


def test_a_round_that_closed_meanwhile_takes_no_submission(desk):
    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)
    desk.round.state = "closed"
    desk.round.save()

    with pytest.raises(actions.RoundClosed):
        actions.submit_upload(upload=upload, by=desk.focal_point)


def test_submitting_before_the_check_or_twice_is_the_wrong_state(desk):
    upload = rounds.receive(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity))
    with pytest.raises(actions.WrongState):
        actions.submit_upload(upload=upload, by=desk.focal_point)
    rounds.work(upload)
    actions.submit_upload(upload=upload, by=desk.focal_point)

    with pytest.raises(actions.WrongState):
        actions.submit_upload(upload=upload, by=desk.focal_point)


def test_discarding_takes_the_answers_and_stops_the_work(desk):
    waiting = rounds.receive(desk.round, desk.entity, desk.focal_point, rounds.workbook(desk.entity))
    actions.discard_upload(upload=waiting, by=desk.focal_point)
    rounds.work(waiting)
    assert waiting.state == "discarded"
    assert jobs.latest("check_upload", waiting.pk).state == "cancelled"

    upload = rounds.checked(desk.round, desk.entity, desk.focal_point)
    actions.discard_upload(upload=upload, by=desk.focal_point)
    assert not StagedAnswer.objects.exists()
    with pytest.raises(actions.WrongState):
        actions.discard_upload(upload=upload, by=desk.focal_point)


def test_approving_makes_it_count_announces_it_and_writes(desk, django_capture_on_commit_callbacks):
    first = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst, events=1)
    second = rounds.submitted(desk.round, desk.entity, desk.focal_point, events=2)
    heard = []

    def listen(sender, round, submissions, by, **_):
        heard.extend((round, submission.pk, by, connection.in_atomic_block) for submission in submissions)

    submissions_approved.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            actions.approve_submission(submission=second, by=desk.analyst)
    finally:
        submissions_approved.disconnect(listen)
    approval = first.decided, first.decided_by
    first.refresh_from_db()

    assert (first.decided, first.decided_by) == approval
    assert heard == [(desk.round, second.pk, desk.analyst, True)]
    assert (first.state, Submission.objects.counted().get()) == ("superseded", second)
    letter = rounds.letters()[-1]
    assert letter.to == ["focal-point@example.org"]
    assert letter.subject.startswith("Answers approved: Entity 07")
    assert f"/en/submissions/{second.pk}/" in letter.body


def test_returning_needs_a_remark_and_sends_it(desk, django_capture_on_commit_callbacks):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    with pytest.raises(actions.RemarkMissing):
        actions.return_submission(submission=submission, by=desk.analyst, remark="  ")
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_submission(submission=submission, by=desk.analyst, remark="Are <14> events right?")
    submission.refresh_from_db()

    assert (submission.state, submission.remark) == ("returned", "Are <14> events right?")
    assert "Are <14> events right?" in rounds.letters()[-1].body


def test_nobody_writes_to_a_closed_account(desk, django_capture_on_commit_callbacks):
    submission = rounds.submitted(desk.round, desk.entity, desk.focal_point)
    desk.focal_point.is_active = False
    desk.focal_point.save()
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_submission(submission=submission, by=desk.analyst)

    assert rounds.letters() == []


def test_what_was_decided_is_not_decided_again(desk):
    submission = rounds.approved(desk.round, desk.entity, desk.focal_point, desk.analyst)

    with pytest.raises(actions.WrongState):
        actions.approve_submission(submission=submission, by=desk.analyst)
    with pytest.raises(actions.WrongState):
        actions.return_submission(submission=submission, by=desk.analyst, remark="Too late")

"""Pages about files as they were sent and the copies that take their place."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from surveys import jobs
from surveys.models import Job, Redaction, Round, Submission, Upload
from tests.kept import keeping
from tests.pages.surveys.test_marking import ask
from tests.surveys import rounds


@keeping
def submission(focal_point, entity_round) -> Submission:
    """With a problem, so that there is something to mark."""
    upload = rounds.checked(
        entity_round, rounds.entity(7), focal_point.user, rounds.workbook(rounds.entity(7), events=-3)
    )
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.READY)
    return Submission.objects.create(
        round=entity_round,
        respondent=rounds.entity(7),
        version=1,
        upload=upload,
        submitted_by=focal_point.user,
        submitted=timezone.now(),
        state=Submission.State.APPROVED,
        decided=timezone.now(),
        decided_by=focal_point.user,
    )


def replaced(upload: Upload, *, copy: bool = True) -> Redaction:
    if not copy:
        return Redaction.objects.create(upload=upload)
    made = Redaction(upload=upload, sha256="ab" * 32, columns=2, cells=5)
    made.path.parent.mkdir(parents=True, exist_ok=True)
    made.path.write_bytes(upload.stored_path.read_bytes())
    made.save()
    return made


def shown(client, name: str, key: int) -> str:
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    return response.content.decode()


def over(round_: Round, *, days: int | None = 30) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=60)
    Round.objects.filter(pk=round_.pk).update(state=Round.State.CLOSED, closes=long_ago.date())
    Upload.objects.update(received=long_ago)
    round_.survey.keep_originals_days = days
    round_.survey.save()


class TestPagesOfAFile:
    def test_before_it_is_the_senders_own(self, focal_point, submission):
        text = shown(focal_point, "upload", submission.upload_id)

        assert "Download your file" in text
        assert submission.upload.sha256 not in text

    @pytest.mark.parametrize("name", ["upload", "submission", "marked"])
    def test_afterwards_each_says_so_with_day_and_hash(self, focal_point, submission, name):
        made = replaced(submission.upload)
        text = shown(focal_point, name, submission.pk if name == "submission" else submission.upload_id)

        assert f"{made.made:%-d %B %Y}" in text
        assert "a copy without contacts took the place of the file as it was sent." in text
        assert submission.upload.sha256 in text

    def test_the_download_is_the_copy_under_another_name(self, focal_point, submission):
        made = replaced(submission.upload)
        made.path.write_bytes(b"the copy")
        response = focal_point.get(reverse("upload-file", args=[submission.upload_id]))

        assert b"".join(response.streaming_content) == b"the copy"
        assert "sent - without contacts.xlsx" in response.headers["Content-Disposition"]

    def test_problems_are_marked_in_the_copy(self, focal_point, submission):
        made = replaced(submission.upload)
        book = openpyxl.load_workbook(io.BytesIO(made.path.read_bytes()))
        book["Answers"]["F1"] = "of the copy"
        book.save(made.path)
        submission.upload.stored_path.unlink()
        _, marked = ask(focal_point, submission.upload)

        assert marked["Problems"]["A5"].value == "Answers!D24"
        assert marked["Answers"]["F1"].value == "of the copy"

    def test_without_a_copy_nothing_is_offered(self, focal_point, submission):
        replaced(submission.upload, copy=False)
        text = shown(focal_point, "upload", submission.upload_id)

        assert "was deleted; no copy of it is kept." in text
        assert reverse("upload-file", args=[submission.upload_id]) not in text
        assert focal_point.get(reverse("upload-file", args=[submission.upload_id])).status_code == 404
        assert focal_point.post(reverse("marked", args=[submission.upload_id])).status_code == 302
        assert not Job.objects.filter(kind__startswith="mark_upload").exists()

    def test_the_copy_is_for_the_same_people(self, drafter, other_focal_point, analyst, nobody, submission):
        replaced(submission.upload)
        address = reverse("upload-file", args=[submission.upload_id])

        assert [client.get(address).status_code for client in (drafter, other_focal_point)] == [403, 403]
        assert nobody.get(address).status_code == 302
        allowed = analyst.get(address)
        assert allowed.status_code == 200
        assert b"".join(allowed.streaming_content)


class TestPageOfTheRound:
    def test_it_says_how_long_files_are_kept(self, analyst, entity_round, submission):
        assert "as they were sent for ever" in shown(analyst, "steer-round", entity_round.pk)
        over(entity_round, days=400)
        text = shown(analyst, "steer-round", entity_round.pk)
        assert "They are kept until" in text
        assert "Replace them now" not in text

    def test_those_that_are_due_are_replaced_at_once(self, analyst, entity_round, submission):
        over(entity_round)
        assert "The time of 1 file is over." in shown(analyst, "steer-round", entity_round.pk)
        address = reverse("redact-round", args=[entity_round.pk])
        assert analyst.get(address).status_code == 405
        done = analyst.post(address, follow=True)
        assert "1 file is being replaced." in done.content.decode()
        jobs.run(Job.objects.get(kind="redact_upload").pk)

        made = Redaction.objects.get()
        assert made.by == analyst.user
        assert not submission.upload.stored_path.exists()
        assert "Replace them now" not in shown(analyst, "steer-round", entity_round.pk)
        assert "Replaced file" in analyst.get(f"{reverse('audit')}?kind=Redaction").content.decode()

    def test_nobody_else_does_it(self, focal_point, drafter, nobody, entity_round, submission):
        over(entity_round)
        address = reverse("redact-round", args=[entity_round.pk])

        assert [client.post(address).status_code for client in (focal_point, drafter)] == [403, 403]
        assert nobody.post(address).status_code == 302
        assert not Job.objects.filter(kind="redact_upload").exists()


def test_an_administrator_sets_the_period(administrator, entity_round):
    address = reverse("admin:surveys_survey_change", args=[entity_round.survey_id])
    text = administrator.get(address).content.decode()

    assert "keep_originals_days" in text

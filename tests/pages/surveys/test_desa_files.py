"""An analyst sends a file with the answers of all, or a table of counts: each survey that DESA runs comes in both ways."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys.models import Round, Submission, Tabulation, Upload
from tests.surveys import desa, rounds


def file_of(round_: Round) -> SimpleUploadedFile:
    return SimpleUploadedFile(*desa.file_of_all(round_))


@pytest.mark.parametrize("survey", desa.KINDS)
def test_a_file_of_all_answers_is_sent_submitted_and_approved(analyst, survey):
    round_ = desa.round_of(survey)
    file = file_of(round_)

    assert analyst.get(reverse("send-for-several", args=[round_.pk])).status_code == 200
    analyst.post(reverse("send-for-several", args=[round_.pk]), {"file": file})
    upload = rounds.work(Upload.objects.get(round=round_))
    page = analyst.get(reverse("upload", args=[upload.pk])).content.decode()
    assert upload.layout == file.name.split(".")[1]
    assert not upload.issues.filter(severity="error").exists()
    assert upload.issues.unexplained().exists() == (survey == desa.CONTRADICTING)
    if survey == desa.CONTRADICTING:
        assert reverse("submit-upload", args=[upload.pk]) not in page
        said = {"others": "Counted by another ministry."}
        page = analyst.post(reverse("explain-upload", args=[upload.pk]), said, follow=True).content.decode()
    assert reverse("submit-upload", args=[upload.pk]) in page

    analyst.post(reverse("submit-upload", args=[upload.pk]))
    rounds.work(upload, "save_upload")
    waiting = Submission.objects.filter(upload=upload, state="submitted")
    assert waiting.count() == 6
    review = analyst.get(reverse("review")).content.decode()
    for submission in waiting:
        assert reverse("submission", args=[submission.pk]) in review
        analyst.post(reverse("approve-submission", args=[submission.pk]))
    assert Submission.objects.counted().filter(round=round_).count() == 6
    assert not waiting.all().exists()


@pytest.mark.parametrize("survey", desa.KINDS)
def test_a_table_of_counts_is_sent_submitted_and_approved(analyst, survey):
    round_ = desa.round_of(survey)
    blank = analyst.get(reverse("blank-table", args=[round_.pk])).content
    file = SimpleUploadedFile("counts.xlsx", desa.filled(blank, desa.counts_of(round_)))
    analyst.post(reverse("send-for-several", args=[round_.pk]), {"file": file})
    upload = rounds.work(Upload.objects.get(round=round_))
    assert "4 of 6" in analyst.get(reverse("upload", args=[upload.pk])).content.decode()
    assert not upload.issues.filter(severity="error").exists()

    analyst.post(reverse("submit-upload", args=[upload.pk]))
    rounds.work(upload, "save_upload")
    table = Tabulation.objects.get(upload=upload)
    assert reverse("tabulation", args=[table.pk]) in analyst.get(reverse("review")).content.decode()
    analyst.post(reverse("approve-tabulation", args=[table.pk]))
    counted = Tabulation.objects.get(round=round_, state=Tabulation.State.APPROVED)
    assert counted == table
    assert "4 of 6" in analyst.get(reverse("tabulation", args=[table.pk])).content.decode()


def test_a_table_of_counts_needs_nobody_on_the_roster(analyst):
    round_ = desa.round_of("desa_unct")
    round_.invitations.all().delete()

    blank = analyst.get(reverse("blank-table", args=[round_.pk])).content
    file = SimpleUploadedFile("counts.xlsx", desa.filled(blank, desa.counts_of(round_)))
    analyst.post(reverse("send-for-several", args=[round_.pk]), {"file": file})
    upload = rounds.work(Upload.objects.get(round=round_))
    assert not upload.issues.filter(severity="error").exists()
    assert (
        reverse("submit-upload", args=[upload.pk])
        in analyst.get(reverse("upload", args=[upload.pk])).content.decode()
    )


def test_nobody_else_sends_the_answers_of_all(focal_point, drafter, nobody):
    round_ = desa.round_of("desa_unct")

    for client, status in ((focal_point, 403), (drafter, 403), (nobody, 302)):
        response = client.post(reverse("send-for-several", args=[round_.pk]), {"file": file_of(round_)})
        assert response.status_code == status
    assert not Upload.objects.exists()

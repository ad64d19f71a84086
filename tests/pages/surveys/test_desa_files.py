"""An analyst sends a file with the answers of all: each survey that DESA runs comes in as its tool lays it out."""

from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys.example_answers import answers_of, responds
from surveys.example_exports import WRITERS
from surveys.example_respondents import ROSTERS
from surveys.examples import LAYOUTS
from surveys.loading.facts import add_questionnaire
from surveys.models import Invitation, Respondent, Round, Submission, Survey, Upload
from surveys.questionnaires import questionnaire_from_file
from surveys.wording import with_state
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES

YEAR = 2023
KINDS = {"desa_government": "government", "desa_entity_hq": "entity", "desa_unct": "country_team"}


def six_of(survey: str) -> list:
    """The first six who answer."""
    return [each for each in ROSTERS[survey] if responds(survey, each, YEAR)][:6]


def round_of(survey: str) -> Round:
    """An open round with six on its roster."""
    row = Survey.objects.create(
        code=survey,
        names=with_state({"en": survey}),
        owner="DESA",
        respondent_kind=KINDS[survey],
        attributable=False,
    )
    declared = questionnaire_from_file(FIXTURES / "surveys" / survey / f"{YEAR}.yaml")
    asked = add_questionnaire(row, declared, "text", "file.yaml", Counter())
    made = Round.objects.create(
        survey=row, data_year=YEAR, state=Round.State.OPEN, illustrative=True, questionnaire=asked
    )
    for each in six_of(survey):
        respondent, _made = Respondent.objects.get_or_create(
            kind=KINDS[survey],
            code=each.code,
            defaults={"slug": each.code.lower(), "names": with_state(each.name), "fictional": True},
        )
        Invitation.objects.create(round=made, respondent=respondent)
    return made


def file_of(round_: Round, layout: str) -> SimpleUploadedFile:
    questionnaire = round_.questionnaire.as_questionnaire()
    rows = [(each.code, answers_of(questionnaire, each)) for each in six_of(round_.survey.code)]
    return SimpleUploadedFile(f"{YEAR}.{layout}", WRITERS[layout](questionnaire, rows))


@pytest.mark.parametrize("survey", KINDS)
def test_a_file_of_all_answers_is_sent_submitted_and_approved(analyst, survey):
    round_ = round_of(survey)
    layout = LAYOUTS[survey, YEAR]

    assert analyst.get(reverse("send-for-several", args=[round_.pk])).status_code == 200
    analyst.post(reverse("send-for-several", args=[round_.pk]), {"file": file_of(round_, layout)})
    upload = rounds.work(Upload.objects.get(round=round_))
    page = analyst.get(reverse("upload", args=[upload.pk])).content.decode()
    assert upload.layout == layout.split(".")[0]
    assert not upload.issues.filter(severity="error").exists()
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


def test_nobody_else_sends_the_answers_of_all(focal_point, drafter, nobody):
    round_ = round_of("desa_unct")

    for client, status in ((focal_point, 403), (drafter, 403), (nobody, 302)):
        file = file_of(round_, "table.csv")
        assert (
            client.post(reverse("send-for-several", args=[round_.pk]), {"file": file}).status_code == status
        )
    assert not Upload.objects.exists()

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from surveys import actions
from surveys.models import Answer, Invitation, Round, Submission, Survey, Upload
from surveys.xlsform_writing import write_xlsform
from tests.surveys import rounds
from tests.surveys.test_question_kinds import kinds

ADDRESS = "admin:surveys_survey_from_xlsform"
CODE = {"code": "fifth", "year": 2022, "owner": "UNOSSC", "respondent_kind": "entity"}


def form_file(content: bytes | None = None) -> ContentFile:
    return ContentFile(write_xlsform(kinds()) if content is None else content, "form.xlsx")


def test_a_fifth_survey_from_a_form_to_approved_answers_without_touching_code(administrator, analyst):
    assert reverse(ADDRESS) in administrator.get(reverse("admin:surveys_survey_changelist")).content.decode()
    response = administrator.post(reverse(ADDRESS), {**CODE, "form": form_file()})
    made = Round.objects.get(survey__code="fifth")

    assert response.headers["Location"] == reverse("admin:surveys_round_change", args=[made.pk])
    assert made.state == Round.State.PLANNED
    assert made.questionnaire.items.count() == len(kinds().items)
    Round.objects.filter(pk=made.pk).update(state=Round.State.OPEN)
    entity = rounds.entity(7)
    Invitation.objects.create(round=made, respondent=entity)

    table = "respondent,agree,forms.study,staff,staff_hq,staff_field,partner,partner#2\nENTITY-07,3,Often,9,4,5,A,B\n"
    sent = ContentFile(table.encode(), "answers.csv")
    administrator.post(reverse("send-file", args=[made.pk, entity.slug]), {"file": sent})
    upload = rounds.work(Upload.objects.get(round=made))
    assert not upload.issues.filter(severity="error").exists()
    actions.submit_upload(upload=upload, by=administrator.user)
    rounds.work(upload, "save_upload")
    actions.approve_submission(submission=Submission.objects.get(round=made), by=analyst.user)

    read = Answer.objects.filter(submission__round=made, absence=None)
    assert {(each.item.code, each.occurrence) for each in read.select_related("item")} == {
        ("agree", 1), ("forms.study", 1), ("staff", 1), ("staff_hq", 1), ("staff_field", 1), ("partner", 1),
        ("partner", 2),
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"a,b\n1,2\n", b"x"])
def test_what_is_no_form_is_told_and_leaves_nothing(administrator, content):
    response = administrator.post(reverse(ADDRESS), {**CODE, "form": form_file(content)})

    assert response.status_code == 200
    assert response.context["form"].errors["form"]
    assert not Survey.objects.filter(code="fifth").exists()


def test_a_version_or_a_round_is_not_made_twice(administrator):
    administrator.post(reverse(ADDRESS), {**CODE, "form": form_file()})
    again = administrator.post(reverse(ADDRESS), {**CODE, "form": form_file()})

    assert "has a version 2022.1" in again.content.decode()


def changed_form(administrator, questionnaire, *, version: str) -> ContentFile:
    """The form as an administrator downloads it, with one more option and this version, done in a spreadsheet."""
    page = administrator.get(reverse("questionnaire", args=[questionnaire.pk])).content.decode()
    download = reverse("xlsform", args=[questionnaire.pk])
    assert f'href="{download}"' in page
    book = openpyxl.load_workbook(io.BytesIO(administrator.get(download).content))
    settings, choices = book["settings"], book["choices"]
    place = [cell.value for cell in settings[1]].index("version") + 1
    settings.cell(2, place).value = version
    choices.append(["channel", "one_more", "One more"])
    target = io.BytesIO()
    book.save(target)
    return form_file(target.getvalue())


def options_of(round_: Round) -> list[str]:
    return [
        option.code for option in round_.questionnaire.as_questionnaire().items["channel"].question.options
    ]


def test_a_round_without_answers_takes_the_changed_form(administrator):
    administrator.post(reverse(ADDRESS), {**CODE, "form": form_file()})
    made = Round.objects.get(survey__code="fifth")
    form = changed_form(administrator, made.questionnaire, version="2022.2")
    administrator.post(reverse(ADDRESS), {**CODE, "form": form})

    taken = Round.objects.get(survey__code="fifth")
    assert (taken.pk, taken.questionnaire.version) == (made.pk, "2022.2")
    assert set(options_of(taken)) - set(options_of(made)) == {"one_more"}


def test_a_round_with_a_file_takes_the_form_as_a_later_version(administrator):
    administrator.post(reverse(ADDRESS), {**CODE, "form": form_file()})
    made = Round.objects.get(survey__code="fifth")
    Upload.objects.create(round=made, sender=administrator.user, file_name="answers.csv", size=1)
    form = changed_form(administrator, made.questionnaire, version="2022.2")
    administrator.post(reverse(ADDRESS), {**CODE, "form": form})

    taken = Round.objects.get(pk=made.pk).questionnaire
    assert (taken.version, list(taken.definition["revises"])) == ("2022.2", ["2022.1"])
    assert made.survey.questionnaires.count() == 2


def test_only_administrators(analyst, focal_point):
    for client in (analyst, focal_point):
        assert client.get(reverse(ADDRESS)).status_code in {302, 403}


def test_the_command(db, tmp_path):
    form, out = tmp_path / "form.xlsx", io.StringIO()
    form.write_bytes(write_xlsform(kinds()))
    call_command("new_survey", str(form), "--code=fifth", "--year=2022", stdout=out)

    assert "Made fifth 2022 with 9 questions" in out.getvalue()
    with pytest.raises(CommandError, match="version"):
        call_command("new_survey", str(form), "--code=fifth", "--year=2022")
    with pytest.raises(CommandError, match="No such file"):
        call_command("new_survey", str(tmp_path / "none.xlsx"), "--code=fifth", "--year=2022")

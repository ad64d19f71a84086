import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from surveys.loading import make_demo_accounts
from surveys.models import Answer, Letter, Mapping, Quote, Redaction, Submission, Tag, User
from tests.kept import keeping
from tests.surveys import rounds

SHOWN = sorted(model._meta.model_name for model in admin.site._registry if model._meta.app_label == "surveys")


def a_submission() -> Submission:
    round_ = rounds.entity_round()
    make_demo_accounts()
    rounds.grouped(rounds.entity(7), "fund")
    sender = User.objects.get(email="focal-point@example.org")
    Mapping.objects.create(
        survey=round_.survey, layout="kobo", fingerprint="f", confirmed_by=sender, confirmed=timezone.now()
    )
    submission = rounds.submitted(round_, rounds.entity(7), sender)
    Tag.objects.create(name="Seeds", made_by=sender)
    Quote.objects.create(answer=submission.answers.first(), passage="A seed bank", made_by=sender)
    Redaction.objects.create(upload=submission.upload)
    Letter.objects.create(
        template="approved", address="a@example.org", about={"submissions": [submission.pk]}
    )
    return submission


@keeping
def submission(db) -> Submission:
    return a_submission()


@keeping
def stage(submission) -> Submission:
    """What the personas find here."""
    return submission


@pytest.mark.parametrize("name", SHOWN)
def test_every_list_and_its_search_open(administrator, submission, name):
    here = reverse(f"admin:surveys_{name}_changelist")

    assert administrator.get(here).status_code == 200
    assert administrator.get(here, {"q": "entity"}).status_code == 200


@pytest.mark.parametrize("name", SHOWN)
def test_every_row_opens(administrator, submission, name):
    row = apps.get_model("surveys", name).objects.order_by("pk").first()
    assert row, f"the world of this test has no {name}"

    assert administrator.get(reverse(f"admin:surveys_{name}_change", args=[row.pk])).status_code == 200


def test_what_was_submitted_is_shown_and_not_edited(administrator, submission):
    here = reverse("admin:surveys_submission_change", args=[submission.pk])

    assert "Answers!D" in administrator.get(here).content.decode()
    assert administrator.post(here, {"state": "approved"}).status_code == 403
    assert (
        administrator.post(reverse("admin:surveys_submission_delete", args=[submission.pk])).status_code
        == 403
    )
    assert Answer.objects.exists()


def test_only_the_staff_comes_in(analyst, focal_point, submission):
    for client in (analyst, focal_point):
        assert client.get(reverse("admin:surveys_submission_changelist")).status_code == 302

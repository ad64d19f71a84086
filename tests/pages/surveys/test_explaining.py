import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from surveys import actions
from surveys.lineage import cells_of
from surveys.models import Explanation, Issue, Submission, Upload
from tests.kept import keeping
from tests.surveys import rounds


def warning(upload: Upload, position: int, **fields) -> Issue:
    values = {
        "code": "percentage_as_fraction",
        "severity": "warning",
        "sheet": "Answers",
        "row": 6 + position,
    }
    values |= {"column": 4, "value": "0.7", "item": "events", "respondent": "ENTITY-07"}
    return Issue.objects.create(upload=upload, position=position, **{**values, **fields})


@keeping
def checked(focal_point, entity_round) -> Upload:
    return rounds.checked(entity_round, rounds.entity(7), focal_point.user)


def explain(client, upload: Upload, **fields):
    return client.post(reverse("explain-upload", args=[upload.pk]), fields)


def test_answers_are_submitted_only_when_every_warning_that_asks_is_explained(focal_point, checked):
    first, second = warning(checked, 1), warning(checked, 2)
    warning(checked, 3, code="absence_not_offered")
    shown = focal_point.get(reverse("upload", args=[checked.pk])).content.decode()

    assert f'name="explanation-{first.pk}"' in shown
    assert "2 warnings ask for a word of explanation" in shown
    assert reverse("submit-upload", args=[checked.pk]) not in shown
    with pytest.raises(actions.ExplanationMissing):
        actions.submit_upload(upload=checked, by=focal_point.user)

    explain(focal_point, checked, **{f"explanation-{first.pk}": "The fund closed."})
    assert "1 has none yet" in focal_point.get(reverse("upload", args=[checked.pk])).content.decode()
    explain(focal_point, checked, **{f"explanation-{second.pk}": "So it was."})
    shown = focal_point.get(reverse("upload", args=[checked.pk])).content.decode()
    assert "The fund closed.</textarea>" in shown
    assert reverse("submit-upload", args=[checked.pk]) in shown


def test_one_explanation_for_all_that_have_none(focal_point, checked):
    first, second, third = (warning(checked, position) for position in (1, 2, 3))
    explain(focal_point, checked, others="A new way of counting.", **{f"explanation-{first.pk}": "Mine."})

    texts = list(Issue.objects.order_by("position").values_list("explanation", flat=True))
    assert texts == ["Mine.", "A new way of counting.", "A new way of counting."]


def test_an_explanation_is_kept_and_shown_to_those_who_review(focal_point, analyst, checked):
    explained = warning(checked, 1)
    explain(focal_point, checked, **{f"explanation-{explained.pk}": "<b>The fund closed.</b>"})
    actions.submit_upload(upload=checked, by=focal_point.user)
    rounds.work(checked, "save_upload")
    submission = Submission.objects.get(upload=checked)

    shown = analyst.get(reverse("submission", args=[submission.pk])).content.decode()
    assert "The sender says:" in shown
    assert "&lt;b&gt;The fund closed." in shown
    explain(focal_point, checked, **{f"explanation-{explained.pk}": "Later."})
    explained.refresh_from_db()
    assert explained.explanation == "<b>The fund closed.</b>"


def test_what_was_said_about_the_same_answer_is_carried_over(focal_point, entity_round, checked):
    warning(checked, 1, explanation="The fund closed.")
    again = Issue(
        upload=checked,
        code="percentage_as_fraction",
        severity="warning",
        value="0.7",
        item="events",
        respondent="ENTITY-07",
    )
    other = Issue(
        upload=checked,
        code="percentage_as_fraction",
        severity="warning",
        value="0.8",
        item="events",
        respondent="ENTITY-07",
    )
    found = actions.explaining.with_earlier_explanations(checked, [again, other])

    assert [issue.explanation for issue in found] == ["The fund closed.", ""]


def test_errors_and_other_warnings_take_none(focal_point, checked):
    error = warning(checked, 1, severity="error", code="not_a_number")
    explain(focal_point, checked, **{f"explanation-{error.pk}": "x", "explanation-x": "y"})

    assert Issue.objects.get().explanation == ""


def test_only_the_sender_explains(analyst, other_focal_point, checked):
    assert explain(other_focal_point, checked).status_code == 403
    assert explain(analyst, checked).status_code == 403


def test_what_was_said_stays_with_the_answer(focal_point, analyst, entity_round):
    upload = rounds.checked(entity_round, rounds.entity(7), focal_point.user)
    staged = upload.staged_answers.get(item="events")
    place = {"sheet": staged.sheet, "row": staged.row, "column": staged.column}
    issue = warning(upload, 1, **place)
    explain(focal_point, upload, **{f"explanation-{issue.pk}": "The <fund> closed."})
    actions.submit_upload(upload=upload, by=focal_point.user)
    rounds.work(upload, "save_upload")
    submission = Submission.objects.get(upload=upload)
    answer = submission.answers.get(item__code="events")

    assert [(one.code, one.text) for one in answer.explanations.all()] == [
        ("percentage_as_fraction", "The <fund> closed.")
    ]
    assert Explanation.objects.count() == 1
    for address in (reverse("answer", args=[answer.pk]), reverse("touched-values", args=[submission.pk])):
        assert "The sender says: <bdi>The &lt;fund&gt; closed.</bdi>" in analyst.get(address).content.decode()
    shown = analyst.get(reverse("submission", args=[submission.pk])).content.decode()
    assert shown.count("The &lt;fund&gt; closed.") == 2
    assert cells_of([answer.pk])[answer.pk].explanations == ("The <fund> closed.",)
    with pytest.raises(DatabaseError), transaction.atomic():
        Explanation.objects.all().delete()

"""A round that has answers gets one more option, or one less: with the people who see it."""

import io
from collections import Counter

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from indicators.actions import COMPUTE
from surveys import actions, frames, jobs
from surveys.loading.facts import add_questionnaire
from surveys.models import Answer, Invitation, Job, Option, Round, Submission, Survey, Upload
from surveys.questionnaires import Questionnaire
from surveys.templates_xlsx import build_template
from surveys.unasked import not_offered
from surveys.wording import with_state
from surveys.xlsform_writing import write_xlsform
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.test_question_kinds import kinds

FIRST = {"channel": "fund", "themes.health": "yes", "themes.trade": "no", "partner": "A"}
ENERGY = {"code": "energy", "text.new.en": "Energy", "text.new.en.state": "reviewed",
          "text.new.fr": "Énergie", "text.new.fr.state": "reviewed", "aliases": "Power\r\nElectricity"}  # fmt: skip


@keeping
def stage(db):
    """An open round of a survey with options, to which three entities are invited."""
    survey = Survey.objects.create(
        code="kinds", names=with_state({"en": "Kinds"}), owner="UNOSSC", respondent_kind="entity"
    )
    questionnaire = add_questionnaire(survey, kinds(), "kinds", "kinds.yaml", Counter())
    made = Round.objects.create(
        survey=survey, data_year=2022, state=Round.State.OPEN, questionnaire=questionnaire
    )
    for number in (7, 8, 9):
        Invitation.objects.create(round=made, respondent=rounds.entity(number))
    return made


def workbook(number: int, asked=None, **answers) -> bytes:
    """The template of the first version, or of another, filled in."""
    return build_template(
        asked or kinds(), respondent_code=f"ENTITY-{number:02}", respondent_name="", year=2022, language="en",
        deadline=None, contact="", answers=FIRST | answers, illustrative=False,
    )  # fmt: skip


def sent(round_: Round, number: int, by, content: bytes | None = None) -> Upload:
    return rounds.checked(round_, rounds.entity(number), by, content or workbook(number))


def handed_in(upload: Upload, by) -> Submission:
    actions.submit_upload(upload=upload, by=by)
    rounds.work(upload, "save_upload")
    return Submission.objects.get(upload=upload)


def address(round_: Round, question: str, option: str = "") -> str:
    key = Round.objects.get(pk=round_.pk).questionnaire_id
    if option:
        return reverse("question-option", args=[key, question, option])
    return reverse("question-options", args=[key, question])


def test_one_more_option_while_answers_are_there(administrator, analyst, stage):
    counted = actions.approve_submission(
        submission=handed_in(sent(stage, 7, administrator.user), administrator.user), by=analyst.user
    )
    waiting = sent(stage, 8, administrator.user)
    first = stage.questionnaire

    saved = administrator.post(address(stage, "themes"), ENERGY, follow=True).content.decode()
    assert "version 2022.1-r2 is asked from now on" in saved
    stage.refresh_from_db()
    asked = stage.questionnaire
    assert (asked.version, asked.definition["revises"]) == ("2022.1-r2", {"2022.1": ["themes.energy"]})
    assert first.definition == kinds().to_dict()

    kept = handed_in(waiting, administrator.user)
    assert set(kept.answers.values_list("item__questionnaire", flat=True)) == {first.pk}
    new = sent(
        stage, 9, administrator.user, workbook(9, asked.as_questionnaire(), **{"themes.energy": "Yes"})
    )
    actions.approve_submission(submission=handed_in(new, administrator.user), by=analyst.user)
    frame = frames.answers_frame(frames.counted_submissions(stage))
    energy = frame[frame["item"] == "themes.energy"].set_index("respondent")
    assert energy["option"].to_dict() == {"ENTITY-07": None, "ENTITY-09": "yes"}
    assert energy.loc["ENTITY-07", ["absence", "answer"]].tolist() == ["not_shown", 0]
    with pytest.raises(ValueError, match="asked the same"):
        frames.answer_counts([counted], frames.roster_frame([stage], [counted]), [])
    shown = analyst.get(reverse("submission", args=[counted.pk])).content.decode()
    assert "answers version 2022.1 of the questions" in shown


def test_an_older_workbook_is_taken_after_the_change(administrator, stage):
    handed_in(sent(stage, 7, administrator.user), administrator.user)
    administrator.post(address(stage, "themes"), ENERGY)
    stage.refresh_from_db()
    old = sent(stage, 8, administrator.user)

    assert not old.issues.filter(severity="error").exists()
    assert old.questionnaire == stage.questionnaire
    submission = handed_in(old, administrator.user)
    assert not submission.answers.filter(item__code="themes.energy").exists()
    assert not_offered([submission]) == {(2022, "ENTITY-08"): {"themes.energy"}}


def test_a_chosen_option_is_closed_and_stays_for_the_answers_of_then(administrator, analyst, stage):
    chosen = handed_in(sent(stage, 7, administrator.user), administrator.user)
    actions.approve_submission(submission=chosen, by=analyst.user)
    administrator.post(address(stage, "channel"), {**ENERGY, "code": "loan", "text.new.en": "Loan"})
    page = administrator.post(address(stage, "channel", "fund"), {"closed": "yes"}, follow=True)
    assert "2022.1-r3 is asked from now on" in page.content.decode()
    stage.refresh_from_db()

    options = {line.code: (line.closed, line.chosen) for line in page.context["options"]}
    assert options == {"fund": (True, 1), "loan": (False, 0), "other": (False, 0)}
    assert Answer.objects.get(submission=chosen, item__code="channel").option.code == "fund"
    template = actions.workbook_for(stage, rounds.entity(8), "en")
    words = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(template))
        for row in sheet
        for cell in row
    }
    assert "Loan" in words
    assert "Fund" not in words
    late = sent(stage, 8, administrator.user)
    (issue,) = late.issues.filter(severity="error")
    assert (issue.code, issue.item) == ("option_closed", "channel")
    told = administrator.get(reverse("upload", args=[late.pk])).content.decode()
    assert "is not offered any more; answers that were sent before stay as they are" in told
    assert "Loan or Other" in told
    administrator.post(address(stage, "channel", "fund"), {"closed": "no"})
    again = Round.objects.get(pk=stage.pk).questionnaire
    assert again.as_questionnaire().questions["channel"].offered == ("fund", "loan", "other")
    assert not rounds.checked(stage, rounds.entity(9), administrator.user, workbook(9)).issues.filter(
        severity="error"
    )


def test_rounds_that_were_computed_are_computed_anew(administrator, analyst, stage):
    actions.approve_submission(
        submission=handed_in(sent(stage, 7, administrator.user), administrator.user), by=analyst.user
    )
    jobs.run(jobs.latest(COMPUTE, stage.pk).pk)
    before = Job.objects.filter(kind=COMPUTE, subject=stage.pk).count()
    administrator.post(address(stage, "themes"), ENERGY)

    assert Job.objects.filter(kind=COMPUTE, subject=stage.pk).count() == before + 1
    jobs.run(jobs.latest(COMPUTE, stage.pk).pk)
    assert jobs.latest(COMPUTE, stage.pk).state == "done"


@pytest.mark.parametrize(
    ("question", "posted", "said"),
    [
        ("themes", {"code": "health"}, "There is an option with this code"),
        ("themes", {"code": "Not a code"}, "starts with a letter"),
        ("themes", {"text.new.en": ""}, "no English"),
        ("channel", {"aliases": "Fund"}, ""),
        ("channel", {"aliases": "fund"}, "would stand for two options"),
    ],
)
def test_an_option_that_cannot_be_is_refused_with_what_was_typed(
    administrator, stage, question, posted, said
):
    refused = administrator.post(address(stage, question), ENERGY | posted)
    content = refused.content.decode()

    assert refused.status_code == 409
    assert said in content
    assert ">Énergie</textarea>" in content
    assert stage.survey.questionnaires.count() == 1


def test_the_last_two_options_stay(administrator, stage):
    refused = administrator.post(address(stage, "channel", "fund"), {"closed": "yes"})

    assert refused.status_code == 409
    assert "needs two options that are offered" in refused.content.decode()


def test_an_earlier_version_and_a_round_that_is_over_keep_their_options(administrator, stage):
    here = address(stage, "themes")
    first = stage.questionnaire_id
    administrator.post(here, ENERGY)
    late = administrator.post(here, ENERGY | {"code": "water"})
    assert late.status_code == 409
    assert "A later version of these questions is asked now" in late.content.decode()
    page = administrator.get(reverse("question", args=[first, "themes"])).content.decode()
    assert "Version 2022.1-r2 is asked now" in page
    assert "One more option" not in page
    Round.objects.filter(pk=stage.pk).update(state=Round.State.CLOSED)
    over = administrator.post(address(stage, "themes"), ENERGY | {"code": "water"})
    assert "those of a round that is over stay" in over.content.decode()


def test_a_question_that_is_compared_says_how_far_it_still_is(administrator, stage):
    said = kinds().to_dict()
    said["version"] = "2022.9"
    said["sections"][0]["questions"][3]["same_as"] = {"2021": "same"}

    stage.questionnaire = add_questionnaire(
        stage.survey, Questionnaire.from_dict(said), "x", "x.yaml", Counter()
    )
    stage.save()
    page = administrator.get(reverse("question", args=[stage.questionnaire_id, "themes"])).content.decode()
    assert "Compared with 2021, the question" in page
    for posted in ({}, {"compares": "similar"}):
        assert "Say how far" in administrator.post(address(stage, "themes"), ENERGY | posted).content.decode()
    administrator.post(address(stage, "themes"), ENERGY | {"compares": "similar", "reason": "Energy is new."})
    stage.refresh_from_db()
    same = stage.questionnaire.as_questionnaire().questions["themes"].same_as
    assert [(one.year, one.state, dict(one.reason)) for one in same] == [
        (2021, "similar", {"en": "Energy is new."})
    ]


def test_a_changed_form_is_taken_by_a_round_with_answers(administrator, stage):
    handed_in(sent(stage, 7, administrator.user), administrator.user)
    actions.reword(
        questionnaire=stage.questionnaire, question="channel", seen={},
        entry={"text": {"en": {"text": "Which channel", "state": "draft"}}},
    )  # fmt: skip
    address_ = reverse("admin:surveys_survey_from_xlsform")
    told = {"code": "kinds", "year": 2022, "owner": "UNOSSC", "respondent_kind": "entity"}
    refused = administrator.post(address_, {**told, "form": form_of(stage, without="staff_field")})
    assert "The question staff_field is missing" in refused.content.decode()
    assert stage.survey.questionnaires.count() == 1
    administrator.post(address_, {**told, "form": form_of(stage, more="water")})
    asked = Round.objects.get(pk=stage.pk).questionnaire

    assert asked.version == "2022.2"
    assert asked.as_questionnaire().questions["themes"].offered == ("health", "trade", "other", "water")
    assert asked.wording == {"channel": {"text": {"en": {"text": "Which channel", "state": "draft"}}}}
    assert asked.items.get(code="channel").names["en"] == {"text": "Which channel", "state": "draft"}


def form_of(round_: Round, *, without: str = "", more: str = "") -> ContentFile:
    """The form of a round as an administrator downloads and changes it."""
    found = Round.objects.get(pk=round_.pk).questionnaire
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(found.as_questionnaire().as_asked)))
    names = [cell.value for cell in book["settings"][1]]
    book["settings"].cell(2, names.index("version") + 1).value = "2022.2"
    rows = [row[1].value for row in book["survey"].iter_rows()]
    if without:
        book["survey"].delete_rows(rows.index(without) + 1)
        own = book["settings"].cell(2, len(names))
        own.value = ""
    if more:
        book["choices"].append(["themes", more, more.title()])
    target = io.BytesIO()
    book.save(target)
    return ContentFile(target.getvalue(), "form.xlsx")


def test_who_may_change_options(administrator, analyst, focal_point, drafter, nobody, stage):
    for here in (address(stage, "themes"), address(stage, "themes", "trade")):
        clients = (analyst, focal_point, drafter, nobody)
        assert [client.post(here, ENERGY).status_code for client in clients] == [403, 403, 403, 302]
        assert administrator.get(here).status_code == 405
    assert administrator.post(address(stage, "staff"), ENERGY).status_code == 404
    assert administrator.post(address(stage, "nothing"), ENERGY).status_code == 404
    assert administrator.post(address(stage, "themes", "nothing"), {"closed": "yes"}).status_code == 404
    missing = reverse("question-options", args=[stage.questionnaire_id + 99, "themes"])
    assert administrator.post(missing, ENERGY).status_code == 404
    again = administrator.post(address(stage, "themes", "trade"), {"closed": "no"}, follow=True)
    assert "somebody else was faster" in again.content.decode()
    assert not Option.objects.filter(code="energy").exists()

"""Rounds, respondents and sent workbooks in the database, as small as a test needs them."""

import datetime
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

from django.core import mail
from django.core.files import File
from django.utils import timezone

from surveys import actions, jobs
from surveys.example_problems import SOUND
from surveys.loading.facts import add_questionnaire
from surveys.models import (
    Group,
    Grouping,
    Invitation,
    Membership,
    Questionnaire,
    Representation,
    Respondent,
    Round,
    Submission,
    Survey,
    Upload,
    User,
)
from surveys.questionnaires import questionnaire_from_file
from surveys.templates_xlsx import build_template
from surveys.wording import with_state
from tests.surveys.samples import FIXTURES

LATER = timezone.localdate() + datetime.timedelta(days=30)
PAST = timezone.localdate() - datetime.timedelta(days=30)


def entity_survey() -> Survey:
    survey, _ = Survey.objects.get_or_create(
        code="unossc_entity",
        defaults={
            "names": with_state({"en": "Survey of entities", "zh": "实体调查"}),
            "owner": "UNOSSC",
            "respondent_kind": "entity",
            "attributable": True,
        },
    )
    return survey


def questionnaire(year: int = 2022) -> Questionnaire:
    found = Questionnaire.objects.filter(survey__code="unossc_entity", version=f"{year}.1").first()
    if found:
        return found
    path = FIXTURES / "surveys" / "unossc_entity" / f"{year}.yaml"
    return add_questionnaire(entity_survey(), *_declared(path), path.name, Counter())


@cache
def _declared(path: Path):
    """The questionnaire of a file, and its text."""
    return questionnaire_from_file(path), path.read_text(encoding="utf-8")


def entity(number: int) -> Respondent:
    code = f"ENTITY-{number:02}"
    respondent, _ = Respondent.objects.get_or_create(
        kind="entity",
        code=code,
        defaults={
            "slug": code.lower(),
            "names": with_state({"en": f"Entity {number:02}", "zh": f"实体{number:02}"}),
            "fictional": True,
        },
    )
    return respondent


def entity_round(year: int = 2022, *, entities=(1, 7, 8, 9), state: str = Round.State.OPEN) -> Round:
    """An illustrative round to which these entities are invited."""
    made = Round.objects.create(
        survey=entity_survey(),
        data_year=year,
        state=state,
        illustrative=True,
        questionnaire=questionnaire(year),
    )
    for number in entities:
        Invitation.objects.create(round=made, respondent=entity(number))
    return made


def person(email: str, *represents: Respondent) -> User:
    user = User.objects.create_user(email, "south-south")
    for respondent in represents:
        Representation.objects.create(user=user, respondent=respondent, survey=entity_survey())
    return user


def grouped(respondent: Respondent, code: str, *, from_year: int | None = None, to_year: int | None = None):
    """The respondent in a group of the types of entities, in these years."""
    grouping, _ = Grouping.objects.get_or_create(
        code="entity_type", defaults={"names": with_state({"en": "Type"})}
    )
    group, _ = Group.objects.get_or_create(
        grouping=grouping, code=code, defaults={"names": with_state({"en": code.title()})}
    )
    return Membership.objects.create(respondent=respondent, group=group, from_year=from_year, to_year=to_year)


def workbook(respondent: Respondent, year: int = 2022, **answers) -> bytes:
    """The template of a year filled in with SOUND and these answers."""
    row = questionnaire(year)
    name = json.dumps([row.version, row.wording, respondent.code, year, answers], default=repr)
    if name not in _WORKBOOKS:
        _WORKBOOKS[name] = build_template(
            row.as_questionnaire(),
            respondent_code=respondent.code,
            respondent_name=respondent.code,
            year=year,
            language="en",
            deadline=None,
            contact="",
            answers=SOUND | answers,
            illustrative=True,
        )
    return _WORKBOOKS[name]


_WORKBOOKS: dict[str, bytes] = {}
"""Many tests fill in the same."""


def receive(
    round_: Round, respondent: Respondent | None, by: User, content: bytes, name="sent.xlsx"
) -> Upload:
    return actions.receive_file(
        file=File(io.BytesIO(content), name=name), round=round_, respondent=respondent, by=by
    )


def work(upload: Upload, kind: str = "check_upload") -> Upload:
    """Do what the worker would do now."""
    jobs.run(jobs.latest(kind, upload.pk).pk)
    upload.refresh_from_db()
    return upload


def letters() -> list:
    """What has been sent, after the worker has sent what was written down."""
    actions.send_letters()
    return mail.outbox


def checked(round_: Round, respondent: Respondent, by: User, content: bytes | None = None, name="sent.xlsx"):
    """An upload after its check."""
    content = workbook(respondent, round_.data_year) if content is None else content
    return work(receive(round_, respondent, by, content, name))


def submitted(round_: Round, respondent: Respondent, by: User, **answers) -> Submission:
    """A submission that waits for review."""
    upload = checked(round_, respondent, by, workbook(respondent, round_.data_year, **answers))
    actions.submit_upload(upload=upload, by=by)
    work(upload, "save_upload")
    return Submission.objects.get(upload=upload, respondent=respondent)


def approved(round_: Round, respondent: Respondent, by: User, analyst: User, **answers) -> Submission:
    return actions.approve_submission(submission=submitted(round_, respondent, by, **answers), by=analyst)

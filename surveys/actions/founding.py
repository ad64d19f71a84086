"""A new survey, or a new version of one that is there, out of an XLSForm: no code, no file of ours."""

import hashlib
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction

from surveys.actions.reading import ReadingFailed, read_file
from surveys.actions.refusals import ActionRefused
from surveys.actions.revising import take_form
from surveys.actions.revision_refusals import VersionTaken
from surveys.issue_messages import explain_refusal
from surveys.loading.facts import add_questionnaire
from surveys.models import Questionnaire, Round, Survey, User
from surveys.questionnaires import Questionnaire as Definition
from surveys.wording import with_state

SECONDS = 25


class FormNotRead(ActionRefused):
    """The workbook is no form that can be asked; `str` says why."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why

    def __str__(self):
        return self.why


@dataclass
class Founded:
    """The round that asks the questions, and what of the form is not in its questionnaire: (code, row, name)."""

    round: Round
    notices: list[tuple[str, int, str]] = field(default_factory=list)


def survey_from_xlsform(
    *,
    data: bytes,
    file_name: str,
    code: str,
    year: int,
    name: str = "",
    owner: str = "UNOSSC",
    respondent_kind: str = "entity",
    illustrative: bool = False,
    by: User | None = None,
) -> Founded:
    """Make a survey (unless it is there), a version of its questions, and a planned round for the year.

    A round that is there takes the questions, as a later version of its own where something was sent to it. The form is
    read in a child process. Raises FormNotRead, also where this version is there, and the refusals of `take_form`.
    """
    found = _read(data, file_name, code, year)
    definition = Definition.from_dict(found["definition"], file=file_name)
    with transaction.atomic():
        survey, _made = Survey.objects.get_or_create(
            code=code,
            defaults={
                "names": with_state({"en": name} if name else dict(definition.title), "draft"),
                "owner": owner,
                "respondent_kind": respondent_kind,
                "position": Survey.objects.count(),
            },
        )
        if Questionnaire.objects.filter(survey=survey, version=definition.version).exists():
            raise VersionTaken(definition.version)
        source = f"{Path(file_name).name[:100]} ({hashlib.sha256(data).hexdigest()[:12]})"
        made = _round_of(survey, year, illustrative)
        if made and made.uploads.exists():
            take_form(questionnaire=made.questionnaire, definition=found["definition"], source=source, by=by)
            made.refresh_from_db()
        else:
            text = json.dumps(found["definition"], ensure_ascii=False, sort_keys=True)
            questionnaire = add_questionnaire(survey, definition, text, source, Counter())
            made = _that_asks(questionnaire, made, year, illustrative)
    return Founded(made, [tuple(notice) for notice in found["notices"]])


def _round_of(survey: Survey, year: int, illustrative: bool) -> Round | None:
    rounds = Round.objects.select_for_update(of=["self"]).select_related("questionnaire")
    return rounds.filter(survey=survey, data_year=year, illustrative=illustrative).first()


def _that_asks(questionnaire: Questionnaire, found: Round | None, year: int, illustrative: bool) -> Round:
    """The round with these questions, planned where there is none yet."""
    if found is None:
        found = Round(survey=questionnaire.survey, data_year=year, illustrative=illustrative)
    found.questionnaire = questionnaire
    found.save()
    return found


def _read(data: bytes, file_name: str, code: str, year: int) -> dict:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix="form-") as name:
        folder = Path(name)
        (folder / "form").write_bytes(data)
        request = {"file": "form", "name": file_name, "survey": code, "year": year}
        try:
            found = read_file(
                folder,
                request,
                lambda done, total: None,
                seconds_at_most=SECONDS,
                module="surveys.xlsformfile",
            )
        except ReadingFailed as failure:
            raise FormNotRead(explain_refusal(failure.code, failure.parameters).wrong) from failure
    if refusal := found["refusal"]:
        raise FormNotRead(explain_refusal(refusal["code"], refusal["parameters"]).wrong)
    if found["error"]:
        raise FormNotRead(found["error"])
    return found

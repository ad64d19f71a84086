"""A new survey, or a new version of one that is there, out of an XLSForm: no code, no file of ours."""

import hashlib
import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from surveys.actions.reading import ReadingFailed, read_file
from surveys.actions.refusals import ActionRefused
from surveys.issue_messages import explain_refusal
from surveys.loading.facts import add_questionnaire
from surveys.models import Questionnaire, Round, Survey
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
) -> Founded:
    """Make a survey (unless it is there), a version of its questions, and a planned round for the year.

    A round that is there takes the questions if nothing was sent to it. The form is read in a child process. Raises
    FormNotRead, also where this version is there or the round has its answers.
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
            raise FormNotRead(
                _("The survey has a version %(version)s: give the form another one in its settings.")
                % {"version": definition.version}
            )
        text = json.dumps(found["definition"], ensure_ascii=False, sort_keys=True)
        source = f"{Path(file_name).name[:100]} ({hashlib.sha256(data).hexdigest()[:12]})"
        questionnaire = add_questionnaire(survey, definition, text, source, Counter())
        made = _round_that_asks(questionnaire, year=year, illustrative=illustrative)
    return Founded(made, [tuple(notice) for notice in found["notices"]])


def _round_that_asks(questionnaire: Questionnaire, **which) -> Round:
    """The round of that year with these questions, planned where there is none yet.

    One that is there takes them as long as nobody has sent anything to it: else answers would lose their questions.
    """
    found = (
        Round.objects.select_for_update()
        .filter(survey=questionnaire.survey, data_year=which["year"], illustrative=which["illustrative"])
        .first()
    )
    if found is None:
        return Round.objects.create(
            survey=questionnaire.survey,
            data_year=which["year"],
            illustrative=which["illustrative"],
            questionnaire=questionnaire,
        )
    if found.uploads.exists():
        raise FormNotRead(
            _(
                "Something was sent to the round for %(year)s, which keeps its questions. Correct wordings and other "
                "names there, and give the form the year of another round."
            )
            % {"year": found.data_year}
        )
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

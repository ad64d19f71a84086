"""Rounds of the surveys that DESA runs, each with six on its roster, and the files that come back."""

import io
from collections import Counter

import openpyxl

from surveys.example_answers import answers_of, responds
from surveys.example_exports import WRITERS
from surveys.example_respondents import ROSTERS
from surveys.examples import LAYOUTS
from surveys.loading.facts import add_questionnaire
from surveys.models import Invitation, Questionnaire, Respondent, Round, Survey
from surveys.questionnaires import questionnaire_from_file
from surveys.wording import with_state
from tests.surveys.samples import FIXTURES

YEAR = 2023
KINDS = {"desa_government": "government", "desa_entity_hq": "entity", "desa_unct": "country_team"}
CONTRADICTING = "desa_government"
"""The survey of which made-up answers contradict one another, so that the sender has to explain."""


def six_of(survey: str) -> list:
    """The first six who answer."""
    return [each for each in ROSTERS[survey] if responds(survey, each, YEAR)][:6]


def round_of(survey: str) -> Round:
    """An open round with six on its roster; survey and questionnaire are those that are loaded, if they are."""
    row, _made = Survey.objects.get_or_create(
        code=survey,
        defaults={
            "names": with_state({"en": survey}),
            "owner": "DESA",
            "respondent_kind": KINDS[survey],
            "attributable": False,
        },
    )
    made = Round.objects.create(
        survey=row,
        data_year=YEAR,
        state=Round.State.OPEN,
        illustrative=True,
        questionnaire=_questionnaire(row),
    )
    for each in six_of(survey):
        respondent, _made = Respondent.objects.get_or_create(
            kind=KINDS[survey],
            code=each.code,
            defaults={"slug": each.code.lower(), "names": with_state(each.name), "fictional": True},
        )
        Invitation.objects.create(round=made, respondent=respondent)
    return made


def _questionnaire(survey: Survey) -> Questionnaire:
    declared = questionnaire_from_file(FIXTURES / "surveys" / survey.code / f"{YEAR}.yaml")
    loaded = Questionnaire.objects.filter(survey=survey, version=declared.version).first()
    return loaded or add_questionnaire(survey, declared, "text", "file.yaml", Counter())


def file_of_all(round_: Round) -> tuple[str, bytes]:
    """Name and content of a file with the answers of all six, laid out as the survey's tool does."""
    questionnaire = round_.questionnaire.as_questionnaire()
    layout = LAYOUTS[round_.survey.code, YEAR]
    rows = [(each.code, answers_of(questionnaire, each)) for each in six_of(round_.survey.code)]
    return f"{YEAR}.{layout}", WRITERS[layout](questionnaire, rows)


Counts = dict[tuple[str, str], dict[str, int]]
"""Codes of question and answer -> code of the column -> count."""


def counts_of(round_: Round) -> Counts:
    """Counts for the first question with one answer: 4 of 6 gave its first answer, 2 its second."""
    questions = round_.questionnaire.as_questionnaire().questions.values()
    one_of = next(each for each in questions if each.kind in ("yes_no", "one_of") and not each.shown_if)
    first, second = [option.code for option in one_of.items[0].choices][:2]
    counts = {first: 4, second: 2, "n": 6}
    return {
        ("", "invited"): {"all": 6},
        ("", "answered"): {"all": 6},
        **{(one_of.code, answer): {"all": count} for answer, count in counts.items()},
    }


def filled(blank: bytes, counts: Counts) -> bytes:
    """The blank table of counts as somebody fills it in."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    columns, open_ = {cell.value: cell.column for cell in sheet[5]}, dict(counts)
    for row in range(6, sheet.max_row + 1):
        key = (sheet.cell(row, 1).value or "", sheet.cell(row, 2).value)
        for group, count in open_.pop(key, {}).items():
            sheet.cell(row, columns[group]).value = count
    assert not open_, "the table has no such rows"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()

"""Our XLSForms and our reading of them, beside pyxform, with which Kobo, ODK and others make their forms."""

import os
from pathlib import Path

import pytest
import xlsxwriter
from pyxform.question import MultipleChoiceQuestion
from pyxform.xls2xform import convert

from surveys.questionnaires import questionnaire_from_file
from surveys.spreadsheets import read_workbook
from surveys.xlsform_reading import read_xlsform
from surveys.xlsform_writing import write_xlsform
from tests.surveys.samples import FIXTURES, small
from tests.surveys.test_question_kinds import kinds

SHIPPED = sorted((FIXTURES / "surveys").glob("*/*.yaml"))
SAMPLES = sorted(Path(os.environ.get("SSCDASH_SAMPLES", "none")).glob("xlsform/*.xlsx"))
TEXTS = {"text", "string", "phone number"}
KINDS = {"integer": "whole_number", "decimal": "number", "date": "date"}
ONE, SEVERAL = "select one", "select all that apply"


def elsewhere(path: Path) -> dict[str, tuple[str, list[str]]]:
    """Code -> kind and the names of its options, as pyxform reads a form; of the kinds that are asked here."""
    found = {}
    for each in convert(xlsform=str(path), validate=False)._survey.iter_descendants():
        if isinstance(each, MultipleChoiceQuestion):
            options = [option.name for option in each.choices.options] if each.choices else []
            found[each.name] = (each.type, list(dict.fromkeys(options)))
        elif each.type in TEXTS | KINDS.keys():
            found[each.name] = ("text" if each.type in TEXTS else KINDS[each.type], [])
    return found


def here(path: Path, *, own: bool = False) -> dict[str, tuple[str, list[str]]]:
    """The same as we read it; `own` where the names of options are codes of ours."""
    form = read_xlsform(
        read_workbook(path.read_bytes(), path.name), survey="s", year=2023, file=path.name
    ).questionnaire
    found = {}
    for question in form.questions.values():
        # A name that is no code of ours is the first other name of the option.
        options = [((not own and option.aliases) or (option.code,))[0] for option in question.options]
        kind = SEVERAL if question.kind == "many_of" else ONE
        if question.kind == "yes_no":
            options = ["yes", "no"]
        found[question.code] = (kind, options) if options else (question.kind, [])
        found |= {
            f"{question.code}_{option.code}": ("text", []) for option in question.options if option.specify
        }
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_we_write_of_every_shipped_survey_becomes_a_form(path, tmp_path):
    form = tmp_path / "form.xlsx"
    form.write_bytes(write_xlsform(questionnaire_from_file(path)))
    made = convert(xlsform=str(form), validate=False)

    assert made.warnings == []
    assert "<h:html" in made.xform


@pytest.mark.parametrize("questionnaire", [small(), kinds()], ids=["small", "kinds"])
def test_what_we_write_is_read_elsewhere_as_it_is_here(questionnaire, tmp_path):
    form = tmp_path / "form.xlsx"
    form.write_bytes(write_xlsform(questionnaire))
    said, ours = elsewhere(form), here(form, own=True)

    # Percentages and amounts are numbers there, the rows of a grid are questions, and numbers have no parts.
    for code, question in questionnaire.questions.items():
        if question.kind == "grid":
            assert {said[row.code][1] == [o.code for o in question.options] for row in question.rows} == {
                True
            }
        elif question.kind in {"amount", "percentage"}:
            assert said[code] == ("number", [])
        else:
            assert said[code] == ours[code]


def foreign(path: Path) -> Path:
    """A form as somebody makes it for a phone, with names that are no codes of ours."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheets = {
            "survey": [
                ["type", "name", "label", "relevant", "required"],
                ["begin group", "about", "About you", "", ""],
                ["text", "unit", "Your unit", "", "yes"],
                ["integer", "staff", "Staff", "", ""],
                ["end group", "", "", "", ""],
                ["select_one colours", "colour", "Colour", "", ""],
                ["select_multiple colours", "colours", "Colours", "${colour} = 'Dark-Blue'", ""],
                ["select_one yn", "agreed", "Agreed", "", ""],
                ["decimal", "weight", "Weight", "", ""],
                ["date", "since", "Since", "", ""],
            ],
            "choices": [
                ["list_name", "name", "label"],
                ["colours", "Dark-Blue", "Blue"],
                ["colours", "red", "Red"],
                ["yn", "yes", "Yes"],
                ["yn", "no", "No"],
            ],
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_a_form_of_others_is_read_as_elsewhere(tmp_path):
    path = foreign(tmp_path / "foreign.xlsx")

    assert here(path) == elsewhere(path)


@pytest.mark.skipif(not SAMPLES, reason="SSCDASH_SAMPLES names no folder with exports by tool")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_forms_of_others_that_are_at_hand(path):
    said, ours = elsewhere(path), here(path)

    assert ours
    for code, (kind, options) in ours.items():
        # “Or other” adds to a list there for every question that uses it; here to the one that offers it.
        assert (kind, set(options)) in (
            (said[code][0], set(said[code][1])),
            (said[code][0], set(said[code][1]) - {"other"}),
        )

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import translation

from surveys import archives, checking, count_checking
from surveys.actions import reading
from surveys.cell_messages import ISSUES
from surveys.file_messages import REFUSALS
from surveys.formats import recognise
from surveys.issue_messages import explain_issue, explain_refusal
from surveys.spreadsheets import Unreadable
from tests.surveys.samples import small, workbook

PARAMETERS = {
    "missing_sheet": {"sheet": "Answers", "found": ["Sheet1", "Data"]},
    "wrong_survey": {"found": "other", "expected": "small"},
    "wrong_round": {"found": "2021", "expected": "2022"},
    "wrong_template_version": {"found": "2021.1", "expected": "2022.1"},
    "duplicate_question": {"first_row": 12},
    "unknown_respondent": {"near": "E1"},
    "unexpected_respondent": {"expected": ["E1"]},
    "duplicate_respondent": {"first_sheet": "Data", "first_row": 3, "first_cell": "Data!A3"},
    "option_closed": {"options": ["africa", "asia"]},
    "option_not_in_list": {"options": ["africa", "asia"], "near": "asia"},
    "absence_not_offered": {"absence": "refused", "offered": ["not_applicable"]},
    "ambiguous_number": {"readings": ["1448", "1.448"]},
    "qualified_number": {"qualifier": "about", "number": "40"},
    "out_of_range": {"minimum": "0", "maximum": "100"},
    "percentage_as_fraction": {"percentage": "73"},
    "text_too_long": {"length": 30, "limit": 20},
    "part_exceeds_whole": {"whole_item": "documents", "whole_value": "39", "whole_cell": "Answers!D11"},
    "other_currency": {"found": "EUR", "expected": "USD"},
    "whole_missing": {"whole_item": "documents", "whole_cell": "Answers!D2"},
    "total_differs_from_parts": {"sum": "9", "part_cells": ["Data!C2", "Data!D2"]},
    "contradictory_answers": {
        "condition_item": "budget",
        "condition_option": "yes",
        "condition_cell": "Answers!D4",
        "options": ["africa"],
    },
    "too_many_chosen": {"limit": 2, "chosen": 3},
    "jump_from_last_round": {"before": "12", "year": 2021},
    "outlier_in_group": {"side": "above", "others": 7},
    "column_not_placed": {"target": "region", "score": 72.0},
    "choice_not_placed": {"near": ""},
    "duplicate_response": {"counted_row": 12, "rule": "latest_completed"},
    "other_year_left_out": {"year": "2021"},
    "count_question_unknown": {"near_item": "region"},
    "count_option_unknown": {"near_answer": "asia"},
    "count_group_unknown": {"near": "region/africa"},
    "count_exceeds_base": {"count": 5, "base": 4, "base_cell": "Data!F6"},
    "percentage_without_count": {"candidates": ["53", "54"], "base": 57},
    "percentage_of_no_count": {"candidates": [], "base": 28},
    "percentage_differs_from_count": {"count": 53, "base": 57, "share": "93.0", "percentage": "73"},
    "count_twice": {"first_cell": "Data!E7"},
    "counts_exceed_base": {"sum": 51, "base": 50},
    "counts_below_base": {"sum": 15, "base": 20},
    "bases_differ": {"base": 58, "other_base": 57, "other_cell": "Data!D2"},
    "group_exceeds_whole": {"count": "58", "whole_value": "57", "whole_cell": "Data!F12", "what": "n"},
    "groups_differ_from_whole": {"sum": "70", "whole_value": "57", "whole_cell": "Data!B2", "what": "n"},
    "base_exceeds_answered": {"base": 57, "answered": "50", "answered_cell": "Data!C2"},
    "answered_exceeds_invited": {"answered": "50", "invited": "40", "invited_cell": "Data!C3"},
    "answer_not_shown": {
        "condition_item": "budget",
        "condition_option": "yes",
        "condition_cell": "Answers!D4",
    },
}


def issue(code: str, item: str = "region", sheet: str = "Answers", **parameters) -> SimpleNamespace:
    parameters = parameters or PARAMETERS.get(code, {})
    return SimpleNamespace(
        code=code, value="47", respondent="E1", item=item, sheet=sheet, parameters=parameters
    )


def documented_codes() -> set[str]:
    return set(
        re.findall(
            r"^\| ([a-z_]+) \| (?:error|warning|note)",
            checking.__doc__ + count_checking.__doc__,
            re.MULTILINE,
        )
    )


def refusals() -> set[str]:
    """Every code with which the readers refuse a file, out of their own text."""
    folder = Path(archives.__file__).parent
    files = [*folder.glob("*.py"), *(folder / "formats").glob("*.py"), Path(reading.__file__)]
    raised = r'(?:Unreadable|ReadingFailed)\(\s*"([a-z_]+)"'
    return {code for file in files for code in re.findall(raised, file.read_text())} | {
        "out_of_memory",
        "reader_died",
    }


def test_every_documented_issue_has_its_words_and_no_other():
    assert documented_codes() == set(ISSUES)


def test_every_refusal_has_its_words_and_no_other():
    assert refusals() == set(REFUSALS)


@pytest.mark.parametrize("code", ISSUES)
def test_no_issue_leaves_a_gap(code):
    with translation.override("en"):
        words = explain_issue(issue(code), small())

    for text in words:
        assert text
        assert "%(" not in text
        assert not re.search("“”|  | [.,;]|[(][)]", text)
        assert text[-1] in ".?"


def test_a_file_that_nobody_knows_is_told_with_its_headings_and_what_is_known():
    sent = workbook(["Title"], ["Country", "Colour", "jane.roe@example.org"])
    with pytest.raises(Unreadable) as refused:
        recognise(sent, small())
    with translation.override("en"):
        words = explain_refusal(refused.value.code, refused.value.parameters)

    assert words.wrong.endswith("Read as its headings: “Country”, “Colour” and “•••”.")
    assert "Qualtrics, SurveyMonkey, LimeSurvey, KoboToolbox or Microsoft Forms" in words.to_do
    assert "“respondent code”" in words.to_do
    assert "“documents”" in words.to_do or "“amount”" in words.to_do


@pytest.mark.parametrize("code", REFUSALS)
def test_no_refusal_leaves_a_gap(code):
    parameters = {"found": "pdf", "size": 2_000_000, "limit": 1_000_000, "what": "bytes", "sheet": "Data"}
    parameters |= {"rows": 1_048_576, "columns": 16_384, "cells": 2, "row": 7, "seconds": 180}
    with translation.override("en"):
        words = explain_refusal(code, parameters)

    assert all(text and "%(" not in text and "“”" not in text for text in words)


@pytest.mark.parametrize(
    ("code", "item", "wrong", "to_do"),
    [
        (
            "option_not_in_list",
            "region",
            "“47” is not one of the answers offered. Did you mean “Asia and the Pacific”?",
            "Choose one of: Africa or Asia and the Pacific.",
        ),
        (
            "part_exceeds_whole",
            "with_sstc",
            "47 is more than the whole of which it is a part: Answers!D11 says 39.",
            "Check both numbers.",
        ),
        (
            "answer_not_shown",
            "amount",
            "This is asked only where “Budget” (Answers!D4) is answered “Yes”.",
            "Check the answer there. The answer here is kept.",
        ),
        (
            "out_of_range",
            "share",
            "47 is outside of what is possible: from 0 to 100.",
            "Look at the cell and correct it, then send the file again.",
        ),
    ],
)
def test_codes_are_told_in_the_words_of_the_questionnaire(code, item, wrong, to_do):
    with translation.override("en"):
        assert explain_issue(issue(code, item), small()) == (wrong, to_do)


def test_names_are_in_the_language_of_the_page():
    with translation.override("zh-hans"):
        assert "亚洲及太平洋" in explain_issue(issue("option_not_in_list"), small()).to_do


@pytest.mark.parametrize("code", ["unknown_respondent", "respondent_missing"])
def test_nobody_is_sent_to_write_on_the_hidden_sheet_of_the_template(code):
    with translation.override("en"):
        assert "ownload" in explain_issue(issue(code, sheet="sscdash"), small()).to_do
        assert "ownload" not in explain_issue(issue(code, sheet="Data"), small()).to_do


def test_a_code_that_nobody_knows_still_makes_a_sentence():
    with translation.override("en"):
        assert explain_issue(issue("new_code"), small()).wrong == "Something is wrong here (new_code)."
        assert explain_refusal("new_code", {}).wrong == "Something is wrong here (new_code)."


def test_a_per_cent_sign_in_a_value_breaks_nothing():
    with translation.override("en"):
        sent = issue("not_a_number")
        sent.value = "100%(x)s"
        assert explain_issue(sent, small()).wrong == "“100%(x)s” is not a number."


def test_a_question_that_offers_no_absence_does_not_list_them():
    with translation.override("en"):
        some = explain_issue(issue("absence_not_offered"), small()).to_do
        none = explain_issue(issue("absence_not_offered", absence="refused", offered=[]), small()).to_do

    assert some == "Give an answer if you can. Offered are: Not applicable."
    assert none == "Give an answer if you can."

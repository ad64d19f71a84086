"""Our own workbook, filled in: one respondent, one row per item, a hidden sheet that says what it is. PURE.

The hidden sheet holds pairs of key and value: survey, year, respondent, template_version, answers_sheet. On
the sheet of answers the second column holds the code of the item, the fourth its answer; rows without a code
are headings. `surveys.templates_xlsx` writes the same.
"""

from typing import Final

from surveys.absences import is_blank
from surveys.parsed import ERROR, LONGEST_VALUE, WARNING, Issue, Parsed, RawAnswer, Response
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Sheet, Workbook

NAME: Final = "template"
HIDDEN_SHEET: Final = "sscdash"
ANSWERS_SHEET: Final = "Answers"
KEYS: Final = ("survey", "year", "respondent", "template_version", "answers_sheet")
CODE_COLUMN: Final = 2
ANSWER_COLUMN: Final = 4
LANGUAGE: Final = "language"
DECIMAL_MARKS: Final = {"en": ".", "zh": ".", "fr": ",", "ru": ","}
"""By the language of the template. Countries that write Spanish or Arabic differ: there nobody guesses."""
CODE_HEADINGS: Final = frozenset({"Code", "代码", "الرمز", "Код", "Código"})


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The names of the sheets by which the workbook is known."""
    return [HIDDEN_SHEET, ANSWERS_SHEET]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether one of the two sheets is there: the hidden one with its keys, or one with codes in their column."""
    hidden = workbook.sheet(HIDDEN_SHEET)
    if hidden and any(hidden.cell(row, 1) in KEYS for row in range(1, 10)):
        return True
    return _sheet_of_answers(workbook, questionnaire, {}) is not None


def parse(workbook: Workbook, questionnaire: Questionnaire, **_: object) -> Parsed:
    """The one response of the workbook, and what is wrong with its sheets and rows."""
    parsed = Parsed(NAME)
    keys = keys_of(workbook, parsed.issues)
    check_keys(keys, questionnaire, parsed.issues)
    sheet = _sheet_of_answers(workbook, questionnaire, keys)
    if sheet is None:
        name = keys.get("answers_sheet", (ANSWERS_SHEET, 0))[0]
        parameters = {"sheet": name, "found": [sheet.name for sheet in workbook.sheets if not sheet.hidden]}
        parsed.issues.append(Issue("missing_sheet", ERROR, sheet=name, parameters=parameters))
        return parsed
    parsed.decimal_mark = DECIMAL_MARKS.get(_language(workbook), "")
    answers = _answers(sheet, questionnaire, parsed.issues)
    parsed.covered = frozenset(answer.item for answer in answers)
    lacks = questionnaire.lacks_in(keys.get("template_version", ("", 0))[0].strip())
    for item in questionnaire.items:
        if item not in parsed.covered | lacks:
            parsed.issues.append(Issue("question_missing", ERROR, sheet=sheet.name, item=item))
    respondent, row = keys.get("respondent", ("", None))
    parsed.responses.append(Response(respondent.strip(), HIDDEN_SHEET, row, row and 2, answers))
    return parsed


def keys_of(workbook: Workbook, issues: list[Issue]) -> dict[str, tuple[str, int]]:
    """Each key of the hidden sheet with its value and row."""
    hidden = workbook.sheet(HIDDEN_SHEET)
    if hidden is None:
        found = [sheet.name for sheet in workbook.sheets if not sheet.hidden]
        parameters = {"sheet": HIDDEN_SHEET, "found": found}
        issues.append(Issue("missing_sheet", ERROR, sheet=HIDDEN_SHEET, parameters=parameters))
        return {}
    rows = range(1, len(hidden.rows) + 1)
    return {hidden.cell(row, 1): (hidden.cell(row, 2), row) for row in rows if hidden.cell(row, 1) in KEYS}


def _language(workbook: Workbook) -> str:
    """The language in which the template was made, as its hidden sheet says; "" where it does not."""
    hidden = workbook.sheet(HIDDEN_SHEET)
    return (
        next((cells[1] for cells in hidden.rows if cells[:1] == [LANGUAGE] and cells[1:]), "")
        if hidden
        else ""
    )


def check_keys(keys: dict[str, tuple[str, int]], questionnaire: Questionnaire, issues: list[Issue]) -> None:
    """Add an issue for each key that names another survey or year than the questionnaire's, or a version that its round
    never asked."""
    if not keys:
        return
    expected = {
        "survey": ("wrong_survey", questionnaire.survey),
        "year": ("wrong_round", str(questionnaire.year)),
        "template_version": ("wrong_template_version", questionnaire.version),
    }
    for key, (code, wanted) in expected.items():
        found, row = keys.get(key, ("", None))
        taken = {wanted, *questionnaire.revises} if key == "template_version" else {wanted}
        if found.strip() not in taken:
            parameters = {"found": found, "expected": wanted}
            issues.append(Issue(code, ERROR, HIDDEN_SHEET, row, row and 2, found[:LONGEST_VALUE], parameters))


def _sheet_of_answers(
    workbook: Workbook, questionnaire: Questionnaire, keys: dict[str, tuple[str, int]]
) -> Sheet | None:
    """The sheet that the hidden one names, or else the one with the codes of at least two items."""
    named = workbook.sheet(keys.get("answers_sheet", (ANSWERS_SHEET, 0))[0])
    sheets = [named] if named else [sheet for sheet in workbook.sheets if sheet.name != HIDDEN_SHEET]
    for sheet in sheets:
        codes = {row[CODE_COLUMN - 1].strip() for row in sheet.rows if len(row) >= CODE_COLUMN}
        if len(codes & questionnaire.items.keys()) > 1:
            return sheet
    return None


def _answers(sheet: Sheet, questionnaire: Questionnaire, issues: list[Issue]) -> list[RawAnswer]:
    answers: dict[str, RawAnswer] = {}
    for row in range(1, len(sheet.rows) + 1):
        code = sheet.cell(row, CODE_COLUMN).strip()
        text = sheet.cell(row, ANSWER_COLUMN)
        if code in answers:
            parameters = {"first_row": answers[code].row}
            issues.append(
                Issue(
                    "duplicate_question",
                    ERROR,
                    sheet.name,
                    row,
                    CODE_COLUMN,
                    code,
                    parameters,
                    item=answers[code].item,
                )
            )
        elif code in questionnaire.places:
            item, occurrence = questionnaire.places[code]
            answers[code] = RawAnswer(item, text, sheet.name, row, ANSWER_COLUMN, occurrence)
        elif code and code not in CODE_HEADINGS:
            value = code[:LONGEST_VALUE]
            issues.append(Issue("unknown_question", ERROR, sheet.name, row, CODE_COLUMN, value))
        elif not code and answers and not is_blank(text):
            value = text[:LONGEST_VALUE]
            issues.append(Issue("answer_without_question", WARNING, sheet.name, row, ANSWER_COLUMN, value))
    return list(answers.values())

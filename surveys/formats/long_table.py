"""A long table: one row per respondent and question, or per option; year and comment may stand beside. PURE.

Questions are placed as columns are elsewhere; a question without a row has no answer. Rows of another year than
the questionnaire's are left out with one note for each year.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from surveys import mappings
from surveys.absences import fold, is_blank
from surveys.collecting import readings, told
from surveys.exports import Column, Export, clean, is_total, keyed, role_of
from surveys.headings import RESPONDENTS, squeeze
from surveys.mappings import LEFT_OUT
from surveys.parsed import LONGEST_VALUE, NOTE, WARNING, Issue, Parsed, RawAnswer, Response
from surveys.placing import NEAREST, place
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import MeantCell, Sheet, Workbook

NAME: Final = "long_table"
HEADINGS_WITHIN: Final = 30
# The template has a column of codes as well, and they are those of questions.
WHO: Final = RESPONDENTS - {"code", "代码"}
QUESTIONS: Final = frozenset(
    {"question", "questioncode", "item", "itemcode", "variable", "问题", "题目", "pregunta", "вопрос", "سؤال"}
)
VALUES: Final = frozenset(
    {
        "value",
        "answer",
        "response",
        "答复",
        "值",
        "valor",
        "respuesta",
        "valeur",
        "réponse",
        "ответ",
        "значение",
    }
)
OPTIONS: Final = frozenset({"option", "optioncode", "choice", "选项", "opción", "вариант"})
YEARS: Final = frozenset({"year", "datayear", "年份", "año", "année", "год"})


class _Header(NamedTuple):
    """The row of headings and the columns that matter, None where there is none."""

    sheet: Sheet
    row: int
    respondent: int
    question: int
    value: int
    option: int | None
    year: int | None


def looked_for(questionnaire: Questionnaire) -> list[str]:
    """The headings by which the layout is known."""
    return ["respondent", "question", "value"]


def recognises(workbook: Workbook, questionnaire: Questionnaire) -> bool:
    """Whether a visible sheet has a row of headings with respondent, question and value."""
    return _header(workbook) is not None


def parse(
    workbook: Workbook,
    questionnaire: Questionnaire,
    *,
    mapping: mappings.Mapping | None = None,
    roster: Mapping[str, Sequence[str]] | None = None,
) -> Parsed:
    """A response per respondent, in the order in which they first stand in the table."""
    header = _header(workbook)
    export = _export(header)
    placing = place(export, questionnaire, mapping)
    targets = {each.column.text: each.target for each in placing.placements if each.placed}
    parsed = Parsed(NAME, placing=told(export, placing))
    parsed.readings = readings(questionnaire, mapping)
    for each in placing.placements:
        if not each.placed:
            parameters = {"target": each.target if each.by == NEAREST else "", "score": each.score}
            place_ = (header.sheet.name, each.column.number, header.question)
            value = each.column.heading[:LONGEST_VALUE]
            parsed.issues.append(Issue("column_not_placed", WARNING, *place_, value, parameters))
    _collect(header, questionnaire, targets, mapping.answers if mapping else {}, parsed)
    parsed.covered = frozenset(answer.item for response in parsed.responses for answer in response.answers)
    return parsed


def _header(workbook: Workbook) -> _Header | None:
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], start=1):
            names = [squeeze(clean(cell)) for cell in cells]
            columns = [_first(names, known) for known in (WHO, QUESTIONS, VALUES, OPTIONS, YEARS)]
            if all(columns[:3]):
                return _Header(sheet, row, *columns)
    return None


def _first(names: list[str], known: frozenset[str]) -> int | None:
    return next((number for number, name in enumerate(names, start=1) if name in known), None)


def _export(header: _Header) -> Export:
    """Each question that the table names as a column; its number is the row where it first stands."""
    first: dict[str, int] = {}
    for row in range(header.row + 1, len(header.sheet.rows) + 1):
        text = clean(header.sheet.cell(row, header.question))
        if text:
            first.setdefault(text, row)
    columns = [
        Column(header.sheet.name, row, text, text, role=role_of(NAME, text), delimiter=";")
        for text, row in first.items()
    ]
    return Export(NAME, header.sheet.name, header.row, keyed(columns), [])


def _collect(
    header: _Header,
    questionnaire: Questionnaire,
    targets: Mapping[str, str],
    decided: Mapping[str, Mapping[str, str]],
    parsed: Parsed,
) -> None:
    """Go through the rows: answers by respondent, and the notes on other years."""
    sheet, name = header.sheet, header.sheet.name
    answers: dict[str, list[RawAnswer]] = defaultdict(list)
    places: dict[str, int] = {}
    years: dict[str, int] = {}
    for row in range(header.row + 1, len(sheet.rows) + 1):
        who = sheet.cell(row, header.respondent).strip()
        question = clean(sheet.cell(row, header.question))
        if not question:
            continue
        if is_total(sheet.rows[row - 1], header.respondent):
            parsed.issues.append(Issue("total_row_left_out", NOTE, name, row, header.respondent, who))
            continue
        year = sheet.cell(row, header.year).strip().removesuffix(".0") if header.year else ""
        if year and year != str(questionnaire.year):
            years.setdefault(year, row)
            continue
        places.setdefault(who, row)
        target = targets.get(question, "")
        if target and target != LEFT_OUT:
            answers[who].extend(_row(header, questionnaire, target, row, decided, parsed.issues))
    for year, row in years.items():
        parsed.issues.append(Issue("other_year_left_out", NOTE, name, row, header.year, year, {"year": year}))
    for who, row in places.items():
        parsed.responses.append(
            Response(who, name, row, header.respondent, _filled_up(answers[who], questionnaire))
        )


def _row(
    header: _Header,
    questionnaire: Questionnaire,
    target: str,
    row: int,
    decided: Mapping[str, Mapping[str, str]],
    issues: list[Issue],
) -> list[RawAnswer]:
    sheet = header.sheet
    text = sheet.cell(row, header.value)
    option = sheet.cell(row, header.option).strip() if header.option else ""
    if target in questionnaire.items:
        # One row per option of a question with one answer: the option's row that says yes is the answer.
        if option and questionnaire.items[target].kind == "one_of":
            chosen = not is_blank(text) and fold(text) not in {"0", "no", "false"}
            return [RawAnswer(target, option, sheet.name, row, header.option)] if chosen else []
        return [RawAnswer(target, text, sheet.name, row, header.value)]
    said = [option] if option else [piece for piece in text.split(";") if piece.strip()]
    found = []
    for piece in said:
        meaning = decided.get(target, {}).get(fold(piece), piece)
        item = _item(questionnaire, target, meaning)
        if meaning == LEFT_OUT:
            continue
        if item:
            cell = text if option else MeantCell(text, "yes")
            found.append(RawAnswer(item, cell, sheet.name, row, header.value))
        else:
            column = header.option if option else header.value
            parameters = {"near": ""}
            value = piece.strip()[:LONGEST_VALUE]
            issues.append(
                Issue("choice_not_placed", "error", sheet.name, row, column, value, parameters, item=target)
            )
    return found


def _item(questionnaire: Questionnaire, question: str, option: str) -> str:
    for item in questionnaire.questions[question].items:
        words = (item.option.code, *item.option.aliases, *item.option.text.values())
        if fold(option) in {fold(word) for word in words}:
            return item.code
    return ""


def _filled_up(answers: list[RawAnswer], questionnaire: Questionnaire) -> list[RawAnswer]:
    """The answers, and "no" for the options of a question of which others are listed."""
    given = {answer.item for answer in answers}
    filled = list(answers)
    for answer in answers:
        question = questionnaire.items[answer.item].question
        for item in question.items if questionnaire.items[answer.item].option else ():
            if item.code not in given:
                given.add(item.code)
                filled.append(RawAnswer(item.code, MeantCell("", "no"), *answer[2:]))
    return filled

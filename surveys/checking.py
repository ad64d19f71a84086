"""Parsed answers against the questionnaire and the roster: answers, and every issue at once. PURE.

An error keeps a file from being submitted, a warning asks for a look, a note only tells. Where an issue is
about a cell it carries sheet, row, column and the cell's text; `respondent` and `item` are codes.

| Code | Severity | Found by | Parameters |
|---|---|---|---|
| missing_sheet | error | template | sheet; found: names of visible sheets |
| wrong_survey | error | template | found, expected: codes of surveys |
| wrong_round | error | template | found, expected: years as text |
| wrong_template_version | error | template | found, expected: versions |
| unknown_question | error in a template, warning in a table | layout | none; the value is the code or heading |
| question_missing | error in a template, warning in a table | layout | none; the item is named |
| duplicate_question | error | layout | first_row (template) or first_column (table), a number |
| answer_without_question | warning | template | none |
| total_row_left_out | note | table | none |
| respondent_missing | error | checking | none |
| unknown_respondent | error | checking | near: the most similar code of the roster, or "" |
| unexpected_respondent | error | checking | expected: codes for which the sender may answer |
| duplicate_respondent | error | checking | first_sheet, first_row, first_cell: where the respondent stands first |
| empty_response | error if it is the only response, else note | checking | none |
| option_not_in_list | error | cell | options: codes; near: the most similar option's code, or "" |
| absence_not_offered | warning | cell | absence: its code; offered: codes |
| formula_error | error | cell | none; the value is #DIV/0! and the like |
| not_a_number | error | cell | none |
| ambiguous_number | error | cell | readings: two numbers as text, thousands first |
| qualified_number | error | cell | qualifier: "about", "+" …; number: the rest, as text |
| number_range | error | cell | none; the value is "5-10" and the like |
| negative_number | error | cell | none |
| fraction_in_whole_number | error | cell | none |
| out_of_range | error | cell | minimum, maximum: as text, "" without limit |
| percentage_as_fraction | warning | cell | percentage: what was probably meant, as text |
| not_a_date | error | cell | none |
| text_too_long | error | cell | length, limit: numbers of characters |
| required_missing | error | checking | none |
| part_exceeds_whole | error | checking | whole_item, whole_value, whole_cell |
| answer_not_shown | note | checking | condition_item, condition_option, condition_cell |

Refusals of a whole file are `Unreadable`: see `surveys.archives`, and layout_not_recognised in
`surveys.formats`.
"""

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from surveys.absences import BLANK, NOT_SHOWN, fold
from surveys.coercion import Coerced, coercer, number_text
from surveys.parsed import ERROR, LONGEST_RESPONDENT, LONGEST_VALUE, NOTE, Issue, Parsed, RawAnswer, Response
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import NumberCell, cell_address

__all__ = ["ANSWER_COLUMNS", "Answer", "Checked", "Issue", "check"]

PROGRESS_EVERY: Final = 10_000


class Answer(NamedTuple):
    """One answer: exactly one of option, number, text and absence is not None.

    `raw` is the cell as it was sent; `occurrence` counts repeats of an item from 1.
    """

    respondent: str
    item: str
    occurrence: int
    option: str | None
    number: float | None
    text: str | None
    absence: str | None
    raw: str
    sheet: str
    row: int
    column: int


ANSWER_COLUMNS: Final = Answer._fields


@dataclass
class Checked:
    """Answers of known respondents, in the order of the file, and all issues.

    A cell that cannot be read has an issue and no answer. `counts` holds, per respondent, the number of
    answers of each kind: answered, blank, not_shown, not_applicable, do_not_know, refused, unreadable.
    """

    layout: str
    answers: list[Answer] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        """Whether something keeps the file from being submitted."""
        return any(issue.severity == ERROR for issue in self.issues)


def check(
    parsed: Parsed,
    questionnaire: Questionnaire,
    roster: Mapping[str, Sequence[str]],
    *,
    expected: Collection[str] | None = None,
    decimal_mark: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Check every response of a file.

    `roster` maps the code of each respondent who may answer to other names by which a file may call it;
    `expected` are the codes for which this sender may answer, None for all. `decimal_mark` is "," or "." where
    the sender's language is known, and settles numbers that would be ambiguous. `progress` hears how many
    answers are done, of how many, about every ten thousand.
    """
    checked = Checked(parsed.layout, issues=list(parsed.issues))
    reader = _Reader(questionnaire, decimal_mark)
    names = _names(roster)
    first: dict[str, Response] = {}
    done, told, total = 0, 0, sum(len(response.answers) for response in parsed.responses)
    progress(done, total)
    for response in parsed.responses:
        code, issue = _identify(response, roster, names, expected, first)
        if issue:
            checked.issues.append(issue)
        if code and not issue:
            first[code] = response
        only = len(parsed.responses) == 1
        _check_response(response, code, counted=not issue, only=only, reader=reader, checked=checked)
        done += len(response.answers)
        if done - told >= PROGRESS_EVERY or done == total:
            progress(done, total)
            told = done
    return checked


def _names(roster: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Code by folded code or name; a name that two respondents share is left out."""
    names: dict[str, str] = {}
    shared = Counter(fold(name) for others in roster.values() for name in set(others))
    for code, others in roster.items():
        names.update({fold(name): code for name in others if shared[fold(name)] == 1})
    names.update({fold(code): code for code in roster})
    return names


def _identify(
    response: Response,
    roster: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    expected: Collection[str] | None,
    first: Mapping[str, Response],
) -> tuple[str, Issue | None]:
    """The respondent's code as the roster writes it, and what is wrong with who answers."""
    said = response.respondent

    def issue(code: str, parameters: Mapping[str, object], respondent: str = "") -> Issue:
        place = (response.sheet, response.respondent_row, response.respondent_column, said[:LONGEST_VALUE])
        return Issue(code, ERROR, *place, parameters, respondent or said[:LONGEST_RESPONDENT])

    if not said:
        return "", issue("respondent_missing", {})
    code = names.get(fold(said), "")
    if not code:
        near = difflib.get_close_matches(fold(said)[:80], list(names), n=1)
        return "", issue("unknown_respondent", {"near": names[near[0]] if near else ""})
    if expected is not None and code not in expected:
        return code, issue("unexpected_respondent", {"expected": sorted(expected)}, code)
    if code in first:
        earlier = first[code]
        cell = cell_address(earlier.sheet, earlier.respondent_row, earlier.respondent_column)
        parameters = {
            "first_sheet": earlier.sheet,
            "first_row": earlier.respondent_row,
            "first_cell": cell,
        }
        return code, issue("duplicate_respondent", parameters, code)
    return code, None


class _Reader:
    """The questionnaire made ready: a coercion per item that remembers, and the rules between answers."""

    def __init__(self, questionnaire: Questionnaire, decimal_mark: str):
        self.coerce = {
            code: _remembering(coercer(item, decimal_mark=decimal_mark))
            for code, item in questionnaire.items.items()
        }
        self.conditions = [
            (item, condition)
            for item in questionnaire.items.values()
            if (condition := questionnaire.condition_of(item.question))
        ]
        self.required = [item for item in questionnaire.items.values() if item.question.required]
        self.parts = [question for question in questionnaire.questions.values() if question.part_of]
        self.ruled = frozenset(
            [item.code for item in self.required]
            + [code for item, (asked, _) in self.conditions for code in (item.code, asked)]
            + [code for part in self.parts for code in (part.code, part.part_of)]
        )


def _remembering(coerce: Callable[[str], Coerced]) -> Callable[[str], Coerced]:
    """The same function with a memory, apart for number cells: as text they are equal to what was typed."""
    typed: dict[str, Coerced] = {}
    numbers: dict[str, Coerced] = {}

    def remembered(text: str) -> Coerced:
        memory = numbers if type(text) is NumberCell else typed
        coerced = memory.get(text)
        if coerced is None:
            coerced = memory[text] = coerce(text)
        return coerced

    return remembered


class _Given(NamedTuple):
    """An answer that rules look at: what was read, its cell, and its place in the list of answers or None."""

    coerced: Coerced
    raw: RawAnswer
    position: int | None


def _check_response(
    response: Response, code: str, *, counted: bool, only: bool, reader: _Reader, checked: Checked
) -> None:
    """Read every cell of a response and apply the rules between them; keep its answers if it is counted."""
    who = code or response.respondent[:LONGEST_RESPONDENT]
    answers: list[Answer] = []
    issues: list[Issue] = []
    given: dict[str, _Given] = {}
    coerce, ruled = reader.coerce, reader.ruled
    tally: Counter[str | None] = Counter()
    for raw in response.answers:
        item, text, sheet, row, column = raw
        coerced = coerce[item](text)
        option, number, words, absence, problem = coerced
        position = None
        if problem:
            issues.append(_issue(problem[0], problem[1], raw, who, problem[2]))
        if problem is None or coerced.readable:
            position = len(answers)
            answers.append(
                Answer(who, item, 1, option, number, words, absence, str(text), sheet, row, column)
            )
        if item in ruled:
            given[item] = _Given(coerced, raw, position)
    if all(answer.absence == BLANK for answer in answers) and not issues:
        severity = ERROR if only else NOTE
        place = (response.sheet, response.respondent_row, response.respondent_column)
        checked.issues.append(Issue("empty_response", severity, *place, response.respondent, {}, who))
        return
    _apply_conditions(reader, given, answers, issues, who)
    _apply_required(reader, given, answers, issues, who)
    _apply_parts(reader, given, issues, who)
    checked.issues.extend(issues)
    if counted:
        checked.answers.extend(answers)
        tally.update(answer.absence for answer in answers)
        answered = tally.pop(None, 0)
        unreadable = len(response.answers) - len(answers)
        checked.counts[who] = {"answered": answered, "unreadable": unreadable, **tally}


def _apply_conditions(
    reader: _Reader, given: dict[str, _Given], answers: list[Answer], issues: list[Issue], who: str
) -> None:
    """A blank whose condition is not met becomes not_shown; an answer there is kept, with a note.

    A condition is not met where the question it names was answered otherwise, or not answered, or not shown
    itself. Where that question has no place in the file, or its cell cannot be read, nothing is concluded.
    """
    for item, (asked, option) in reader.conditions:
        answer, condition = given.get(item.code), given.get(asked)
        if answer is None or condition is None or condition.position is None or answer.position is None:
            continue
        if answers[condition.position].option == option:
            continue
        if answer.coerced.absence == BLANK:
            answers[answer.position] = answers[answer.position]._replace(absence=NOT_SHOWN)
        elif answer.coerced.absence is None:
            parameters = {
                "condition_item": asked,
                "condition_option": option,
                "condition_cell": _cell(condition.raw),
            }
            issues.append(_issue("answer_not_shown", NOTE, answer.raw, who, parameters))


def _apply_required(
    reader: _Reader, given: dict[str, _Given], answers: list[Answer], issues: list[Issue], who: str
) -> None:
    for item in reader.required:
        answer = given.get(item.code)
        if answer and answer.position is not None and answers[answer.position].absence == BLANK:
            issues.append(_issue("required_missing", ERROR, answer.raw, who, {}))


def _apply_parts(reader: _Reader, given: dict[str, _Given], issues: list[Issue], who: str) -> None:
    for part in reader.parts:
        answer, whole = given.get(part.code), given.get(part.part_of)
        if not answer or not whole or answer.coerced.number is None or whole.coerced.number is None:
            continue
        if answer.coerced.number > whole.coerced.number:
            parameters = {
                "whole_item": part.part_of,
                "whole_value": number_text(whole.coerced.number),
                "whole_cell": _cell(whole.raw),
            }
            issues.append(_issue("part_exceeds_whole", ERROR, answer.raw, who, parameters))


def _issue(code: str, severity: str, raw: RawAnswer, who: str, parameters: Mapping[str, object]) -> Issue:
    return Issue(
        code, severity, raw.sheet, raw.row, raw.column, raw.text[:LONGEST_VALUE], parameters, who, raw.item
    )


def _cell(raw: RawAnswer) -> str:
    return cell_address(raw.sheet, raw.row, raw.column)

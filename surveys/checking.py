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
| column_not_placed | warning | foreign layout | target: what is nearest, or ""; score: from 0 to 100 |
| choice_not_placed | error | foreign layout | the item is a question with many answers; near: as above |
| respondents_not_named | error | foreign layout | none: no column says who answers |
| unfinished_response | note | foreign layout | none: it does not count |
| test_response | note | foreign layout | none: it was made by those who built the survey and does not count |
| rejected_response | note | foreign layout | none: it was marked as not approved and does not count |
| duplicate_response | note | foreign layout | counted_row; rule: latest_completed or last_in_file |
| other_year_left_out | note | long table | year: that of the row |
| answer_not_shown | note | checking | condition_item, condition_option, condition_cell |
| other_currency | error | cell | found: as written; expected: the question's |
| whole_missing | warning | checking | whole_item, whole_cell: the whole of a part was left blank |
| total_differs_from_parts | error or warning, as declared | checking | sum: of the parts; part_cells |
| contradictory_answers | error or warning, as declared | checking | condition_*, as above; options: what would agree |
| too_many_chosen | error | checking | limit, chosen: numbers of options |
| specify_missing | warning | checking | none: the words beside a chosen option are missing |
| jump_from_last_round | warning | comparing | before: the last number as text; year |
| outlier_in_group | warning | comparing | side: above or below; others: how many |

Warnings of some codes ask the sender for a word of explanation: `surveys.parsed.EXPLAINED`.

Refusals of a whole file are `Unreadable`: see `surveys.archives`, and layout_not_recognised in
`surveys.formats`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from typing import Final

from surveys.absences import BLANK
from surveys.coercion import Coerced, coercer
from surveys.comparing import Comparisons, compared_items, unusual
from surveys.parsed import (
    ERROR,
    LONGEST_RESPONDENT,
    LONGEST_VALUE,
    NOTE,
    Answer,
    Issue,
    Parsed,
    RawAnswer,
    Response,
    RowOfAnswers,
)
from surveys.questionnaires import Questionnaire
from surveys.respondent_names import RespondentNames
from surveys.rules import Given, Rules, cell_issue
from surveys.spreadsheets import MeantCell, NumberCell, cell_address

__all__ = ["ANSWER_COLUMNS", "Answer", "Checked", "Issue", "check"]

PROGRESS_EVERY: Final = 10_000


ANSWER_COLUMNS: Final = Answer._fields
AS_ANSWER: Final = partial(tuple.__new__, Answer)
"""`Answer._make` without its call in Python."""


@dataclass
class Checked:
    """Answers of known respondents, in the order of the file, and all issues.

    A cell that cannot be read has an issue and no answer. `counts` holds, per respondent, the number of
    answers of each kind: answered, blank, not_shown, not_applicable, do_not_know, refused, unreadable. `total`
    is the number of answers, also where they were handed on (`check`, `keep`) and `answers` stays empty.
    """

    layout: str
    answers: list[Answer] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    total: int = 0

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
    comparisons: Comparisons | None = None,
    keep: Callable[[list[Answer]], object] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Check every response of a file.

    `roster` maps the code of each respondent who may answer to other names by which a file may call it;
    `expected` are the codes for which this sender may answer, None for all. `decimal_mark` is "," or "." where
    the sender's language is known, and settles numbers that would be ambiguous. `comparisons` are earlier
    answers and those of others, for thresholds that questions declare. `keep` is given the answers of one
    response after the other, so that a large file is never in memory as answers; without it they are collected.
    `progress` hears how many answers are done, of how many, about every ten thousand.
    """
    checked = Checked(parsed.layout, issues=list(parsed.issues))
    _name_the_only_one(parsed, expected)
    reader = _Reader(questionnaire, decimal_mark, parsed.readings)
    names, compared = RespondentNames(roster), compared_items(questionnaire)
    keep, to_compare = keep or checked.answers.extend, []
    first: dict[str, Response] = {}
    done, told, total = 0, 0, sum(len(response.answers) for response in parsed.responses)
    progress(done, total)
    for response in parsed.responses:
        code, issue = _identify(response, names, expected, first)
        if issue:
            checked.issues.append(issue)
        if code and not issue:
            first[code] = response
        only = len(parsed.responses) == 1
        answers = _check_response(
            response, code, counted=not issue, only=only, reader=reader, checked=checked
        )
        keep(answers)
        checked.total += len(answers)
        to_compare += [answer for answer in answers if answer.item in compared] if compared else []
        done += len(response.answers)
        if done - told >= PROGRESS_EVERY or done == total:
            progress(done, total)
            told = done
    wrong = {(issue.sheet, issue.row, issue.column) for issue in checked.issues if issue.severity == ERROR}
    checked.issues += unusual(to_compare, questionnaire, comparisons or Comparisons(), wrong)
    return checked


def _name_the_only_one(parsed: Parsed, expected: Collection[str] | None) -> None:
    """A file that names nobody, sent for one respondent and with one response, is that respondent's."""
    if not parsed.names_respondents and expected and len(expected) == len(parsed.responses) == 1:
        (code,) = expected
        parsed.responses = [parsed.responses[0]._replace(respondent=code)]


def _identify(
    response: Response,
    names: RespondentNames,
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
    code = names.code_of(said)
    if not code:
        return "", issue("unknown_respondent", {"near": names.nearest(said)})
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
    """The questionnaire made ready: what each text means per item, as far as it was met, and the rules.

    Number cells are remembered apart: as text they are equal to what somebody typed.
    """

    def __init__(
        self, questionnaire: Questionnaire, decimal_mark: str, readings: Mapping[str, Mapping[str, str]]
    ):
        coercers = {
            code: coercer(item, decimal_mark=decimal_mark, readings=readings.get(code))
            for code, item in questionnaire.items.items()
        }
        self.typed = {code: _Memory(coerce) for code, coerce in coercers.items()}
        self.numbers = {code: _Memory(coerce) for code, coerce in coercers.items()}
        self.rules = Rules(questionnaire)
        self.ruled = self.rules.items
        self.repeats = any(most > 1 for most in questionnaire.most.values())

    def read(self, items: Sequence[str], texts: Sequence[str]) -> list[Coerced]:
        """What each text says as an answer to its item."""
        kinds = set(map(type, texts))
        if NumberCell not in kinds and MeantCell not in kinds:
            return [
                memory[text] for memory, text in zip(map(self.typed.__getitem__, items), texts, strict=True)
            ]
        return [self._read(item, text) for item, text in zip(items, texts, strict=True)]

    def _read(self, item: str, cell: str) -> Coerced:
        if type(cell) is MeantCell:
            if cell.absence:
                return Coerced(absence=cell.meaning)
            cell = cell.meaning
        return (self.numbers if type(cell) is NumberCell else self.typed)[item][cell]


class _Memory(dict[str, Coerced]):
    """What each text was read as, worked out once."""

    def __init__(self, coerce: Callable[[str], Coerced]):
        super().__init__()
        self.coerce = coerce

    def __missing__(self, text: str) -> Coerced:
        coerced = self[text] = self.coerce(text)
        return coerced


def _check_response(
    response: Response, code: str, *, counted: bool, only: bool, reader: _Reader, checked: Checked
) -> list[Answer]:
    """Read every cell of a response and apply the rules between them; its answers, none if it is not counted."""
    who = code or response.respondent[:LONGEST_RESPONDENT]
    answers, issues, given = _read_response(response, who, reader)
    if not issues and all(answer.absence == BLANK for answer in answers):
        place = (response.sheet, response.respondent_row, response.respondent_column)
        severity = ERROR if only else NOTE
        checked.issues.append(Issue("empty_response", severity, *place, response.respondent, {}, who))
        return []
    unused = _unused_occurrences(answers, response.answers) if reader.repeats else frozenset()
    used = {number: own for number, own in given.items() if number not in unused}
    reader.rules.apply(used, answers, issues, who)
    cells = len(response.answers)
    if unused:
        answers = [answer for answer in answers if answer.occurrence not in unused]
        cells -= sum(raw.occurrence in unused for raw in response.answers)
    checked.issues.extend(issues)
    if not counted:
        return []
    checked.counts[who] = _counts(answers, cells)
    return answers


def _read_response(
    response: Response, who: str, reader: _Reader
) -> tuple[list[Answer], list[Issue], dict[int, dict[str, Given]]]:
    """The answers, the issues of single cells, and what rules look at, by occurrence and item.

    Field by field and not cell by cell: a file may hold two million cells.
    """
    if not response.answers:
        return [], [], {}
    items, texts, sheets, rows, columns, occurrences = _side_by_side(response.answers)
    coerced = reader.read(items, texts)
    options, numbers, words, absences, problems = zip(*coerced, strict=True)
    fields = (
        repeat(who),
        items,
        occurrences,
        options,
        numbers,
        words,
        absences,
        texts,
        sheets,
        rows,
        columns,
    )
    answers = list(map(AS_ANSWER, zip(*fields, strict=False)))
    raws = response.answers if any(problems) or not reader.ruled.isdisjoint(items) else ()
    issues: list[Issue] = []
    given: dict[int, dict[str, Given]] = {}
    unreadable: set[int] = set()
    for at, raw in enumerate(raws):
        if problem := problems[at]:
            issues.append(cell_issue(problem[0], problem[1], raw, who, problem[2]))
            if not coerced[at].readable:
                unreadable.add(at)
        if raw.item in reader.ruled:
            position = None if at in unreadable else at - len(unreadable)
            given.setdefault(occurrences[at], {})[raw.item] = Given(coerced[at], raw, position)
    if unreadable:
        answers = [answer for at, answer in enumerate(answers) if at not in unreadable]
    return answers, issues, given


def _side_by_side(answers: Sequence[RawAnswer]) -> tuple[Sequence, ...]:
    """Items, texts, sheets, rows, columns and occurrences, of which a cell's meaning may know a higher one."""
    if isinstance(answers, RowOfAnswers):
        return answers.side_by_side()
    *fields, occurrences = zip(*answers, strict=True)
    texts = fields[1]
    if MeantCell in set(map(type, texts)):
        occurrences = [
            max(occurrence, text.occurrence) if type(text) is MeantCell else occurrence
            for occurrence, text in zip(occurrences, texts, strict=True)
        ]
    return *fields, occurrences


def _unused_occurrences(answers: list[Answer], raw: list[RawAnswer]) -> set[int]:
    """The numbers of the occurrences, beyond the first, in which every cell is blank: there is no such thing."""
    filled = {answer.occurrence for answer in answers if answer.absence != BLANK}
    read = {(answer.item, answer.occurrence) for answer in answers}
    filled |= {each.occurrence for each in raw if (each.item, each.occurrence) not in read}
    return {each.occurrence for each in raw} - filled - {1}


def _counts(answers: list[Answer], cells: int) -> dict[str, int]:
    counts = Counter(answer.absence or "answered" for answer in answers)
    return {"answered": counts.pop("answered", 0), "unreadable": cells - len(answers), **counts}

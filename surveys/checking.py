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
from typing import Final

from surveys.absences import BLANK
from surveys.coercion import Coerced, coercer
from surveys.comparing import Comparisons, unusual
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
)
from surveys.questionnaires import Questionnaire
from surveys.respondent_names import RespondentNames
from surveys.rules import Given, Rules, cell_issue
from surveys.spreadsheets import MeantCell, NumberCell, cell_address

__all__ = ["ANSWER_COLUMNS", "Answer", "Checked", "Issue", "check"]

PROGRESS_EVERY: Final = 10_000


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
    comparisons: Comparisons | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Check every response of a file.

    `roster` maps the code of each respondent who may answer to other names by which a file may call it;
    `expected` are the codes for which this sender may answer, None for all. `decimal_mark` is "," or "." where
    the sender's language is known, and settles numbers that would be ambiguous. `comparisons` are earlier
    answers and those of others, for thresholds that questions declare. `progress` hears how many
    answers are done, of how many, about every ten thousand.
    """
    checked = Checked(parsed.layout, issues=list(parsed.issues))
    _name_the_only_one(parsed, expected)
    reader = _Reader(questionnaire, decimal_mark, parsed.readings)
    names = RespondentNames(roster)
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
        _check_response(response, code, counted=not issue, only=only, reader=reader, checked=checked)
        done += len(response.answers)
        if done - told >= PROGRESS_EVERY or done == total:
            progress(done, total)
            told = done
    wrong = {(issue.sheet, issue.row, issue.column) for issue in checked.issues if issue.severity == ERROR}
    checked.issues += unusual(checked.answers, questionnaire, comparisons or Comparisons(), wrong)
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
        self.repeats = any(most > 1 for most in questionnaire.most.values())

    def meant(self, item: str, cell: MeantCell) -> Coerced:
        """What a cell is read as whose layout says what it means."""
        if cell.absence:
            return Coerced(absence=cell.meaning)
        return (self.numbers if type(cell.meaning) is NumberCell else self.typed)[item][cell.meaning]


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
) -> None:
    """Read every cell of a response and apply the rules between them; keep its answers if it is counted."""
    who = code or response.respondent[:LONGEST_RESPONDENT]
    answers: list[Answer] = []
    issues: list[Issue] = []
    given: dict[int, dict[str, Given]] = {}
    typed, numbers, ruled = reader.typed, reader.numbers, reader.rules.items
    for raw in response.answers:
        item, text, sheet, row, column, occurrence = raw
        kind = type(text)
        if kind is MeantCell:
            coerced = reader.meant(item, text)
            occurrence = max(occurrence, text.occurrence)
        else:
            coerced = (numbers if kind is NumberCell else typed)[item][text]
        option, number, words, absence, problem = coerced
        position = None
        if problem:
            issues.append(cell_issue(problem[0], problem[1], raw, who, problem[2]))
        if problem is None or coerced.readable:
            position = len(answers)
            answers.append(
                Answer(who, item, occurrence, option, number, words, absence, text, sheet, row, column)
            )
        if item in ruled:
            given.setdefault(occurrence, {})[item] = Given(coerced, raw, position)
    if not issues and all(answer.absence == BLANK for answer in answers):
        place = (response.sheet, response.respondent_row, response.respondent_column)
        severity = ERROR if only else NOTE
        checked.issues.append(Issue("empty_response", severity, *place, response.respondent, {}, who))
        return
    unused = _unused_occurrences(answers, response.answers) if reader.repeats else frozenset()
    used = {number: own for number, own in given.items() if number not in unused}
    reader.rules.apply(used, answers, issues, who)
    cells = len(response.answers)
    if unused:
        answers = [answer for answer in answers if answer.occurrence not in unused]
        cells -= sum(raw.occurrence in unused for raw in response.answers)
    checked.issues.extend(issues)
    if counted:
        checked.answers.extend(answers)
        checked.counts[who] = _counts(answers, cells)


def _unused_occurrences(answers: list[Answer], raw: list[RawAnswer]) -> set[int]:
    """The numbers of the occurrences, beyond the first, in which every cell is blank: there is no such thing."""
    filled = {answer.occurrence for answer in answers if answer.absence != BLANK}
    read = {(answer.item, answer.occurrence) for answer in answers}
    filled |= {each.occurrence for each in raw if (each.item, each.occurrence) not in read}
    return {each.occurrence for each in raw} - filled - {1}


def _counts(answers: list[Answer], cells: int) -> dict[str, int]:
    counts = Counter(answer.absence or "answered" for answer in answers)
    return {"answered": counts.pop("answered", 0), "unreadable": cells - len(answers), **counts}

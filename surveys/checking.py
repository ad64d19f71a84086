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
| total_row_left_out | note | layout | none |
| row_left_out | note | checking | none: it names no respondent and holds no answer, as a line of notes does |
| respondent_missing | error | checking | none |
| unknown_respondent | error | checking | near: the most similar code of the roster, or "" |
| unexpected_respondent | error | checking | expected: codes for which the sender may answer |
| duplicate_respondent | error | checking | first_sheet, first_row, first_cell: where the respondent stands first |
| empty_response | error if it is the only response, else note | checking | none |
| option_not_in_list | error | cell | options: codes; near: the most similar option's code, or "" |
| option_closed | error | cell | options: codes that are offered now |
| absence_not_offered | warning | cell | absence: its code; offered: codes |
| formula_error | error | cell | none; the value is #DIV/0! and the like |
| not_a_number | error | cell | none |
| ambiguous_number | error | cell | meanings: two numbers as text, thousands first |
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
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from surveys.absences import BLANK, is_blank
from surveys.comparing import Comparisons, compared_items, unusual
from surveys.contact_cells import masked
from surveys.meanings import ANSWERED, UNREADABLE, Answers, CellReader, Meaning
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
from surveys.placing import UNREAD
from surveys.questionnaires import Questionnaire
from surveys.respondent_names import RespondentNames
from surveys.rules import Given, Rules, cell_issue
from surveys.spreadsheets import cell_address

__all__ = ["ANSWER_COLUMNS", "Answer", "Checked", "Issue", "check"]

PROGRESS_EVERY: Final = 10_000


ANSWER_COLUMNS: Final = Answer._fields
ITEM, KIND, PROBLEM = map(attrgetter, ("item", "kind", "problem"))


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
    keep: Callable[[Answers], object] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Checked:
    """Check every response of a file.

    `roster` maps the code of each respondent who may answer to other names by which a file may call it;
    `expected` are the codes for which this sender may answer, None for all. `decimal_mark` is "," or "." where
    the sender said so, goes before what the file tells by its language, and settles numbers that would be ambiguous. `comparisons` are earlier
    answers and those of others, for thresholds that questions declare. `keep` is given the answers of one
    response after the other, so that a large file is never in memory as answers; without it they are collected.
    `progress` hears how many answers are done, of how many, about every ten thousand.
    """
    checked = Checked(parsed.layout, issues=list(parsed.issues))
    _name_the_only_one(parsed, expected)
    names = RespondentNames(roster)
    _leave_out_lines_of_notes(parsed, names, checked.issues)
    reader = CellReader(questionnaire, decimal_mark or parsed.decimal_mark, parsed.readings)
    checker = _Checker(questionnaire, reader, checked)
    compared = compared_items(questionnaire)
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
        answers = checker.answers(response, code, counted=not issue, only=only)
        keep(answers)
        checked.total += len(answers)
        to_compare += answers.chosen(lambda meant: meant.item in compared) if compared else []
        done += len(response.answers)
        if done - told >= PROGRESS_EVERY or done == total:
            progress(done, total)
            told = done
    wrong = {(issue.sheet, issue.row, issue.column) for issue in checked.issues if issue.severity == ERROR}
    checked.issues += unusual(to_compare, questionnaire, comparisons or Comparisons(), wrong)
    checked.issues = list(map(_without_contacts, checked.issues))
    return checked


def _name_the_only_one(parsed: Parsed, expected: Collection[str] | None) -> None:
    """A file that names nobody, sent for one respondent and with one response, is that respondent's."""
    if not parsed.names_respondents and expected and len(expected) == len(parsed.responses) == 1:
        (code,) = expected
        parsed.responses = [parsed.responses[0]._replace(respondent=code)]


def _leave_out_lines_of_notes(parsed: Parsed, names: RespondentNames, issues: list[Issue]) -> None:
    """Rows that name nobody and hold no answer are no responses, where others are; their words are not told."""
    if len(parsed.responses) < 2 or not any(names.code_of(each.respondent) for each in parsed.responses):
        return
    kept = []
    for response in parsed.responses:
        if names.code_of(response.respondent) or not all(is_blank(raw.text) for raw in response.answers):
            kept.append(response)
        else:
            place = (response.sheet, response.respondent_row, response.respondent_column)
            issues.append(Issue("row_left_out", NOTE, *place))
    parsed.responses = kept


def _without_contacts(issue: Issue) -> Issue:
    """The issue without addresses and telephone numbers; a text that waits for a reading is kept, to be found again."""
    value = issue.value if issue.code in UNREAD else masked(issue.value)
    respondent = masked(issue.respondent)
    same = (value, respondent) == (issue.value, issue.respondent)
    return issue if same else issue._replace(value=value, respondent=respondent)


def _identify(
    response: Response,
    names: RespondentNames,
    expected: Collection[str] | None,
    first: Mapping[str, Response],
) -> tuple[str, Issue | None]:
    """The respondent's code as the roster writes it, and what is wrong with who answers."""
    said = masked(response.respondent)

    def issue(code: str, parameters: Mapping[str, object], respondent: str = "") -> Issue:
        place = (response.sheet, response.respondent_row, response.respondent_column, said[:LONGEST_VALUE])
        return Issue(code, ERROR, *place, parameters, respondent or said[:LONGEST_RESPONDENT])

    if not said:
        return "", issue("respondent_missing", {})
    code = names.code_of(response.respondent)
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


class _Checker:
    """What checks one response after the other: the reader of their cells, the rules, and all that was found."""

    def __init__(self, questionnaire: Questionnaire, reader: CellReader, checked: Checked):
        self.reader, self.checked, self.rules = reader, checked, Rules(questionnaire)
        self.repeats = any(most > 1 for most in questionnaire.most.values())

    def answers(self, response: Response, code: str, *, counted: bool, only: bool) -> Answers:
        """Read every cell of a response and apply the rules between them; its answers, none if it is not counted."""
        who, checked = code or masked(response.respondent)[:LONGEST_RESPONDENT], self.checked
        meanings = self.reader.read(response.answers)
        issues, given = self._problems(response.answers, meanings, who)
        if not issues and all(meant.absence == BLANK for meant in meanings):
            place = (response.sheet, response.respondent_row, response.respondent_column)
            severity = ERROR if only else NOTE
            checked.issues.append(Issue("empty_response", severity, *place, response.respondent, {}, who))
            return Answers(who, 0, [])
        unused = _unused_occurrences(meanings) if self.repeats else frozenset()
        used = {number: own for number, own in given.items() if number not in unused}
        self.rules.apply(used, meanings, issues, who)
        checked.issues.extend(issues)
        if not counted:
            return Answers(who, 0, [])
        answers = Answers(who, _rows(response.answers), meanings)
        if unused:
            answers = answers.chosen(lambda meant: meant.occurrence not in unused)
        kinds = Counter(map(KIND, answers.meanings))
        unreadable = kinds.pop(UNREADABLE, 0)
        checked.counts[who] = {ANSWERED: kinds.pop(ANSWERED, 0), UNREADABLE: unreadable, **kinds}
        return answers.chosen(lambda meant: meant.kind != UNREADABLE) if unreadable else answers

    def _problems(
        self, answers: Sequence[RawAnswer], meanings: Sequence[Meaning], who: str
    ) -> tuple[list[Issue], dict[int, dict[str, Given]]]:
        """The issues of single cells, and what rules look at, by occurrence and item."""
        issues: list[Issue] = []
        given: dict[int, dict[str, Given]] = {}
        ruled = self.rules.items
        if not any(map(PROBLEM, meanings)) and ruled.isdisjoint(map(ITEM, meanings)):
            return issues, given
        for at, (raw, meant) in enumerate(zip(answers, meanings, strict=True)):
            if problem := meant.problem:
                issues.append(cell_issue(problem[0], problem[1], raw, who, problem[2]))
            if raw.item in ruled:
                position = None if meant.kind == UNREADABLE else at
                given.setdefault(meant.occurrence, {})[raw.item] = Given(meant, raw, position)
        return issues, given


def _rows(answers: Sequence[RawAnswer]) -> int | list[int]:
    return answers.row if isinstance(answers, RowOfAnswers) else [raw.row for raw in answers]


def _unused_occurrences(meanings: Iterable[Meaning]) -> set[int]:
    """The numbers of the occurrences, beyond the first, in which every cell is blank: there is no such thing."""
    filled = {meant.occurrence for meant in meanings if meant.absence != BLANK}
    return {meant.occurrence for meant in meanings} - filled - {1}

"""A corrected value: read as a cell of its question would be, and held against the rules. PURE."""

from collections.abc import Iterable, Sequence
from typing import Final

from surveys.absences import BLANK, NOT_SHOWN
from surveys.coercion import Coerced, coercer
from surveys.parsed import ERROR, Answer, Issue, RawAnswer
from surveys.questionnaires import Item, Questionnaire
from surveys.rules import Given, Rules

FIRST: Final = (BLANK, NOT_SHOWN)


def absences_for(item: Item) -> tuple[str, ...]:
    """The kinds of absence to which an answer can be corrected: those offered, and those that nobody chooses."""
    return (*item.question.absence, *FIRST) if not item.specified else FIRST


def read_value(item: Item, typed: str, absence: str = "") -> Coerced:
    """What an answer is corrected to: a kind of absence, or what is typed, read as in a file.

    Words are taken as they are: a text that sounds like an absence is one only in a file.
    """
    if absence:
        return Coerced(absence=absence)
    return coercer(item)(typed)


def new_errors(
    questionnaire: Questionnaire, before: Sequence[Answer], after: Sequence[Answer]
) -> list[Issue]:
    """The errors between the answers of one response that were not there before."""
    rules = Rules(questionnaire)
    known = {_what(issue) for issue in _errors(rules, before)}
    return [issue for issue in _errors(rules, after) if _what(issue) not in known]


def _errors(rules: Rules, answers: Iterable[Answer]) -> list[Issue]:
    answers, issues = list(answers), []
    given: dict[int, dict[str, Given]] = {}
    for position, answer in enumerate(answers):
        if answer.item in rules.items:
            raw = RawAnswer(
                answer.item, answer.raw, answer.sheet, answer.row, answer.column, answer.occurrence
            )
            coerced = Coerced(answer.option, answer.number, answer.text, answer.absence)
            given.setdefault(answer.occurrence, {})[answer.item] = Given(coerced, raw, position)
    rules.apply(given, answers, issues, answers[0].respondent if answers else "")
    return [issue for issue in issues if issue.severity == ERROR]


def _what(issue: Issue) -> tuple:
    return (issue.code, issue.item, issue.sheet, issue.row, issue.column)

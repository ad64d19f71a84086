"""Rules between the answers of one response: conditions, required answers, parts of a whole, declared rules. PURE.

Where a section is asked more than once, each occurrence is held against the rules by itself, together with
what was answered once.
"""

from collections import ChainMap
from collections.abc import Mapping
from typing import NamedTuple

from surveys.absences import BLANK, NOT_APPLICABLE, NOT_SHOWN
from surveys.coercion import Coerced, number_text
from surveys.declared_rules import Contradiction, Total
from surveys.meanings import Meaning
from surveys.parsed import ERROR, LONGEST_VALUE, NOTE, WARNING, Answer, Issue, RawAnswer
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import cell_address

NEAR_ENOUGH = 1e-6


class Given(NamedTuple):
    """An answer that rules look at: what was read, its cell, and its place in the list of answers or None."""

    coerced: Coerced | Meaning
    raw: RawAnswer
    position: int | None


class Rules:
    """The rules of one questionnaire. `items` are the codes of all items that some rule looks at."""

    def __init__(self, questionnaire: Questionnaire):
        items = questionnaire.items
        self.conditions = [
            (item.code, *condition) for item in items.values() if (condition := questionnaire.shown_if(item))
        ]
        self.required = [
            item.code for item in items.values() if item.question.required and not item.specified
        ]
        self.parts = [
            (question.code, question.part_of)
            for question in questionnaire.questions.values()
            if question.part_of
        ]
        self.specified = [
            (item.code, *questionnaire.shown_if(item)) for item in items.values() if item.specified
        ]
        self.at_most = {
            question.code: (question.at_most, [item.code for item in question.items if item.option])
            for question in questionnaire.questions.values()
            if question.at_most is not None
        }
        self.totals = [rule for rule in questionnaire.rules if isinstance(rule, Total)]
        self.contradictions = [rule for rule in questionnaire.rules if isinstance(rule, Contradiction)]
        self.items = frozenset(
            self.required
            + [code for item, asked, _ in self.conditions for code in (item, asked)]
            + [code for part in self.parts for code in part]
            + [code for _, ticked in self.at_most.values() for code in ticked]
            + [code for rule in questionnaire.rules for code in rule.items]
        )

    def apply(
        self,
        given: Mapping[int, Mapping[str, Given]],
        answers: list[Answer] | list[Meaning],
        issues: list[Issue],
        respondent: str,
    ) -> None:
        """Mark what was not shown among the answers, and add to the issues what breaks a rule.

        `given` maps the number of each occurrence to what was answered there; what is asked once stands in 1.
        """
        once = given.get(1, {})
        for occurrence, own in sorted(given.items()):
            # What repeats is not looked up in another occurrence: it is there itself, blank or not.
            seen = own if occurrence == 1 else ChainMap(dict(own), dict(once))
            self._conditions(own, seen, answers, issues, respondent)
            self._required(own, answers, issues, respondent)
            self._parts(own, seen, issues, respondent)
            self._specified(own, issues, respondent)
            self._at_most(own, issues, respondent)
            self._totals(own, answers, issues, respondent)
            self._contradictions(own, issues, respondent)

    def _conditions(
        self,
        own: Mapping[str, Given],
        seen: Mapping[str, Given],
        answers: list[Answer] | list[Meaning],
        issues: list[Issue],
        respondent: str,
    ) -> None:
        """A blank whose condition is not met becomes not_shown; an answer there is kept, with a note.

        A condition is not met where the question it names was answered otherwise, or not answered, or not
        shown itself. Where that question has no place in the file, or its cell cannot be read, nothing is
        concluded.
        """
        for item, asked, option in self.conditions:
            answer, condition = own.get(item), seen.get(asked)
            if answer is None or condition is None or condition.position is None or answer.position is None:
                continue
            if answers[condition.position].option == option:
                continue
            if answer.coerced.absence == BLANK:
                answers[answer.position] = answers[answer.position].not_shown()
            elif answer.coerced.absence is None:
                parameters = {
                    "condition_item": asked,
                    "condition_option": option,
                    "condition_cell": _cell(condition.raw),
                }
                issues.append(cell_issue("answer_not_shown", NOTE, answer.raw, respondent, parameters))

    def _required(
        self,
        own: Mapping[str, Given],
        answers: list[Answer] | list[Meaning],
        issues: list[Issue],
        respondent: str,
    ) -> None:
        """A required answer may be absent in words or not shown, but not blank."""
        for item in self.required:
            answer = own.get(item)
            if answer and answer.position is not None and answers[answer.position].absence == BLANK:
                issues.append(cell_issue("required_missing", ERROR, answer.raw, respondent, {}))

    def _parts(
        self, own: Mapping[str, Given], seen: Mapping[str, Given], issues: list[Issue], respondent: str
    ) -> None:
        """A part is not more than its whole, where both are numbers; and a part has a whole."""
        for part, whole in self.parts:
            answer, total = own.get(part), seen.get(whole)
            if not answer or not total or answer.coerced.number is None:
                continue
            parameters = {"whole_item": whole, "whole_cell": _cell(total.raw)}
            if total.coerced.number is None:
                if total.coerced.absence == BLANK and whole not in self.required:
                    issues.append(cell_issue("whole_missing", WARNING, answer.raw, respondent, parameters))
            elif answer.coerced.number > total.coerced.number:
                parameters["whole_value"] = number_text(total.coerced.number)
                issues.append(cell_issue("part_exceeds_whole", ERROR, answer.raw, respondent, parameters))

    def _specified(self, own: Mapping[str, Given], issues: list[Issue], respondent: str) -> None:
        """Where "other, please specify" was chosen, the words beside it are there."""
        for item, asked, option in self.specified:
            words, chosen = own.get(item), own.get(asked)
            if words and chosen and chosen.coerced.option == option and words.coerced.absence == BLANK:
                issues.append(cell_issue("specify_missing", WARNING, words.raw, respondent, {}))

    def _at_most(self, own: Mapping[str, Given], issues: list[Issue], respondent: str) -> None:
        """Of the options of a question no more are chosen than it allows: told at the first one too many."""
        for most, items in self.at_most.values():
            chosen = [own[code] for code in items if code in own and own[code].coerced.option == "yes"]
            if len(chosen) > most:
                parameters = {"limit": most, "chosen": len(chosen)}
                issues.append(cell_issue("too_many_chosen", ERROR, chosen[most].raw, respondent, parameters))

    def _totals(
        self,
        own: Mapping[str, Given],
        answers: list[Answer] | list[Meaning],
        issues: list[Issue],
        respondent: str,
    ) -> None:
        for rule in self.totals:
            whole, parts = own.get(rule.whole), [own.get(code) for code in rule.parts]
            if not whole or whole.coerced.number is None:
                continue
            numbers = [_addend(part, answers) for part in parts]
            if None in numbers or abs(sum(numbers) - whole.coerced.number) <= NEAR_ENOUGH:
                continue
            parameters = {
                "sum": number_text(round(float(sum(numbers)), 6)),
                "part_cells": [_cell(part.raw) for part in parts],
            }
            issues.append(
                cell_issue("total_differs_from_parts", rule.severity, whole.raw, respondent, parameters)
            )

    def _contradictions(self, own: Mapping[str, Given], issues: list[Issue], respondent: str) -> None:
        for rule in self.contradictions:
            condition, other = own.get(rule.item), own.get(rule.other)
            if not condition or not other or condition.coerced.option != rule.option:
                continue
            if other.coerced.option is not None and other.coerced.option not in rule.allowed:
                parameters = {
                    "condition_item": rule.item,
                    "condition_option": rule.option,
                    "condition_cell": _cell(condition.raw),
                    "options": list(rule.allowed),
                }
                issues.append(
                    cell_issue("contradictory_answers", rule.severity, other.raw, respondent, parameters)
                )


def _addend(part: Given | None, answers: list[Answer] | list[Meaning]) -> float | None:
    """What a part adds to its total: its number, 0 where it does not apply, None where it is not known."""
    if part is None or part.position is None:
        return None
    if part.coerced.number is not None:
        return part.coerced.number
    return 0.0 if answers[part.position].absence in {NOT_APPLICABLE, NOT_SHOWN} else None


def cell_issue(
    code: str, severity: str, raw: RawAnswer, respondent: str, parameters: Mapping[str, object]
) -> Issue:
    """An issue about the cell of an answer."""
    value = raw.text[:LONGEST_VALUE]
    return Issue(code, severity, raw.sheet, raw.row, raw.column, value, parameters, respondent, raw.item)


def _cell(raw: RawAnswer) -> str:
    return cell_address(raw.sheet, raw.row, raw.column)

"""Rules between the answers of one response: conditions, required answers, parts of a whole. PURE."""

from collections.abc import Mapping
from typing import NamedTuple

from surveys.absences import BLANK, NOT_SHOWN
from surveys.coercion import Coerced, number_text
from surveys.parsed import ERROR, LONGEST_VALUE, NOTE, Answer, Issue, RawAnswer
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import cell_address


class Given(NamedTuple):
    """An answer that rules look at: what was read, its cell, and its place in the list of answers or None."""

    coerced: Coerced
    raw: RawAnswer
    position: int | None


class Rules:
    """The rules of one questionnaire. `items` are the codes of all items that some rule looks at."""

    def __init__(self, questionnaire: Questionnaire):
        self.conditions = [
            (item.code, *condition)
            for item in questionnaire.items.values()
            if (condition := questionnaire.condition_of(item.question))
        ]
        self.required = [item.code for item in questionnaire.items.values() if item.question.required]
        self.parts = [
            (question.code, question.part_of)
            for question in questionnaire.questions.values()
            if question.part_of
        ]
        self.items = frozenset(
            self.required
            + [code for item, asked, _ in self.conditions for code in (item, asked)]
            + [code for part in self.parts for code in part]
        )

    def apply(
        self, given: Mapping[str, Given], answers: list[Answer], issues: list[Issue], respondent: str
    ) -> None:
        """Mark what was not shown among the answers, and add to the issues what breaks a rule."""
        self._conditions(given, answers, issues, respondent)
        self._required(given, answers, issues, respondent)
        self._parts(given, issues, respondent)

    def _conditions(
        self, given: Mapping[str, Given], answers: list[Answer], issues: list[Issue], respondent: str
    ) -> None:
        """A blank whose condition is not met becomes not_shown; an answer there is kept, with a note.

        A condition is not met where the question it names was answered otherwise, or not answered, or not
        shown itself. Where that question has no place in the file, or its cell cannot be read, nothing is
        concluded.
        """
        for item, asked, option in self.conditions:
            answer, condition = given.get(item), given.get(asked)
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
                issues.append(cell_issue("answer_not_shown", NOTE, answer.raw, respondent, parameters))

    def _required(
        self, given: Mapping[str, Given], answers: list[Answer], issues: list[Issue], respondent: str
    ) -> None:
        """A required answer may be absent in words or not shown, but not blank."""
        for item in self.required:
            answer = given.get(item)
            if answer and answer.position is not None and answers[answer.position].absence == BLANK:
                issues.append(cell_issue("required_missing", ERROR, answer.raw, respondent, {}))

    def _parts(self, given: Mapping[str, Given], issues: list[Issue], respondent: str) -> None:
        """A part is not more than its whole, where both are numbers."""
        for part, whole in self.parts:
            answer, total = given.get(part), given.get(whole)
            if not answer or not total or answer.coerced.number is None or total.coerced.number is None:
                continue
            if answer.coerced.number > total.coerced.number:
                parameters = {
                    "whole_item": whole,
                    "whole_value": number_text(total.coerced.number),
                    "whole_cell": _cell(total.raw),
                }
                issues.append(cell_issue("part_exceeds_whole", ERROR, answer.raw, respondent, parameters))


def cell_issue(
    code: str, severity: str, raw: RawAnswer, respondent: str, parameters: Mapping[str, object]
) -> Issue:
    """An issue about the cell of an answer."""
    value = raw.text[:LONGEST_VALUE]
    return Issue(code, severity, raw.sheet, raw.row, raw.column, value, parameters, respondent, raw.item)


def _cell(raw: RawAnswer) -> str:
    return cell_address(raw.sheet, raw.row, raw.column)

"""Answers that are unusual: beside the respondent's last round, and beside the others of its group. PURE.

Only questions that declare thresholds are looked at, see `surveys.thresholds`. What others answered is not told:
an issue says on which side of the group the number lies, and how many others there are.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from surveys.coercion import number_text
from surveys.parsed import LONGEST_VALUE, WARNING, Answer, Issue
from surveys.questionnaires import Questionnaire

Numbers = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Comparisons:
    """What a file is compared with.

    `year` is that of the last round, `before` item -> respondent -> number there; `others` the same for what
    counts in this round, or where nobody has answered it yet, in the last one; `groups` grouping ->
    respondent -> code of its group.
    """

    year: int | None = None
    before: Numbers = field(default_factory=dict)
    others: Numbers = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The same, fit for JSON."""
        return {"year": self.year, "before": self.before, "others": self.others, "groups": self.groups}

    @classmethod
    def from_dict(cls, content: Mapping[str, Any] | None) -> "Comparisons":
        """What `to_dict` wrote; None is nothing to compare with."""
        return cls(**content) if content else cls()


def compared_items(questionnaire: Questionnaire) -> frozenset[str]:
    """The codes of the items whose numbers are compared: they declare a threshold and do not repeat."""
    return frozenset(
        code
        for code, item in questionnaire.items.items()
        if (item.question.jump or item.question.outlier) and questionnaire.most[code] == 1
    )


def unusual(
    answers: Iterable[Answer],
    questionnaire: Questionnaire,
    known: Comparisons,
    wrong: Container[tuple[str, int | None, int | None]] = (),
) -> list[Issue]:
    """Warnings about numbers that jump or stand out, but for cells that are `wrong` anyway (sheet, row, column).

    Answers to parts that repeat are not compared.
    """
    watched = {code: questionnaire.items[code].question for code in compared_items(questionnaire)}
    given: dict[str, dict[str, float]] = defaultdict(dict)
    looked_at = []
    for answer in answers:
        place = (answer.sheet, answer.row, answer.column)
        if answer.item in watched and answer.number is not None and place not in wrong:
            given[answer.item][answer.respondent] = answer.number
            looked_at.append(answer)
    found = []
    for answer in looked_at:
        if (issue := _jump(answer, watched[answer.item], known)) or (
            issue := _outlier(answer, watched[answer.item], given[answer.item], known)
        ):
            found.append(issue)
    return found


def _jump(answer: Answer, question: Any, known: Comparisons) -> Issue | None:
    before = known.before.get(answer.item, {}).get(answer.respondent)
    broken = any(each.year == known.year and each.state == "broken" for each in question.same_as)
    if not question.jump or before is None or broken or not question.jump.holds(answer.number, before):
        return None
    return _issue("jump_from_last_round", answer, {"before": number_text(float(before)), "year": known.year})


def _outlier(answer: Answer, question: Any, given: Mapping[str, float], known: Comparisons) -> Issue | None:
    if not question.outlier:
        return None
    groups = known.groups.get(question.outlier.grouping, {})
    own = groups.get(answer.respondent)
    everybody = {**known.others.get(answer.item, {}), **given}
    others = [
        float(number)
        for respondent, number in everybody.items()
        if respondent != answer.respondent and groups.get(respondent) == own
    ]
    median = question.outlier.median(answer.number, others)
    if median is None:
        return None
    side = "above" if answer.number > median else "below"
    return _issue("outlier_in_group", answer, {"side": side, "others": len(others)})


def _issue(code: str, answer: Answer, parameters: Mapping[str, Any]) -> Issue:
    place = (answer.sheet, answer.row, answer.column, answer.raw[:LONGEST_VALUE])
    return Issue(code, WARNING, *place, parameters, answer.respondent, answer.item)

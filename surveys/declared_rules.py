"""Rules between the questions of a questionnaire, as its file declares them under `rules`. PURE.

    - {kind: total, whole: staff, parts: [staff_hq, staff_field], severity: error}
    - {kind: contradiction, if: {dedicated_budget: no}, then: {budget_source: [none, shared]}, severity: warning}

A total is checked where the whole and every part are numbers (a part that is not applicable or was not shown
counts as zero). A contradiction is checked where both questions were answered with an option. An error keeps a
file from being submitted; a warning asks for a word of explanation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.declarations import Reader
from surveys.parsed import ERROR, WARNING


@dataclass(frozen=True)
class Total:
    """The number of one item is the sum of those of others."""

    whole: str
    parts: tuple[str, ...]
    severity: str = ERROR

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of the items that the rule looks at."""
        return (self.whole, *self.parts)

    def to_dict(self) -> dict[str, Any]:
        """The rule as it stands in a file."""
        return {"kind": "total", "whole": self.whole, "parts": list(self.parts), "severity": self.severity}


@dataclass(frozen=True)
class Contradiction:
    """Where an item was answered with an option, another has to be answered with one of some options."""

    item: str
    option: str
    other: str
    allowed: tuple[str, ...]
    severity: str = ERROR

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of the items that the rule looks at."""
        return (self.item, self.other)

    def to_dict(self) -> dict[str, Any]:
        """The rule as it stands in a file."""
        return {
            "kind": "contradiction",
            "if": {self.item: self.option},
            "then": {self.other: list(self.allowed)},
            "severity": self.severity,
        }


Rule = Total | Contradiction


def read_rule(reader: Reader) -> Rule:
    """A rule out of its declaration. Raises DeclarationError."""
    kind = reader.one_of("kind", ("total", "contradiction"))
    severity = reader.one_of("severity", (ERROR, WARNING), ERROR)
    if kind == "total":
        return Total(reader.text("whole"), reader.text_list("parts"), severity)
    condition, consequence = reader.text_mapping("if"), reader.raw("then")
    if len(condition) != 1:
        raise reader.error("names one question and one option", "if")
    if not isinstance(consequence, Mapping) or len(consequence) != 1:
        raise reader.error("names one question and one option, or a list of them", "then")
    ((item, option),) = condition.items()
    ((other, allowed),) = consequence.items()
    allowed = (allowed,) if isinstance(allowed, str) else tuple(allowed)
    return Contradiction(item, option, other, allowed, severity)


def problem_with(rule: Rule, items: Mapping[str, Any]) -> str:
    """What is wrong with the references of a rule, as a sentence; "" for nothing. `items` are a questionnaire's."""
    for code in rule.items:
        if code not in items:
            return f"“{code}” is no item of the questionnaire"
    if isinstance(rule, Total):
        kinds = {(items[code].kind, items[code].question.currency) for code in rule.items}
        if len(kinds) > 1 or next(iter(kinds))[0] not in {"whole_number", "number", "amount", "percentage"}:
            return "a total and its parts have to be numbers of the same kind"
        return "" if len(set(rule.items)) == len(rule.items) else "an item is named twice"
    for code, options in ((rule.item, (rule.option,)), (rule.other, rule.allowed)):
        offered = {option.code for option in items[code].choices}
        for option in options:
            if option not in offered:
                return f"“{code}” has no option “{option}”"
    return ""

"""What is unusual enough to ask about: thresholds of a question, declared with it. PURE.

    jump: {times: 3, from: 10}          against the respondent's own last answer
    outlier: {times: 10, least: 5, grouping: entity_type}    against the others of the group

Both are ratios in either direction. A jump counts only where the two numbers differ by at least `from`; an
outlier only where at least `least` others gave a number that is not zero. Without a grouping all respondents
of the round are one group.
"""

import statistics
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from surveys.declarations import Reader

USUAL_LEAST: Final = 5


@dataclass(frozen=True)
class Jump:
    """A number that is `times` the last one or more, or less by as much, and differs by at least `from`."""

    times: Decimal
    difference: Decimal = Decimal(0)

    def holds(self, now: float, before: float) -> bool:
        """Whether the step from one number to the other is one to ask about."""
        difference = abs(now - before)
        low, high = sorted((abs(now), abs(before)))
        return difference > 0 and difference >= self.difference and high >= low * float(self.times)


@dataclass(frozen=True)
class Outlier:
    """A number that is `times` the median of the group or more, or less by as much."""

    times: Decimal
    least: int = USUAL_LEAST
    grouping: str = ""

    def median(self, now: float, others: Collection[float]) -> float | None:
        """The median of the others from which the number is too far away, or None where it is not."""
        given = [number for number in others if number > 0]
        if len(given) < self.least or now <= 0:
            return None
        median = statistics.median(given)
        return median if now >= median * float(self.times) or now * float(self.times) <= median else None


def read_jump(reader: Reader) -> Jump | None:
    """The key `jump` of a question. Raises DeclarationError."""
    told = reader.mapping("jump", None)
    return Jump(_times(told), told.decimal("from", Decimal(0))) if told else None


def read_outlier(reader: Reader) -> Outlier | None:
    """The key `outlier` of a question. Raises DeclarationError."""
    told = reader.mapping("outlier", None)
    if not told:
        return None
    return Outlier(_times(told), told.integer("least", USUAL_LEAST), told.text("grouping", ""))


def thresholds_to_dict(jump: Jump | None, outlier: Outlier | None) -> dict[str, Any]:
    """The two keys as they stand in a file."""
    content: dict[str, Any] = {}
    if jump:
        content["jump"] = {"times": format(jump.times, "f")}
        if jump.difference:
            content["jump"]["from"] = format(jump.difference, "f")
    if outlier:
        content["outlier"] = {"times": format(outlier.times, "f"), "least": str(outlier.least)}
        if outlier.grouping:
            content["outlier"]["grouping"] = outlier.grouping
    return content


def _times(reader: Reader) -> Decimal:
    times = reader.decimal("times")
    if times <= 1:
        raise reader.error("has to be more than 1", "times")
    return times

"""Small groups, hidden from readers who may not see every answer."""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable

from indicators.definitions import IndicatorDefinition
from indicators.engine.suppression import SUPPRESSED, suppressed
from indicators.engine.values import INSUFFICIENT
from indicators.models import Value


def masked(values: Iterable[Value], definition_of: Callable[[Value], IndicatorDefinition]) -> list[Value]:
    """The values, with copies that say nothing in the place of those that are not shown.

    Give whole tables: all values of an indicator in a release. A breakdown by respondent is left as it is, since
    whether it is public at all is for the survey to declare.
    """
    values = list(values)
    tables: dict[tuple, list[Value]] = defaultdict(list)
    for value in values:
        tables[value.version_id, value.year, value.illustrative].append(value)
    hidden: dict[int, int] = {}
    for table in tables.values():
        minimum = definition_of(table[0]).public_minimum or 1
        if minimum > 1:
            hidden |= dict.fromkeys(_hidden(table, minimum), minimum)
    return [_mask(value, hidden[value.pk]) if value.pk in hidden else value for value in values]


def without_small_panel(change: dict, minimum: int | None) -> dict:
    """A change between two rounds, as a release keeps it, not told apart where fewer than the minimum were in both."""
    if not minimum or change["behaviour"] is None or change["both"] >= minimum:
        return change
    untold = dict.fromkeys(("behaviour", "composition", "both_before", "both_after"))
    parameters = {"respondents": change["both"], "minimum": minimum}
    why = {"state": INSUFFICIENT, "reason": "panel_insufficient", "reason_parameters": parameters}
    return {**change, **untold, **why}


def _hidden(table: list[Value], minimum: int) -> set[int]:
    """The keys of the values that are not shown; a group that is hidden for one answer is for all of them."""
    by_dimension: dict[str, dict[str, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    wholes: dict[str, Value] = {}
    for value in table:
        rest = [(key, code) for key, code in value.breakdown.items() if key != "option"]
        option = value.breakdown.get("option", "")
        if not rest:
            wholes[option] = value
        elif rest[0][0] != "respondent":
            by_dimension[rest[0][0]][option][rest[0][1]] = value
    hidden = {one.pk for one in wholes.values() if 0 < _n(one) < minimum}
    for of_options in by_dimension.values():
        groups = set()
        for option, cells in of_options.items():
            sizes = {code: _n(value) for code, value in cells.items()}
            whole = _n(wholes[option]) if option in wholes else sum(sizes.values())
            groups |= suppressed(sizes, whole, minimum)
        hidden |= {cells[code].pk for cells in of_options.values() for code in groups if code in cells}
    return hidden


def _n(value: Value) -> int:
    if value.respondents is not None:
        return value.respondents
    return value.invited - sum(value.exclusions.values())


def _mask(value: Value, minimum: int) -> Value:
    """A copy that keeps the address and how many were invited and answered, and nothing of what they said."""
    mask = copy.copy(value)
    for name in ("numerator", "denominator", "value", "low", "high", "respondents"):
        setattr(mask, name, None)
    mask.exclusions, mask.state, mask.reason = {}, SUPPRESSED, SUPPRESSED
    mask.reason_parameters = {"minimum": minimum}
    return mask

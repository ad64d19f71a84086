"""Small groups, hidden from readers who may not see every answer."""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable

from indicators.definitions import IndicatorDefinition
from indicators.engine.suppression import SUPPRESSED, panel_shown, suppressed
from indicators.engine.values import INSUFFICIENT
from indicators.models import Value
from indicators.vocabulary import OF_THE_ANSWER


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


def masked_change(change: dict, minimum: int | None) -> dict:
    """A change between two rounds, as a release keeps it, without what would tell of few respondents.

    Not told apart where few were in both years, or in one year alone: these are the whole less the panel. Not told at
    all where the whole of a year is hidden: it is the other one less the change.
    """
    if not minimum or change["change"] is None:
        return change
    of_years = [change.get(name) for name in ("respondents_before", "respondents_after")]
    untold = dict.fromkeys(("behaviour", "composition", "both_before", "both_after"))
    if any(n is not None and n < minimum for n in of_years):
        why = {"reason": "change_suppressed", "reason_parameters": {"minimum": minimum}}
        return {**change, **untold, "change": None, "state": SUPPRESSED, **why}
    if change["behaviour"] is None:
        return change
    if change["both"] < minimum:
        parameters = {"respondents": change["both"], "minimum": minimum}
        why = {"reason": "panel_insufficient", "reason_parameters": parameters}
        return {**change, **untold, "state": INSUFFICIENT, **why}
    if None in of_years or not panel_shown(change["both"], of_years, minimum):
        why = {"reason": "panel_suppressed", "reason_parameters": {"minimum": minimum}}
        return {**change, **untold, "state": SUPPRESSED, **why}
    return change


def _hidden(table: list[Value], minimum: int) -> set[int]:
    """The keys of the values that are not shown. A group that is hidden in one part (an option, a sub-question) is
    hidden in all of them and in their whole: parts that are shown could be taken from it."""
    by_dimension: dict[str, dict[tuple, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    wholes: dict[tuple, Value] = {}
    for value in table:
        groups = [(key, code) for key, code in value.breakdown.items() if key not in OF_THE_ANSWER]
        part = tuple(value.breakdown.get(key, "") for key in OF_THE_ANSWER)
        if not groups:
            wholes[part] = value
        elif groups[0][0] != "respondent":
            by_dimension[groups[0][0]][part][groups[0][1]] = value
    hidden = {one.pk for one in wholes.values() if 0 < one.counted < minimum}
    for of_parts in by_dimension.values():
        codes = set()
        for part, cells in of_parts.items():
            sizes = {code: value.counted for code, value in cells.items()}
            whole = wholes[part].counted if part in wholes else sum(sizes.values())
            codes |= suppressed(sizes, whole, minimum)
        hidden |= {cells[code].pk for cells in of_parts.values() for code in codes if code in cells}
    return hidden


def _mask(value: Value, minimum: int) -> Value:
    """A copy that keeps the address and how many were invited and answered, and nothing of what they said."""
    mask = copy.copy(value)
    for name in ("numerator", "denominator", "value", "low", "high", "respondents"):
        setattr(mask, name, None)
    mask.exclusions, mask.state, mask.reason = {}, SUPPRESSED, SUPPRESSED
    mask.reason_parameters = {"minimum": minimum}
    return mask

"""Small groups, hidden from readers who may not see every answer."""

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from indicators.definitions import IndicatorDefinition
from indicators.engine.suppression import SUPPRESSED, Cell, panel_shown, suppressed
from indicators.engine.values import INSUFFICIENT
from indicators.models import Value
from indicators.vocabulary import MEASURES, OF_THE_ANSWER, OPTION, SUB_QUESTION

_UNTOLD = dict.fromkeys(("behaviour", "composition", "both_before", "both_after"))


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
        definition = definition_of(table[0])
        if (minimum := definition.public_minimum or 1) > 1:
            hidden |= dict.fromkeys(_hidden(table, definition, minimum), minimum)
    return [_mask(value, hidden[value.pk]) if value.pk in hidden else value for value in values]


def masked_changes(
    changes: Iterable[dict], definition_of: Callable[[int], IndicatorDefinition]
) -> list[dict]:
    """The changes of an indicator, as a release keeps them, without what would tell of few respondents.

    Give all of them. A change is not told where a number of either year is hidden: it is the other one less the
    change. It is not told apart where few were in both years, or in one year alone: these are the whole less the panel.
    What sub-questions and their whole would give away of each other stays untold as well, and what panels of several
    pairs of years would: a release says of which, since who is in them is not in it.
    """
    changes = list(changes)
    tables: dict[tuple, list[int]] = defaultdict(list)
    for at, change in enumerate(changes):
        years = change["from_year"], change["to_year"]
        tables[change["version"], *years, change["illustrative"], _layer(change)].append(at)
    for (number, *_), places in tables.items():
        definition = definition_of(number)
        if definition.public_minimum:
            table = _without_few([changes[at] for at in places], definition, definition.public_minimum)
            for at, change in zip(places, table, strict=True):
                changes[at] = change
    return changes


def _hidden(table: list[Value], definition: IndicatorDefinition, minimum: int) -> set[int]:
    """The keys of the values that are not shown."""
    layers: dict[str, dict[Cell, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in table:
        groups = [pair for pair in value.breakdown.items() if pair[0] not in OF_THE_ANSWER]
        if not groups or groups[0][0] != "respondent":
            layer = value.breakdown.get(OPTION, "") if MEASURES[definition.measure].chooses else ""
            cell = Cell(value.breakdown.get(SUB_QUESTION, ""), *(groups[0] if groups else ()))
            layers[layer][cell].append(value)
    hidden = set()
    for cells in layers.values():
        sizes = {cell: min(value.counted for value in values) for cell, values in cells.items()}
        found = suppressed(sizes, minimum, adds=MEASURES[definition.measure].adds)
        hidden |= {value.pk for cell in found for value in cells[cell]}
    return hidden


def _mask(value: Value, minimum: int) -> Value:
    """A copy that keeps the address and how many were invited and answered, and nothing of what they said."""
    mask = copy.copy(value)
    for name in ("numerator", "denominator", "value", "low", "high", "respondents"):
        setattr(mask, name, None)
    mask.exclusions, mask.state, mask.reason = {}, SUPPRESSED, SUPPRESSED
    mask.reason_parameters = {"minimum": minimum}
    return mask


def _layer(change: Mapping) -> str:
    """Options, of which each has its own change."""
    return change["breakdown"].get(OPTION, "")


def _without_few(table: Sequence[dict], definition: IndicatorDefinition, minimum: int) -> list[dict]:
    """The changes between the same two years: those of the whole and of its sub-questions."""
    adds = MEASURES[definition.measure].adds
    cells = [Cell(change["breakdown"].get(SUB_QUESTION, "")) for change in table]
    hidden: set[Cell] = set()
    for name in ("respondents_before", "respondents_after"):
        sizes = {cell: _least(change, name, definition) for cell, change in zip(cells, table, strict=True)}
        hidden |= suppressed(sizes, minimum, adds=adds)
    if hidden and adds:  # whatever rests on nobody knows how many could give it away
        hidden |= {cell for cell, change in zip(cells, table, strict=True) if _is_unrecorded(change)}
    told = [
        _not_told(change, minimum) if cell in hidden else _told_apart(change, minimum)
        for cell, change in zip(cells, table, strict=True)
    ]
    panels = {cell: change["both"] for cell, change in zip(cells, told, strict=True)}
    untold = {cell for cell, change in zip(cells, told, strict=True) if change["behaviour"] is None}
    beside = suppressed(panels, minimum, adds=adds, begun=untold) - untold
    return [
        _not_apart(change, "panel_beside_hidden", minimum) if cell in beside else change
        for cell, change in zip(cells, told, strict=True)
    ]


def _least(change: Mapping, name: str, definition: IndicatorDefinition) -> int:
    """How many the number of a year rests on; where that is not known how many there are at least.

    A number that there is rests on as many as its definition wants. Without one somebody may have answered.
    """
    if change.get(name) is not None:
        return change[name]
    return definition.minimum_respondents if _is_unrecorded(change) else 1


def _is_unrecorded(change: Mapping) -> bool:
    """Whether it is from before releases kept how many a change rests on."""
    return change["change"] is not None and change.get("respondents_before") is None


def _not_told(change: dict, minimum: int) -> dict:
    if change["change"] is None:
        return change
    reason = "change_beside_hidden"
    if _is_unrecorded(change):
        reason = "change_unrecorded"
    elif min(change["respondents_before"], change["respondents_after"]) < minimum:
        reason = "change_suppressed"
    return {**_not_apart(change, reason, minimum), "change": None}


def _told_apart(change: dict, minimum: int) -> dict:
    if change["behaviour"] is None:
        return change
    if change["both"] < minimum:
        parameters = {"respondents": change["both"], "minimum": minimum}
        why = {"reason": "panel_insufficient", "reason_parameters": parameters}
        return {**change, **_UNTOLD, "state": INSUFFICIENT, **why}
    if _is_unrecorded(change):
        return _not_apart(change, "panel_unrecorded", minimum)
    of_years = change["respondents_before"], change["respondents_after"]
    if not panel_shown(change["both"], of_years, minimum):
        return _not_apart(change, "panel_suppressed", minimum)
    if change.get("few_between", False) is None:
        return _not_apart(change, "panel_unrecorded", minimum)
    return _not_apart(change, "panel_between_years", minimum) if change.get("few_between") else change


def _not_apart(change: dict, reason: str, minimum: int) -> dict:
    why = {"reason": reason, "reason_parameters": {"minimum": minimum}}
    return {**change, **_UNTOLD, "state": SUPPRESSED, **why}

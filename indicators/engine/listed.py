"""A distribution over options that are not all: its shares would not add up, so that it has none. PURE.

A questionnaire may gain an option after a definition was checked against it, and answers may come in that choose it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from indicators.definitions import IndicatorDefinition
from indicators.engine.values import COMPUTED, REASONS, ComputedValue
from indicators.vocabulary import OPTION, SUB_QUESTION

Cell = tuple[int, Mapping[str, str]]
"""Year and breakdown."""


def only_listed(
    definition: IndicatorDefinition,
    values: Sequence[ComputedValue],
    given: Mapping[str, Collection[str]],
    cells_of: Callable[[IndicatorDefinition], Iterable[Cell]],
) -> Sequence[ComputedValue]:
    """The values, those of a distribution broken where somebody chose an option that it does not list.

    `given`: question -> options that anybody chose. `cells_of` gives the cells in which somebody stands above the line of
    a share; it is asked only where there is such an option.
    """
    if definition.measure != "distribution":
        return values
    broken = set()
    by = tuple(dimension for dimension in definition.by if dimension != SUB_QUESTION)
    share = replace(definition, measure="share", options=(), sub_questions=(), by=by)
    for question in definition.questions:
        part = {} if question == definition.question else {SUB_QUESTION: question}
        if unlisted := tuple(sorted(set(given.get(question, ())) - set(definition.options))):
            one = replace(share, question=question, counted=unlisted)
            broken |= {_key(year, {**part, **breakdown}) for year, breakdown in cells_of(one)}
    if not broken:
        return values
    return [_broken(value) if _key(value.year, value.breakdown) in broken else value for value in values]


def _key(year: int, breakdown: Mapping[str, str]) -> tuple:
    return year, frozenset(part for part in breakdown.items() if part[0] != OPTION)


def _broken(value: ComputedValue) -> ComputedValue:
    """The same without its number, if it has one; whatever else bars it is the plainer reason."""
    if value.state != COMPUTED:
        return value
    numbers = dict.fromkeys(("numerator", "denominator", "value", "low", "high"))
    return replace(value, **numbers, state=REASONS["option_not_listed"].state, reason="option_not_listed")

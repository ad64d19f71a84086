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
    for question, share in shares_of_unlisted(definition, given).items():
        part = {} if question == definition.question else {SUB_QUESTION: question}
        broken |= {_key(year, {**part, **breakdown}) for year, breakdown in cells_of(share)}
    if not broken:
        return values
    return [_broken(value) if _key(value.year, value.breakdown) in broken else value for value in values]


def shares_of_unlisted(
    definition: IndicatorDefinition, given: Mapping[str, Collection[str]]
) -> dict[str, IndicatorDefinition]:
    """Question -> the share of those who chose what the distribution does not list, of the questions where anybody did."""
    by = tuple(dimension for dimension in definition.by if dimension != SUB_QUESTION)
    share = replace(definition, measure="share", options=(), sub_questions=(), by=by)
    unlisted = {
        question: tuple(sorted(set(options) - set(definition.options))) for question, options in given.items()
    }
    return {
        question: replace(share, question=question, counted=options)
        for question, options in unlisted.items()
        if options
    }


def _key(year: int, breakdown: Mapping[str, str]) -> tuple:
    return year, frozenset(part for part in breakdown.items() if part[0] != OPTION)


def _broken(value: ComputedValue) -> ComputedValue:
    """The same without its number, if it has one; whatever else bars it is the plainer reason."""
    if value.state != COMPUTED:
        return value
    numbers = dict.fromkeys(("numerator", "denominator", "value", "low", "high"))
    return replace(value, **numbers, state=REASONS["option_not_listed"].state, reason="option_not_listed")

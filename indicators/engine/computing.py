"""From standings to values: one group-by for each breakdown, over all years at once. PURE."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.averages import median
from indicators.engine.bounds import bounds
from indicators.engine.denominators import Standings, standings
from indicators.engine.exact import Exact
from indicators.engine.frames import NOTHING, Cells, Frames, coded
from indicators.engine.listed import only_listed, shares_of_unlisted
from indicators.engine.measures import ENTERS, KINDS
from indicators.engine.rounding import EXACT
from indicators.engine.values import REASONS, ComputedValue
from indicators.vocabulary import MEASURES, OF_THE_ANSWER, OPTION


class Tally(NamedTuple):
    """What is counted in one cell, before anybody judges whether it makes a number.

    `numbers` are the single numbers with their weights, only where a measure needs them one by one.
    """

    year: int
    breakdown: Mapping[str, str]
    invited: int
    answered: int
    respondents: int
    numerator: Decimal
    denominator: Decimal
    unknown: Decimal
    undecided: Decimal
    exclusions: Mapping[str, int]
    unasked: Sequence[str]
    numbers: Sequence[tuple[Decimal, Decimal]] = ()


TOO_LARGE: Final = 10**18
"""A sum is kept with 18 digits before the point."""


def compute(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    open_years: Collection[int] = (),
) -> list[ComputedValue]:
    """Every value of a definition: all data years of the roster within its validity, all its breakdowns.

    In the order of year, then the whole, then each dimension of `by` with its codes sorted; a measure by option has
    each of these once for every option and no value without one, one by sub-question once for every sub-question
    beside its whole, see `IndicatorDefinition.parts`. A group is there
    when a respondent was invited in it that year; those without a group are in the whole only. Frames are
    those of the definition's survey, see `frames`; the caller keeps illustrative rounds and real ones apart.
    `open_years` are those in which nobody knows who all was asked: no value of them has bounds.
    A definition that is entered computes nothing: []. Raises ValueError for frames that contradict themselves.
    """
    return next(compute_all([definition], answers, roster, open_years))


def compute_all(
    definitions: Sequence[IndicatorDefinition],
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    open_years: Collection[int] = (),
) -> Iterator[list[ComputedValue]]:
    """The values of each definition of one survey, in the order given, one definition after the other.

    Reads the frames once for all of them, see `frames`: what is left to do for each is arithmetic on arrays.
    """
    frames = coded(answers, roster, {item for definition in definitions for item in definition.items})
    return (compute_coded(definition, frames, open_years) for definition in definitions)


def compute_coded(
    definition: IndicatorDefinition,
    frames: Frames,
    open_years: Collection[int] = (),
    only: Mapping[str, Collection[str]] | None = None,
) -> list[ComputedValue]:
    """The values of one definition from frames that are coded already, with the items of many in them.

    With `only` (dimension -> codes) the wholes and these groups alone, each as it is among all the others.
    """

    def tallies_of(definition: IndicatorDefinition) -> Iterator[Tally]:
        standing = standings(definition, frames)
        yield from tallies(standing, None)
        for dimension in definition.by:
            yield from tallies(standing, dimension, None if only is None else only.get(dimension, ()))

    return values_from(definition, tallies_of, open_years, _options_given(definition, frames))


def _options_given(definition: IndicatorDefinition, frames: Frames) -> dict[str, list[str]]:
    """Question -> the options that anybody chose, of a measure of which they have to be known."""
    if definition.measure != "distribution":
        return {}
    chosen = {question: frames.given[question].option for question in definition.questions}
    return {
        question: [option.names[code] for code in np.unique(option.codes) if code != NOTHING]
        for question, option in chosen.items()
    }


def years_with_unlisted(
    definition: IndicatorDefinition, frames: Frames, years: Sequence[int]
) -> dict[str, set[int]]:
    """Question of a distribution -> the years in which somebody chose an option that it does not list: its shares would
    not add up there. {} for every other measure."""
    given = _options_given(definition, frames)
    found = {}
    for question, share in shares_of_unlisted(definition, given).items():
        counted = tallies(standings(share, frames, years), None)
        found[question] = {tally.year for tally in counted if tally.numerator}
    return found


def tallies(
    standing: Standings, dimension: str | None, only: Collection[str] | None = None
) -> Iterator[Tally]:
    """The cells of one dimension (None: the whole) in every year, sorted by year and code; those of `only`, if given.

    The whole of a year that is computed is there even where the indicator is about nobody on the roster.
    """
    cells = standing.roster.cells(dimension)
    if cells is None or not len(cells.starts):
        return
    heads = _counted(standing, cells)
    sums = [
        Exact(np.add.reduceat(column.units[cells.order], cells.starts), column.places).decimals()
        for column in (standing.numerator, standing.denominator, standing.unknown, standing.undecided)
    ]
    numbers = _numbers(standing, cells) if standing.one_by_one else {}
    for at, ((invited, answered, respondents, *left_out), *of_cell) in enumerate(
        zip(heads, *sums, strict=True)
    ):
        year = cells.years[at]
        there = invited or (dimension is None and year in standing.unasked)
        if there and (only is None or cells.codes[at] in only):
            yield Tally(
                year,
                {dimension: cells.codes[at]} if dimension else {},
                invited,
                answered,
                respondents,
                *of_cell,
                {kind: many for kind, many in zip(KINDS, left_out, strict=True) if many},
                standing.unasked[year],
                numbers.get(at, ()),
            )


def judged(
    definition: IndicatorDefinition, tally: Tally, open_years: Collection[int] = (), *, minimum: bool = True
) -> ComputedValue:
    """The tally as a value, or as a reason why it makes none; `minimum` is False for a panel, which has its own."""
    common = (tally.invited, tally.answered, tally.respondents, tally.exclusions)
    if missing := _why_missing(definition, tally, minimum):
        reason, parameters = missing
        state = REASONS[reason].state
        return ComputedValue(
            tally.year, tally.breakdown, None, None, None, *common, state, reason, parameters
        )
    if max(abs(tally.numerator), abs(tally.denominator)) >= TOO_LARGE:
        state = REASONS["too_large"].state
        return ComputedValue(tally.year, tally.breakdown, None, None, None, *common, state, "too_large")
    if definition.measure in WITHOUT_DENOMINATOR:
        numerator, value = WITHOUT_DENOMINATOR[definition.measure](tally)
        return ComputedValue(tally.year, tally.breakdown, numerator, None, value, *common)
    value = EXACT.divide(tally.numerator * 100, tally.denominator)
    low, high = _bounds(definition, tally, open_years)
    return ComputedValue(
        tally.year, tally.breakdown, tally.numerator, tally.denominator, value, *common, low=low, high=high
    )


def _bounds(
    definition: IndicatorDefinition, tally: Tally, open_years: Collection[int]
) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a share over a closed roster; none for a single respondent, who is a yes or a no."""
    bounded = MEASURES[definition.measure].bounded and tally.year not in open_years
    if not bounded or "respondent" in tally.breakdown or definition.weight_question:
        return None, None
    return bounds(tally.numerator, tally.denominator, tally.unknown, tally.undecided)


def nobody_invited(definition: IndicatorDefinition, year: int) -> list[ComputedValue]:
    """What a definition has in a year of which nobody is on the roster: each part a state and its reason."""
    if not MEASURES[definition.measure].computed or not definition.is_valid_in(year):
        return []
    reason = "nobody_invited"
    nothing = ComputedValue(year, {}, None, None, None, 0, 0, 0, {}, REASONS[reason].state, reason)
    return of_parts(definition, lambda one: [nothing])


def values_from(
    definition: IndicatorDefinition,
    tallies_of: Callable[[IndicatorDefinition], Iterable[Tally]],
    open_years: Collection[int],
    given: Mapping[str, Collection[str]],
) -> list[ComputedValue]:
    """The values of a definition from the tallies of each of its parts, wherever they were counted; `given` as in
    `only_listed`."""
    if not MEASURES[definition.measure].computed:
        return []

    def values(one: IndicatorDefinition) -> Iterator[ComputedValue]:
        cells = sorted(tallies_of(one), key=lambda tally: tally.year)
        return (judged(one, tally, open_years) for tally in cells)

    return only_listed(
        definition,
        of_parts(definition, values),
        given,
        lambda one: ((tally.year, tally.breakdown) for tally in tallies_of(one) if tally.numerator),
    )


def of_parts(
    definition: IndicatorDefinition, values: Callable[[IndicatorDefinition], Iterable[ComputedValue]]
) -> list[ComputedValue]:
    """The values of each part, with the part in their breakdown: by year, then those of everybody, then the groups.

    `values` gives those of one part.
    """
    (first, one), *others = definition.parts
    if not first and not others:
        return list(values(one))
    found = [
        replace(value, breakdown={**part, **value.breakdown})
        for part, one in definition.parts
        for value in values(one)
    ]
    groups = [dimension for dimension in definition.by if dimension not in OF_THE_ANSWER]
    places = dict.fromkeys(OF_THE_ANSWER, 0) | {group: at for at, group in enumerate(groups, start=1)}
    found.sort(key=lambda one: (one.year, max((places[key] for key in one.breakdown), default=0)))
    return _most_chosen(found, definition.most) if definition.most else found


def _most_chosen(values: Sequence[ComputedValue], most: int) -> list[ComputedValue]:
    """Of every cell the `most` options with the highest values, the ties of the last place, and all without a value."""
    cells: dict[tuple, list[Decimal]] = defaultdict(list)
    for value in values:
        if value.value is not None:
            cells[_cell(value)].append(value.value)
    least = {cell: sorted(shares, reverse=True)[:most][-1] for cell, shares in cells.items()}
    return [value for value in values if value.value is None or value.value >= least[_cell(value)]]


def _cell(value: ComputedValue) -> tuple:
    return value.year, *sorted(part for part in value.breakdown.items() if part[0] != OPTION)


def _mean(tally: Tally) -> tuple[Decimal | None, Decimal | None]:
    return tally.numerator, EXACT.divide(tally.numerator, tally.denominator)


def _median(tally: Tally) -> tuple[Decimal | None, Decimal | None]:
    return None, median(tally.numbers)


def _sum(tally: Tally) -> tuple[Decimal | None, Decimal | None]:
    return tally.numerator, tally.numerator


WITHOUT_DENOMINATOR: Final[Mapping[str, Callable[[Tally], tuple[Decimal | None, Decimal | None]]]] = {
    "count": _sum,
    "total": _sum,
    "mean": _mean,
    "median": _median,
}
"""Measure -> numerator and value. A mean has its sum for a numerator, a median has none."""


def _counted(standing: Standings, cells: Cells) -> list[list[int]]:
    """Of each cell: how many are invited, answered and stand in the number, then how many are left out by kind."""
    kinds = standing.kind[cells.order]
    within = standing.within[cells.order]
    rows = [within, within & standing.roster.answered[cells.order], within & (kinds == ENTERS)]
    rows += [within & (kinds == kind) for kind in range(len(KINDS))]
    return np.add.reduceat(np.array(rows, dtype=np.int64), cells.starts, axis=1).T.tolist()


def _numbers(standing: Standings, cells: Cells) -> dict[int, list[tuple[Decimal, Decimal]]]:
    """Place of a cell -> the numbers in it, each with its weight."""
    found: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    of_rows = np.searchsorted(cells.starts, np.arange(len(cells.order)), side="right") - 1
    entering = np.flatnonzero(standing.enters[cells.order])
    places = cells.order[entering]
    numbers = standing.numerator.taken(places).decimals()
    weights = standing.denominator.taken(places).decimals()
    for cell, number, weight in zip(of_rows[entering].tolist(), numbers, weights, strict=True):
        if weight:
            found[cell].append((EXACT.divide(number, weight), weight))
    return found


def _why_missing(
    definition: IndicatorDefinition, tally: Tally, has_minimum: bool
) -> tuple[str, dict[str, Any]] | None:
    """The first reason that holds, the plainest one first; None where there is a value."""
    excepted = "respondent" in tally.breakdown or not has_minimum
    minimum = 1 if excepted else definition.minimum_respondents
    if not tally.invited and (definition.only_groups or definition.weight_groups):
        return "nobody_concerned", {}
    if not tally.answered:
        return "nobody_answered", {"invited": tally.invited}
    if tally.unasked:
        return "not_asked", {"questions": list(tally.unasked)}
    if not tally.respondents:
        return "no_usable_answer", {"answered": tally.answered}
    if tally.respondents < minimum:
        return "insufficient", {"respondents": tally.respondents, "minimum": minimum}
    if MEASURES[definition.measure].has_denominator:
        return _why_no_ratio(tally)
    if MEASURES[definition.measure].averages and not tally.denominator:
        return "zero_denominator", {"respondents": tally.respondents}
    return None


def _why_no_ratio(tally: Tally) -> tuple[str, dict[str, Any]] | None:
    if not tally.denominator:
        return "zero_denominator", {"respondents": tally.respondents}
    if tally.numerator > tally.denominator:
        sums = {"numerator": tally.numerator, "denominator": tally.denominator}
        return "part_exceeds_whole", {name: f"{number.normalize():f}" for name, number in sums.items()}
    return None

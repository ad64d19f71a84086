"""From standings to values: one group-by for each breakdown, over all years at once. PURE."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.averages import median
from indicators.engine.bounds import bounds
from indicators.engine.denominators import Standings, standings
from indicators.engine.frames import answers_by_item, roster_of
from indicators.engine.rounding import EXACT
from indicators.engine.values import REASONS, ComputedValue
from indicators.vocabulary import MEASURES


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


def compute(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    open_years: Collection[int] = (),
) -> list[ComputedValue]:
    """Every value of a definition: all data years of the roster within its validity, all its breakdowns.

    In the order of year, then the whole, then each dimension of `by` with its codes sorted; a measure by option has
    each of these once for every option and no value without one. A group is there
    when a respondent was invited in it that year; those without a group are in the whole only. Frames are
    those of the definition's survey, see `frames`; the caller keeps illustrative rounds and real ones apart.
    `open_years` are those in which nobody knows who all was asked: no value of them has bounds.
    A definition that is entered computes nothing: []. Raises ValueError for frames that contradict themselves.
    """
    return compute_all([definition], answers, roster, open_years)[0]


def compute_all(
    definitions: Sequence[IndicatorDefinition],
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    open_years: Collection[int] = (),
) -> list[list[ComputedValue]]:
    """The values of each definition of one survey, in the order given. Reads the answers once for all."""
    roster = roster_of(roster)
    items = answers_by_item(answers, {item for definition in definitions for item in definition.items})
    return [list(_values(definition, items, roster, open_years)) for definition in definitions]


def tallies(standing: Standings, dimension: str | None) -> Iterator[Tally]:
    """The cells of one dimension (None: the whole) in every year, sorted by year and code."""
    keys = ["year"] if dimension is None else ["year", dimension]
    rows = standing.respondents
    if rows.empty or not set(keys) <= set(rows.columns):
        return
    counts = rows.groupby(keys).agg(
        invited=("answered", "size"),
        answered=("answered", "sum"),
        respondents=("enters", "sum"),
        numerator=("numerator", "sum"),
        denominator=("denominator", "sum"),
        unknown=("unknown", "sum"),
        undecided=("undecided", "sum"),
    )
    exclusions = _exclusions(rows, keys)
    numbers = _numbers(rows, keys) if standing.one_by_one else {}
    for cell in counts.itertuples():
        year, *code = cell.Index if dimension else (cell.Index,)
        yield Tally(
            int(year),
            {dimension: str(code[0])} if dimension else {},
            int(cell.invited),
            int(cell.answered),
            int(cell.respondents),
            Decimal(cell.numerator),
            Decimal(cell.denominator),
            Decimal(cell.unknown),
            Decimal(cell.undecided),
            exclusions[cell.Index],
            standing.unasked[int(year)],
            numbers.get(cell.Index, ()),
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


def _values(
    definition: IndicatorDefinition,
    items: Mapping[str, pd.DataFrame],
    roster: pd.DataFrame,
    open_years: Collection[int],
) -> Iterable[ComputedValue]:
    if not MEASURES[definition.measure].computed:
        return []
    if definition.of_options:
        return _of_options(definition, items, roster, open_years)
    mine = {question: items[question] for question in definition.items}
    standing = standings(definition, mine, roster)
    cells = [tally for dimension in (None, *definition.by) for tally in tallies(standing, dimension)]
    return (judged(definition, tally, open_years) for tally in sorted(cells, key=lambda tally: tally.year))


def _of_options(
    definition: IndicatorDefinition,
    items: Mapping[str, pd.DataFrame],
    roster: pd.DataFrame,
    open_years: Collection[int],
) -> list[ComputedValue]:
    """The share of each option, with the option in its breakdown: by year, then the wholes, then the groups."""
    found = [
        replace(value, breakdown={"option": option, **value.breakdown})
        for option, share in definition.of_options.items()
        for value in _values(share, items, roster, open_years)
    ]
    places = {dimension: at for at, dimension in enumerate(("option", *definition.by))}
    found.sort(key=lambda value: (value.year, max(places[dimension] for dimension in value.breakdown)))
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
    return value.year, *sorted(part for part in value.breakdown.items() if part[0] != "option")


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


def _numbers(rows: pd.DataFrame, keys: list[str]) -> dict[Any, list[tuple[Decimal, Decimal]]]:
    """Cell -> the numbers in it, each with its weight."""
    entering = rows[rows["enters"]]
    found: dict[Any, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for *cell, number, weight in entering[[*keys, "numerator", "denominator"]].itertuples(index=False):
        if not weight:
            continue
        one = (EXACT.divide(Decimal(number), Decimal(weight)), Decimal(weight))
        found[tuple(cell) if len(cell) > 1 else cell[0]].append(one)
    return found


def _exclusions(rows: pd.DataFrame, keys: list[str]) -> dict[Any, dict[str, int]]:
    """Cell -> kind -> how many are left out for it."""
    counted: dict[Any, dict[str, int]] = defaultdict(dict)
    for (*cell, kind), number in rows.groupby([*keys, "kind"]).size().items():
        counted[tuple(cell) if len(cell) > 1 else cell[0]][kind] = int(number)
    return counted


def _why_missing(
    definition: IndicatorDefinition, tally: Tally, has_minimum: bool
) -> tuple[str, dict[str, Any]] | None:
    """The first reason that holds, the plainest one first; None where there is a value."""
    excepted = "respondent" in tally.breakdown or not has_minimum
    minimum = 1 if excepted else definition.minimum_respondents
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

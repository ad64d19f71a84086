"""Answers that were counted before they came here: the same measures and tallies, without a single answer. PURE.

counts: year, dimension, code, item, option, absence, respondents; how many respondents of a group gave an answer.
`dimension` and `code` are None for the whole of a year, which has rows of its own. The roster is the frame as ever.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import Tally, values_from
from indicators.engine.exact import scaled
from indicators.engine.frames import (
    NO_ANSWER,
    NOTHING,
    Codes,
    Given,
    Roster,
    absence_codes,
    codes_of,
    roster_of,
)
from indicators.engine.measures import ENTERS, KINDS, entries, is_missing
from indicators.engine.values import ComputedValue
from indicators.vocabulary import MEASURES, NO_RESPONSE

COUNT_COLUMNS = ("year", "dimension", "code", "item", "option", "absence", "respondents")


@dataclass(frozen=True)
class _Cells:
    """Every cell of the roster: `named` dimension -> (year, code) of its cells, which stand together from `first` on.

    `year` is the place of each cell's year in `years`.
    """

    named: Mapping[str | None, list[tuple[int, str]]]
    first: Mapping[str | None, int]
    years: list[int]
    year: np.ndarray
    invited: np.ndarray
    answered: np.ndarray


@dataclass(frozen=True)
class _Counted:
    """The counts of one item: the cell of each, what was answered, and by how many."""

    cell: np.ndarray
    option: Codes
    absence: np.ndarray
    many: np.ndarray
    asked: frozenset[int]

    def narrowed(self, valid: np.ndarray) -> "_Counted":
        """The counts of the valid cells alone, which are numbered anew."""
        rows = valid[self.cell]
        cell = (np.cumsum(valid) - 1)[self.cell[rows]]
        option = Codes(self.option.codes[rows], self.option.names)
        return _Counted(cell, option, self.absence[rows], self.many[rows], self.asked)


def countable(definition: IndicatorDefinition) -> bool:
    """Whether counts are enough: it asks for options, and everybody counts once, whatever else he or she answered."""
    measure = MEASURES[definition.measure]
    narrowed = definition.only_groups or definition.only_answers
    weighed = definition.weight_question or definition.weight_groups
    return (measure.counts_options or measure.by_option) and not narrowed and not weighed


def compute_counted(
    definitions: Sequence[IndicatorDefinition],
    counts: pd.DataFrame,
    roster: pd.DataFrame,
    open_years: Collection[int] = (),
) -> Iterator[list[ComputedValue]]:
    """What `compute_all` gives for the answers that were counted. Raises ValueError where counts are not enough.

    The counts are of those on the roster who answered, once each: a question that is answered repeatedly cannot be
    counted beforehand, since one counted option is enough.
    """
    if uncountable := [one.code for one in definitions if not countable(one)]:
        raise ValueError(f"{uncountable[0]} needs more than counts")
    dimensions = dict.fromkeys(dimension for one in definitions for dimension in one.by)
    cells = _cells(roster_of(roster), dimensions)
    of_items = _by_item(counts, cells)
    nothing = _Counted(np.array([], int), Codes(np.array([], int), []), *2 * [np.array([], int)], frozenset())

    def tallies_of(definition: IndicatorDefinition) -> Iterator[Tally]:
        return _tallies(definition, of_items.get(definition.question, nothing), cells)

    return (values_from(definition, tallies_of, open_years) for definition in definitions)


def _cells(roster: Roster, dimensions: Collection[str]) -> _Cells:
    named, first, invited, answered = {}, {}, [], []
    for dimension in (None, *dimensions):
        cells = roster.cells(dimension)
        if cells is not None and len(cells.starts):
            first[dimension] = sum(map(len, named.values()))
            named[dimension] = list(zip(cells.years, cells.codes, strict=True))
            invited.append(np.diff(np.append(cells.starts, len(cells.order))))
            answered.append(np.add.reduceat(roster.answered[cells.order].astype(np.int64), cells.starts))
    together = (np.concatenate(parts) if parts else np.array([], int) for parts in (invited, answered))
    all_years = np.array([year for of_one in named.values() for year, _code in of_one], dtype=np.int64)
    years, year = np.unique(all_years, return_inverse=True)
    return _Cells(named, first, years.tolist(), year, *together)


def _by_item(counts: pd.DataFrame, cells: _Cells) -> dict[str, _Counted]:
    """The counts of each item; those of cells that nobody asks for are left out."""
    places = pd.DataFrame(
        [
            (year, dimension or "", code, cells.first[dimension] + at)
            for dimension, named in cells.named.items()
            for at, (year, code) in enumerate(named)
        ],
        columns=["year", "dimension", "code", "cell"],
    )
    keyed = counts.assign(dimension=counts["dimension"].fillna(""), code=counts["code"].fillna(""))
    keyed = keyed.merge(places, on=["year", "dimension", "code"]).sort_values("item", kind="stable")
    item, option = codes_of(keyed["item"]), codes_of(keyed["option"])
    absence, cell = absence_codes(keyed["absence"]), keyed["cell"].to_numpy(dtype=np.int64)
    many, years = keyed["respondents"].to_numpy(dtype=np.int64), keyed["year"].to_numpy(dtype=np.int64)
    edges = np.searchsorted(item.codes, np.arange(len(item.names) + 1))
    found = {}
    for at, name in enumerate(item.names):
        rows = slice(edges[at], edges[at + 1])
        asked = frozenset(np.unique(years[rows]).tolist())
        found[name] = _Counted(
            cell[rows], Codes(option.codes[rows], option.names), absence[rows], many[rows], asked
        )
    return found


def _tallies(definition: IndicatorDefinition, counted: _Counted, cells: _Cells) -> Iterator[Tally]:
    """The cells of the whole and of each dimension, each dimension by year and code."""
    valid = np.array([definition.is_valid_in(year) for year in cells.years], dtype=bool)[cells.year]
    counted, invited, answered = counted.narrowed(valid), cells.invited[valid], cells.answered[valid]
    length = len(invited)
    silent = answered - np.bincount(counted.cell, counted.many, length).astype(np.int64)
    cell = np.append(counted.cell, np.arange(length))
    many = np.append(counted.many, silent)
    made = entries(definition, {definition.question: _given(counted, length)})

    def summed(flags: np.ndarray) -> list[int]:
        return np.bincount(cell, many * flags, length).astype(np.int64).tolist()

    enters, above = summed(made.kind == ENTERS), summed(made.numerator.units)
    below, undecided = summed(made.denominator.units), summed(made.undecided)
    unknown = summed(is_missing(made.kind))
    kinds = {kind: summed(made.kind == at) for at, kind in enumerate(KINDS)}
    for at, year, dimension, code in _places(definition, cells, valid):
        head = (year, {dimension: code} if dimension else {}, int(invited[at]), int(answered[at]))
        absent = int(invited[at] - answered[at])
        left_out = {NO_RESPONSE: absent} if absent else {}
        if year not in counted.asked:
            yield Tally(*head, 0, *3 * [scaled(0, 0)], scaled(0, 0), left_out, [definition.question])
            continue
        left_out |= {kind: of_kind[at] for kind, of_kind in kinds.items() if of_kind[at]}
        numbers = (above[at], below[at], unknown[at] + absent, undecided[at])
        yield Tally(*head, enters[at], *(scaled(number, 0) for number in numbers), left_out, [])


def _places(
    definition: IndicatorDefinition, cells: _Cells, valid: np.ndarray
) -> Iterator[tuple[int, int, str | None, str]]:
    """Place among the valid cells, year, dimension and code of those that the definition asks for, in its order."""
    narrow = np.cumsum(valid) - 1
    for dimension in (None, *definition.by):
        named, first = cells.named.get(dimension, []), cells.first.get(dimension, 0)
        for at in np.flatnonzero(valid[first : first + len(named)]).tolist():
            yield int(narrow[first + at]), named[at][0], dimension, named[at][1]


def _given(counted: _Counted, cells: int) -> Given:
    """The kinds of answer as if each were one respondent's, and for each cell those who left the question blank."""
    rows = len(counted.cell) + cells
    return Given(
        np.arange(rows),
        np.ones(rows, dtype=np.int64),
        Codes(np.append(counted.option.codes, np.full(cells, NOTHING)), counted.option.names),
        np.full(rows, np.nan),
        np.append(counted.absence, np.full(cells, NOTHING)),
        np.full(rows, NO_ANSWER),
        counted.asked,
    )

"""Answers that were counted before they came here: the same measures and tallies, without a single answer. PURE.

All counts become one table (`_Table`), and what a measure makes of each kind of answer one matrix: their product holds the
sums of every question in every cell. Definitions that differ in their question alone share it.

counts: year, dimension, code, item, option, absence, respondents; how many respondents of a group gave an answer.
`dimension` and `code` are None for the whole of a year, which has rows of its own. The roster is the frame as ever.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import Tally, values_from
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
from indicators.vocabulary import ABSENCES, MEASURES, NO_RESPONSE

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


class _Wanted(NamedTuple):
    """A cell that a definition asks for; `place` as in `_Table`."""

    year: int
    dimension: str | None
    code: str
    place: int
    invited: int
    answered: int


@dataclass(frozen=True)
class _Table:
    """How many in each cell gave each kind of answer to each item.

    A row of `many` for each item and each cell of the years in which it was asked: `first` (item, year) -> the row of
    the year's first cell, `place` of a cell -> how far behind it. A column for each of the `kinds` of answer, as if each
    were one respondent's; the last is that of those who answered and left the question blank.
    """

    cells: _Cells
    first: Mapping[tuple[str, int], int]
    place: np.ndarray
    many: np.ndarray
    kinds: Given

    def sums(self, definition: IndicatorDefinition) -> list[list[int]]:
        """Of each row what the definition's measure makes of it: enters, numerator, denominator, undecided, unknown, and
        then how many are left out by each of KINDS."""
        made = entries(definition, {definition.question: self.kinds})
        columns = [made.kind == ENTERS, made.numerator.units, made.denominator.units, made.undecided]
        columns += [is_missing(made.kind), *(made.kind == at for at in range(len(KINDS)))]
        return (self.many @ np.stack(columns, axis=1).astype(np.int64)).tolist()


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
    table, sums, wanted = _table(counts, cells), {}, {}

    def tallies_of(definition: IndicatorDefinition) -> Iterator[Tally]:
        if (manner := _manner(definition)) not in sums:
            sums[manner] = table.sums(definition)
        if (where := (definition.by, definition.valid_from, definition.valid_to)) not in wanted:
            wanted[where] = _wanted(definition, table)
        return _tallies(definition, table, sums[manner], wanted[where])

    given = _options_given(definitions, counts)
    return (values_from(definition, tallies_of, open_years, given) for definition in definitions)


def _options_given(definitions: Iterable[IndicatorDefinition], counts: pd.DataFrame) -> dict[str, list[str]]:
    """Item -> the options that anybody chose, of the items of which a distribution is made."""
    items = {item for one in definitions if one.measure == "distribution" for item in one.questions}
    chosen = counts[counts["item"].isin(items) & counts["option"].notna() & (counts["respondents"] > 0)]
    return {item: list(of_one.unique()) for item, of_one in chosen.groupby("item")["option"]}


def _manner(definition: IndicatorDefinition) -> tuple:
    """What decides what an answer adds, whatever the question."""
    return definition.measure, definition.counted, tuple(map(definition.leaves, ABSENCES))


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


def _table(counts: pd.DataFrame, cells: _Cells) -> _Table:
    """The counts of cells that somebody asks for."""
    places = pd.DataFrame(
        [
            (year, dimension or "", code, cells.first[dimension] + at)
            for dimension, named in cells.named.items()
            for at, (year, code) in enumerate(named)
        ],
        columns=["year", "dimension", "code", "cell"],
    )
    keyed = counts.assign(dimension=counts["dimension"].fillna(""), code=counts["code"].fillna(""))
    keyed = keyed.merge(places, on=["year", "dimension", "code"])
    item, cell = codes_of(keyed["item"]), keyed["cell"].to_numpy(dtype=np.int64)
    kinds, kind = _kinds(codes_of(keyed["option"]), absence_codes(keyed["absence"]))
    years = len(cells.years)
    asked, pair = np.unique(item.codes * years + cells.year[cell], return_inverse=True)
    of_year = np.bincount(cells.year, minlength=years)
    by_year, before = np.argsort(cells.year, kind="stable"), np.cumsum(of_year) - of_year
    place = np.empty(len(by_year), dtype=np.int64)
    place[by_year] = np.arange(len(by_year)) - np.repeat(before, of_year)
    rows = of_year[asked % years] if years else asked
    first, length = np.cumsum(rows) - rows, int(rows.sum())
    columns = len(kinds.who)
    at = (first[pair] + place[cell]) * columns + kind
    many = np.bincount(at, keyed["respondents"], length * columns).astype(np.int64).reshape(length, columns)
    if length:
        cell_of = by_year[np.arange(length) + np.repeat(before[asked % years] - first, rows)]
        many[:, -1] = cells.answered[cell_of] - many.sum(axis=1)
    named = [(item.names[pair // years], cells.years[pair % years]) for pair in asked.tolist()]
    return _Table(cells, dict(zip(named, first.tolist(), strict=True)), place, many, kinds)


def _kinds(option: Codes, absence: np.ndarray) -> tuple[Given, np.ndarray]:
    """Every kind of answer that there is, with that of no answer at the end, and which of them each row is."""
    both = (option.codes - NOTHING) * (len(ABSENCES) + 1) + absence - NOTHING
    found, kind = np.unique(both, return_inverse=True)
    options, absences = np.divmod(np.append(found, 0), len(ABSENCES) + 1)
    each = len(found) + 1
    given = Given(
        np.arange(each),
        np.ones(each, dtype=np.int64),
        Codes(options + NOTHING, option.names),
        np.full(each, np.nan),
        absences + NOTHING,
        np.full(each, NO_ANSWER),
        frozenset(),
    )
    return given, kind


def _wanted(definition: IndicatorDefinition, table: _Table) -> list[_Wanted]:
    """The cells that the definition asks for: the wholes, then those of each dimension, by year and code."""
    cells = table.cells
    return [
        _Wanted(
            year,
            dimension,
            code,
            *(int(column[cell]) for column in (table.place, cells.invited, cells.answered)),
        )
        for dimension in (None, *definition.by)
        for cell, (year, code) in enumerate(
            cells.named.get(dimension, ()), start=cells.first.get(dimension, 0)
        )
        if definition.is_valid_in(year)
    ]


def _tallies(
    definition: IndicatorDefinition,
    table: _Table,
    sums: Sequence[Sequence[int]],
    wanted: Iterable[_Wanted],
) -> Iterator[Tally]:
    """The tally of each of these cells."""
    question = definition.question
    for year, dimension, code, place, invited, answered in wanted:
        head = (year, {dimension: code} if dimension else {}, invited, answered)
        absent = invited - answered
        left_out = {NO_RESPONSE: absent} if absent else {}
        first = table.first.get((question, year))
        if first is None:
            yield Tally(*head, 0, *[Decimal(0)] * 4, left_out, [question])
            continue
        enters, above, below, undecided, unknown, *of_kinds = sums[first + place]
        left_out |= {kind: many for kind, many in zip(KINDS, of_kinds, strict=True) if many}
        numbers = (above, below, unknown + absent, undecided)
        yield Tally(*head, enters, *map(Decimal, numbers), left_out, [])

"""Tables of counts in, values out: the same as from the answers that a table was made of. PURE.

A table tells of a question how many gave which option, and perhaps how many gave none and why, and how many were
invited and answered. That is all a `Tally` holds, so that shares, counts, totals, means and what is made of them by
option come out of `judged` as they do from answers. What needs the single answers (a median, a weight or a filter by
another question or group, a ratio of numbers of different respondents, one respondent's own value) has a reason in
the place of a value. So has what a table leaves open.

The frame of counts: year, kind (option, absence, total, invited, answered), item, option, absence, grouping and group
("" for everybody), k, n, base; a row per count, see `surveys.counting`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import Tally, judged, of_parts
from indicators.engine.listed import only_listed
from indicators.engine.values import REASONS, ComputedValue
from indicators.vocabulary import ABSENCES, MEASURES, MISSING, NO_RESPONSE, NOT_TOLD

COUNT_COLUMNS: Final = ("year", "kind", "item", "option", "absence", "grouping", "group", "k", "n", "base")
EVERYBODY: Final = ("", "")
YES_NO: Final = frozenset({"yes", "no"})

Cell = tuple[str, str]
"""Grouping and group, ("", "") for everybody."""


@dataclass
class _Told:
    """What a table tells of one question in one cell. `base`: how many gave an answer; None where nothing says so."""

    options: dict[str, int] = field(default_factory=dict)
    absent: dict[str, int] = field(default_factory=dict)
    base: int | None = None
    total: Decimal | None = None

    @property
    def given(self) -> int:
        """How many gave an answer."""
        return self.base or 0

    @property
    def speaks(self) -> bool:
        """Whether the table tells of answers: where it tells only of absences, nobody gave any."""
        return self.base is not None or bool(self.absent)

    def counted(self, options: Collection[str]) -> int | None:
        """How many gave one of these options; None where the table leaves that open."""
        missing = set(options) - set(self.options)
        told = sum(self.options.values())
        found = sum(self.options.get(option, 0) for option in options)
        if not missing or told == self.given:
            return found
        if len(missing) == 1 and missing | set(self.options) == YES_NO:
            return found + self.given - told
        return None


@dataclass
class _Year:
    """One year's table, and how many it says, or the roster says, were invited and answered."""

    told: dict[tuple[str, Cell], _Told] = field(default_factory=lambda: defaultdict(_Told))
    of_all: dict[str, dict[Cell, int]] = field(default_factory=lambda: {"invited": {}, "answered": {}})
    roster: dict[Cell, int] = field(default_factory=dict)

    def answered(self, cell: Cell) -> int:
        """As the table says; else the most of whom it tells anything about a question."""
        most = max(
            (one.given + sum(one.absent.values()) for (_, at), one in self.told.items() if at == cell),
            default=0,
        )
        return max(self.of_all["answered"].get(cell, 0), most)

    def invited(self, cell: Cell) -> int | None:
        """As the table says, else as the roster says; None where neither knows, or is smaller than who answered."""
        found = self.of_all["invited"].get(cell, self.roster.get(cell))
        return found if found is not None and found >= self.answered(cell) else None

    def groups(self, dimension: str) -> list[str]:
        """The groups of a dimension of whom table or roster know."""
        cells = {cell for _, cell in self.told} | set(self.roster) | set(self.of_all["answered"])
        return sorted(group for grouping, group in cells if grouping == dimension)


def compute_tabulated(
    definition: IndicatorDefinition,
    counts: pd.DataFrame,
    roster: pd.DataFrame,
    asked: Collection[str],
    open_years: Collection[int] = (),
) -> list[ComputedValue]:
    """Every value of a definition out of a table of counts, in the order of `compute`.

    `roster` is that of the years, with the groups of those invited; it may be empty. `asked` are the items of the
    year's questionnaire: of one that is not among them nothing was asked, of another the table may be silent.
    Raises ValueError for a frame without one of its columns.
    """
    if missing := [column for column in COUNT_COLUMNS if column not in counts.columns]:
        raise ValueError(f"the frame of counts has no column {', '.join(missing)}")
    if not MEASURES[definition.measure].computed:
        return []
    years = _years(counts, roster, definition)

    def values(one: IndicatorDefinition) -> Iterator[ComputedValue]:
        for number in sorted(years):
            if one.is_valid_in(number):
                yield from _values(one, number, years[number], asked, open_years)

    given = counts[(counts["kind"] == "option") & (counts["k"] > 0)].groupby("item")["option"].unique()
    return list(
        only_listed(
            definition,
            of_parts(definition, values),
            given,
            lambda one: (
                (number, {} if cell == EVERYBODY else {cell[0]: cell[1]})
                for number, year in years.items()
                for (item, cell), told in year.told.items()
                if item == one.question and any(told.options.get(option) for option in one.counted)
            ),
        )
    )


def _years(counts: pd.DataFrame, roster: pd.DataFrame, definition: IndicatorDefinition) -> dict[int, _Year]:
    years: dict[int, _Year] = {}
    for row in counts.itertuples(index=False):
        year, cell = years.setdefault(int(row.year), _Year()), (row.grouping, row.group)
        if row.kind in year.of_all:
            year.of_all[row.kind][cell] = int(row.k)
            continue
        told = year.told[row.item, cell]
        if row.kind == "absence":
            told.absent[row.absence] = int(row.k)
        elif row.kind == "option":
            told.options[row.option], told.base = int(row.k), int(row.base)
        else:
            told.total, told.base = Decimal(str(row.k)), int(row.base)
    for number, year in years.items():
        _invite(year, roster[roster["year"] == number], definition.by)
    return years


def _invite(year: _Year, invited: pd.DataFrame, dimensions: Collection[str]) -> None:
    """How many of each cell are on the roster; a roster of nobody says nothing."""
    if invited.empty:
        return
    year.roster[EVERYBODY] = len(invited)
    for dimension in dimensions:
        if dimension in invited:
            for group, size in invited[dimension].dropna().value_counts().items():
                year.roster[dimension, str(group)] = int(size)


def _values(
    definition: IndicatorDefinition,
    year: int,
    table: _Year,
    asked: Collection[str],
    open_years: Collection[int],
) -> Iterator[ComputedValue]:
    for dimension in (None, *definition.by):
        for cell in (
            [EVERYBODY] if dimension is None else [(dimension, one) for one in table.groups(dimension)]
        ):
            yield _value(definition, year, table, cell, asked, open_years)


def _value(
    definition: IndicatorDefinition,
    year: int,
    table: _Year,
    cell: Cell,
    asked: Collection[str],
    open_years: Collection[int],
) -> ComputedValue:
    breakdown = {} if cell == EVERYBODY else {cell[0]: cell[1]}
    if cell[0] == "respondent":
        return _without("needs_single_answers", Tally(year, breakdown, 1, 0, 0, *[Decimal(0)] * 4, {}, ()))
    silent = [item for item in definition.items if not table.told[item, cell].speaks]
    unasked = [item for item in silent if item not in asked]
    tally, certain = _tally(definition, year, table, cell, unasked)
    if tally.answered and not unasked and (why := _why_not(definition, table, cell, silent, tally)):
        return _without(why, tally, silent)
    return judged(definition, tally, open_years if certain else (*open_years, year))


def _tally(
    definition: IndicatorDefinition, year: int, table: _Year, cell: Cell, unasked: list[str]
) -> tuple[Tally, bool]:
    """What is counted in a cell, and whether it is known of all who are missing why they are."""
    answered, invited = table.answered(cell), table.invited(cell)
    told = table.told[definition.items[0], cell] if not unasked and answered else _Told()
    out = {NO_RESPONSE: (answered if invited is None else invited) - answered}
    stays = {kind: told.absent.get(kind, 0) for kind in ABSENCES if not definition.leaves(kind)}
    out |= {kind: told.absent.get(kind, 0) for kind in ABSENCES if kind not in stays}
    if not unasked and answered:
        out[NOT_TOLD] = answered - told.given - sum(told.absent.values())
    entering = told.given + sum(stays.values())
    numerator, denominator = _numbers(definition, table, cell, told, entering)
    tally = Tally(
        year,
        {} if cell == EVERYBODY else {cell[0]: cell[1]},
        answered if invited is None else invited,
        answered,
        entering,
        Decimal(numerator),
        Decimal(denominator),
        Decimal(sum(out.get(kind, 0) for kind in MISSING)),
        Decimal(sum(stays.get(kind, 0) for kind in MISSING)),
        {kind: size for kind, size in out.items() if size},
        unasked,
    )
    return tally, invited is not None and not out.get(NOT_TOLD)


def _numbers(
    definition: IndicatorDefinition, table: _Year, cell: Cell, told: _Told, entering: int
) -> tuple[Any, Any]:
    measure = MEASURES[definition.measure]
    if measure.counts_options or definition.counted:
        return told.counted(definition.counted) or 0, entering
    if definition.measure == "ratio_of_totals":
        whole = table.told[definition.items[1], cell]
        return told.total or 0, whole.total or 0
    return told.total or 0, entering if measure.averages else 0


def _why_not(
    definition: IndicatorDefinition, table: _Year, cell: Cell, silent: list[str], tally: Tally
) -> str | None:
    """Why the table makes no value where answers might; None where it does."""
    if definition.measure == "median" or definition.only_answers or definition.only_groups:
        return "needs_single_answers"
    if definition.weight_question or definition.weight_groups:
        return "needs_single_answers"
    if silent:
        return "not_tabulated"
    told = [table.told[item, cell] for item in definition.items]
    if definition.counted and told[0].counted(definition.counted) is None:
        return "not_tabulated"
    if not definition.counted and any(one.given and one.total is None for one in told):
        return "not_tabulated"
    if tally.exclusions.get(NOT_TOLD) and not all(definition.leaves(kind) for kind in ABSENCES):
        return "absences_not_told"
    if definition.measure == "ratio_of_totals" and {one.given for one in told} != {tally.answered}:
        return "totals_of_others"
    return None


def _without(reason: str, tally: Tally, questions: Collection[str] = ()) -> ComputedValue:
    parameters = {"questions": list(questions)} if "questions" in REASONS[reason].parameters else {}
    common = (tally.invited, tally.answered, tally.respondents, tally.exclusions)
    state = REASONS[reason].state
    return ComputedValue(tally.year, tally.breakdown, None, None, None, *common, state, reason, parameters)

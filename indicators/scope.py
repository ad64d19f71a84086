"""What has to be computed anew, by what the run before saw and what is there now. PURE.

An approval touches the whole and, of every breakdown, the groups in which its respondent stands: nothing else
can have changed as long as roster, memberships, options and the questions that were asked are the same ones. A
correction touches the same of the definitions alone that read the corrected answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from indicators.definitions import IndicatorDefinition
from indicators.vocabulary import MEASURES


@dataclass(frozen=True)
class Seen:
    """What a computing saw of a round.

    computing    how the engine computes, a number that is raised when that changes
    open_years   years in which nobody knows how many were asked
    options      question -> codes of its options
    asked        items that somebody answered
    roster       respondent -> grouping -> group, of everybody who was invited
    counted      respondent -> the submission that counts
    corrected    respondent -> correction -> the item that it lies over
    """

    computing: int
    open_years: Sequence[int] = ()
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asked: Collection[str] = ()
    roster: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    counted: Mapping[str, Any] = field(default_factory=dict)
    corrected: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """What is computed anew: `everything`, or of each definition the whole and these cells, dimension -> codes.

    A definition that reads one of `items` is computed with all its cells: what its question is has changed.
    `corrected`: item -> the cells that are computed as well, of the definitions that read it.
    """

    everything: bool = False
    cells: Mapping[str, frozenset[str]] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    @classmethod
    def between(cls, before: Seen | None, now: Seen) -> Self:
        """What may differ; everything where it cannot be told, or somebody was invited, left or moved."""
        if before is None or _around(before) != _around(now):
            return cls(everything=True)
        options = {
            item
            for item in before.options.keys() | now.options.keys()
            if list(before.options.get(item, ())) != list(now.options.get(item, ()))
        }
        asked = set(before.asked) ^ set(now.asked)
        moved = _moved(before, now)
        corrected = {
            item: _cells(now, people - moved)
            for item, people in _corrected(before, now).items()
            if people - moved
        }
        return cls(cells=_cells(now, moved), items=frozenset(options | asked), corrected=corrected)

    def all_cells_of(self, definition: IndicatorDefinition) -> bool:
        """Whether all its cells are computed; always those of the most chosen, which push each other out."""
        ranked = MEASURES[definition.measure].ranked
        return self.everything or ranked or not self.items.isdisjoint(definition.items)

    def cells_of(self, definition: IndicatorDefinition) -> dict[str, frozenset[str]]:
        """The cells of a definition that are computed beside its whole; {} where nothing of it is, the whole neither."""
        mine = [self.cells, *(self.corrected[item] for item in definition.items if item in self.corrected)]
        dimensions = {dimension for cells in mine for dimension in cells}
        return {one: frozenset().union(*(cells.get(one, ()) for cells in mine)) for one in dimensions}


def _around(seen: Seen) -> tuple:
    return seen.computing, list(seen.open_years), seen.roster


def _moved(before: Seen, now: Seen) -> set[str]:
    people = before.counted.keys() | now.counted.keys()
    return {one for one in people if before.counted.get(one) != now.counted.get(one)}


def _corrected(before: Seen, now: Seen) -> dict[str, set[str]]:
    """Item -> whose answers to it have another correction over them, or none any more."""
    found: dict[str, set[str]] = {}
    for one in before.corrected.keys() | now.corrected.keys():
        then, today = before.corrected.get(one, {}), now.corrected.get(one, {})
        for correction in then.keys() ^ today.keys():
            found.setdefault({**then, **today}[correction], set()).add(one)
    return found


def _cells(seen: Seen, moved: set[str]) -> dict[str, frozenset[str]]:
    cells: dict[str, set[str]] = {"respondent": set(moved)} if moved else {}
    for respondent in moved & seen.roster.keys():
        for grouping, group in seen.roster[respondent].items():
            if group is not None:
                cells.setdefault(grouping, set()).add(group)
    return {dimension: frozenset(codes) for dimension, codes in cells.items()}

"""Which numbers of a table are not shown, so that nobody can be found behind a small one. PURE.

One table holds an indicator in one year of one release: its sub-questions beside their whole, each for everybody and
for the groups of every dimension. Numbers of a table are sums of others: what everybody has is what the groups have,
and the whole may be what its sub-questions are together. Guaranteed is, inside such a table: no number with fewer
respondents than the minimum is shown, and none that is hidden can be worked out by sums and differences of those that
are shown. In each sum at least two stay hidden, and with them at least the minimum of respondents. Across tables and
releases nothing is guaranteed.

The panel of a change is a group of both years' wholes: it is shown where neither it nor those beside it, who were in
the number in one of the years alone, are too few.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np

SUPPRESSED = "suppressed"
"""The state, and the reason, of a value that is computed and not shown: another thing than insufficient."""
_NOTHING = 1e-7


class Cell(NamedTuple):
    """A place in a table: a sub-question, "" for the whole, and a group of a dimension, "" and "" for everybody.

    No group of a dimension are those that stand in none of its groups: no table shows them.
    """

    part: str = ""
    dimension: str = ""
    group: str = ""

    @property
    def is_shown(self) -> bool:
        """Whether tables have such a place at all."""
        return bool(self.group) or not self.dimension


class Sum(NamedTuple):
    """A number that others add up to.

    `disjoint`: nobody stands in two of the parts, so that those who stand in several of them are as many as in each.
    """

    whole: Cell
    parts: Sequence[Cell]
    disjoint: bool

    @property
    def cells(self) -> list[Cell]:
        """Those that one may hide, the whole last."""
        return [*self.parts, self.whole]


def suppressed(
    table: Mapping[Cell, int], minimum: int, *, adds: bool = False, begun: Set[Cell] = frozenset()
) -> frozenset[Cell]:
    """The cells to hide, from how many respondents each number rests on. A number of nobody is none to hide.

    `adds` says whether the sub-questions may add up to their whole, `begun` what is hidden in any case. Small numbers
    are hidden first, then in every sum the smallest of the others, until nothing hidden can be worked out.
    What is hidden of everybody follows from everybody alone, so that it is the same where no group is looked at.
    """
    present = {cell: n for cell, n in table.items() if n}
    of_all = {cell: n for cell, n in present.items() if not cell.dimension}
    hidden = _hidden(of_all, [*_over_parts(of_all)] if adds else [], minimum, begun)
    if len(of_all) == len(present):
        return hidden
    cells = present | _in_no_group(present)
    sums = [*_over_groups(cells), *(_over_parts(cells) if adds else [])]
    found = _hidden(cells, sums, minimum, hidden | begun, kept=of_all.keys() - hidden)
    return frozenset(cell for cell in found if cell.is_shown)


def panel_shown(both: int, of_years: Sequence[int], minimum: int) -> bool:
    """Whether the values of those who were in both years may stand beside the wholes, which rest on `of_years`.

    panel_shown(8, (9, 20), 5) is False: the one who was in the first year alone is the first whole less the panel.
    """
    return both >= minimum and all(n == both or n - both >= minimum for n in of_years)


def derivable(hidden: Collection[Cell], sums: Sequence[Sum]) -> list[Cell]:
    """Those of the hidden cells that the sums give away to whoever knows all the other cells.

    Each sum is an equation for what is hidden in it. A cell is given away when it is the same in all their solutions.
    """
    places = {cell: at for at, cell in enumerate(sorted(hidden))}
    telling = [one for one in sums if not places.keys().isdisjoint(one.cells)]
    equations = np.zeros((len(telling), len(places)))
    for equation, one in zip(equations, telling, strict=True):
        for cell in one.cells:
            if cell in places:
                equation[places[cell]] = -1 if cell == one.whole else 1
    _, strengths, directions = np.linalg.svd(equations, full_matrices=False)
    fixed = np.square(directions[strengths > _NOTHING]).sum(axis=0)  # how much of each cell
    return [cell for cell, at in places.items() if fixed[at] > 1 - _NOTHING]


def _hidden(
    sizes: Mapping[Cell, int],
    sums: Sequence[Sum],
    minimum: int,
    begun: Set[Cell],
    kept: Set[Cell] = frozenset(),
) -> frozenset[Cell]:
    """Hide one cell after the other until all sums are safe together; `kept` are shown in any case."""
    alone = {one.parts[0] for one in sums if one.disjoint and len(one.parts) == 1 and one.whole in kept}
    open_ = sizes.keys() - begun - kept - alone  # who is alone in a sum that is shown has no secret
    hidden = {cell for cell, n in sizes.items() if n < minimum or not cell.is_shown} | (begun & sizes.keys())
    if all(sizes[cell] >= minimum for cell in hidden) and not begun:
        return frozenset(hidden)
    while True:
        wanting = next((one.cells for one in sums if not _is_safe(one, hidden, sizes, minimum, open_)), None)
        if wanting is None:
            wanting = _around_derivable(sizes, sums, minimum, hidden, open_)
        if wanting is None:
            return frozenset(hidden)
        untouched = [one for one in sums if hidden.isdisjoint(one.cells)]
        hidden.add(_cheapest([cell for cell in wanting if cell in open_ - hidden], sizes, untouched))


def _is_safe(one: Sum, hidden: Set[Cell], sizes: Mapping[Cell, int], minimum: int, open_: Set[Cell]) -> bool:
    """Whether what is hidden in a sum is of several, and of enough; also where nothing is left to hide."""
    among = [cell for cell in one.cells if cell in hidden]
    if not any(_is_secret(cell, sizes, minimum) for cell in among) or not (open_ - hidden) & {*one.cells}:
        return True
    if one.whole in hidden:
        return len(among) > 1
    together = sum if one.disjoint else max
    return len(among) > 1 and together(sizes[cell] for cell in among) >= minimum


def _is_secret(cell: Cell, sizes: Mapping[Cell, int], minimum: int) -> bool:
    """Whether nobody may work it out: all that tables show and hide, and those in no group where they are few."""
    return cell.is_shown or sizes[cell] < minimum


def _around_derivable(sizes, sums, minimum, hidden: Set[Cell], open_: Set[Cell]) -> list[Cell] | None:
    """Cells of which one more has to be hidden, because sums together give a hidden one away; None where none do."""
    given_away = {cell for cell in derivable(hidden, sums) if _is_secret(cell, sizes, minimum)}
    if not given_away:
        return None
    left = open_ - hidden
    near = [cell for one in sums if given_away & {*one.cells} for cell in one.cells if cell in left]
    return near or list(left) or None


def _cheapest(cells: Sequence[Cell], sizes: Mapping[Cell, int], untouched: Sequence[Sum]) -> Cell:
    """The one to hide: a sub-question or group before its whole; rather in sums that hide something anyhow than in
    those that are `untouched`; of the fewest."""

    def price(cell: Cell) -> tuple:
        more = sum(cell in one.cells for one in untouched)
        return not cell.dimension, not cell.part, more, sizes[cell], cell

    return min(cells, key=price)


def _in_no_group(cells: Mapping[Cell, int]) -> dict[Cell, int]:
    """Of each part and dimension those who stand in no group, where there are any."""
    found = {}
    for (part, dimension), groups in _groups(cells).items():
        rest = cells.get(Cell(part), 0) - sum(cells[cell] for cell in groups)
        if rest > 0:
            found[Cell(part, dimension)] = rest
    return found


def _over_groups(cells: Mapping[Cell, int]) -> Iterator[Sum]:
    for (part, _dimension), groups in _groups(cells).items():
        if Cell(part) in cells and groups:
            yield Sum(Cell(part), groups, disjoint=True)


def _groups(cells: Mapping[Cell, int]) -> dict[tuple[str, str], list[Cell]]:
    """Part and dimension -> its groups, [] where nobody of the part stands in any."""
    dimensions = dict.fromkeys(cell.dimension for cell in cells if cell.dimension)
    parts = dict.fromkeys(cell.part for cell in cells)
    groups = {(part, dimension): [] for part in parts for dimension in dimensions}
    for cell in cells:
        if cell.dimension:
            groups[cell.part, cell.dimension].append(cell)
    return groups


def _over_parts(cells: Mapping[Cell, int]) -> Iterator[Sum]:
    parts = defaultdict(list)
    for cell in cells:
        if cell.part:
            parts[cell._replace(part="")].append(cell)
    for whole, of_whole in parts.items():
        if whole in cells:
            yield Sum(whole, of_whole, disjoint=False)

"""Panels of several pairs of years beside each other: which may be told apart without giving few away. PURE.

Every panel of a year is a group of that year's whole, so that whoever reads two of them takes one from the other. A
reader knows the sums over the wholes and the panels that are shown, and with them every multiple, sum and difference of
these. Guaranteed is that none of all these concerns at least one and fewer than the minimum of respondents: not who is in one
panel and not in another, nor who is in the whole and in neither, nor what any longer calculation leaves.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Final, NamedTuple

import numpy as np

MOST_LOOKS: Final = 2_000
"""So many sets of few are looked at; where there are more of them, nothing further is shown."""
_NOTHING: Final = 1e-9


class Panel(NamedTuple):
    """Who stands in the numbers of two years, each of them by itself; those in both are the panel."""

    years: tuple[int, int]
    before: Set[Hashable]
    after: Set[Hashable]

    @property
    def both(self) -> frozenset:
        """Who stands in the number in both years."""
        return frozenset(self.before & self.after)

    @property
    def span(self) -> tuple[int, int]:
        """What puts panels in order: those over fewer years first, then the newer ones."""
        before, after = self.years
        return after - before, -after


def kept_apart(panels: Sequence[Panel], minimum: int) -> list[bool]:
    """Whether each change may be told apart beside the others: one after the other, those over fewer years first, as
    long as the numbers of both its years tell of nobody or of enough."""
    known: Mapping[int, list[frozenset]] = defaultdict(list)
    for panel in panels:
        for year, whole in zip(panel.years, (panel.before, panel.after), strict=True):
            if frozenset(whole) not in known[year]:
                known[year].append(frozenset(whole))
    kept = [False] * len(panels)
    for place in sorted(range(len(panels)), key=lambda place: panels[place].span):
        both = panels[place].both
        with_it = [[*known[year], both] for year in panels[place].years]
        if not any(tells_of_few(groups, minimum) for groups in with_it):
            kept[place] = True
            for year in panels[place].years:
                known[year].append(both)
    return kept


def tells_of_few(groups: Iterable[Set[Hashable]], minimum: int) -> bool:
    """Whether the sums over these groups can be added, multiplied and taken from each other until what is left concerns
    at least one and fewer than `minimum`.

    Whoever is in the same groups cannot be told from each other, so that it is enough to look at how many are in
    the same ones. Few of them are told of where the groups say less as soon as they are left out.
    """
    groups = [group for group in groups if group]
    alike = Counter(tuple(who in group for group in groups) for who in frozenset().union(*groups))
    sizes, parts = list(alike.values()), np.array(list(alike), dtype=float).reshape(len(alike), len(groups))
    small = [place for place, size in enumerate(sizes) if size < minimum]
    looked_at = list(islice(_few(small, sizes, minimum - 1), MOST_LOOKS + 1))
    if len(looked_at) > MOST_LOOKS:
        return True
    mixtures, strengths, _ = np.linalg.svd(parts, full_matrices=False)
    # As columns: mixtures of the sums, each of length one, of which none can be made out of the others.
    mixtures = mixtures[:, strengths > _NOTHING]
    of_size: dict[int, list[list[int]]] = defaultdict(list)
    for few in looked_at:
        of_size[len(few)].append(few)
    return any(_leave_the_others_out(mixtures[sets]) for sets in of_size.values() if sets[0])


def _leave_the_others_out(mixtures: np.ndarray) -> bool:
    """Whether some mixture is as long within one of these sets alone as it is altogether."""
    return bool(mixtures.size) and np.linalg.norm(mixtures, ord=2, axis=(1, 2)).max() > 1 - _NOTHING


def _few(places: Sequence[int], sizes: Sequence[int], room: int) -> Iterator[list[int]]:
    """Sets of places that hold no more than `room` together; every such set is within one of them."""
    fitting = [place for place in places if sizes[place] <= room]
    if not fitting:
        yield []
    for at, place in enumerate(fitting, start=1):
        for others in _few(fitting[at:], sizes, room - sizes[place]):
            yield [place, *others]

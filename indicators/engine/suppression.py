"""Which groups of a table are not shown, so that nobody can be found behind a small number. PURE.

One table is the groups of one dimension, of one indicator and year in one release, beside its whole. Guaranteed is,
inside such a table: no group with fewer respondents than the minimum is shown, and what is hidden cannot be worked
out by taking the groups that are shown from the whole, because at least two groups and at least the minimum of
respondents stay hidden together. Across tables and releases nothing is guaranteed.

The panel of a change is a group of both years' wholes: it is shown where neither it nor those beside it, who were in
the number in one of the years alone, are too few.
"""

from collections.abc import Mapping, Sequence

SUPPRESSED = "suppressed"
"""The state, and the reason, of a value that is computed and not shown: another thing than insufficient."""


def suppressed(groups: Mapping[str, int], whole: int, minimum: int) -> frozenset[str]:
    """The groups to hide, from how many respondents each number rests on. A group of 0 has no number to hide.

    `whole` is the n of all, who may be more than the groups together: those in no group are hidden anyhow.
    Small groups are hidden first, then the smallest of the others until what is hidden is safe. Where the whole
    is too small itself every group is hidden: suppressed({"a": 2, "b": 7, "c": 9}, 18, 5) == {"a", "b"}.
    """
    present = {group: n for group, n in groups.items() if n}
    if 0 < whole < minimum:
        return frozenset(present)
    by_size = sorted(present, key=lambda group: (present[group], group))
    hidden = [group for group in by_size if present[group] < minimum]
    rest = whole - sum(present.values())
    if not hidden and not 0 < rest < minimum:
        return frozenset()
    others = by_size[len(hidden) :]
    while others and not _is_safe([present[group] for group in hidden], rest, minimum):
        hidden.append(others.pop(0))
    return frozenset(hidden)


def panel_shown(both: int, of_years: Sequence[int], minimum: int) -> bool:
    """Whether the values of those who were in both years may stand beside the wholes, which rest on `of_years`.

    panel_shown(8, (9, 20), 5) is False: the one who was in the first year alone is the first whole less the panel.
    """
    return both >= minimum and all(n == both or n - both >= minimum for n in of_years)


def _is_safe(hidden: list[int], rest: int, minimum: int) -> bool:
    """Whether what is left when the shown groups are taken from the whole is of several, and of enough."""
    cells = len(hidden) + (rest > 0)
    return sum(hidden) + max(rest, 0) >= minimum and cells >= 2

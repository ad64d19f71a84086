"""Which groups of a table are not shown, so that nobody can be found behind a small number. PURE.

One table is the groups of one dimension, of one indicator and year in one release, beside its whole. Guaranteed is,
inside such a table: no group with fewer respondents than the minimum is shown, and what is hidden cannot be worked
out by taking the groups that are shown from the whole, because at least two groups and at least the minimum of
respondents stay hidden together. Across tables and releases nothing is guaranteed.
"""

from collections.abc import Mapping

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


def _is_safe(hidden: list[int], rest: int, minimum: int) -> bool:
    """Whether what is left when the shown groups are taken from the whole is of several, and of enough."""
    cells = len(hidden) + (rest > 0)
    return sum(hidden) + max(rest, 0) >= minimum and cells >= 2

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.engine.suppression import Cell, panel_shown, suppressed


def groups_hidden(groups, whole, minimum):
    """The same for a table of one number by the groups of one dimension."""
    table = {Cell(): whole} | {Cell("", "region", group): n for group, n in groups.items()}
    return {cell.group for cell in suppressed(table, minimum) if cell.dimension}


def test_a_small_group_is_hidden_and_the_next_one_with_it():
    assert groups_hidden({"a": 2, "b": 7, "c": 9}, 18, 5) == {"a", "b"}


def test_two_small_groups_hide_each_other_where_they_are_enough_together():
    assert groups_hidden({"a": 2, "b": 4, "c": 9}, 15, 5) == {"a", "b"}
    assert groups_hidden({"a": 1, "b": 2, "c": 9, "d": 8}, 20, 5) == {"a", "b", "d"}


def test_those_in_no_group_hide_a_small_one():
    assert groups_hidden({"a": 2, "b": 7}, 15, 5) == {"a"}


def test_a_few_in_no_group_are_hidden_by_a_group():
    assert groups_hidden({"a": 8, "b": 7}, 17, 5) == {"b"}


def test_nothing_is_hidden_where_all_are_large_or_empty():
    assert groups_hidden({"a": 5, "b": 0}, 5, 5) == set()


def test_a_whole_that_is_too_small_shows_no_group():
    assert groups_hidden({"a": 3, "b": 1}, 4, 5) == {"a", "b"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)), st.integers(0, 6), st.integers(1, 8))
def test_nothing_small_is_shown_and_nothing_small_can_be_worked_out(groups, rest, minimum):
    whole = sum(groups.values()) + rest
    hidden = groups_hidden(groups, whole, minimum)
    shown = {group: n for group, n in groups.items() if n and group not in hidden}

    assert all(n >= minimum for n in shown.values())
    left = whole - sum(shown.values())
    if shown and left:
        assert left >= minimum
        assert len(hidden) + (rest > 0) >= 2 or not hidden


ANALYSES, FRAMEWORKS, PROGRAMMES = (Cell(part) for part in ("analyses", "frameworks", "programmes"))
DOCUMENTS = {Cell(): 30, ANALYSES: 30, FRAMEWORKS: 30, PROGRAMMES: 3}


def test_a_small_part_of_a_sum_is_hidden_and_another_with_it():
    """Whole 30, a 30, b 30, c 3: c alone would be the whole less a and b."""
    assert suppressed(DOCUMENTS, 5, adds=True) == {PROGRAMMES, ANALYSES}
    assert suppressed(DOCUMENTS, 5, adds=False) == {PROGRAMMES}


def test_without_a_whole_parts_give_nothing_away():
    parts = {cell: n for cell, n in DOCUMENTS.items() if cell.part}
    assert suppressed(parts, 5, adds=True) == {PROGRAMMES}


def test_parts_of_the_same_few_are_not_enough_together():
    """Those who answered to b and c may be the same four: what both have together would be theirs."""
    assert suppressed({**DOCUMENTS, FRAMEWORKS: 4}, 5, adds=True) == {ANALYSES, FRAMEWORKS, PROGRAMMES}


def test_a_small_whole_is_hidden_with_one_of_its_parts():
    assert suppressed({Cell(): 4, ANALYSES: 8, FRAMEWORKS: 9}, 5, adds=True) == {Cell(), ANALYSES}


def test_a_part_is_hidden_in_groups_so_that_neither_sum_gives_it_away():
    """             whole  africa  asia
    whole              30      20    10
    analyses         [30]    [20]    10
    frameworks         30      20    10
    programmes        [3]     [3]     0
    """  # fmt: skip
    africa = {cell._replace(dimension="region", group="africa"): min(n, 20) for cell, n in DOCUMENTS.items()}
    asia = {cell._replace(dimension="region", group="asia"): n - min(n, 20) for cell, n in DOCUMENTS.items()}
    found = suppressed(DOCUMENTS | africa | asia, 5, adds=True)
    assert found == {
        *(PROGRAMMES, ANALYSES),
        *(cell._replace(dimension="region", group="africa") for cell in (PROGRAMMES, ANALYSES)),
    }


PARTS, GROUPS = ("a", "b", "c"), {"region": ("x", "y", "z", ""), "ldc": ("yes", "")}
people = st.tuples(
    st.sets(st.sampled_from(PARTS), min_size=1), *(st.sampled_from(groups) for groups in GROUPS.values())
)


def table_of(respondents, parts):
    """How many stand in each number: whoever gave any part stands in the whole."""
    table = {}
    for part in ("", *parts):
        those = [one for one in respondents if not part or part in one[0]]
        table[Cell(part)] = len(those)
        for at, (dimension, groups) in enumerate(GROUPS.items(), start=1):
            for group in filter(None, groups):
                table[Cell(part, dimension, group)] = sum(one[at] == group for one in those)
    return table


def what_it_counts(cell, known_zero):
    """The cell as a sum over everything that nobody knows: what those of each region and ldc have in each part.

    A reader knows what is nothing, and not which groups of two dimensions are the same people.
    """
    atoms = list(product(PARTS, *GROUPS.values()))
    places = {dimension: at for at, dimension in enumerate(GROUPS, start=1)}
    return [
        (not cell.part or atom[0] == cell.part)
        and (not cell.dimension or atom[places[cell.dimension]] == cell.group)
        and not any(
            Cell(part, dimension, atom[at]) in known_zero
            for part in (atom[0], "")
            for dimension, at in places.items()
        )
        for atom in atoms
    ]


def rank(rows):
    return np.linalg.matrix_rank(np.array(rows, dtype=float)) if rows else 0


@given(st.lists(people, max_size=40), st.integers(2, 6))
def test_nobody_derives_a_hidden_number_by_sums_inside_a_table(respondents, minimum):
    table = table_of(respondents, PARTS)
    hidden = suppressed(table, minimum, adds=True)
    zero = {cell for cell, n in table.items() if not n}
    for part, (dimension, groups) in product(("", *PARTS), GROUPS.items()):
        in_groups = sum(table[Cell(part, dimension, group)] for group in filter(None, groups))
        if in_groups == table[Cell(part)]:
            zero.add(Cell(part, dimension))
    shown = [what_it_counts(cell, zero) for cell, n in table.items() if n and cell not in hidden]

    assert all(n == 0 or n >= minimum or cell in hidden for cell, n in table.items())
    for cell in hidden:
        of_it = what_it_counts(cell, zero)
        assert rank([*shown, of_it]) > rank(shown), cell


@given(st.lists(people, max_size=40), st.integers(2, 6))
def test_what_is_hidden_of_everybody_does_not_depend_on_groups(respondents, minimum):
    table = table_of(respondents, PARTS)
    of_all = {cell: n for cell, n in table.items() if not cell.dimension}
    hidden = suppressed(table, minimum, adds=True)
    assert {cell for cell in hidden if not cell.dimension} == suppressed(of_all, minimum, adds=True)


@pytest.mark.parametrize(
    ("both", "of_years", "shown"),
    [
        (8, (8, 8), True),  # the panel is everybody
        (8, (9, 20), False),  # the one of the first year is the whole less the panel
        (8, (20, 10), False),
        (8, (13, 8), True),
        (4, (20, 20), False),
    ],
)
def test_a_panel_is_shown_where_nobody_beside_it_can_be_found(both, of_years, shown):
    assert panel_shown(both, of_years, 5) is shown

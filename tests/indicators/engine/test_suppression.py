import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.engine.suppression import panel_shown, suppressed


def test_a_small_group_is_hidden_and_the_next_one_with_it():
    assert suppressed({"a": 2, "b": 7, "c": 9}, 18, 5) == {"a", "b"}


def test_two_small_groups_hide_each_other_where_they_are_enough_together():
    assert suppressed({"a": 2, "b": 4, "c": 9}, 15, 5) == {"a", "b"}
    assert suppressed({"a": 1, "b": 2, "c": 9, "d": 8}, 20, 5) == {"a", "b", "d"}


def test_those_in_no_group_hide_a_small_one():
    assert suppressed({"a": 2, "b": 7}, 15, 5) == {"a"}


def test_a_few_in_no_group_are_hidden_by_a_group():
    assert suppressed({"a": 8, "b": 7}, 17, 5) == {"b"}


def test_nothing_is_hidden_where_all_are_large_or_empty():
    assert suppressed({"a": 5, "b": 0}, 5, 5) == frozenset()


def test_a_whole_that_is_too_small_shows_no_group():
    assert suppressed({"a": 3, "b": 1}, 4, 5) == {"a", "b"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)), st.integers(0, 6), st.integers(1, 8))
def test_nothing_small_is_shown_and_nothing_small_can_be_worked_out(groups, rest, minimum):
    whole = sum(groups.values()) + rest
    hidden = suppressed(groups, whole, minimum)
    shown = {group: n for group, n in groups.items() if n and group not in hidden}

    assert all(n >= minimum for n in shown.values())
    left = whole - sum(shown.values())
    if shown and left:
        assert left >= minimum
        assert len(hidden) + (rest > 0) >= 2 or not hidden


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

"""Whoever adds and subtracts the wholes and panels of a year that are shown tells nothing of few respondents."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine.between import Panel, kept_apart, tells_of_few

YEARS = (2019, 2020, 2021, 2022)
somebody = st.frozensets(st.sampled_from("ABCDEFGHIJ"), min_size=2)


def told_by(groups, minimum: int) -> list[set]:
    """An attacker without shortcuts: of which fewer than the minimum there is a calculation with the sums over these
    groups in which nobody else is left."""
    people = sorted(frozenset().union(*groups))
    sums = np.array([[float(who in group) for who in people] for group in groups])
    found = []
    for many in range(1, minimum):
        for few in combinations(range(len(people)), many):
            others = np.delete(sums, few, axis=1)
            # A mixture of the sums that leaves nothing of the others, and something of these.
            _, sizes, mixtures = np.linalg.svd(others.T, full_matrices=True)
            nothing = mixtures[np.sum(sizes > 1e-9) :]
            if np.abs(nothing @ sums[:, few]).max(initial=0) > 1e-9:
                found.append({people[one] for one in few})
    return found


def panels_of(rounds: dict) -> list[Panel]:
    years = sorted(rounds)
    steps = list(zip(years, years[1:], strict=False))
    longer = [(years[0], year) for year in years[2:]]
    return [Panel((one, two), rounds[one], rounds[two]) for one, two in [*longer, *steps]]


def shown_in(year: int, rounds: dict, panels, kept) -> list[frozenset]:
    beside = [one.both for one, apart in zip(panels, kept, strict=True) if apart and year in one.years]
    return [rounds[year], *beside]


@settings(deadline=None)
@given(st.lists(somebody, min_size=2, max_size=4), st.integers(2, 4))
def test_what_is_kept_tells_of_nobody_or_of_enough(who, minimum):
    rounds = dict(zip(YEARS, who, strict=False))
    panels = panels_of(rounds)
    kept = kept_apart(panels, minimum)
    for panel, apart in zip(panels, kept, strict=True):
        if apart:
            assert not panel.both or len(panel.both) >= minimum
            for year in panel.years:
                assert not told_by(shown_in(year, rounds, panels, kept), minimum)


@settings(deadline=None)
@given(st.lists(somebody, min_size=1, max_size=4), st.integers(2, 4))
def test_a_calculation_that_tells_of_few_is_found_wherever_there_is_one(groups, minimum):
    assert tells_of_few(groups, minimum) == bool(told_by(groups, minimum))


@settings(deadline=None)
@given(st.lists(somebody, min_size=2, max_size=4), st.integers(2, 4))
def test_the_order_in_which_changes_come_is_irrelevant(who, minimum):
    panels = panels_of(dict(zip(YEARS, who, strict=False)))
    kept = dict(zip([one.years for one in panels], kept_apart(panels, minimum), strict=True))
    turned = panels[::-1]
    assert dict(zip([one.years for one in turned], kept_apart(turned, minimum), strict=True)) == kept


ALL = frozenset(range(40))


def test_of_two_panels_that_differ_by_few_the_one_over_fewer_years_is_told():
    """In 2022 the panel since 2021 has 30 of 40; all of these but 2 were in 2020 already, and nobody else."""
    rounds = {2020: frozenset(range(28)), 2021: frozenset(range(30)), 2022: ALL}
    panels = panels_of(rounds)
    assert [one.years for one in panels] == [(2020, 2022), (2020, 2021), (2021, 2022)]
    assert kept_apart(panels, 5) == [False, False, True]
    enough = {**rounds, 2020: frozenset(range(20))}
    assert kept_apart(panels_of(enough), 5) == [True, True, True]


@pytest.mark.parametrize(
    ("groups", "tells"),
    [
        ([ALL, ALL], False),
        ([ALL, frozenset(range(30))], False),
        ([ALL, frozenset(range(37))], True),
        ([frozenset(range(3))], True),
        ([ALL, frozenset(range(20)), frozenset(range(20, 38))], True),  # who is in neither: 2
        ([ALL, frozenset(range(20)), frozenset(range(2, 22))], True),  # what 2 said less what 2 others said
        ([ALL, frozenset(range(20)), frozenset(range(5, 25))], False),
        ([], False),
    ],
)
def test_what_tells_of_fewer_than_five(groups, tells):
    assert tells_of_few(groups, 5) is tells


def test_where_more_would_have_to_be_looked_at_nothing_further_is_shown():
    alone = [ALL, *(frozenset({one}) | frozenset(range(one + 1, 40, 2)) for one in range(12))]
    assert tells_of_few(alone, 12)

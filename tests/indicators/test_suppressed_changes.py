"""A reader who may not see every answer and takes the panel from the whole finds nobody, whoever answered in which year."""

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.engine import explain, panel_changes
from indicators.queries.suppression import masked_change
from tests.indicators.engine.test_properties import PHASES, definitions, people
from tests.indicators.small import answers_of_years

YEARS = (2021, 2022)
rounds = st.dictionaries(st.sampled_from("ABCDEFGH"), people, min_size=3)


def as_frozen(change):
    before, after = change.of_both or (None, None)
    n_before, n_after = change.respondents or (None, None)
    return {
        "change": change.change, "behaviour": change.behaviour, "composition": change.composition,
        "both": change.both, "both_before": before, "both_after": after,
        "respondents_before": n_before, "respondents_after": n_after,
        "state": change.state, "reason": change.reason, "reason_parameters": {},
    }  # fmt: skip


def in_the_number(definition, frames, year, part):
    found = explain(definition, *frames, year, part)
    rows = found.denominator or found.numerator
    return {one.respondent for one in rows}


@settings(max_examples=150, deadline=None, phases=PHASES)
@given(
    definitions(("share", "mean", "total", "distribution"), population=False),
    rounds,
    rounds,
    st.integers(2, 4),
)
def test_whoever_can_be_told_from_the_wholes_and_the_panel_is_of_enough(definition, before, after, minimum):
    definition = replace(definition, minimum_respondents=1)
    rows, invited = [], []
    for year, of_year in zip(YEARS, (before, after), strict=True):
        for who, (answered, region, ldc, cells) in of_year.items():
            invited.append((year, who, answered, region, ldc))
            rows += [(year, who, item, value, number) for (item, number), value in cells.items()]
    roster = pd.DataFrame(invited, columns=["year", "respondent", "answered", "region", "ldc"])
    frames = answers_of_years(rows), roster

    for change in panel_changes(definition, *frames, YEARS):
        shown = masked_change(as_frozen(change), minimum)
        if shown["change"] is None:
            continue
        one, two = (in_the_number(definition, frames, year, change.breakdown) for year in YEARS)
        assert min(len(one), len(two)) >= minimum
        if shown["both_before"] is not None:
            for group in (one & two, one - two, two - one):
                assert not group or len(group) >= minimum
            assert (change.respondents, change.both) == ((len(one), len(two)), len(one & two))

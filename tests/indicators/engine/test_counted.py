"""Counted answers give the same values as the answers that they were counted from."""

import pandas as pd
import pytest
from hypothesis import given, settings

from indicators.engine import compute, compute_counted
from indicators.engine.counted import COUNT_COLUMNS
from tests.indicators.engine.test_computing import FOCAL_POINTS
from tests.indicators.engine.test_properties import OF_SHARES, PHASES, definitions, frames
from tests.indicators.small import define, roster

INVITED = roster("ABCDEF", silent="G", region={"A": "africa", "C": "africa", "B": "asia", "G": "asia"})


def counts_of(answers, roster, dimensions):
    """Each answer of somebody who answered, in the whole and in each of his or her groups, counted row by row."""
    found: dict[tuple, int] = {}
    people = {(one["year"], one["respondent"]): one for one in roster.to_dict("records")}
    for row in answers.to_dict("records"):
        person = people.get((row["year"], row["respondent"]))
        if person is None or not person["answered"]:
            continue
        for dimension in (None, *dimensions):
            code = None if dimension is None else person[dimension]
            if dimension is None or not pd.isna(code):
                option, absence = (
                    None if pd.isna(row[name]) else row[name] for name in ("option", "absence")
                )
                key = (row["year"], dimension, code, row["item"], option, absence)
                found[key] = found.get(key, 0) + 1
    return pd.DataFrame([(*key, many) for key, many in found.items()], columns=list(COUNT_COLUMNS))


def test_a_share_from_counts_is_that_of_the_answers():
    definition = define("share", by=["region"])
    counts = counts_of(FOCAL_POINTS, INVITED, ["region"])

    [values] = compute_counted([definition], counts, INVITED)

    assert values == compute(definition, FOCAL_POINTS, INVITED)
    assert (values[0].numerator, values[0].denominator, values[0].invited) == (2, 3, 7)


def test_definitions_that_share_a_table_of_counts_keep_apart():
    wanted = [
        define("share", by=["region"]),
        define("count", code="9.8"),
        define("share", code="9.7", counted=["no"], by=["region"], valid={"from": "2022", "to": "2022"}),
        define("share", code="9.6", question="nobody_was_asked", by=["region"]),
    ]
    counts = counts_of(FOCAL_POINTS, INVITED, ["region"])

    found = compute_counted(wanted, counts, INVITED)

    assert list(found) == [compute(definition, FOCAL_POINTS, INVITED) for definition in wanted]


@pytest.mark.parametrize(
    "definition",
    [
        define("total"),
        define("share", only_answers={"strategy": ["yes"]}),
        define("share", weight_groups={"region": {"africa": "2"}}),
    ],
)
def test_what_needs_more_than_counts_is_refused(definition):
    with pytest.raises(ValueError, match="9.9 needs more than counts"):
        compute_counted([definition], counts_of(FOCAL_POINTS, INVITED, []), INVITED)


@settings(deadline=None, phases=PHASES)
@given(definitions((*OF_SHARES, "count"), population=False), frames())
def test_both_feeds_agree(definition, both):
    answers, invited = both
    once = answers[answers["occurrence"] == 1]
    asked = once.merge(invited[invited["answered"].astype(bool)][["year", "respondent"]])
    groupings = [dimension for dimension in definition.by if dimension in invited]
    counts = counts_of(asked, invited, groupings)

    [values] = compute_counted([definition], counts, invited)

    assert values == compute(definition, asked, invited)

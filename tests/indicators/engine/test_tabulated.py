"""Tables of counts give the same values as the answers that they were made of, and say what they cannot give."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given

from indicators.engine import compute
from indicators.engine.tabulated import COUNT_COLUMNS, compute_tabulated
from tests.indicators.engine.test_properties import canonical, definitions, frames
from tests.indicators.small import ALL_LEAVE, answers, define, roster
from tests.indicators.tabulating import tabulated

SAME = ("share", "count", "total", "mean", "distribution", "chosen", "top_k")
ALL = ("", "")


def first(given_answers: pd.DataFrame) -> pd.DataFrame:
    """Answers without repeats: nobody tabulates those."""
    return given_answers[given_answers["occurrence"] == 1]


def of_groups(values):
    return [value for value in values if "respondent" not in value.breakdown]


@given(definitions(SAME, population=False), frames())
def test_a_table_gives_the_same_as_the_answers_it_was_made_of(definition, both):
    given_answers, invited = first(both[0]), both[1]
    for year in sorted(invited["year"].unique()):
        mine, people = given_answers[given_answers["year"] == year], invited[invited["year"] == year]
        found = compute_tabulated(definition, tabulated(mine, people), people, set(mine["item"]))

        from_answers = of_groups(compute(definition, mine, people))
        if definition.measure == "top_k":  # the most chosen of single respondents are left out differently
            found, from_answers = (
                [value for value in of_groups(some) if value.value is not None]
                for some in (found, from_answers)
            )
        assert canonical(of_groups(found)) == canonical(from_answers)


@given(definitions(("ratio_of_totals",), population=False), frames())
def test_a_ratio_is_the_same_or_says_that_its_sums_are_over_others(definition, both):
    given_answers, invited = first(both[0]), both[1]
    for year in sorted(invited["year"].unique()):
        mine, people = given_answers[given_answers["year"] == year], invited[invited["year"] == year]
        found = of_groups(compute_tabulated(definition, tabulated(mine, people), people, set(mine["item"])))
        expected = {str(value.breakdown): value for value in compute(definition, mine, people)}
        for value in found:
            if value.reason != "totals_of_others":
                assert canonical([value]) == canonical([expected[str(value.breakdown)]])


def counts(*rows, year=2022):
    """Rows of (kind, item, option or absence, k, n), of everybody."""
    table = [
        (
            year, kind, item, part if kind == "option" else "", part if kind == "absence" else "",
            *ALL, k, n, n if kind in ("option", "total") else None,
        )
        for kind, item, part, k, n in rows
    ]  # fmt: skip
    return pd.DataFrame(table, columns=list(COUNT_COLUMNS)).astype(object)


PRINTED = ("option", "focal_point", "yes", 53, 57)
"""93% (53/57), as official tables print it."""


def one(definition, table, people=None, asked=("focal_point", "events", "part", "whole", "strategy")):
    people = roster("", year=2022).iloc[:0] if people is None else people
    (value,) = [v for v in compute_tabulated(definition, table, people, set(asked)) if not v.breakdown]
    return value


def test_k_and_n_alone_give_the_share_without_bounds():
    value = one(define("share"), counts(PRINTED))

    assert (value.numerator, value.denominator, value.respondents) == (53, 57, 57)
    assert round(value.value, 1) == Decimal("93.0")
    assert (value.invited, value.answered, value.low, value.high) == (57, 57, None, None)


def test_who_answered_and_was_invited_is_told_apart_as_far_as_the_table_tells():
    table = counts(
        PRINTED, ("answered", "", "", 60, None), ("absence", "focal_point", "do_not_know", 2, None)
    )
    value = one(define("share"), table)

    assert value.exclusions == {"do_not_know": 2, "not_told": 1}
    assert (value.answered, value.respondents, value.low) == (60, 57, None)


def test_bounds_are_there_where_everybody_is_accounted_for():
    table = counts(
        PRINTED, ("answered", "", "", 58, None), ("invited", "", "", 60, None),
        ("absence", "focal_point", "do_not_know", 1, None),
    )  # fmt: skip
    value = one(define("share"), table)

    assert value.exclusions == {"no_response": 2, "do_not_know": 1}
    assert (round(value.low, 4), round(value.high, 4)) == (Decimal("88.3333"), Decimal("93.3333"))


def test_no_is_what_is_not_yes():
    assert one(define("share", counted=["no"]), counts(PRINTED)).numerator == 4
    assert one(define("share", counted=["partly"]), counts(PRINTED)).reason == "not_tabulated"


@pytest.mark.parametrize(
    ("definition", "reason"),
    [
        (define("median"), "needs_single_answers"),
        (define("share", only_answers={"strategy": ["yes"]}), "needs_single_answers"),
        (define("share", only_groups={"region": ["africa"]}), "needs_single_answers"),
        (define("share", weight_groups={"region": {"africa": "2"}}), "needs_single_answers"),
        (define("mean"), "not_tabulated"),
        (define("share", out={**ALL_LEAVE, "do_not_know": "stays"}), "absences_not_told"),
        (define("ratio_of_totals"), "totals_of_others"),
    ],
)
def test_what_a_table_cannot_give_is_said(definition, reason):
    table = counts(
        PRINTED, ("answered", "", "", 60, None), ("total", "part", "", 5, 20), ("total", "whole", "", 50, 21)
    )
    value = one(definition, table)

    assert (value.value, value.state, value.reason) == (None, "insufficient", reason)


def test_a_question_that_the_year_did_not_ask_is_another_thing_than_one_left_out_of_the_table():
    assert one(define("mean"), counts(PRINTED), asked=["focal_point"]).reason == "not_asked"
    assert one(define("mean"), counts(PRINTED)).reason == "not_tabulated"


def test_sums_over_everybody_who_answered_make_a_ratio():
    table = counts(("total", "part", "", 5, 20), ("total", "whole", "", 50, 20))

    assert one(define("ratio_of_totals"), table).value == 10


def test_single_respondents_are_not_in_a_table():
    people = roster("AB", year=2022)
    values = compute_tabulated(define("share", by=["respondent"]), counts(PRINTED), people, {"focal_point"})

    assert [(v.breakdown, v.reason) for v in values[1:]] == [
        ({"respondent": "A"}, "needs_single_answers"),
        ({"respondent": "B"}, "needs_single_answers"),
    ]


def test_a_frame_without_its_columns_is_refused():
    with pytest.raises(ValueError, match="no column base"):
        compute_tabulated(define("share"), counts(PRINTED).drop(columns="base"), roster("A"), set())


def test_answers_and_counts_by_hand():
    people = roster("ABC", "D", year=2022)
    given_answers = answers(
        ("A", "focal_point", "yes"), ("B", "focal_point", "no"), ("C", "focal_point", "-refused")
    )
    (from_answers,) = compute(define("share"), given_answers, people)

    assert (from_answers.numerator, from_answers.denominator, from_answers.value) == (1, 2, 50)
    assert canonical(
        compute_tabulated(define("share"), tabulated(given_answers, people), people, {"focal_point"})
    ) == canonical([from_answers])

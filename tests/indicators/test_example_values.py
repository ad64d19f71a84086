"""The illustrative rounds from the bytes of their files to values, without a database: every indicator is accounted for."""

from functools import cache

import pandas as pd
import pytest

from indicators import engine
from indicators.definitions import codes
from indicators.engine.frames import ANSWER_COLUMNS
from indicators.vocabulary import MEASURES
from surveys.example_respondents import GROUPINGS, ROSTERS, YEARS
from tests.indicators.test_shipped_definitions import DEFINITIONS, PUBLISHED
from tests.surveys.example_rounds import checked

BY_CODE = {definition.code: definition for definition in DEFINITIONS}
RESOLVED = codes(DEFINITIONS)


def answers(survey: str) -> pd.DataFrame:
    rows = [
        (year, said.respondent, said.item, said.occurrence, said.option, said.number, said.absence)
        for year in YEARS
        for file in checked(survey, year)
        for said in file.answers
    ]
    frame = pd.DataFrame(
        [(*row, number) for number, row in enumerate(rows)], columns=list(ANSWER_COLUMNS)
    ).astype({"respondent": object, "item": object, "option": object, "absence": object})
    return frame.assign(number=pd.to_numeric(frame["number"]).astype(float))


def roster(survey: str, given: pd.DataFrame) -> pd.DataFrame:
    sent = set(zip(given["year"], given["respondent"], strict=True))
    rows = [
        {
            "year": year,
            "respondent": each.code,
            "answered": (year, each.code) in sent,
            **{
                grouping: each.groups[grouping].partition("..")[0]
                for grouping in GROUPINGS
                if each.is_in(grouping, year)
            },
        }
        for year in YEARS
        for each in ROSTERS[survey]
        if year in each.invited
    ]
    frame = pd.DataFrame(rows).astype(object)
    return frame.where(frame.notna(), None).astype({"year": int, "answered": bool})


@cache
def values_of(survey: str) -> dict[str, list]:
    definitions = [d for d in DEFINITIONS if d.survey == survey and MEASURES[d.measure].computed]
    given = answers(survey)
    found = engine.compute_all(definitions, given, roster(survey, given))
    return {definition.code: values for definition, values in zip(definitions, found, strict=True)}


def computed(code: str) -> list:
    """The values with a number of a published code: of its part, or of the whole or its options."""
    indicator, part = RESOLVED[code]
    return [
        value
        for value in values_of(BY_CODE[indicator].survey)[indicator]
        if value.state == "computed"
        and (value.breakdown == part or not part and set(value.breakdown) <= {"option"})
    ]


ENTERED = [code for code in PUBLISHED if not MEASURES[BY_CODE[RESOLVED[code][0]].measure].computed]
# One real entity each: no fictional one stands for it.
OF_ONE_ENTITY = [code for code in PUBLISHED if "respondent" in RESOLVED[code][1]]


def test_what_does_not_compute_is_entered_and_known():
    assert [
        *("3.1", "3.2", "3.3"),
        *("BA.7", "BB.1", "BB.2", "BB.3", "BC.1", "BC.2", "BD.2", "BD.3", "BD.4", "BE.1"),
    ] == ENTERED
    assert len(OF_ONE_ENTITY) == 8


@pytest.mark.parametrize("code", [code for code in PUBLISHED if code not in (*ENTERED, *OF_ONE_ENTITY)])
def test_every_other_published_code_computes(code):
    assert computed(code)


@pytest.mark.parametrize("code", ["1.4", "1.5", "1.6", "1.7", "BA.3"])
def test_so_do_codes_of_our_own_and_the_whole_of_the_documents(code):
    assert {value.year for value in computed(code)} == set(YEARS)


def test_most_compute_in_every_round():
    partial = {
        definition.code: years
        for definition in DEFINITIONS
        if MEASURES[definition.measure].computed
        and (years := {value.year for value in computed(definition.code)}) != set(YEARS)
    }

    # 4.1 and BD.1 were first asked later; 5.2 had too few answers while its question was complex.
    assert partial == {"4.1": {2023}, "5.2": {2023}, "BD.1": {2022, 2023}}


def test_shares_lie_within_their_bounds_and_rest_on_fewer_than_were_asked():
    for code in ("0.1", "2.1", "2.2", "2.3", "3.4"):
        for value in computed(code):
            assert value.low <= value.value <= value.high
            assert value.respondents < value.answered < value.invited


def test_only_governments_of_the_south_are_asked_whether_they_provide():
    invited = {value.year: value.invited for value in computed("0.1")}
    all_of_them = {value.year: value.invited for value in computed("2.1")}

    assert all(invited[year] < all_of_them[year] for year in YEARS)


def test_a_country_that_left_the_least_developed_leaves_their_group():
    groups = {
        value.year: value.invited
        for value in values_of("desa_unct")["1.2"]
        if value.breakdown == {"ldc": "ldc"}
    }

    asked = {
        year: sum(each.is_in("ldc", year) and year in each.invited for each in ROSTERS["desa_unct"])
        for year in YEARS
    }
    assert groups == asked
    assert any(".." in each.groups.get("ldc", "") for each in ROSTERS["desa_unct"])


@pytest.mark.parametrize("years", [(2021, 2022), (2022, 2023)])
def test_the_same_respondents_make_a_panel_that_says_something(years):
    given = answers("desa_government")
    whole = roster("desa_government", given)
    changes = [
        change
        for code in ("0.1", "2.2", "3.4")
        for change in engine.panel_changes(BY_CODE[code], given, whole, years)
    ]

    assert {change.state for change in changes} == {"computed"}
    assert all(20 < change.both < 84 for change in changes)
    assert any(change.behaviour for change in changes)
    assert all(change.composition for change in changes)

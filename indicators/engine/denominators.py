"""Who stands in a number, and who is left out of it and why. PURE.

The roster decides: everybody invited in a year has one standing in it, whether anything came back or not.

  no counted submission            left out as no_response, whatever the answers hold of them
  an absence that leaves           left out under its kind
  an absence that stays            in the denominator, never in the numerator
  no answer to the question        as if it had been left blank
  a value                          in the denominator, and in the numerator where it counts

Answers of somebody who is not on the roster of the year do not count, so that a narrower roster (those who
answered in both years, one region) computes the same indicator over fewer respondents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.measures import entries, of_respondents
from indicators.engine.population import applied, concerned
from indicators.vocabulary import MISSING, NO_RESPONSE


@dataclass(frozen=True)
class Standings:
    """Where every invited respondent stands in an indicator, in every year that the definition computes.

    `respondents`: the roster of those years (respondent, year, answered, groupings), and `enters` (bool),
    `kind` (why not: an absence or no_response; missing for those who enter), `numerator`, `denominator`,
    `undecided` (enters, and nobody knows the answer) and `unknown` (is left out, and nobody knows the answer), both
    at the weight of the respondent, 0 for the others.
    `entries`: what the measure made of each answer, see `measures`; those of the roster only.
    `one_by_one`: whether the measure needs the numbers themselves and not only their sum.
    `unasked`: year -> questions of the definition that no answer of the year was about, [] where all were.
    """

    respondents: pd.DataFrame
    entries: pd.DataFrame
    unasked: Mapping[int, list[str]]
    one_by_one: bool = False


def standings(
    definition: IndicatorDefinition,
    answers: Mapping[str, pd.DataFrame],
    roster: pd.DataFrame,
    years: Sequence[int] | None = None,
) -> Standings:
    """The standings in a computed definition. `answers`: code of a question -> its answers, from `frames`.

    `years` are those to compute, also where the definition does not hold in them; None for those in which it does.
    Whether a question was asked is read off all answers of the year, not only those of the roster given.
    """
    if years is None:
        years = [int(year) for year in sorted(roster["year"].unique()) if definition.is_valid_in(int(year))]
    asked_in = {question: set(answers[question]["year"].unique()) for question in definition.items}
    unasked = {
        year: [question for question, asked in asked_in.items() if year not in asked] for year in years
    }
    roster = concerned(definition, roster[roster["year"].isin(years)])
    asked = roster["year"].isin([year for year in years if not unasked[year]])
    expected = roster.loc[roster["answered"] & asked, ["year", "respondent"]]
    answers = {question: _completed(answers[question], expected) for question in definition.items}
    made = applied(definition, entries(definition, answers), answers, roster)
    placed = _placed(roster, of_respondents(definition, made))
    return Standings(placed, made, unasked, one_by_one=definition.measure == "median")


def _completed(rows: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    """The answers of those expected to have answered; a row without an answer where there is none."""
    completed = expected.merge(rows, on=["year", "respondent"], how="left")
    return completed.assign(occurrence=completed["occurrence"].fillna(1).astype(int))


def _placed(roster: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """The roster with what each respondent adds; those who did not answer add nothing."""
    placed = roster.merge(made, on=["year", "respondent"], how="left", indicator="found")
    found = placed.pop("found") == "both"
    kind = placed["kind"].astype(object).where(placed["answered"], NO_RESPONSE)
    weight = placed.get("weight", 1)
    return placed.assign(
        enters=found & placed["kind"].isna(),
        kind=kind,
        unknown=kind.isin(MISSING) * weight,
        undecided=placed["undecided"].astype(object).where(found, False).astype(bool) * weight,
        numerator=placed["numerator"].astype(object).where(found, 0).infer_objects(),
        denominator=placed["denominator"].astype(object).where(found, 0).infer_objects(),
    )

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
from dataclasses import dataclass, replace

import numpy as np

from indicators.definitions import IndicatorDefinition
from indicators.engine.exact import Exact, flags
from indicators.engine.frames import NO_ANSWER, NOTHING, Codes, Frames, Given, Roster
from indicators.engine.measures import (
    ENTERS,
    KINDS,
    NOWHERE,
    Entries,
    OfRespondents,
    entries,
    is_missing,
    of_respondents,
)
from indicators.engine.population import applied, concerned, weight_by_group
from indicators.vocabulary import NO_RESPONSE


@dataclass(frozen=True)
class Standings:
    """Where every invited respondent stands in an indicator, in every year that the definition computes.

    Columns are as long as the roster. `within`: who is invited for this indicator, in a year that it computes; all
    others count nowhere. `kind`: ENTERS, or why left out; NOWHERE for whoever answered when the question was not
    asked. `numerator`, `denominator`, `undecided` (enters, and nobody knows the answer) and `unknown` (is left out,
    and nobody knows the answer) are at the weight of the respondent, 0 for the others.
    `entries`: what the measure made of each answer, see `measures`; those of the roster only.
    `one_by_one`: whether the measure needs the numbers themselves and not only their sum.
    `unasked`: year -> questions of the definition that no answer of the year was about, [] where all were.
    """

    roster: Roster
    within: np.ndarray
    kind: np.ndarray
    numerator: Exact
    denominator: Exact
    unknown: Exact
    undecided: Exact
    entries: Entries
    unasked: Mapping[int, list[str]]
    one_by_one: bool = False

    @property
    def enters(self) -> np.ndarray:
        """Who stands in the number."""
        return self.within & (self.kind == ENTERS)

    def only(self, places: np.ndarray) -> "Standings":
        """The same for some of the places of the roster alone."""
        within = self.within & places
        numbers = ("numerator", "denominator", "unknown", "undecided")
        return replace(self, within=within, **{name: getattr(self, name).where(within) for name in numbers})


def standings(
    definition: IndicatorDefinition, frames: Frames, years: Sequence[int] | None = None
) -> Standings:
    """The standings in a computed definition.

    `years` are those to compute, also where the definition does not hold in them; None for those in which it does.
    Whether a question was asked is read off all answers of the year, not only those of the roster given.
    """
    roster = frames.roster
    if years is None:
        years = [year for year in np.unique(roster.years).tolist() if definition.is_valid_in(year)]
    unasked = {
        year: [item for item in definition.items if year not in frames.given[item].asked] for year in years
    }
    within = concerned(definition, roster) & np.isin(roster.years, list(years))
    answerable = np.isin(roster.years, [year for year in years if not unasked[year]])
    expected = within & roster.answered & answerable
    answers = {item: _completed(frames.given[item], expected) for item in definition.items}
    weights = weight_by_group(definition, roster)
    made = applied(definition, entries(definition, answers), answers, weights)
    placed = _placed(roster, within, made, of_respondents(definition, made), weights, unasked)
    return replace(placed, one_by_one=definition.measure == "median")


def _completed(rows: Given, expected: np.ndarray) -> Given:
    """The answers of those expected to have answered; a row without an answer where there is none."""
    kept = expected[rows.who]
    silent = expected.copy()
    silent[rows.who] = False
    more = np.flatnonzero(silent)
    who = np.concatenate([rows.who[kept], more])
    order = np.argsort(who, kind="stable")

    def column(values: np.ndarray, filler) -> np.ndarray:
        return np.concatenate([values[kept], np.full(len(more), filler, dtype=values.dtype)])[order]

    return Given(
        who[order],
        column(rows.occurrence, 1),
        Codes(column(rows.option.codes, NOTHING), rows.option.names),
        column(rows.number, np.nan),
        column(rows.absence, NOTHING),
        column(rows.answer, NO_ANSWER),
        rows.asked,
    )


def _placed(
    roster: Roster,
    within: np.ndarray,
    made: Entries,
    of_each: OfRespondents,
    weights: Exact,
    unasked: Mapping[int, list[str]],
) -> Standings:
    """What each place of the roster adds; those who did not answer add nothing."""
    kind = np.where(roster.answered, NOWHERE, KINDS.index(NO_RESPONSE))
    kind[of_each.who] = of_each.kind
    return Standings(
        roster,
        within,
        kind,
        numerator=of_each.numerator.at(of_each.who, len(roster)),
        denominator=of_each.denominator.at(of_each.who, len(roster)),
        unknown=weights.where(within & is_missing(kind)),
        undecided=weights.where(flags(of_each.undecided).at(of_each.who, len(roster)).units > 0),
        entries=made,
        unasked=unasked,
    )

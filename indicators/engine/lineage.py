"""Which answers a value rests on, and whom it leaves out. PURE.

The same standings that make the value are listed here, so that number and explanation cannot disagree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import judged, tallies
from indicators.engine.denominators import Standings, standings
from indicators.engine.frames import answers_by_item, roster_of
from indicators.engine.values import ComputedValue
from indicators.vocabulary import MEASURES, NO_RESPONSE


class Contribution(NamedTuple):
    """What one respondent adds to a sum: ids of the answers, and the number.

    The number is 1 for an option, the sum of what was given for numbers, None for somebody left out. No ids
    where there is no submission, or none of its answers is about the question.
    """

    respondent: str
    answers: tuple[int, ...]
    number: Decimal | None


@dataclass(frozen=True)
class Explanation:
    """A value and everybody behind it, sorted by respondent.

    `numerator` and `denominator` add up to those of the value where it has them. `denominator` is empty for a
    measure without one; there `numerator` of a count lists those who count, and of a total all who gave a
    number. `left_out`: kind of absence or "no_response" -> who. An absence that stays is in `denominator`.
    Where the question was not asked, those who answered the survey stand nowhere.
    """

    value: ComputedValue
    numerator: tuple[Contribution, ...]
    denominator: tuple[Contribution, ...]
    left_out: Mapping[str, tuple[Contribution, ...]]


def explain(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    year: int,
    breakdown: Mapping[str, str],
    open_years: Collection[int] = (),
) -> Explanation:
    """The value of one year and breakdown, one that `compute` gives, with the answers behind it.

    Raises ValueError where `compute` gives no such value, and for an entered definition.
    """
    if not MEASURES[definition.measure].computed:
        raise ValueError(f"{definition.code} is entered, not computed from answers")
    if definition.of_options:
        return _of_option(definition, answers, roster, year, breakdown, open_years)
    roster, answers = roster_of(roster), answers[answers["year"] == year]
    items = answers_by_item(answers, definition.items)
    standing = standings(definition, items, roster[roster["year"] == year])
    value = _value(definition, standing, year, breakdown, open_years)
    people = standing.respondents
    for dimension, code in breakdown.items():
        people = people[people[dimension] == code]
    made = standing.entries[standing.entries["respondent"].isin(people["respondent"])]
    enters = made[made["kind"].isna()]
    has_denominator = MEASURES[definition.measure].has_denominator
    return Explanation(
        value,
        numerator=_contributions(definition, enters[enters["counts"]], "numerator", "above"),
        denominator=_contributions(definition, enters, "denominator", "below") if has_denominator else (),
        left_out=_left_out(people, made),
    )


def _of_option(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    year: int,
    breakdown: Mapping[str, str],
    open_years: Collection[int],
) -> Explanation:
    """The share of those who chose the option that the breakdown names."""
    rest = {dimension: code for dimension, code in breakdown.items() if dimension != "option"}
    share = definition.of_options.get(breakdown.get("option", ""))
    if share is None:
        raise ValueError(f"{definition.code} has no value for {year} and {dict(breakdown)}")
    found = explain(share, answers, roster, year, rest, open_years)
    whole = {"option": breakdown["option"], **found.value.breakdown}
    return replace(found, value=replace(found.value, breakdown=whole))


def _value(
    definition: IndicatorDefinition,
    standing: Standings,
    year: int,
    breakdown: Mapping[str, str],
    open_years: Collection[int],
) -> ComputedValue:
    if len(breakdown) < 2 and set(breakdown) <= set(definition.by):
        for tally in tallies(standing, next(iter(breakdown), None)):
            if tally.breakdown == breakdown:
                return judged(definition, tally, open_years)
    raise ValueError(f"{definition.code} has no value for {year} and {dict(breakdown)}")


def _contributions(
    definition: IndicatorDefinition, made: pd.DataFrame, number: str, answer: str
) -> tuple[Contribution, ...]:
    """What each respondent adds; of options one counted is enough, numbers of occurrences are added up."""
    together = max if MEASURES[definition.measure].counts_options else sum
    return tuple(
        Contribution(str(respondent), _ids(rows[answer]), Decimal(together(rows[number])))
        for respondent, rows in made.groupby("respondent")
    )


def _left_out(people: pd.DataFrame, made: pd.DataFrame) -> dict[str, tuple[Contribution, ...]]:
    by_respondent: Mapping[Any, pd.DataFrame] = dict(iter(made.groupby("respondent")))
    out: dict[str, tuple[Contribution, ...]] = {}
    for kind, rows in people.groupby("kind"):
        out[kind] = tuple(
            Contribution(respondent, _ids_of(by_respondent, respondent, kind), None)
            for respondent in sorted(rows["respondent"])
        )
    return out


def _ids_of(by_respondent: Mapping[Any, pd.DataFrame], respondent: str, kind: str) -> tuple[int, ...]:
    if kind == NO_RESPONSE or respondent not in by_respondent:
        return ()
    rows = by_respondent[respondent]
    return _ids(pd.concat([rows["above"], rows["below"]]))


def _ids(answers: pd.Series) -> tuple[int, ...]:
    return tuple(sorted({int(answer) for answer in answers.dropna()}))

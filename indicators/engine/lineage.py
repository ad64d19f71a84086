"""Which answers a value rests on, and whom it leaves out. PURE.

The same standings that make the value are listed here, so that number and explanation cannot disagree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import compute, judged, nobody_invited, tallies
from indicators.engine.denominators import Standings, standings
from indicators.engine.exact import Exact
from indicators.engine.frames import NO_ANSWER, coded
from indicators.engine.measures import ENTERS, KINDS
from indicators.engine.values import ComputedValue
from indicators.vocabulary import MEASURES, NO_RESPONSE, OF_THE_ANSWER


class Contribution(NamedTuple):
    """What one respondent adds to a sum: ids of the answers, and the number.

    The number is 1 for an option, the sum of what was given for numbers, None for somebody left out. Beside the
    answers to the question stand those that weigh and filter. No ids where there is no submission, or none of its
    answers is read.
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
    one = definition.alone(breakdown)
    if one is None:
        raise ValueError(f"{definition.code} has no value for {year} and {dict(breakdown)}")
    if roster.empty:
        return _of_nobody(definition, year, breakdown)
    if one is not definition:
        found = _of_part(one, answers, roster, year, breakdown, open_years)
        if definition.measure != "distribution":
            return found
        # Whether its shares add up is seen by all its options together.
        values = compute(definition, answers, roster, open_years)
        judged_whole = (one for one in values if (one.year, one.breakdown) == (year, found.value.breakdown))
        return replace(found, value=next(judged_whole))
    answers = answers[answers["year"] == year]
    frames = coded(answers, roster[roster["year"] == year], definition.items)
    standing = standings(definition, frames)
    value = _value(definition, standing, year, breakdown, open_years)
    for dimension, code in breakdown.items():
        standing = standing.only(frames.roster.groups[dimension].among([code]))
    made = standing.entries
    enters = standing.within[made.who] & (made.kind == ENTERS)
    has_denominator = MEASURES[definition.measure].has_denominator
    found = Explanation(
        value,
        numerator=_contributions(definition, standing, enters & made.counts, made.numerator, made.above),
        denominator=_contributions(definition, standing, enters, made.denominator, made.below)
        if has_denominator
        else (),
        left_out=_left_out(standing),
    )
    return _with_population(found, definition, answers)


def standing_in(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    year: int,
    part: Mapping[str, str],
) -> tuple[str, ...]:
    """Who stands in the number of a part of the answers in a year, sorted: of whom a change asks whether they are in it
    in both years. `part` is {} for the whole."""
    one = definition.alone(part)
    if one is None:
        raise ValueError(f"{definition.code} has no part {dict(part)}")
    frames = coded(answers[answers["year"] == year], roster[roster["year"] == year], one.items)
    standing = standings(one, frames, years=(year,))
    return tuple(sorted(map(standing.roster.name_at, np.flatnonzero(standing.enters).tolist())))


def _with_population(
    found: Explanation, definition: IndicatorDefinition, answers: pd.DataFrame
) -> Explanation:
    """The same, with the answers that say how much a respondent counts and whether the indicator is about them."""
    beside = set(definition.items) - set(definition.questions)
    rows = answers[answers["item"].isin(beside)]
    said = rows.groupby("respondent")["answer"].agg(set).to_dict() if len(rows) else {}
    if not said:
        return found

    def whole(group: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
        return tuple(
            one._replace(answers=_ids(map(int, {*one.answers, *said.get(one.respondent, ())})))
            for one in group
        )

    left_out = {kind: whole(group) for kind, group in found.left_out.items()}
    return replace(
        found, numerator=whole(found.numerator), denominator=whole(found.denominator), left_out=left_out
    )


def _of_nobody(definition: IndicatorDefinition, year: int, breakdown: Mapping[str, str]) -> Explanation:
    """What stands behind a round of which nobody is on the roster: nobody, and so for the parts of everybody only."""
    for value in nobody_invited(definition, year):
        if value.breakdown == breakdown:
            return Explanation(value, (), (), {})
    raise ValueError(f"{definition.code} has no value for {year} and {dict(breakdown)}")


def _of_part(
    one: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    year: int,
    breakdown: Mapping[str, str],
    open_years: Collection[int],
) -> Explanation:
    """The value of the part that the breakdown names, an option or a sub-question or both, with the answers to it."""
    groups = {dimension: code for dimension, code in breakdown.items() if dimension not in OF_THE_ANSWER}
    part = {dimension: breakdown[dimension] for dimension in OF_THE_ANSWER if dimension in breakdown}
    found = explain(one, answers, roster, year, groups, open_years)
    return replace(found, value=replace(found.value, breakdown={**part, **groups}))


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
    definition: IndicatorDefinition,
    standing: Standings,
    wanted: np.ndarray,
    numbers: Exact,
    answers: np.ndarray,
) -> tuple[Contribution, ...]:
    """What each respondent adds; of options one counted is enough, numbers of occurrences are added up."""
    together = max if MEASURES[definition.measure].counts_options else sum
    rows: dict[int, list[tuple[Decimal, int]]] = defaultdict(list)
    whose = standing.entries.who[wanted].tolist()
    given = zip(numbers.taken(wanted).decimals(), answers[wanted].tolist(), strict=True)
    for place, row in zip(whose, given, strict=True):
        rows[place].append(row)
    contributions = (
        Contribution(
            standing.roster.name_at(place), _ids(answer for _, answer in of_one), together(number for number, _ in of_one)
        )
        for place, of_one in rows.items()
    )  # fmt: skip
    return tuple(sorted(contributions, key=lambda one: one.respondent))


def _left_out(standing: Standings) -> dict[str, tuple[Contribution, ...]]:
    """Kind -> who, sorted; those who sent nothing have no answers there."""
    made = standing.entries
    answers: dict[int, set[int]] = defaultdict(set)
    for place, above, below in zip(made.who.tolist(), made.above.tolist(), made.below.tolist(), strict=True):
        answers[place] |= {above, below}
    out: dict[str, list[Contribution]] = {}
    for place in np.flatnonzero(standing.within & (standing.kind >= 0)).tolist():
        kind = KINDS[standing.kind[place]]
        ids = () if kind == NO_RESPONSE else _ids(answers[place])
        out.setdefault(kind, []).append(Contribution(standing.roster.name_at(place), ids, None))
    return {kind: tuple(sorted(whom, key=lambda one: one.respondent)) for kind, whom in sorted(out.items())}


def _ids(answers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(answers) - {NO_ANSWER}))

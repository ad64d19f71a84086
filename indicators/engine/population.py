"""Whom an indicator is about, and how much each of them counts. PURE.

Groups narrow the roster itself: who is in none of the groups was, for this indicator, never invited. An answer
narrows it from inside: who answered otherwise is left out as `outside`, who gave no answer under that absence,
since he or she may or may not belong. A weight multiplies what a respondent adds above and below the line; one
that is an answer is unknown of those who are missing, so that such a share has no bounds.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import numpy as np

from indicators.definitions import IndicatorDefinition
from indicators.engine.exact import Exact, exact, flags, of_decimals
from indicators.engine.frames import NOTHING, Given, Roster
from indicators.engine.measures import ENTERS, KINDS, Entries, absences
from indicators.vocabulary import OUTSIDE

_OUTSIDE = KINDS.index(OUTSIDE)


def concerned(definition: IndicatorDefinition, roster: Roster) -> np.ndarray:
    """Which places of the roster are not left aside for their groups, or for having no weight."""
    within = np.ones(len(roster), dtype=bool)
    for groups in (definition.only_groups, definition.weight_groups):
        for grouping, wanted in groups.items():
            within &= roster.groups[grouping].among(wanted) if grouping in roster.groups else False
    return within


def weight_by_group(definition: IndicatorDefinition, roster: Roster) -> Exact:
    """What each place of the roster weighs by its group: 1 where groups do not weigh."""
    for grouping, weights in definition.weight_groups.items():
        if grouping not in roster.groups:
            break
        groups = roster.groups[grouping]
        of_codes = of_decimals([*(Decimal(weights.get(name, 0)) for name in groups.names), Decimal(0)])
        return of_codes.taken(groups.codes)  # the last one is of those in no group
    return flags(np.ones(len(roster), dtype=bool))


def applied(
    definition: IndicatorDefinition, made: Entries, answers: Mapping[str, Given], weights: Exact
) -> Entries:
    """The entries with those put aside who are outside, and each of the others at its weight.

    `answers` are completed: everybody who is expected has an entry for each question. `weights` are those of the
    places of the roster. Raises ValueError for a weight below 0.
    """
    invited = len(weights.units)
    for question, options in definition.only_answers.items():
        made = _set_aside(made, _why_outside(answers[question], options, invited))
    if definition.weight_question:
        weights, unknown = _weights_given(answers[definition.weight_question], invited)
        return _weighed(_set_aside(made, unknown), weights)
    return _weighed(made, weights) if definition.weight_groups else made


def _why_outside(rows: Given, options: tuple[str, ...], invited: int) -> np.ndarray:
    """By place why not concerned; one concerned occurrence is enough, else the first one speaks."""
    why = absences(rows.absence, given=rows.option.codes != NOTHING)
    why = np.where(why == ENTERS, _OUTSIDE, why)
    return _of_first(rows, why, rows.option.among(options), invited)


def _weights_given(rows: Given, invited: int) -> tuple[Exact, np.ndarray]:
    """By place the weight, and for those who gave none why."""
    given = ~np.isnan(rows.number)
    if (rows.number < 0).any():
        raise ValueError("a weight is below 0")
    starts = _starts(rows)
    weights = exact(rows.number)
    if len(starts) < len(rows.who):
        weights = weights.put_together(np.add, starts)
    why = _of_first(rows, absences(rows.absence, given=given), given, invited)
    return weights.at(rows.who[starts], invited), why


def _of_first(rows: Given, why: np.ndarray, exempt: np.ndarray, invited: int) -> np.ndarray:
    """By place the reason of the first occurrence, ENTERS where one occurrence is exempt or there is none."""
    starts = _starts(rows)
    found = np.full(invited, ENTERS)
    if len(starts):
        any_exempt = np.logical_or.reduceat(exempt, starts)
        found[rows.who[starts]] = np.where(any_exempt, ENTERS, why[starts])
    return found


def _starts(rows: Given) -> np.ndarray:
    return np.flatnonzero(np.diff(rows.who, prepend=NOTHING))


def _set_aside(made: Entries, why: np.ndarray) -> Entries:
    reasons = why[made.who]
    stays = reasons == ENTERS
    return replace(
        made,
        kind=np.where(stays, made.kind, reasons),
        numerator=made.numerator.where(stays),
        denominator=made.denominator.where(stays),
        given=made.given & stays,
        undecided=made.undecided & stays,
        counts=made.counts & stays,
    )


def _weighed(made: Entries, weights: Exact) -> Entries:
    of_each = weights.taken(made.who)
    return replace(made, numerator=made.numerator.times(of_each), denominator=made.denominator.times(of_each))

"""Whom an indicator is about, and how much each of them counts. PURE.

Groups narrow the roster itself: who is in none of the groups was, for this indicator, never invited. An answer
narrows it from inside: who answered otherwise is left out as `outside`, who gave no answer under that absence,
since he or she may or may not belong. A weight multiplies what a respondent adds above and below the line; one
that is an answer is unknown of those who are missing, so that such a share has no bounds.
"""

from collections.abc import Mapping

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.measures import absences, exact
from indicators.vocabulary import OUTSIDE

WHOSE = ["year", "respondent"]


def concerned(definition: IndicatorDefinition, roster: pd.DataFrame) -> pd.DataFrame:
    """The roster without those whose groups the indicator leaves aside, and with `weight` where groups weigh."""
    for grouping, groups in definition.only_groups.items():
        roster = roster[_column(roster, grouping).isin(groups)]
    for grouping, weights in definition.weight_groups.items():
        column = _column(roster, grouping)
        roster = roster[column.isin(weights)]
        roster = roster.assign(weight=column[column.isin(weights)].map(weights).astype(object))
    return roster


def applied(
    definition: IndicatorDefinition,
    made: pd.DataFrame,
    answers: Mapping[str, pd.DataFrame],
    roster: pd.DataFrame,
) -> pd.DataFrame:
    """The entries with those put aside who are outside, and each of the others at its weight.

    `answers` are completed: everybody who is expected has a row for each question. Raises ValueError for a
    weight below 0.
    """
    for question, options in definition.only_answers.items():
        made = _set_aside(made, _why_outside(answers[question], options))
    if definition.weight_question:
        weights, unknown = _weights_given(answers[definition.weight_question])
        made = _weighed(_set_aside(made, unknown), weights)
    elif definition.weight_groups:
        made = _weighed(made, roster.set_index(WHOSE)["weight"])
    return made


def _column(roster: pd.DataFrame, grouping: str) -> pd.Series:
    return roster[grouping] if grouping in roster else pd.Series(None, index=roster.index, dtype=object)


def _why_outside(rows: pd.DataFrame, options: tuple[str, ...]) -> pd.Series:
    """(year, respondent) -> why not concerned; one concerned occurrence is enough, else the first one speaks."""
    given = rows["option"].notna()
    why = absences(rows["absence"], given=given).mask(given, OUTSIDE)
    placed = rows.assign(inside=rows["option"].isin(options), why=why)
    first = placed.sort_values(["inside", "occurrence"], ascending=[False, True]).drop_duplicates(WHOSE)
    return first[~first["inside"]].set_index(WHOSE)["why"]


def _weights_given(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """(year, respondent) -> weight, and for those who gave none why."""
    given = rows["number"].notna()
    if (rows["number"] < 0).any():
        raise ValueError("a weight is below 0")
    placed = rows.assign(
        missing=~given, why=absences(rows["absence"], given=given), weight=exact(rows["number"], where=given)
    )
    first = placed.sort_values(["missing", "occurrence"]).drop_duplicates(WHOSE)
    return placed.groupby(WHOSE)["weight"].sum(), first[first["missing"]].set_index(WHOSE)["why"]


def _set_aside(made: pd.DataFrame, why: pd.Series) -> pd.DataFrame:
    reasons = _of_each(made, why)
    aside = reasons.notna()
    return made.assign(
        kind=made["kind"].astype(object).mask(aside, reasons),
        numerator=made["numerator"].astype(object).mask(aside, 0),
        denominator=made["denominator"].astype(object).mask(aside, 0),
        **{flag: made[flag] & ~aside for flag in ("given", "undecided", "counts")},
    )


def _weighed(made: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    of_each = _of_each(made, weights)
    return made.assign(
        numerator=made["numerator"].astype(object) * of_each,
        denominator=made["denominator"].astype(object) * of_each,
        weight=of_each,
    )


def _of_each(made: pd.DataFrame, by_respondent: pd.Series) -> pd.Series:
    """What is known by (year, respondent), for each entry; missing where nothing is."""
    found = made[WHOSE].merge(by_respondent.rename("found").reset_index(), on=WHOSE, how="left")["found"]
    return pd.Series(found.to_numpy(dtype=object), index=made.index, dtype=object)

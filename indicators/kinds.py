"""Which kinds of chart fit a breakdown, the best first. PURE.

Answers of one choice make up a hundred and are stacked. Groups are dots where there are bounds to show, else bars.
Where groups have several years, small multiples show their course. Sub-questions within groups are bars side by side,
and so are answers that make up no hundred, because one respondent may choose several. What is a share can be split:
those who count and all others, who make up a hundred together.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from indicators.vocabulary import OF_THE_ANSWER, OPTION, SUB_QUESTION

SPREAD: Final = ("stacked", "multiples", "grouped", "answers")
"""Kinds that take groups or options and years, or groups and options or sub-questions, at once."""
SIDE_BY_SIDE: Final = {"grouped": SUB_QUESTION, "answers": OPTION}
"""Kinds with bars side by side within each group -> what the bars are of."""
OVER_YEARS, SPLIT = "course", "split"
SPLIT_MEASURES: Final = ("share", "chosen")
"""Measures whose value is a share of respondents by itself, so that the others are the rest of a hundred."""
MOST_PARTS: Final = 6
MOST_PANELS: Final = 24
SHOWN_AT_MOST: Final = 40
"""A chart with more groups than that is a table."""


def dimension_of(breakdown: Mapping[str, str]) -> str | None:
    """The dimension by which a table lists it: its group, else its sub-question, else its option. None where it is of
    everybody, or of several groups at once."""
    groups = [dimension for dimension in breakdown if dimension not in OF_THE_ANSWER]
    of_answers = [dimension for dimension in (SUB_QUESTION, OPTION) if dimension in breakdown]
    return next(iter(groups or of_answers), None) if len(groups) < 2 else None


def kinds_for(
    measure: str,
    by: str | None,
    values: Iterable[Any],
    printed: Iterable[Any] = (),
    *,
    part: Mapping[str, str] | None = None,
) -> list[str]:
    """The kinds for a breakdown of values and published figures, which have `breakdown`, and values `year` and `low`.

    Without a breakdown `part`, or the whole, runs over the years. [] where there is no choice.
    """
    values, printed = list(values), list(printed)
    if not by:
        of_part = [value for value in values if value.breakdown == (part or {})]
        return [OVER_YEARS, SPLIT] if measure in SPLIT_MEASURES and of_part else []
    options = _codes([*values, *printed], OPTION)
    whole = measure == "distribution" and len(options) <= MOST_PARTS
    alone = [value for value in values if set(value.breakdown) == {by}]
    kinds = []
    if whole and (by == OPTION or any(set(value.breakdown) == {by, OPTION} for value in values)):
        kinds.append("stacked")
    if any(value.low is not None for value in alone):
        kinds.append("dots")
    if alone or any(set(figure.breakdown) == {by} for figure in printed):
        kinds.append("bar")
    many_years = len({value.year for value in alone}) > 1
    if many_years and len(_codes(alone, by)) <= MOST_PANELS and by != "respondent":
        kinds.append("multiples")
    for kind, dimension in SIDE_BY_SIDE.items():
        crossed = [
            row for row in (*values, *printed) if dimension != by and set(row.breakdown) == {by, dimension}
        ]
        instead = kind == "answers" and "stacked" in kinds
        if crossed and not instead and fewer_of(crossed, (dimension, by)):
            kinds.append(kind)
    if measure in SPLIT_MEASURES and alone and by != "respondent" and len(_codes(alone, by)) <= SHOWN_AT_MOST:
        kinds.append(SPLIT)
    return kinds


def fewer_of(rows: Iterable[Any], directions: tuple[str, str]) -> str | None:
    """The direction whose codes are bars side by side: the first, unless only the other has few enough. None where
    both have too many."""
    rows = list(rows)
    return next((one for one in directions if len(_codes(rows, one)) <= MOST_PARTS), None)


def _codes(rows: Iterable[Any], dimension: str) -> set[str]:
    breakdowns: Iterable[Mapping[str, str]] = (row.breakdown for row in rows)
    return {breakdown[dimension] for breakdown in breakdowns if dimension in breakdown}

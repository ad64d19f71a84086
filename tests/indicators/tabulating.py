"""The table of counts that somebody would make of answers."""

from collections.abc import Collection, Iterator
from decimal import Decimal

import pandas as pd

from indicators.engine.tabulated import COUNT_COLUMNS

NUMBERS = ("events", "visits", "part", "whole", "weight")
ALL = ("", "")


def tabulated(
    answers: pd.DataFrame, roster: pd.DataFrame, numbers: Collection[str] = NUMBERS
) -> pd.DataFrame:
    """Counts of everybody and of each group on the roster: who was invited and answered, and of each item how many
    gave which option and how many none, or the sum of `numbers`. Answers are given once each."""
    rows = []
    groupings = [name for name in roster.columns if name not in ("year", "respondent", "answered")]
    for year, of_year in roster.groupby("year"):
        mine = answers[answers["year"] == year]
        cells = {ALL: of_year}
        for grouping in groupings:
            cells |= {(grouping, code): people for code, people in of_year.groupby(grouping)}
        for cell, people in cells.items():
            answered = set(people.loc[people["answered"], "respondent"])
            rows.append((year, "invited", "", "", "", *cell, len(people), None, None))
            rows.append((year, "answered", "", "", "", *cell, len(answered), None, None))
            for item, given in mine.groupby("item"):
                rows += _of_item(year, item, cell, answered, given, item in numbers)
    return pd.DataFrame(rows, columns=list(COUNT_COLUMNS)).astype(object)


def _of_item(year, item, cell, answered, given, is_number) -> Iterator[tuple]:
    said = [row for row in given.itertuples() if row.respondent in answered]
    numbers = [Decimal(repr(row.number)) for row in said if row.number == row.number]
    options = [row.option for row in said if isinstance(row.option, str)]
    absent = [row.absence for row in said if isinstance(row.absence, str)]
    absent += ["blank"] * (len(answered) - len(numbers) - len(options) - len(absent))
    for absence in sorted(set(absent)):
        yield year, "absence", item, "", absence, *cell, absent.count(absence), None, None
    if is_number:
        yield year, "total", item, "", "", *cell, sum(numbers, Decimal(0)), len(numbers), len(numbers)
        return
    for option in sorted({*given["option"].dropna(), "yes", "no"}):
        yield year, "option", item, option, "", *cell, options.count(option), len(options), len(options)

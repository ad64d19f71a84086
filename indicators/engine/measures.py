"""What the answers of respondents add to a measure. PURE.

Each measure is a function from a definition and the answers to its questions to entries: one row for each
year, respondent and occurrence, with the columns

  kind         missing (NaN) where the entry counts, otherwise the absence for which it is left out
  numerator    what it adds above the line, denominator what it adds below; 0 where it is left out
  counts       whether it stands above the line at all: a number that is 0 does, an option not counted does not
  given        whether it holds a value
  undecided    whether it is below the line without anybody knowing whether it should stand above it: an
               absence that stays, of somebody who has an answer, see `vocabulary.MISSING`
  above        id of the answer to the question above the line, below id of the one below; for one question
               both are the same. Missing where a submission holds no answer to the question
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.vocabulary import ABSENCES, MEASURES, MISSING

Answers = Mapping[str, pd.DataFrame]

WHOLE_BELOW: Final = 2**40
"""Whole numbers below it are added up as int: a sum of a few million of them still fits."""

KEY: Final = ["year", "respondent", "occurrence"]
"""What names an entry."""


def entries(definition: IndicatorDefinition, answers: Answers) -> pd.DataFrame:
    """The entries of the definition's measure. `answers`: code of a question -> its answers.

    Raises ValueError for an absence that is not one of the five.
    """
    return ENTRIES[definition.measure](*(answers[question] for question in definition.questions), definition)


def of_respondents(definition: IndicatorDefinition, made: pd.DataFrame) -> pd.DataFrame:
    """The entries as one row for each year and respondent, where a question may be answered repeatedly.

    Numbers of the occurrences that count are added up; of options one counted is enough. A respondent of whom
    no occurrence counts is left out for the first one's absence. Undecided is who gave no option in any of them.
    """
    how = "max" if MEASURES[definition.measure].counts_options else "sum"
    whose = ["year", "respondent"]
    first = made.assign(out=made["kind"].notna()).sort_values(["out", "occurrence"]).drop_duplicates(whose)
    if len(first) == len(made):
        return first[[*whose, "kind", "numerator", "denominator", "undecided"]]
    once = "max" if MEASURES[definition.measure].averages else how  # one of the n, however often asked
    together = {"numerator": how, "denominator": once, "undecided": "max", "given": "max"}
    numbers = made.groupby(whose, as_index=False).agg(together)
    numbers["undecided"] &= ~numbers.pop("given")
    return first[[*whose, "kind"]].merge(numbers, on=whose)


def _choices(rows: pd.DataFrame, definition: IndicatorDefinition) -> pd.DataFrame:
    """share, count: 1 above the line for a counted option, 1 below for everybody who is not left out."""
    absence = absences(rows["absence"], given=rows["option"].notna())
    counts = rows["option"].isin(definition.counted)
    stays = absence.isna() | ~absence.isin([kind for kind in ABSENCES if definition.leaves(kind)])
    return rows[KEY].assign(
        kind=absence.mask(stays),
        numerator=counts.astype(int),
        denominator=stays.astype(int),
        given=rows["option"].notna(),
        undecided=stays & absence.isin(MISSING),
        counts=counts,
        above=rows["answer"],
        below=rows["answer"],
    )


def _numbers(rows: pd.DataFrame, definition: IndicatorDefinition) -> pd.DataFrame:
    """total: the number above the line, nothing below it."""
    given = rows["number"].notna()
    return rows[KEY].assign(
        kind=absences(rows["absence"], given=given),
        numerator=exact(rows["number"], where=given),
        denominator=0,
        given=given,
        undecided=False,
        counts=given,
        above=rows["answer"],
        below=rows["answer"],
    )


def _averaged(rows: pd.DataFrame, definition: IndicatorDefinition) -> pd.DataFrame:
    """mean, median: the number above the line, below it 1 for whoever gave one."""
    made = _numbers(rows, definition)
    return made.assign(denominator=made["given"].astype(int))


def _pairs(parts: pd.DataFrame, wholes: pd.DataFrame, definition: IndicatorDefinition) -> pd.DataFrame:
    """ratio_of_totals: the part above, the whole below, where both were given in the same occurrence.

    An entry without a whole is left out for the absence of the whole, whatever became of the part.
    """
    rows = parts.merge(wholes, on=KEY, how="outer", suffixes=("_part", "_whole"))
    has_part, has_whole = rows["number_part"].notna(), rows["number_whole"].notna()
    of_part = absences(rows["absence_part"], given=has_part)
    both = has_part & has_whole
    return rows[KEY].assign(
        kind=absences(rows["absence_whole"], given=has_whole).where(~has_whole, of_part),
        numerator=exact(rows["number_part"], where=both),
        denominator=exact(rows["number_whole"], where=both),
        given=both,
        undecided=False,
        counts=both,
        above=rows["answer_part"],
        below=rows["answer_whole"],
    )


def absences(absence: pd.Series, *, given: pd.Series) -> pd.Series:
    """The kind of absence where no value is given; no answer of any sort is a question left blank."""
    strange = set(absence.dropna()) - set(ABSENCES)
    if strange:
        raise ValueError(f"“{sorted(strange)[0]}” is not one of the absences {', '.join(ABSENCES)}")
    return absence.astype(object).where(absence.notna(), "blank").mask(given)


def exact(numbers: pd.Series, *, where: pd.Series) -> pd.Series:
    """The numbers as they were written, 0 where they do not enter: int where all are whole, else Decimal."""
    entering = numbers.where(where, 0).astype(float)
    if (entering.mod(1) == 0).all() and entering.abs().max() < WHOLE_BELOW:
        return entering.astype(int)
    exact = [
        _decimal(number) if enters else Decimal(0) for number, enters in zip(numbers, where, strict=True)
    ]
    return pd.Series(exact, index=numbers.index, dtype=object)


def _decimal(number: float) -> Decimal:
    number = float(number)
    return Decimal(int(number)) if number.is_integer() else Decimal(repr(number))


ENTRIES: Final[Mapping[str, Callable[..., pd.DataFrame]]] = {
    "share": _choices,
    "count": _choices,
    "total": _numbers,
    "ratio_of_totals": _pairs,
    "mean": _averaged,
    "median": _averaged,
}

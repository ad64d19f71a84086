"""The two frames that the engine takes, checked and cut to what a definition reads. PURE.

answers: year, respondent, item, occurrence, option, number, absence, answer; a row per answer, absences too.
roster: year, respondent, answered, and a column for each grouping; a row per invited respondent and year.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

ANSWER_COLUMNS = ("year", "respondent", "item", "occurrence", "option", "number", "absence", "answer")
ROSTER_COLUMNS = ("year", "respondent", "answered")


def roster_of(roster: pd.DataFrame) -> pd.DataFrame:
    """The roster, or ValueError for a missing column, or for a respondent who stands in a year twice."""
    _require(roster, ROSTER_COLUMNS, "roster")
    _refuse_repeated(roster, ["year", "respondent"], "the roster")
    return roster.assign(answered=roster["answered"].astype(bool))


def answers_by_item(answers: pd.DataFrame, items: Iterable[str]) -> Mapping[str, pd.DataFrame]:
    """The answers to each of the items, by its code; an item without answers gets an empty frame.

    Reads the whole frame once, however many items. Raises ValueError for a missing column, and where one
    respondent answers the same occurrence of an item twice in a year.
    """
    _require(answers, ANSWER_COLUMNS, "answers")
    items = set(items)
    wanted = answers.loc[answers["item"].isin(items), list(ANSWER_COLUMNS)]
    _refuse_repeated(wanted, ["year", "respondent", "item", "occurrence"], "the answers")
    found = dict(iter(wanted.groupby("item", sort=False)))
    return {item: found.get(item, wanted.iloc[:0]) for item in items}


def _require(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    if missing := [column for column in columns if column not in frame.columns]:
        raise ValueError(f"the frame of {name} has no column {', '.join(missing)}")


def _refuse_repeated(frame: pd.DataFrame, key: list[str], name: str) -> None:
    repeated = frame[frame.duplicated(key)]
    if not repeated.empty:
        first = ", ".join(f"{column} {repeated.iloc[0][column]}" for column in key)
        raise ValueError(f"{name} hold {first} more than once")

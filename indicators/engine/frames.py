"""The two frames that the engine takes, checked and coded: every name becomes a number, once for all definitions. PURE.

answers: year, respondent, item, occurrence, option, number, absence, answer; a row per answer, absences too.
roster: year, respondent, answered, and a column for each grouping; a row per invited respondent and year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from indicators.vocabulary import ABSENCES

ANSWER_COLUMNS = ("year", "respondent", "item", "occurrence", "option", "number", "absence", "answer")
ROSTER_COLUMNS = ("year", "respondent", "answered")
ANSWER_KEY: Final = ["year", "respondent", "item", "occurrence"]
NOTHING: Final = -1
"""The code of no option, no absence, no group."""
NO_ANSWER: Final = 0
"""The id of an answer that is not there."""


@dataclass(frozen=True)
class Codes:
    """A column of names as numbers: the name of row i is names[codes[i]], and it has none where that is NOTHING."""

    codes: np.ndarray
    names: list

    def among(self, wanted: Iterable[str]) -> np.ndarray:
        """Which rows have one of these names."""
        listed = [self.names.index(name) for name in wanted if name in self.names]
        return np.isin(self.codes, listed)


@dataclass(frozen=True)
class Cells:
    """The roster by year and one dimension: rows of a cell stand together in `order`, from its start on."""

    order: np.ndarray
    starts: np.ndarray
    years: list[int]
    codes: list[str]


@dataclass(frozen=True)
class Roster:
    """Who was invited: a place for each row of the frame. `years` are those of the rows, `groups` by dimension."""

    years: np.ndarray
    answered: np.ndarray
    groups: Mapping[str, Codes]
    _cells: dict[str | None, Cells] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.years)

    def name_at(self, place: int) -> str:
        """The respondent at a place."""
        people = self.groups["respondent"]
        return people.names[people.codes[place]]

    def cells(self, dimension: str | None) -> Cells | None:
        """The cells of one dimension (None: the whole), by year and code; None where the roster does not have it."""
        if dimension is not None and dimension not in self.groups:
            return None
        if dimension not in self._cells:
            self._cells[dimension] = _cells(self.years, self.groups.get(dimension))
        return self._cells[dimension]


@dataclass(frozen=True)
class Given:
    """The answers of the roster to one item, by place in the roster and then by occurrence.

    `asked`: the years in which the item was answered at all, by whomever.
    """

    who: np.ndarray
    occurrence: np.ndarray
    option: Codes
    number: np.ndarray
    absence: np.ndarray
    answer: np.ndarray
    asked: frozenset[int]


@dataclass(frozen=True)
class Frames:
    """Roster and answers, the latter by the code of the item."""

    roster: Roster
    given: Mapping[str, Given]


def coded(answers: pd.DataFrame, roster: pd.DataFrame, items: Iterable[str]) -> Frames:
    """Both frames, as far as these items need them; an item without answers is there, and empty.

    Reads the frames once, however many items. Raises ValueError for a missing column, an absence that is not
    one of the five, a respondent who stands in a year twice, or who answers the same occurrence of an item twice in a year.
    """
    people = roster_of(roster)
    return Frames(people, _given(answers, people, set(items)))


def roster_of(roster: pd.DataFrame) -> Roster:
    """The roster, coded. Raises ValueError for a missing column, and for a respondent who stands in a year twice."""
    _require(roster, ROSTER_COLUMNS, "roster")
    _refuse_repeated(roster, ["year", "respondent"], "the roster")
    dimensions = [column for column in roster.columns if column not in ("year", "answered")]
    groups = {dimension: codes_of(roster[dimension]) for dimension in dimensions}
    return Roster(roster["year"].to_numpy(dtype=np.int64), roster["answered"].to_numpy(dtype=bool), groups)


def _given(answers: pd.DataFrame, roster: Roster, items: set[str]) -> dict[str, Given]:
    _require(answers, ANSWER_COLUMNS, "answers")
    of_item = codes_of(answers["item"])
    if not of_item.among(items).all():
        answers = answers[of_item.among(items)]
        of_item = codes_of(answers["item"])
    years = answers["year"].to_numpy(dtype=np.int64)
    places, many = _places(roster, years, answers["respondent"])
    occurrence = answers["occurrence"].to_numpy(dtype=np.int64)
    order = np.lexsort((occurrence, of_item.codes * many + places))
    key = np.stack([of_item.codes, places, occurrence])[:, order]
    if len(order) and (key[:, 1:] == key[:, :-1]).all(axis=0).any():
        _refuse_repeated(answers, ANSWER_KEY, "the answers")
    option = codes_of(answers["option"])
    columns = _Columns(
        places[order],
        occurrence[order],
        Codes(option.codes[order], option.names),
        pd.to_numeric(answers["number"]).to_numpy(dtype=float)[order],
        absence_codes(answers["absence"])[order],
        answers["answer"].to_numpy(dtype=np.int64)[order],
        years[order],
    )
    edges = np.searchsorted(key[0], np.arange(len(of_item.names) + 1))
    found = {
        name: columns.part(slice(edges[at], edges[at + 1]), len(roster))
        for at, name in enumerate(of_item.names)
    }
    nothing = columns.part(slice(0, 0), len(roster))
    return {item: found.get(item, nothing) for item in items}


@dataclass(frozen=True)
class _Columns:
    """All answers, by item, place and occurrence."""

    who: np.ndarray
    occurrence: np.ndarray
    option: Codes
    number: np.ndarray
    absence: np.ndarray
    answer: np.ndarray
    years: np.ndarray

    def part(self, rows: slice, invited: int) -> Given:
        """The answers to one item; those of people who were not invited stand last and are cut off."""
        kept = slice(rows.start, rows.start + int(np.searchsorted(self.who[rows], invited)))
        return Given(
            self.who[kept],
            self.occurrence[kept],
            Codes(self.option.codes[kept], self.option.names),
            self.number[kept],
            self.absence[kept],
            self.answer[kept],
            frozenset(np.unique(self.years[rows]).tolist()),
        )


def _places(roster: Roster, years: np.ndarray, respondents: pd.Series) -> tuple[np.ndarray, int]:
    """Each answer's place in the roster, places behind its end for those who are not on it; and how many places."""
    who = codes_of(respondents)
    all_years = np.unique(np.concatenate([years, roster.years]))
    named = {name: code for code, name in enumerate(who.names)}
    people = roster.groups["respondent"]
    known = np.array([named.get(name, NOTHING) for name in people.names], dtype=np.int64)[people.codes]
    pairs = np.searchsorted(all_years, years) * len(who.names) + who.codes
    at = np.arange(len(all_years) * len(who.names), dtype=np.int64) + len(roster)
    there = known >= 0
    of_roster = np.searchsorted(all_years, roster.years) * len(who.names) + known
    at[of_roster[there]] = np.flatnonzero(there)
    return (at[pairs] if len(pairs) else pairs), len(at) + len(roster)


def codes_of(names: pd.Series) -> Codes:
    """A column of names as numbers that sort as the names do."""
    codes, found = pd.factorize(names)
    order = np.argsort(np.asarray(found, dtype=object)) if len(found) else np.array([], dtype=np.int64)
    rank = np.empty(len(found) + 1, dtype=np.int64)
    rank[order], rank[-1] = np.arange(len(found)), NOTHING
    return Codes(rank[codes], [str(found[at]) for at in order])


def absence_codes(absence: pd.Series) -> np.ndarray:
    """A column of absences as places in ABSENCES. Raises ValueError for one that is not among them."""
    found = codes_of(absence)
    if strange := sorted(set(found.names) - set(ABSENCES)):
        raise ValueError(f"“{strange[0]}” is not one of the absences {', '.join(ABSENCES)}")
    place = np.array([*map(ABSENCES.index, found.names), NOTHING], dtype=np.int64)
    return place[found.codes]


def _cells(years: np.ndarray, groups: Codes | None) -> Cells:
    codes = np.zeros(len(years), dtype=np.int64) if groups is None else groups.codes
    order = np.lexsort((codes, years))
    order = order[codes[order] >= 0]
    sorted_years, sorted_codes = years[order], codes[order]
    new = (np.diff(sorted_years) != 0) | (np.diff(sorted_codes) != 0)
    starts = np.concatenate([[0], np.flatnonzero(new) + 1]) if len(order) else np.array([], dtype=np.int64)
    names = ["" if groups is None else groups.names[code] for code in sorted_codes[starts]]
    return Cells(order, starts, sorted_years[starts].tolist(), names)


def _require(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    if missing := [column for column in columns if column not in frame.columns]:
        raise ValueError(f"the frame of {name} has no column {', '.join(missing)}")


def _refuse_repeated(frame: pd.DataFrame, key: list[str], name: str) -> None:
    repeated = frame[frame.duplicated(key)]
    if not repeated.empty:
        first = ", ".join(f"{column} {repeated.iloc[0][column]}" for column in key)
        raise ValueError(f"{name} hold {first} more than once")

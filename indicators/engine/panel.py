"""Two rounds beside each other: what changed among those who answered both, and what the others make of it. PURE.

    total change = behaviour + composition

Behaviour is the change of the same number over the panel alone: those who stand in it in both years. Composition
is the rest, which comes from who answered. There is no change across a break: a question that no longer asks the
same, or a definition that no longer means the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pandas as pd

from indicators.definitions import IndicatorDefinition
from indicators.engine.computing import judged, tallies, years_with_unlisted
from indicators.engine.denominators import Standings, standings
from indicators.engine.frames import Frames, coded
from indicators.engine.rounding import EXACT
from indicators.engine.values import BROKEN, COMPUTED, INSUFFICIENT, ComputedValue
from indicators.vocabulary import MEASURES

CHANGE_REASONS: Final = {
    # the definition means something else in the two years. before, after: numbers of its versions
    "definition_changed": BROKEN,
    # a question no longer asks the same. questions: code -> why, a wording
    "question_changed": BROKEN,
    # one of the two years has no value. years: which
    "no_value": INSUFFICIENT,
    # a table of counts stands for one of the years: nobody knows who is in it
    "only_counts": INSUFFICIENT,
    # nobody stands in the number in both years
    "nobody_in_both": INSUFFICIENT,
    # fewer respondents in both years than the definition wants. respondents, minimum
    "panel_insufficient": INSUFFICIENT,
    # the panel makes no number in one of the years, as where all its wholes are 0. respondents: how many they are
    "panel_without_value": INSUFFICIENT,
}
"""Every reason why a change is not told apart, or not told at all, with its state."""


@dataclass(frozen=True)
class PanelChange:
    """The change of a value of everybody between two years, in its unit (percent: percentage points).

    `breakdown` is the part of the indicator, {} for the whole. `both` is how many stand in the number in both years. `change` is None where a year has no value or something
    broke; `behaviour` and `composition` are None with a reason and never without one, and add up to `change`.
    `caveats`: question -> wording, where a question is similar and not the same. `of_both` is the value of the panel
    in either year, None where behaviour is None. `respondents`: how many stand in the number in either year, None
    where a year has no value. `people`: who they are, where it is told apart and the public may not see small groups.
    """

    years: tuple[int, int]
    both: int
    change: Decimal | None
    behaviour: Decimal | None
    composition: Decimal | None
    breakdown: Mapping[str, str] = field(default_factory=dict)
    state: str = COMPUTED
    reason: str | None = None
    reason_parameters: Mapping[str, Any] = field(default_factory=dict)
    caveats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_both: tuple[Decimal, Decimal] | None = None
    respondents: tuple[int, int] | None = None
    people: tuple[frozenset[str], frozenset[str]] | None = None


@dataclass(frozen=True)
class Question:
    """How far a question of the later year can be compared with the earlier one: same, similar or broken."""

    state: str
    reason: Mapping[str, str] = field(default_factory=dict)


def panel_changes(
    definition: IndicatorDefinition,
    answers: pd.DataFrame,
    roster: pd.DataFrame,
    years: tuple[int, int],
    *,
    earlier: IndicatorDefinition | None = None,
    questions: Mapping[str, Question] | None = None,
) -> list[PanelChange]:
    """The change of each part between the two years, from frames that hold both of them.

    `earlier` is the definition that holds for the first year, where it is another version. `questions` says how
    far the questions can be compared; one that it does not name is the same. Of the most chosen, which may be others
    every year, there are only the breaks of their questions. Raises ValueError for a definition that is entered.
    """
    of_years = (frame[frame["year"].isin(years)] for frame in (answers, roster))
    return changes_between(
        definition, coded(*of_years, definition.items), years, earlier=earlier, questions=questions
    )


def changes_between(
    definition: IndicatorDefinition,
    frames: Frames,
    years: tuple[int, int],
    *,
    earlier: IndicatorDefinition | None = None,
    questions: Mapping[str, Question] | None = None,
) -> list[PanelChange]:
    """The same from frames that are coded already, with the items of many definitions in them."""
    if not MEASURES[definition.measure].computed:
        raise ValueError(f"{definition.code} has no computed value")

    if MEASURES[definition.measure].ranked:
        return _breaks(definition, years, questions or {})

    def change(part: Mapping[str, str], one: IndicatorDefinition) -> PanelChange:
        standing = standings(one, frames, years=years)
        panel = _panel(standing)
        of_all = {
            year: value
            for year, value in _of_everybody(one, standing).items()
            if year not in incomplete.get(one.question, ())
        }
        found = _Found(one, part, years, of_all, len(panel))
        found, barred = found.begun(versions, questions or {})
        if barred:
            return barred
        told = found.split(
            _of_everybody(one, standing.only(np.isin(_people(standing), panel)), minimum=False)
        )
        guarded = definition.public_minimum and told.of_both
        return replace(told, people=_in_years(standing, years)) if guarded else told

    versions, incomplete = _versions(definition, earlier), years_with_unlisted(definition, frames, years)
    return [change(part, one) for part, one in definition.parts]


def changes_of_wholes(
    definition: IndicatorDefinition,
    of_all: Callable[[Mapping[str, str]], Mapping[int, ComputedValue]],
    years: tuple[int, int],
    *,
    earlier: IndicatorDefinition | None = None,
    questions: Mapping[str, Question] | None = None,
) -> list[PanelChange]:
    """The changes between two values of each part, one of them at least out of a table of counts: they cannot be
    told apart. `of_all` gives the values of a part by year."""
    if MEASURES[definition.measure].ranked:
        return _breaks(definition, years, questions or {})
    versions, changes = _versions(definition, earlier), []
    for part, one in definition.parts:
        found, barred = _Found(one, part, years, of_all(part), 0).begun(versions, questions or {})
        changes.append(barred or found.without("only_counts", found.change))
    return changes


def _breaks(
    definition: IndicatorDefinition, years: tuple[int, int], questions: Mapping[str, Question]
) -> list[PanelChange]:
    """The parts of which a question no longer asks the same."""
    parts = [_Found(one, part, years, {}, 0).begun({}, questions)[1] for part, one in definition.parts]
    return [part for part in parts if part and part.reason == "question_changed"]


def _versions(definition: IndicatorDefinition, earlier: IndicatorDefinition | None) -> dict[str, int]:
    """The numbers of the two versions where they mean something else, {} where they mean the same."""
    if earlier is None or earlier.content_hash() == definition.content_hash():
        return {}
    return {"before": earlier.version, "after": definition.version}


@dataclass(frozen=True)
class _Found:
    """What is known of the change of a part before it is told apart; `of_all`: year -> value of everybody."""

    definition: IndicatorDefinition
    part: Mapping[str, str]
    years: tuple[int, int]
    of_all: Mapping[int, ComputedValue]
    both: int
    caveats: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def begun(
        self, versions: Mapping[str, int], questions: Mapping[str, Question]
    ) -> tuple["_Found", PanelChange | None]:
        """The same with its caveats, and the change itself where something bars it from being told apart."""
        mine = {code: questions[code] for code in self.definition.items if code in questions}
        caveats = {code: question.reason for code, question in mine.items() if question.state == "similar"}
        broken = {
            code: dict(question.reason) for code, question in mine.items() if question.state == "broken"
        }
        found = replace(self, caveats=caveats)
        if versions:
            return found, found.without("definition_changed", **versions)
        if broken:
            return found, found.without("question_changed", questions=broken)
        if missing := [year for year in self.years if not _has_value(self.of_all, year)]:
            return found, found.without("no_value", years=missing)
        return found, None

    @property
    def change(self) -> Decimal:
        """The change of everybody, where both years have a value."""
        return self.between(self.of_all)

    @property
    def respondents(self) -> tuple[int, int] | None:
        """How many stand in the number in either year."""
        if not all(_has_value(self.of_all, year) for year in self.years):
            return None
        before, after = (self.of_all[year].respondents for year in self.years)
        return before, after

    def split(self, of_panel: Mapping[int, ComputedValue]) -> PanelChange:
        """The change with its two parts, or with the reason why the panel cannot tell them apart."""
        change, minimum = self.change, self.definition.minimum_respondents
        if not self.both:
            return self.without("nobody_in_both", change)
        if self.both < minimum:
            return self.without("panel_insufficient", change, respondents=self.both, minimum=minimum)
        if not all(_has_value(of_panel, year) for year in self.years):
            return self.without("panel_without_value", change, respondents=self.both)
        behaviour = self.between(of_panel)
        rest = EXACT.subtract(change, behaviour)
        before, after = (of_panel[year].value for year in self.years)
        told = {"caveats": self.caveats, "of_both": (before, after), "respondents": self.respondents}
        return PanelChange(self.years, self.both, change, behaviour, rest, self.part, **told)

    def without(self, reason: str, change: Decimal | None = None, **parameters: Any) -> PanelChange:
        """A change that is not told apart."""
        head, tail = (self.years, self.both, change, None, None, self.part), (CHANGE_REASONS[reason], reason)
        return PanelChange(*head, *tail, parameters, self.caveats, respondents=self.respondents)

    def between(self, values: Mapping[int, ComputedValue]) -> Decimal:
        """The change of a number that has these values."""
        before, after = self.years
        return EXACT.subtract(values[after].value, values[before].value)


def _panel(standing: Standings) -> np.ndarray:
    """Who stands in the number in both years, by the code of the respondent."""
    who, times = np.unique(_people(standing)[standing.enters], return_counts=True)
    return who[times == 2]


def _in_years(standing: Standings, years: tuple[int, int]) -> tuple[frozenset[str], frozenset[str]]:
    """Who stands in the number in either year."""
    names, of_year = standing.roster.groups["respondent"].names, standing.roster.years
    before, after = (_people(standing)[standing.enters & (of_year == year)] for year in years)
    return frozenset(names[code] for code in before), frozenset(names[code] for code in after)


def _people(standing: Standings) -> np.ndarray:
    return standing.roster.groups["respondent"].codes


def _of_everybody(
    definition: IndicatorDefinition, standing: Standings, *, minimum: bool = True
) -> dict[int, ComputedValue]:
    """Year -> value of everybody; no year in which nobody was invited."""
    return {tally.year: judged(definition, tally, minimum=minimum) for tally in tallies(standing, None)}


def _has_value(values: Mapping[int, ComputedValue], year: int) -> bool:
    return year in values and values[year].value is not None

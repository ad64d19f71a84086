"""Where the values of a round come from: its table of counts, answers that the database counted, or the answers.

Answers win over the table. They are counted by the database where counts are all that is asked for: options of everybody
alike, no correction over an answer, no question answered repeatedly, no round before with which to compare the same
respondents, and no run before of which most values stay. It is the same number, without a single answer being read.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from indicators import engine
from indicators.definitions import IndicatorDefinition
from indicators.inputs import Inputs
from indicators.models import IndicatorVersion
from surveys import frames

Cells = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Feeds:
    """What a round is computed from. `counts` are there for the versions whose keys are `counted`.

    `answers` are those to the items of the other versions; `asked` all items that anybody answered.
    """

    inputs: Inputs
    answers: pd.DataFrame
    counts: pd.DataFrame | None
    counted: frozenset[int]
    asked: frozenset[str]

    @classmethod
    def of(cls, inputs: Inputs, *, anew: bool) -> "Feeds":
        """Read or counted, each answer once; counted only where all values are computed `anew`."""
        countable = [version for version in inputs.versions if anew and _countable(version, inputs)]
        counts = _counts(countable, inputs)
        counted = frozenset(version.pk for version in countable) if counts is not None else frozenset()
        items = _items(inputs, (version for version in inputs.versions if version.pk not in counted))
        answers = frames.answers_frame(inputs.submissions, items=items, corrections=inputs.corrections)
        asked = frozenset(answers["item"].unique())
        if counts is not None:
            asked |= frozenset(counts["item"].unique())
        return cls(inputs, answers, counts, counted, asked)

    def tabulated(self, definition: IndicatorDefinition) -> bool:
        """Whether the definition is computed from the table of counts."""
        return self.inputs.table is not None and self.inputs.table.feeds(definition, self.asked)

    def values(
        self, version: IndicatorVersion, definition: IndicatorDefinition, only: Cells | None
    ) -> list[engine.ComputedValue]:
        """The values of a definition; with `only` (dimension -> codes) those of everybody and of these groups, where
        they are computed from answers."""
        if self.tabulated(definition):
            return self.inputs.table.values(definition, self.inputs.roster, self.inputs.open_years)
        if self.inputs.roster.empty:
            return engine.nobody_invited(definition, self.inputs.year)
        if version.pk not in self.counted:
            return engine.compute_coded(definition, self._coded, self.inputs.open_years, only)
        return self._of_counts[version.pk]

    @cached_property
    def _coded(self) -> engine.Frames:
        return engine.coded(self.answers, self.inputs.roster, self.inputs.items)

    @cached_property
    def _of_counts(self) -> dict[int, list[engine.ComputedValue]]:
        """Key of a version -> its values, of those that are counted."""
        mine = [version for version in self.inputs.versions if version.pk in self.counted]
        definitions = [self.inputs.definitions[version.pk] for version in mine]
        found = engine.compute_counted(definitions, self.counts, self.inputs.roster, self.inputs.open_years)
        return {version.pk: values for version, values in zip(mine, found, strict=True)}


def _countable(version: IndicatorVersion, inputs: Inputs) -> bool:
    changes = any(version.indicator_id in earlier.versions for earlier in inputs.earlier)
    return not changes and not inputs.corrections and engine.countable(inputs.definitions[version.pk])


def _counts(versions: list[IndicatorVersion], inputs: Inputs) -> pd.DataFrame | None:
    """The counts of the answers to their items; None where there are none to count or an item was answered repeatedly."""
    if not versions:
        return None
    named = {dimension for version in versions for dimension in inputs.definitions[version.pk].by}
    dimensions = [name for name in inputs.roster.columns if name in named]
    try:
        return frames.answer_counts(
            inputs.submissions, inputs.roster, dimensions, items=_items(inputs, versions)
        )
    except ValueError:
        return None


def _items(inputs: Inputs, versions: Iterable[IndicatorVersion]) -> set[str]:
    return {item for version in versions for item in inputs.definitions[version.pk].items}

"""Changes since rounds before, worked out for a round that is computed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from indicators import engine
from indicators.feeds import Feeds
from indicators.inputs import Earlier, Inputs
from indicators.models import IndicatorVersion
from surveys import frames


@dataclass(frozen=True)
class Changes:
    """Changes since the rounds before. Their answers are read once, and only where a change is worked out."""

    round: Any
    inputs: Inputs
    feeds: Feeds

    def of(self, version: IndicatorVersion, definition) -> Iterator[tuple[engine.PanelChange, bool]]:
        """The changes of its parts, each with whether other rounds lie between."""
        for since in self._every:
            yield from ((change, since.earlier.spans) for change in since.of(version, definition))

    @cached_property
    def _every(self) -> list["_Since"]:
        return [_Since(self.round, self.inputs, self.feeds, earlier) for earlier in self.inputs.earlier]


class _Since:
    """Changes since a round before, over the answers of both rounds or out of tables of counts."""

    def __init__(self, round, inputs: Inputs, feeds: Feeds, earlier: Earlier):
        self.inputs, self.earlier, self.year = inputs, earlier, round.data_year
        answers = frames.answers_frame(
            earlier.submissions, items=inputs.items, corrections=earlier.corrections
        )
        self.answered = {self.year: feeds.asked, earlier.year: set(answers["item"])}
        self.frames = engine.coded(
            frames.together(feeds.answers, answers),
            frames.together(inputs.roster, earlier.roster),
            inputs.items,
        )

    def of(self, version: IndicatorVersion, definition) -> list[engine.PanelChange]:
        """The changes of its parts; [] where the indicator was not defined for that round."""
        before = self.earlier.versions.get(version.indicator_id)
        if before is None:
            return []
        years = (self.earlier.year, self.year)
        another = None if before.pk == version.pk else self.inputs.definitions[before.pk]
        told = {"earlier": another, "questions": self.earlier.questions}
        if values := self._out_of_tables(definition):
            return engine.changes_of_wholes(definition, partial(_by_year, values), years, **told)
        if self.inputs.roster.empty:
            return []
        return engine.changes_between(definition, self.frames, years, **told)

    def _out_of_tables(self, definition) -> list[engine.ComputedValue]:
        """The values of both years, where a table feeds one of them; [] where answers feed both."""
        sides = {self.earlier.year: self.earlier, self.year: self.inputs}
        fed = {
            year: side.table.values(definition, side.roster, ())
            for year, side in sides.items()
            if side.table and side.table.feeds(definition, self.answered[year])
        }
        if not fed:
            return []
        of_answers = engine.compute_coded(definition, self.frames)
        of_tables = [value for values in fed.values() for value in values]
        return [value for value in of_answers if value.year not in fed] + of_tables


def _by_year(values: list[engine.ComputedValue], part: Mapping) -> dict[int, engine.ComputedValue]:
    return {one.year: one for one in values if one.breakdown == part}

"""What a draft would change: the values of all its years by the version in force, and by the draft."""

from dataclasses import dataclass
from typing import Any

from indicators import engine
from indicators.definitions import IndicatorDefinition
from indicators.inputs import versions_for
from indicators.models import IndicatorVersion
from indicators.tabulations import Table, table_of
from indicators.vocabulary import MEASURES
from surveys import frames


@dataclass(frozen=True)
class BeforeAfter:
    """One value of a year and part: by the version in force and by the draft, None where there is none."""

    year: int
    breakdown: dict
    illustrative: bool
    before: engine.ComputedValue | None
    before_by: IndicatorDefinition | None
    after: engine.ComputedValue | None


def before_and_after(version: IndicatorVersion, draft: IndicatorDefinition, rounds) -> list[BeforeAfter]:
    """Whole and groups, without single respondents, for each round: by what is in force for the indicator of the
    version, and by the draft, which nobody need have kept. Reads only answers to their questions."""
    found = []
    for round_ in rounds:
        in_force = next(
            (one for one in versions_for(round_) if one.indicator_id == version.indicator_id), None
        )
        before_by = in_force.as_definition() if in_force else None
        submissions = frames.counted_submissions(round_)
        items = {*draft.items, *(before_by.items if before_by else ())}
        answers = frames.answers_frame(submissions, items=items)
        roster = frames.roster_frame([round_], submissions)
        given = _Given(answers, roster, table_of(round_), bool(submissions))
        after_by = draft if draft.is_valid_in(round_.data_year) else None
        before, after = (given.values(one) for one in (before_by, after_by))
        for part in sorted({*before, *after}):
            found.append(
                BeforeAfter(
                    round_.data_year,
                    dict(part),
                    round_.illustrative,
                    before.get(part),
                    before_by,
                    after.get(part),
                )
            )
    return found


@dataclass(frozen=True)
class _Given:
    """What there is of a round: answers to the questions that are read, the roster, the table of counts, any answers."""

    answers: Any
    roster: Any
    table: Table | None
    answered: bool

    def values(self, definition: IndicatorDefinition | None) -> dict[tuple, engine.ComputedValue]:
        if definition is None or not MEASURES[definition.measure].computed:
            return {}
        of_items = set(self.answers["item"])
        if self.table and self.table.feeds(definition, of_items, others=self.answered):
            values = self.table.values(definition, self.roster, ())
        else:
            values = engine.compute(definition, self.answers, self.roster)
        return {
            tuple(sorted(one.breakdown.items())): one for one in values if "respondent" not in one.breakdown
        }

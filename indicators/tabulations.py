"""A round's table of counts, as far as it is computed from: where nobody answered a question, a table may tell of it."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
from django.apps import apps

from indicators import engine
from indicators.definitions import IndicatorDefinition
from surveys import frames


@dataclass(frozen=True)
class Table:
    """The table that counts in a round (or may come to count), its counts, and the items that the year asked."""

    tabulation: object
    counts: pd.DataFrame
    asked: frozenset[str]

    def feeds(
        self, definition: IndicatorDefinition, answered: Collection[str], *, others: bool = False
    ) -> bool:
        """Whether a definition is computed from the table. Answers win: it is not, where one of its items has any.

        Of a round without a single answer everything is, so that what the table does not tell is said; `others` tells
        that there are answers to items that are not listed in `answered`.
        """
        items = set(definition.items)
        any_answer = others or bool(answered)
        return items.isdisjoint(answered) and (not any_answer or not items.isdisjoint(self.counts["item"]))

    def values(
        self, definition: IndicatorDefinition, roster: pd.DataFrame, open_years: Collection[int]
    ) -> list[engine.ComputedValue]:
        """The values of a definition that the table feeds."""
        return engine.compute_tabulated(definition, self.counts, roster, self.asked, open_years)


def table_of(round) -> Table | None:
    """The table that counts in a round; None where none does. At most three queries."""
    return as_table(round, frames.counted_tabulation(round))


def as_table(round, tabulation) -> Table | None:
    """A table of a round ready to be computed from. Two queries."""
    if tabulation is None:
        return None
    asked = apps.get_model("surveys", "Item").objects.filter(questionnaire=round.questionnaire_id)
    return Table(tabulation, frames.counts_frame(tabulation), frozenset(asked.values_list("code", flat=True)))

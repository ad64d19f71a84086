"""Answers and definitions in, values out. PURE: no Django, no clock, no settings.

    frames ─► denominators ─► computing ─► values
              (measures)         └──────► lineage

`frames` codes the two frames once for all definitions: names become numbers, and each item its arrays. `measures`
says what each answer adds, `denominators` who stands in the number and who leaves it, `bounds` what the missing
could make of it, `computing` counts by year and group and judges whether that makes a number, `lineage` lists the answers
behind it, `panel` puts two years beside each other. Nothing is rounded on the way, see `exact`. `counted` takes the
counts of answers in the place of the answers. `plausibility` asks of a printed percentage whether it can be a share of so many.
"""

from indicators.engine.computing import compute, compute_all, compute_coded, nobody_invited
from indicators.engine.counted import compute_counted, countable
from indicators.engine.frames import Frames, coded
from indicators.engine.lineage import Contribution, Explanation, explain, standing_in
from indicators.engine.panel import (
    CHANGE_REASONS,
    PanelChange,
    Question,
    changes_between,
    changes_of_wholes,
    panel_changes,
)
from indicators.engine.rounding import rounded
from indicators.engine.tabulated import compute_tabulated
from indicators.engine.values import REASONS, STATES, ComputedValue, Reason

__all__ = [
    "CHANGE_REASONS",
    "REASONS",
    "STATES",
    "ComputedValue",
    "Contribution",
    "Explanation",
    "Frames",
    "PanelChange",
    "Question",
    "Reason",
    "changes_between",
    "changes_of_wholes",
    "coded",
    "compute",
    "compute_all",
    "compute_coded",
    "compute_counted",
    "countable",
    "compute_tabulated",
    "explain",
    "nobody_invited",
    "panel_changes",
    "rounded",
    "standing_in",
]

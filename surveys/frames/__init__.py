"""Counted answers and rosters as tidy pandas frames: the door through which indicators see surveys.

Column names and types are the contract; `indicators.engine` computes on them and knows no table.
"""

from surveys.frames.again import RoundAgain, round_with_submission, round_with_tabulation
from surveys.frames.answers import (
    ANSWER_COLUMNS,
    AT_ONCE,
    Counted,
    answers_frame,
    answers_of,
    corrections_of,
    counted_submissions,
)
from surveys.frames.counts import answer_counts
from surveys.frames.rosters import ROSTER_COLUMNS, roster_frame, together
from surveys.frames.rounds import earlier_rounds, ended_rounds, equivalence, equivalence_over, later_rounds
from surveys.frames.staged import StagedRound, staged_round, staged_tabulation
from surveys.frames.tables import COUNT_COLUMNS, counted_tabulation, counts_frame

__all__ = [
    "ANSWER_COLUMNS",
    "AT_ONCE",
    "COUNT_COLUMNS",
    "ROSTER_COLUMNS",
    "Counted",
    "RoundAgain",
    "StagedRound",
    "answer_counts",
    "answers_frame",
    "answers_of",
    "corrections_of",
    "counted_submissions",
    "counted_tabulation",
    "counts_frame",
    "earlier_rounds",
    "ended_rounds",
    "equivalence",
    "equivalence_over",
    "later_rounds",
    "roster_frame",
    "round_with_submission",
    "round_with_tabulation",
    "staged_round",
    "staged_tabulation",
    "together",
]

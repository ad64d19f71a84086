"""What the pages of surveys read. Every function says how many queries it takes, however much data there is."""

from surveys.queries.answers import Comparison, compare_submission, compare_upload
from surveys.queries.desk import Desk, desks_of
from surveys.queries.rates import GroupRate, RateOfRound, rates_by_group, rates_of_rounds, roster_of
from surveys.queries.review import review_queue

__all__ = [
    "Comparison",
    "Desk",
    "GroupRate",
    "RateOfRound",
    "compare_submission",
    "compare_upload",
    "desks_of",
    "rates_by_group",
    "rates_of_rounds",
    "review_queue",
    "roster_of",
]

"""What the pages of surveys read. Every function says how many queries it takes, however much data there is."""

from surveys.queries import revising, rewording
from surveys.queries.answers import (
    Comparison,
    compare_submission,
    compare_upload,
    compare_with_counted,
    last_answers,
)
from surveys.queries.apart import counted_apart
from surveys.queries.corrections import AnswerPage, answer_page
from surveys.queries.desk import Desk, desks_of
from surveys.queries.groups import groups_of
from surveys.queries.letters import Unsent, readers_of, unsent_letters
from surveys.queries.mapping import (
    MappingPage,
    decimal_marks_for,
    encodings_for,
    layout_name,
    mapping_page,
    unplaced_in,
)
from surveys.queries.rates import (
    GroupRate,
    RateOfRound,
    lines_standing,
    rates_by_group,
    rates_of_rounds,
    roster_of,
)
from surveys.queries.retention import Originals, originals_of
from surveys.queries.review import (
    Thread,
    decisions_on,
    files_waiting,
    review_queue,
    thread_of,
    versions_of,
    waiting,
)
from surveys.queries.roster import RosterLine, arrivals_of, lines_of, missing_in
from surveys.queries.steering import SteeredRoster, steered_roster
from surveys.queries.tabulations import Table, table_of, tables_of, tables_waiting
from surveys.queries.weighing import Weighing, weighing_of
from surveys.queries.work import Work, problems_of, refusal_of, respondents_in, work_on

__all__ = [
    "SteeredRoster",
    "steered_roster",
    "Unsent",
    "unsent_letters",
    "AnswerPage",
    "Comparison",
    "Desk",
    "GroupRate",
    "MappingPage",
    "Originals",
    "RateOfRound",
    "RosterLine",
    "Thread",
    "Table",
    "Work",
    "arrivals_of",
    "answer_page",
    "compare_submission",
    "compare_upload",
    "compare_with_counted",
    "decisions_on",
    "desks_of",
    "counted_apart",
    "decimal_marks_for",
    "encodings_for",
    "files_waiting",
    "mapping_page",
    "groups_of",
    "last_answers",
    "layout_name",
    "lines_of",
    "mapping_page",
    "missing_in",
    "originals_of",
    "problems_of",
    "lines_standing",
    "rates_by_group",
    "rates_of_rounds",
    "readers_of",
    "refusal_of",
    "respondents_in",
    "review_queue",
    "revising",
    "rewording",
    "roster_of",
    "table_of",
    "tables_of",
    "tables_waiting",
    "thread_of",
    "versions_of",
    "unplaced_in",
    "waiting",
    "Weighing",
    "weighing_of",
    "work_on",
]

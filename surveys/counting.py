"""What tables of counts hold: as it was sent, and as it was understood. PURE.

A count says of how many respondents a part did something: 53 of the 57 that answered a question chose an option.
It is about everybody, or about one group. Beside options a table may tell how often an answer was absent, and how
many were invited and answered at all; of a question with numbers, their sum.
"""

from typing import Final, NamedTuple

Place = tuple[int, int]
"""Row and column, counted from 1."""

OPTION, ABSENCE, TOTAL, INVITED, ANSWERED = KINDS = (
    "option",  # k of n gave this option
    "absence",  # k gave no answer, for this absence
    "total",  # the numbers of n respondents add up to k
    "invited",  # k were asked, whatever the question
    "answered",  # k answered the survey, whatever the question
)
WHOLE: Final = ""
"""The grouping and group of a count that is about everybody."""


class RawCount(NamedTuple):
    """One count as it was sent: texts, and where each of them stands. `question` is "" for those about no question.

    `sent` is the whole cell of k, which may hold n and a percentage as well.
    """

    question: str
    option: str
    grouping: str
    group: str
    k: str
    n: str
    percent: str
    sent: str
    sheet: str
    question_at: Place
    option_at: Place
    group_at: Place
    k_at: Place
    n_at: Place


class Count(NamedTuple):
    """One count as it was understood. `k` is a number as text, whole unless it is a sum.

    `n` is the base as the table has it, `base` how many of them gave an answer: a table may count "do not know"
    in its n. Both are None where none is told. `raw` is the cell as it was sent, at sheet, row and column.
    """

    kind: str
    item: str
    option: str
    absence: str
    grouping: str
    group: str
    k: str
    n: int | None
    base: int | None
    raw: str
    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> tuple[str, str]:
        """Grouping and group."""
        return self.grouping, self.group

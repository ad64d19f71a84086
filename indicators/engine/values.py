"""What the engine gives back: values with what they rest on, and reasons where there is none. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

COMPUTED, INSUFFICIENT, NOT_ASKED, BROKEN = STATES = (
    "computed",  # worked out from answers
    "insufficient",  # asked, and too little came back for a number
    "not_asked",  # the year's questionnaire did not have the question
    "broken",  # what came back contradicts itself
)


class Reason(NamedTuple):
    """Why there is no value: the state that goes with it, and the names of its parameters."""

    state: str
    parameters: tuple[str, ...]


REASONS: Final = {
    # nobody is on the roster of the year
    "nobody_invited": Reason(INSUFFICIENT, ()),
    # of those on the roster nobody is one of whom the definition is: in its groups, or with a weight
    "nobody_concerned": Reason(INSUFFICIENT, ()),
    # nobody in the cell has a counted submission. invited: how many were asked
    "nobody_answered": Reason(INSUFFICIENT, ("invited",)),
    # the survey was answered, and the question is in no answer of the year. questions: their codes
    "not_asked": Reason(NOT_ASKED, ("questions",)),
    # the survey was answered, and nobody gave a usable value. answered: how many; `exclusions` says why
    "no_usable_answer": Reason(INSUFFICIENT, ("answered",)),
    # fewer respondents than the definition wants for the whole and for groups
    "insufficient": Reason(INSUFFICIENT, ("respondents", "minimum")),
    # only a table of counts came, and this is worked out from the answers of each respondent
    "needs_single_answers": Reason(INSUFFICIENT, ()),
    # only a table of counts came, and it says nothing of this question in this group. questions: their codes
    "not_tabulated": Reason(INSUFFICIENT, ("questions",)),
    # the definition keeps an absence in the denominator, and the table of counts does not tell how many there are
    "absences_not_told": Reason(INSUFFICIENT, ()),
    # a ratio of two sums of a table of counts that are not over everybody who answered, and so not over the same
    "totals_of_others": Reason(INSUFFICIENT, ()),
    # both numbers were given, and all wholes are 0: a share of nothing. respondents: how many gave them
    "zero_denominator": Reason(INSUFFICIENT, ("respondents",)),
    # the parts add up to more than the wholes. numerator, denominator: the two sums, as text
    "part_exceeds_whole": Reason(BROKEN, ("numerator", "denominator")),
    # a sum, or a number times its weight, is larger than any number that is kept
    "too_large": Reason(BROKEN, ()),
    # somebody chose an option that a distribution does not list, so that its shares would not add up
    "option_not_listed": Reason(BROKEN, ()),
}
"""Every reason for a missing value. Words are made from code and parameters, in the reader's language.

Parameters are plain (int, text, list of text), so that they can be stored as JSON.
"""


@dataclass(frozen=True)
class ComputedValue:
    """One cell of an indicator: a data year and a breakdown ({} is the whole).

    `value` is exact, in the unit of the definition (percent: 0 to 100), and is rounded only for display. It
    is None with a reason, and never without one; numerator and denominator are None with it, and a count and
    a total have no denominator. `respondents` is the n that the number rests on: invited = respondents + all
    `exclusions`, except where the question was not asked, when only `no_response` is known.
    `low` and `high` are the bounds of a share over a closed roster, see `bounds`; None for everything else.
    `exclusions` counts who is left out by kind of absence and "no_response"; kinds of which there are none
    are not listed. An absence that stays in the denominator is no exclusion.
    """

    year: int
    breakdown: Mapping[str, str]
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    invited: int
    answered: int
    respondents: int
    exclusions: Mapping[str, int] = field(default_factory=dict)
    state: str = COMPUTED
    reason: str | None = None
    reason_parameters: Mapping[str, Any] = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None

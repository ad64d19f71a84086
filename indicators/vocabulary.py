"""The closed words of an indicator definition, each with what it means. PURE.

A new measure is one entry of `MEASURES`, one function in `engine/measures.py` and its hand-worked test.
"""

from dataclasses import dataclass
from typing import Final

ABSENCES: Final = ("blank", "not_shown", "not_applicable", "do_not_know", "refused")
"""The five ways in which somebody who answered the survey gave no value to a question."""

OUTSIDE: Final = "outside"
"""Answered, and the indicator is not about them, by an answer of theirs: always leaves as well."""

NO_RESPONSE: Final = "no_response"
"""Invited, and no counted submission: always leaves, so no definition declares it."""

NOT_TOLD: Final = "not_told"
"""Answered the survey and gave no answer, and a table of counts does not tell why: always leaves."""

MISSING: Final = (NO_RESPONSE, "blank", "do_not_know", "refused")
"""The absences behind which there is an answer that we do not know. The question does not concern the others."""

LEAVES, STAYS = "leaves", "stays"
"""What an absence does to a denominator. One that stays counts below the line and never above it."""

GROUPINGS: Final = (
    *("respondent", "entity_type", "region", "ldc", "lldc", "sids"),
    *("developing", "global_south"),
)
"""Dimensions that the roster of a year answers: a measure over answers can be broken down by these."""

OPTION, SUB_QUESTION = "option", "sub_question"
OF_THE_ANSWER: Final = (OPTION, SUB_QUESTION)
"""Dimensions that tell answers apart and no respondents: everybody who answered stands in each of their parts."""

ENTERED_DIMENSIONS: Final = (*GROUPINGS, *OF_THE_ANSWER, "level", "entity", "fund")
"""Dimensions of values that are entered as somebody else published them.

`level` is that of the first version of 1.1, which releases have frozen; its parts are options since.
"""

UNITS: Final = (
    "percent",  # 0 to 100: numerator / denominator * 100
    "count",  # of whatever the title names: initiatives, practices, events, papers
    "entities",
    "countries",
    "projects",
    "people",
    "visits",
    "usd",
)

ROUNDING_MODES: Final = ("half_up", "half_even", "down", "up")
ROUNDING_RULES: Final = tuple(f"{mode}_{places}" for mode in ROUNDING_MODES for places in range(4))
"""How a value is rounded for display: a mode and a number of decimals, `half_up_0`."""

DIRECTIONS: Final = ("more_is_better", "less_is_better")
"""Only where a document states it; without it a change is a change and not progress."""


ANALYST: Final = "analyst"
"""Who wrote or checked what was made on a page: the person stands beside the definition, which everybody can read."""

UNCHECKED: Final = (
    "from_documents",  # written from what documents publish of it; nobody of those who own it has confirmed it
)
"""Why no second person has checked a definition that counts."""


TAKEN_OVER: Final = "entered"
"""The kind of source of a figure that is a value of an entered series, and stands in no file of published figures."""


@dataclass(frozen=True)
class Measure:
    """What a measure reads of a definition, beside the keys that every definition has.

    `questions` are the keys that name a question, `has_denominator` says whether the value is a share of
    something (then all five absences are declared, and the unit is percent), `counts_options` whether
    `counted` lists the options that count, `computed` whether the engine makes the value from answers,
    `bounded` whether the value has bounds over a closed roster, because a respondent is in it once or not,
    `by_option` whether it gives a value for each of `options` and none of the whole, `chooses` whether each of
    them is a yes or no of its own, `ranked` whether only the `most` chosen ones are shown, `averages` whether the
    value is in the unit of the answers, `weighed` whether respondents may count differently, `divided` whether it
    can be asked of several questions of one kind, such as the rows of a grid, `adds` whether what their numbers count
    may then add up to that of their whole: a definition does not say whether it does.
    """

    questions: tuple[str, ...] = ()
    counts_options: bool = False
    has_denominator: bool = False
    computed: bool = True
    bounded: bool = False
    by_option: bool = False
    chooses: bool = False
    ranked: bool = False
    averages: bool = False
    weighed: bool = False
    divided: bool = False
    adds: bool = False

    @property
    def reads(self) -> frozenset[str]:
        """The keys of a definition that this measure reads and others may not."""
        keys = {"by", *self.questions}
        if self.computed:
            keys |= {"minimum_respondents", "public_minimum", "only_groups", "only_answers"}
        if self.divided:
            keys.add("sub_questions")
        if self.weighed:
            keys |= {"weight_question", "weight_groups"}
        if self.counts_options:
            keys.add("counted")
        if self.by_option:
            keys.add("options")
        if self.ranked:
            keys.add("most")
        if self.has_denominator:
            keys.add("out")
        return frozenset(keys)


MEASURES: Final = {
    # respondents who chose a counted option, in per cent of those who are in the denominator
    "share": Measure(
        questions=("question",),
        counts_options=True,
        has_denominator=True,
        bounded=True,
        weighed=True,
        divided=True,
        adds=True,
    ),
    # respondents who chose a counted option. No denominator: an absence adds nothing, whatever its kind
    "count": Measure(questions=("question",), counts_options=True, divided=True, adds=True),
    # sum of the numbers that respondents gave. No denominator: an absence is no number, and never a zero
    "total": Measure(questions=("question",), divided=True, adds=True),
    # sum of a part over the sum of its whole, in per cent, over respondents who gave both numbers
    "ratio_of_totals": Measure(questions=("numerator", "denominator"), has_denominator=True),
    # sum of the numbers that respondents gave over how many gave one
    "mean": Measure(questions=("question",), averages=True, weighed=True, divided=True, adds=True),
    # the number that as many respondents exceed as stay below
    "median": Measure(questions=("question",), averages=True, weighed=True, divided=True),
    # for each option of one question, those who chose it in per cent of those in the denominator: sums to 100
    "distribution": Measure(
        questions=("question",),
        has_denominator=True,
        bounded=True,
        weighed=True,
        divided=True,
        adds=True,
        by_option=True,
    ),
    # for each option of a question with many answers, those who chose it in per cent; sums to anything
    "chosen": Measure(
        questions=("question",),
        has_denominator=True,
        bounded=True,
        weighed=True,
        by_option=True,
        chooses=True,
    ),
    # the same for those options alone that were chosen most; options that tie for the last place are all there
    "top_k": Measure(
        questions=("question",),
        has_denominator=True,
        bounded=True,
        weighed=True,
        by_option=True,
        chooses=True,
        ranked=True,
    ),
    # not computed here: an administrative series, or a survey whose answers do not reach us
    "entered": Measure(computed=False),
}

READ_BY_MEASURES: Final = (
    "question", "sub_questions", "counted", "options", "most", "numerator", "denominator", "only_groups", "only_answers",
    "weight_question", "weight_groups", "out", "by", "minimum_respondents", "public_minimum",
)  # fmt: skip
"""Keys of a definition that some measures read and others may not, in the order in which files write them."""

KINDS: Final = {
    "share": ("yes_no", "one_of"),
    "count": ("yes_no", "one_of"),
    "total": ("whole_number", "amount"),
    "ratio_of_totals": ("whole_number", "amount"),
    "mean": ("whole_number", "amount", "percentage"),
    "median": ("whole_number", "amount", "percentage"),
    "distribution": ("yes_no", "one_of"),
    "chosen": ("yes_no",),
    "top_k": ("yes_no",),
}
"""Kinds of item that a measure can read. Each option of a many_of question is a yes_no item of its own."""

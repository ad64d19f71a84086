"""Why a value is another one in a later release. PURE."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

DEFINITION, RESPONDENTS, DATA, CODE_LIST = CAUSES = (
    "definition",  # another version of the definition
    "respondents",  # others were invited, or others answered
    "data",  # the same ones answered, and of one of them another submission counts
    "code_list",  # memberships or options are others
)
COMPUTING: Final = "computing"
"""None of the inputs is another one: the engine computes differently."""


@dataclass(frozen=True)
class Origin:
    """A value with what it was computed from.

    `value`: anything that is equal where the value is: numbers, state and reason. `definition` and `code_lists`
    are hashes. `submissions`: respondent -> the submission that counted. `invited`: who was asked.
    """

    value: object
    definition: str
    code_lists: str
    invited: frozenset[str] = frozenset()
    submissions: Mapping[str, int] = field(default_factory=dict)


def causes(before: Origin, after: Origin) -> tuple[str, ...]:
    """What differs in the inputs of a value that changed, in the order of CAUSES; () where it did not change.

    Every difference is named: one of them may have moved the value, or several together.
    """
    if before.value == after.value:
        return ()
    shared = set(before.submissions) & set(after.submissions)
    differs = {
        DEFINITION: before.definition != after.definition,
        RESPONDENTS: before.invited != after.invited or set(before.submissions) != set(after.submissions),
        DATA: any(before.submissions[who] != after.submissions[who] for who in shared),
        CODE_LIST: before.code_lists != after.code_lists,
    }
    return tuple(cause for cause in CAUSES if differs[cause]) or (COMPUTING,)

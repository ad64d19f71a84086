"""Why a value of one release is another one in the next: definition, code list, respondents, data, corrections. PURE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from indicators.vocabulary import OF_THE_ANSWER

COMPUTING: Final = "computing"
CAUSES: Final = (
    "round",  # the other release has nothing of the survey in this year
    "undefined",  # the other release has no definition that is computed for this year
    "definition",  # the value is computed by another definition
    "code_list",  # options of its question, or who belongs to its group, are others. count: options or respondents
    "respondents",  # others were invited, or others answered. count: respondents
    "data",  # the same respondents sent other answers. count: respondents
    "table",  # it came out of another table of counts, or out of answers. No number: a table names no respondents
    "correction",  # answers of the same respondents were corrected, or no longer. count: respondents
    "question",  # of a change: how far its questions can be compared is declared differently
    "unknown",  # the run kept no roster, so that more cannot be told
    COMPUTING,  # none of these: it is computed differently now
)


class Cause(NamedTuple):
    """One cause of a change, and how many options or respondents it is about; 0 where that is no number."""

    kind: str
    count: int = 0


@dataclass(frozen=True)
class Basis:
    """What a value rests on.

    definition   the hash of its meaning; None where none held for the year
    options      question that it reads -> codes of its options
    roster       respondent -> grouping -> group, of everybody who was invited; None where that was not kept
    submissions  respondent -> the key of the submission that counted
    corrections  respondent -> the keys of the corrections over the answers that it reads
    table        the key of the table of counts that it came out of; None where it came out of answers
    """

    definition: str | None
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roster: Mapping[str, Mapping[str, Any]] | None = None
    submissions: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[str, frozenset[int]] = field(default_factory=dict)
    table: int | None = None


def causes(before: Basis | None, after: Basis | None, breakdown: Mapping[str, str]) -> list[Cause]:
    """Every cause that could have changed a value of this breakdown, in the order of CAUSES.

    Only what concerns the breakdown is looked at: answers of other groups change nothing in this one. It is not
    worked out how much each cause adds. A value that is on one side only has on the other what it would rest on
    there; None where there is nothing of its round.
    """
    if before is None or after is None:
        return [Cause("round")]
    if before.definition is None or after.definition is None:
        return [Cause("undefined")]
    found = [Cause("definition")] if before.definition != after.definition else []
    found += _code_list(before, after, breakdown)
    if before.table != after.table:
        return [*found, Cause("table")]
    if before.table is not None:
        # The same counts: who answered or was corrected since changes nothing in them.
        return found or [Cause(COMPUTING)]
    if before.roster is None or after.roster is None:
        return [*found, Cause("unknown")]
    then, now = _members(before, breakdown), _members(after, breakdown)
    moved = _moved(before, after, breakdown)
    found += _respondents(before, after, then - moved, now - moved)
    both = {one for one in then & now if one in before.submissions and one in after.submissions}
    changed = [one for one in both if before.submissions[one] != after.submissions[one]]
    if changed:
        found.append(Cause("data", len(changed)))
    corrected = [one for one in both if before.corrections.get(one) != after.corrections.get(one)]
    if corrected:
        found.append(Cause("correction", len(corrected)))
    return found or [Cause(COMPUTING)]


def questions_differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two tellings of a change, as a release keeps them, say other things about how far its questions can be
    compared."""
    return _said_of_questions(before) != _said_of_questions(after)


def _said_of_questions(change: Mapping[str, Any]) -> tuple:
    broken = change["reason_parameters"] if change["reason"] == "question_changed" else None
    return broken, change.get("caveats")


def _code_list(before: Basis, after: Basis, breakdown: Mapping[str, str]) -> list[Cause]:
    questions = before.options.keys() & after.options.keys()
    options = sum(len(set(before.options[one]) ^ set(after.options[one])) for one in questions)
    number = options + len(_moved(before, after, breakdown))
    return [Cause("code_list", number)] if number else []


def _moved(before: Basis, after: Basis, breakdown: Mapping[str, str]) -> set[str]:
    """Those on both rosters who came into the group or left it."""
    if before.roster is None or after.roster is None:
        return set()
    both = before.roster.keys() & after.roster.keys()
    return (_members(before, breakdown) ^ _members(after, breakdown)) & both


def _members(basis: Basis, breakdown: Mapping[str, str]) -> set[str]:
    """Those on the roster who stand in the groups; options and sub-questions tell no respondents apart."""
    return {
        respondent
        for respondent, groups in (basis.roster or {}).items()
        if all(
            (respondent if dimension == "respondent" else groups.get(dimension)) == code
            for dimension, code in breakdown.items()
            if dimension not in OF_THE_ANSWER
        )
    }


def _respondents(before: Basis, after: Basis, then: set[str], now: set[str]) -> list[Cause]:
    others = then ^ now
    others |= {one for one in then & now if (one in before.submissions) != (one in after.submissions)}
    return [Cause("respondents", len(others))] if others else []

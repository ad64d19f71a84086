"""Counts of a table held against the questionnaire, the groups and each other: counts, and every issue. PURE.

| Code | Severity | Parameters |
|---|---|---|
| count_question_unknown | error | near_item: the question or item most like it, or "" |
| count_option_unknown | error | near_answer: the answer most like it, or "" |
| count_group_unknown | error | near: the group most like it as "grouping/group", or "" |
| count_not_possible | error | none: words and dates cannot be counted |
| count_without_base | error | none: k without n |
| count_exceeds_base | error | count, base: k and n; base_cell |
| percentage_without_count | error | candidates: the k that print so; base: n or "" |
| percentage_of_no_count | error | base: n, of which no k prints so |
| percentage_differs_from_count | warning | count, base; share: what they make; percentage: what is written |
| count_twice | error | first_cell |
| counts_exceed_base | error | sum: of all answers to the question; base |
| counts_below_base | warning | sum: of all answers and absences; base |
| bases_differ | error | base; other_base, other_cell: another n of the same question and group |
| group_exceeds_whole | error | count, whole_value, whole_cell: a group that is larger than everybody |
| groups_differ_from_whole | error above the whole, warning below | sum, whole_value, whole_cell; what: k or n |
| base_exceeds_answered | error | base; answered, answered_cell |
| answered_exceeds_invited | error | answered, invited, invited_cell |
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from surveys.count_names import GroupNames, QuestionNames
from surveys.count_reading import CountReader, Read
from surveys.counting import ABSENCE, ANSWERED, INVITED, OPTION, TOTAL, WHOLE, Count, RawCount
from surveys.parsed import ERROR, WARNING, Issue
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import cell_address


class CheckedCounts(NamedTuple):
    """The counts that can be used, in the order of the file, and all issues."""

    counts: list[Count]
    issues: list[Issue]


def check_counts(
    raw: Iterable[RawCount],
    questionnaire: Questionnaire,
    groupings: Mapping[str, Mapping[str, Any]],
    *,
    decimal_mark: str = "",
) -> CheckedCounts:
    """Check every count of a table. `groupings` as `surveys.count_names.GroupNames` takes them."""
    names, issues = QuestionNames(questionnaire), []
    reader = CountReader(names, GroupNames(groupings), issues, decimal_mark=decimal_mark)
    read = _once([one for each in raw if (one := reader.read(each))], reader)
    read = _with_bases(read, names, reader)
    _groups_within_whole(read, groupings, reader)
    _within_answered(read, reader)
    return CheckedCounts([one.count for one in read], issues)


def _once(read: Sequence[Read], reader: CountReader) -> list[Read]:
    """Each count once; the second of two is an error, also where it says the same."""
    first: dict[tuple, Read] = {}
    for one in read:
        count = one.count
        key = (count.kind, count.item, count.option, count.absence, *count.cell)
        if key in first:
            cell = _address(first[key])
            reader.issue(
                "count_twice", ERROR, one.raw, one.raw.k_at, count.raw, item=count.item, first_cell=cell
            )
        else:
            first[key] = one
    return list(first.values())


def _with_bases(read: Sequence[Read], names: QuestionNames, reader: CountReader) -> list[Read]:
    """The counts with how many of n gave an answer; what does not add up in a question and group is told."""
    by_question: dict[tuple, list[Read]] = defaultdict(list)
    for one in read:
        by_question[one.count.item, one.count.cell].append(one)
    bases = {key: _base(of_one, names, reader) for key, of_one in by_question.items() if key[0]}
    found = []
    for one in read:
        base = bases.get((one.count.item, one.count.cell)) if one.count.kind in {OPTION, TOTAL} else None
        found.append(Read(one.count._replace(base=base), one.raw))
    return found


def _base(read: Sequence[Read], names: QuestionNames, reader: CountReader) -> int | None:
    """How many gave an answer to the question: n, or the sum of all options where n holds absences as well."""
    given = [one for one in read if one.count.kind in {OPTION, TOTAL}]
    if not given:
        return None
    first, n = given[0], given[0].count.n
    for other in given[1:]:
        if other.count.n != n:
            more = {"base": other.count.n, "other_base": n, "other_cell": _address(first, of_base=True)}
            reader.issue("bases_differ", ERROR, other.raw, other.raw.n_at, other.count.raw, item=first.count.item, **more)  # fmt: skip
            return n
    options = [one for one in given if one.count.kind == OPTION]
    if not options:
        return n
    together = sum(int(one.count.k) for one in options)
    absent = sum(int(one.count.k) for one in read if one.count.kind == ABSENCE)
    more = {"sum": together, "base": n, "item": first.count.item}
    if together > n:
        reader.issue("counts_exceed_base", ERROR, options[-1].raw, options[-1].raw.k_at, options[-1].count.raw, **more)  # fmt: skip
        return n
    complete = {one.count.option for one in options} == set(names.options_of(first.count.item))
    if complete and together != n:
        if together + absent != n:
            more["sum"] = together + absent
            reader.issue("counts_below_base", WARNING, first.raw, first.raw.n_at, first.count.raw, **more)
        return together
    return n


def _groups_within_whole(
    read: Sequence[Read], groupings: Mapping[str, Mapping[str, Any]], reader: CountReader
) -> None:
    """No group is larger than everybody; groups that are all there add up to everybody."""
    wholes = {_part(one.count): one for one in read if one.count.cell == (WHOLE, WHOLE)}
    by_grouping: dict[tuple, list[Read]] = defaultdict(list)
    for one in read:
        if one.count.grouping and _part(one.count) in wholes:
            by_grouping[_part(one.count), one.count.grouping].append(one)
    told: set[tuple] = set()
    for (part, grouping), of_groups in by_grouping.items():
        whole = wholes[part]
        for what in ("n", "k"):
            if (part[1], grouping, what) not in told and _differs(
                whole, of_groups, what, len(groupings[grouping]["groups"]), reader
            ):
                told.add((part[1], grouping, "n"))
                told |= {(part[1], grouping, "k")} if what == "n" else set()
                break


def _differs(whole: Read, of_groups: Sequence[Read], what: str, all_groups: int, reader: CountReader) -> bool:
    """Tell it where the groups do not fit the whole in k or n; whether they do not."""
    numbers = [_number(one.count, what) for one in of_groups]
    everybody = _number(whole.count, what)
    if everybody is None or None in numbers:
        return False
    more = {"whole_value": f"{everybody:g}", "whole_cell": _address(whole, of_base=what == "n"), "what": what}
    item = whole.count.item
    if whole.count.kind != TOTAL or what == "n":
        for one, number in zip(of_groups, numbers, strict=True):
            if number > everybody:
                at = one.raw.n_at if what == "n" else one.raw.k_at
                reader.issue("group_exceeds_whole", ERROR, one.raw, at, one.count.raw, item=item, count=f"{number:g}", **more)  # fmt: skip
                return True
    together = sum(numbers)
    over = together > everybody and len(numbers) > 1
    short = together < everybody and len(numbers) == all_groups > 1
    if (over and (whole.count.kind != TOTAL or what == "n")) or short:
        at = whole.raw.n_at if what == "n" else whole.raw.k_at
        severity = ERROR if over else WARNING
        reader.issue("groups_differ_from_whole", severity, whole.raw, at, whole.count.raw, item=item, sum=f"{together:g}", **more)  # fmt: skip
        return True
    return False


def _within_answered(read: Sequence[Read], reader: CountReader) -> None:
    """Nobody answers a question without answering the survey, or without having been invited."""
    of_all = {
        kind: {one.count.cell: one for one in read if one.count.kind == kind} for kind in (INVITED, ANSWERED)
    }
    for cell, answered in of_all[ANSWERED].items():
        invited = of_all[INVITED].get(cell)
        if invited and int(answered.count.k) > int(invited.count.k):
            more = {
                "answered": answered.count.k,
                "invited": invited.count.k,
                "invited_cell": _address(invited),
            }
            reader.issue("answered_exceeds_invited", ERROR, answered.raw, answered.raw.k_at, answered.count.raw, **more)  # fmt: skip
    for one in read:
        bound = of_all[ANSWERED].get(one.count.cell) or of_all[INVITED].get(one.count.cell)
        if one.count.n is not None and bound and one.count.n > int(bound.count.k):
            more = {"base": one.count.n, "answered": bound.count.k, "answered_cell": _address(bound)}
            reader.issue("base_exceeds_answered", ERROR, one.raw, one.raw.n_at, one.count.raw, item=one.count.item, **more)  # fmt: skip


def _part(count: Count) -> tuple:
    """What is counted, whoever it is counted among."""
    return count.kind, count.item, count.option, count.absence


def _number(count: Count, what: str) -> float | None:
    return float(count.k) if what == "k" else None if count.n is None else float(count.n)


def _address(read: Read, *, of_base: bool = False) -> str:
    return cell_address(read.raw.sheet, *(read.raw.n_at if of_base else read.raw.k_at))

"""Who stands behind the newest value of an indicator, and where those who are missing are others than they."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.engine.missing import differences
from indicators.engine.suppression import SUPPRESSED
from indicators.links import value_opened
from indicators.models import Value
from indicators.phrases import breakdown_in_words
from indicators.queries.released import OpenRelease
from indicators.vocabulary import MISSING, OF_THE_ANSWER


@dataclass(frozen=True)
class WhoAnswered:
    """Who stands behind the newest value of the whole, by kind of absence. `round` where the reader may see names.

    `address` is the page of that value, which tells who they are; `of` names the answer or the question that this is told of, where an indicator has no whole and its parts leave out
    different respondents. `differs` are sentences, each with the page of the value of the group that it is about.
    """

    year: int
    of: str
    invited: int
    answered: int
    left_out: list[tuple[str, int]]
    differs: list[tuple[str, str]]
    illustrative: bool
    round: int | None
    address: str


def who_answered(
    opened: OpenRelease,
    definition: IndicatorDefinition,
    values: list[Value],
    part: Mapping,
    *,
    may_name: bool,
) -> WhoAnswered | None:
    """Of the newest value of the part that a page is about, {} for the whole; None where nothing was computed."""
    told = _told_of(definition, values, part)
    if not told:
        return None
    newest = told[0]
    alike = all(_counts(one) == _counts(newest) for one in told)
    return WhoAnswered(
        year=newest.year,
        of="" if alike else breakdown_in_words(opened, newest.breakdown, definition),
        invited=newest.invited,
        answered=newest.answered,
        left_out=[
            (words.word(words.ABSENCES, kind), count) for kind, count in sorted(newest.exclusions.items())
        ],
        differs=_differs(opened, definition, values, newest),
        illustrative=newest.illustrative,
        round=newest.run.round_id if may_name else None,
        address=value_opened(opened, newest),
    )


def _told_of(definition: IndicatorDefinition, values: list[Value], part: Mapping) -> list[Value]:
    """The newest value of the part; of an indicator that has no whole those of its parts, what is shown first."""
    found = [value for value in values if value.breakdown == part]
    if not found and not part:
        found = [value for value in values if set(value.breakdown) <= set(OF_THE_ANSWER)]
    if not found:
        return []
    newest = max((not value.illustrative, value.year) for value in found)
    order = [dict(of_one) for of_one, _alone in definition.parts]
    of_newest = [value for value in found if (not value.illustrative, value.year) == newest]
    return sorted(
        of_newest,
        key=lambda value: (
            value.state == SUPPRESSED,
            order.index(value.breakdown) if value.breakdown in order else len(order),
        ),
    )


def _counts(value: Value) -> tuple:
    return value.invited, value.answered, value.exclusions


def _differs(
    opened: OpenRelease, definition: IndicatorDefinition, values: list[Value], whole: Value
) -> list[tuple[str, str]]:
    """Where those who are missing from a number are others, by group, than those who stand in it.

    Nothing is told of a grouping that the reader does not see whole: a group that is hidden is not one of nobody.
    """
    if whole.state == SUPPRESSED or not set(whole.breakdown) <= set(OF_THE_ANSWER):
        return []
    said = []
    for dimension in definition.by:
        groups = _groups(values, whole, dimension) if dimension not in ("respondent", *OF_THE_ANSWER) else {}
        if any(value.state == SUPPRESSED for value in groups.values()):
            continue
        for one in differences({code: _standing(value) for code, value in groups.items()}, _standing(whole)):
            text = gettext(
                "%(group)s: %(missing)s per cent of those who are missing, %(answering)s per cent of those who count."
            )
            told = text % {
                "group": breakdown_in_words(opened, {dimension: one.group}, definition),
                "missing": words.plain_number(one.of_missing, 0),
                "answering": words.plain_number(one.of_answering, 0),
            }
            said.append((told, value_opened(opened, groups[one.group])))
    return said


def _groups(values: list[Value], whole: Value, dimension: str) -> dict[str, Value]:
    return {
        value.breakdown[dimension]: value
        for value in values
        if dimension in value.breakdown
        and value.breakdown == {**whole.breakdown, dimension: value.breakdown[dimension]}
        and (value.year, value.illustrative) == (whole.year, whole.illustrative)
    }


def _standing(value: Value) -> tuple[int, int]:
    """How many stand in a number, and how many are missing from it."""
    return value.counted, sum(value.exclusions.get(kind, 0) for kind in MISSING)

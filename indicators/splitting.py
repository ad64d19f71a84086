"""A share as the two parts of its whole: those who count and all others, stacked to a hundred.

Only what is computed is split: of a value that a document prints nobody knows here whether the rest said no. Figure I of
A/78/290 is drawn in this way, yes and no for each level of plans.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.figure import Figure
from indicators.models import Value
from indicators.phrases import answers_in_words
from indicators.points import Asked, Point, computed_point, rest_point
from indicators.queries.released import OpenRelease
from indicators.spread import figure_of_rows
from indicators.vocabulary import MEASURES, STAYS


def split_figures(
    opened: OpenRelease,
    code: str,
    values: Iterable[Value],
    asked: Asked,
    address: Callable[[str], str],
) -> dict[str, Figure]:
    """basis -> figure of those who count and of all others, by a breakdown in its year or over the years."""
    definition = opened.definition(code)
    made = {}
    for basis in ("computed", "illustrative"):
        mine = [
            value
            for value in values
            if _belongs(value, asked) and value.illustrative == (basis != "computed")
        ]
        if mine:
            counted = _row(computed_point(opened, definition, value, asked) for value in mine)
            others = _row(rest_point(opened, definition, value, asked) for value in mine)
            rows = list(zip(parts_in_words(opened, definition), (counted, others), strict=True))
            made[basis] = figure_of_rows(
                opened, definition, rows, asked.by, asked, "stacked", basis, address(basis)
            )
    return made


def _belongs(value: Value, asked: Asked) -> bool:
    if asked.by:
        return set(value.breakdown) == {asked.by} and value.year == asked.year
    return value.breakdown == (asked.breakdown or {})


def _row(points: Iterable[Point]) -> dict[str, Point]:
    return {point.category: point for point in points}


def parts_in_words(opened: OpenRelease, definition: IndicatorDefinition) -> tuple[str, str]:
    """What those who count answered, and what all others of the denominator did: "Yes" and "No", where it is one
    answer."""
    chooses = MEASURES[definition.measure].chooses
    question = definition.questions[0]
    counted = ("yes",) if chooses else definition.counted
    versions = opened.questions(definition.survey).values()
    offered = {
        option: None for items in versions if question in items for option in items[question]["options"]
    }
    others = [option for option in offered if option not in counted]
    stays = any(where == STAYS for where in definition.out.values())
    return (
        words.joined(answers_in_words(opened, definition, counted, question)),
        gettext("All others")
        if stays or len(others) != 1
        else answers_in_words(opened, definition, others, question)[0],
    )

"""The points of a figure before they have a place: values of a release, and what documents print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.links import figure_opened, value_opened
from indicators.models import Value
from indicators.phrases import (
    from_counts,
    n_in_words,
    published_n,
    published_note,
    why_not_computed,
    why_unpublished,
)
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from surveys.acronyms import acronym

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Asked:
    """Which figure of an indicator: over the years where `by` is None, else by that dimension in that year.

    `breakdown` is the part of the indicator over the years, {} for the whole. `kind` is the kind of chart that the
    reader chose, None for the one that fits best.
    """

    by: str | None = None
    year: int | None = None
    breakdown: Mapping[str, str] | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Point:
    """One point of a figure before it has a place. `name` is that of the category where the code is none."""

    category: str
    value: float | None
    label: str | None = None
    n: str | None = None
    reason: str | None = None
    note: str = ""
    source: str = ""
    version: int | None = None
    name: str = ""
    low: float | None = None
    high: float | None = None
    link: str = ""


def computed_point(opened: OpenRelease, definition: IndicatorDefinition, value: Value, asked: Asked) -> Point:
    of_then = opened.definition(definition.code, value.version.number)
    survey = words.text(opened.survey(of_then.survey).get("names")) or of_then.survey
    return Point(
        category=value.breakdown[asked.by] if asked.by else str(value.year),
        value=_shown(value.value, of_then),
        low=_shown(value.low, of_then),
        high=_shown(value.high, of_then),
        n=n_in_words(value),
        reason=why_not_computed(value) or None,
        note=from_counts(value),
        source=gettext("%(survey)s, %(year)s") % {"survey": survey, "year": value.year},
        version=value.version.number,
        link=value_opened(opened, value, pinned=True),
    )


def rest_point(opened: OpenRelease, definition: IndicatorDefinition, value: Value, asked: Asked) -> Point:
    """What a share leaves of a hundred, exactly and then rounded: those of the denominator who do not count."""
    of_then = opened.definition(definition.code, value.version.number)
    ends = (value.value, value.high, value.low)
    rest, low, high = (None if end is None else _shown(100 - end, of_then) for end in ends)
    return replace(computed_point(opened, definition, value, asked), value=rest, low=low, high=high)


def _shown(number: Decimal | None, definition: IndicatorDefinition) -> float | None:
    return None if number is None else float(rounded(number, definition.rounding))


def published_point(
    opened: OpenRelease, definition: IndicatorDefinition, point: PublishedPoint, asked: Asked
) -> Point:
    figure = point.figure
    factor = MILLION if (definition.unit, figure.unit) == ("usd", "usd_million") else 1
    value = None if point.value is None else point.value * factor
    label = None
    if value is not None and point.qualifier != "exact":
        label = words.with_qualifier(words.plain_number(value), point.qualifier)
    category = figure.joint or figure.breakdown[asked.by] if asked.by else point.period
    return Point(
        category=category,
        value=None if value is None else float(value),
        label=label,
        n=published_n(point) or None,
        reason=None if value is not None else why_unpublished(figure),
        note=published_note(point),
        source=words.paragraph(figure.document, figure.paragraph),
        name=words.joined(map(acronym, figure.entities)) if figure.joint else "",
        link=figure_opened(opened, figure, pinned=True),
    )

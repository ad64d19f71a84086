"""The course of headlines over the years: a small drawing beside each that has enough years of its own kind."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.safestring import mark_safe

from indicators.entries import Entry
from indicators.figures import figures_of
from indicators.headlines import Headline
from indicators.models import Value
from indicators.points import Asked
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from indicators.renderers.sparkline import FEWEST, sparkline


def with_courses(
    opened: OpenRelease, entry: Entry, values: Iterable[Value], points: Iterable[PublishedPoint]
) -> Entry:
    """The entry, a drawing with each headline that has one. Works on what was read before: no query."""

    def with_course(headline: Headline) -> Headline:
        own_values, own_points = _of_its_kind(headline, values, points)
        if sum(one.value is not None for one in (*own_values, *own_points)) < FEWEST:
            return headline
        asked = Asked(breakdown=dict(headline.breakdown))
        figures = figures_of(opened, entry.code, own_values, own_points, asked)
        drawing = "".join(map(sparkline, figures.values()))
        return replace(headline, course=mark_safe(drawing))  # noqa: S308  written by the renderer, which escapes

    return replace(
        entry,
        headlines=tuple(map(with_course, entry.headlines)),
        beside=tuple(map(with_course, entry.beside)),
    )


def _of_its_kind(
    headline: Headline, values: list[Value], points: list[PublishedPoint]
) -> tuple[list[Value], list[PublishedPoint]]:
    """What is of the same part and of the same kind: what documents print and what was computed are two courses."""
    if headline.is_published:
        return [], [point for point in points if point.figure.breakdown == headline.breakdown]
    of_kind = [value for value in values if value.illustrative == headline.is_illustrative]
    return [value for value in of_kind if value.breakdown == headline.breakdown], []

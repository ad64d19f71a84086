"""The course of headlines over the years: a small drawing beside each that has enough years of its own kind."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.cache import caches
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from indicators.entries import Entry
from indicators.figures import figures_of
from indicators.headlines import Headline
from indicators.models import Value
from indicators.page_store import name_of
from indicators.points import Asked
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from indicators.renderers.sparkline import FEWEST, sparkline


def with_courses(
    opened: OpenRelease, entry: Entry, values: Iterable[Value], points: Iterable[PublishedPoint]
) -> Entry:
    """The entry, a drawing with each headline that has one. Works on what was read before: no query.

    `values` and `points` may be those of other indicators too.
    """
    values = [value for value in values if value.version.indicator.code == entry.code]
    points = [point for point in points if point.figure.indicator.code == entry.code]

    def with_course(headline: Headline) -> Headline:
        own_values, own_points = _of_its_kind(headline, values, points)
        if sum(one.value is not None for one in (*own_values, *own_points)) < FEWEST:
            return headline

        def draw() -> str:
            asked = Asked(breakdown=dict(headline.breakdown))
            return "".join(
                map(sparkline, figures_of(opened, entry.code, own_values, own_points, asked).values())
            )

        name = None if own_points else _name(opened, entry.code, own_values)
        drawing = caches["drawings"].get_or_set(name, draw) if name else draw()
        return replace(headline, course=mark_safe(drawing))  # noqa: S308  written by the renderer, which escapes

    return replace(
        entry,
        headlines=tuple(map(with_course, entry.headlines)),
        beside=tuple(map(with_course, entry.beside)),
    )


def _name(opened: OpenRelease, code: str, values: list[Value]) -> str | None:
    """What the drawing of these values is kept under in this process; None where a release does not hold them.

    A value that is hidden from the reader has the state of it, and so another drawing.
    """
    if opened.release is None:
        return None
    seen = [(value.pk, value.state) for value in values]
    return name_of(opened.release.pk, opened.release.content_hash, get_language(), code, seen)


def _of_its_kind(
    headline: Headline, values: list[Value], points: list[PublishedPoint]
) -> tuple[list[Value], list[PublishedPoint]]:
    """What is of the same part and of the same kind: what documents print and what was computed are two courses."""
    if headline.is_published:
        return [], [point for point in points if point.figure.breakdown == headline.breakdown]
    of_kind = [value for value in values if value.illustrative == headline.is_illustrative]
    return [value for value in of_kind if value.breakdown == headline.breakdown], []

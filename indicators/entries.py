"""An indicator in a list: its words, and the newest of what was computed, else of what was published, in front."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import gettext, ngettext

from indicators import phrases, words
from indicators.addresses import breakdown_address
from indicators.definitions import IndicatorDefinition
from indicators.headlines import Headline, computed_headline, published_headline
from indicators.links import figures_opened
from indicators.models import Value
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from indicators.vocabulary import OF_THE_ANSWER

T = TypeVar("T")

SHOWN_APART = 3
"""Published parts of an indicator up to this number are shown one by one, more of them as a range."""


@dataclass(frozen=True)
class Entry:
    """An indicator in a list: its words, respondent group and scope, and the numbers in front.

    `illustrative` is the newest illustrative value, shown apart from the published or computed ones; `beside` are those
    of the same parts as the headlines, or that one where none is of the same part.
    """

    code: str
    title: str
    short: str
    respondents: str
    scope: str
    headlines: tuple[Headline, ...]
    illustrative: Headline | None = None
    beside: tuple[Headline, ...] = ()

    @property
    def pairs(self) -> list[tuple[Headline, Headline | None]]:
        """Each headline with the illustrative value of the same part, which stands below it.

        One that is of no part shown stands below what is of no single part, and else by itself: below the number of
        another part it would be read as one of that part.
        """
        of_part = {_key(one): one for one in self.beside}
        pairs = [(headline, of_part.pop(_key(headline), None)) for headline in self.headlines]
        for alone in of_part.values():
            if self.headlines[-1].breakdown is None:
                pairs[-1] = (self.headlines[-1], alone)
            else:
                pairs.append((alone, None))
        return pairs

    @property
    def has_only_illustrative(self) -> bool:
        """Whether there is an illustrative value, and no number that is published or computed from real answers."""
        return not self.has_number and self.illustrative is not None

    @property
    def has_number(self) -> bool:
        """Whether any of the headlines has a number."""
        return any(headline.number for headline in self.headlines)


def entries(
    opened: OpenRelease, codes: Iterable[str], values: Iterable[Value], points: Iterable[PublishedPoint]
) -> list[Entry]:
    """An entry for each indicator. Works on what was read before: no query."""
    values_of = grouped(values, lambda value: value.version.indicator.code)
    points_of = grouped(points, lambda point: point.figure.indicator.code)
    return [entry(opened, code, values_of.get(code, []), points_of.get(code, [])) for code in codes]


def grouped(things: Iterable[T], code: Callable[[T], str]) -> dict[str, list[T]]:
    """Values or figures by the code of their indicator."""
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(code(thing), []).append(thing)
    return found


def entry(
    opened: OpenRelease, code: str, values: list[Value], points: list[PublishedPoint], *, whole: bool = True
) -> Entry:
    """What stands in front of one indicator: what was computed, else what was published, the newest of it.

    `values` and `points` are those of the indicator; of the values only those of the whole are taken, unless
    `whole` is False because all of them are of the one part that is meant.
    """
    definition = opened.definition(code)
    mine = [value for value in values if not whole or not value.breakdown]
    real = [value for value in mine if not value.illustrative]
    tried = [value for value in mine if value.illustrative] or _of_parts(values, illustrative=True)
    headlines = _computed_headlines(
        opened, real or _of_parts(values, illustrative=False)
    ) or _published_headlines(opened, definition, points)
    illustrative = next(iter(_computed_headlines(opened, tried)), None)
    if illustrative and headlines[0].is_missing:
        headlines = (replace(headlines[0], reason=gettext("There is only illustrative data so far.")),)
    scope = points[0].figure.respondent_scope if points else None
    return Entry(
        code=code,
        title=words.text(definition.title),
        short=words.text(definition.short),
        respondents=phrases.respondents_in_words(opened, definition.survey, scope),
        scope=words.text(definition.scope),
        headlines=headlines,
        illustrative=illustrative,
        beside=_beside(opened, headlines, [*tried, *_of_parts(values, illustrative=True)])
        or tuple(filter(None, [illustrative])),
    )


def _beside(
    opened: OpenRelease, headlines: Iterable[Headline], tried: Iterable[Value]
) -> tuple[Headline, ...]:
    """The newest illustrative value of the part of each headline, where there is one."""
    newest: dict[str, Value] = {}
    for value in sorted(tried, key=lambda value: (value.year, value.pk)):
        newest[breakdown_address(value.breakdown)] = value
    parts = dict.fromkeys(_key(headline) for headline in headlines)
    return tuple(computed_headline(opened, newest[part]) for part in parts if part in newest)


def _key(headline: Headline) -> str | None:
    """What makes two headlines ones of the same part; None for several parts together."""
    return None if headline.breakdown is None else breakdown_address(headline.breakdown)


def _of_parts(values: Iterable[Value], *, illustrative: bool) -> list[Value]:
    """The values of single answers and sub-questions over all respondents, of an indicator that has no value of its
    whole."""
    return [value for value in values if _is_part(value) and value.illustrative == illustrative]


def _is_part(value: Value) -> bool:
    return bool(value.breakdown) and set(value.breakdown) <= set(OF_THE_ANSWER)


def _computed_headlines(opened: OpenRelease, values: list[Value]) -> tuple[Headline, ...]:
    """The newest value; of several parts the greatest, the first ones first."""
    newest = max((value.year for value in values), default=None)
    of_year = [value for value in values if value.year == newest]
    if not any(map(_is_part, of_year)):
        return (computed_headline(opened, _newest(of_year)),) if of_year else ()
    of_year.sort(key=lambda value: (value.value is None, -(value.value or 0), value.pk))
    return tuple(computed_headline(opened, value) for value in of_year[:SHOWN_APART])


def _newest(values: list[Value]) -> Value:
    return max(values, key=lambda value: (value.year, value.pk))


def _published_headlines(
    opened: OpenRelease, definition: IndicatorDefinition, points: list[PublishedPoint]
) -> tuple[Headline, ...]:
    whole = [point for point in points if not point.figure.breakdown]
    of_parts = [point for point in points if point.figure.breakdown and point.value is not None]
    chosen = _of_newest_period(whole or of_parts or points)
    if whole:
        chosen = chosen[:1]
    if not chosen:
        return (
            Headline(
                "missing",
                reason=gettext("Nothing has been published or computed yet."),
                without=words.without_number(""),
            ),
        )
    if len(chosen) > SHOWN_APART:
        return (_range(opened, definition, chosen),)
    return tuple(published_headline(opened, definition, point) for point in chosen)


def _of_newest_period(points: list[PublishedPoint]) -> list[PublishedPoint]:
    """The points of the newest period that has a value, or of the newest one; one per part of the indicator."""
    numbered = [point for point in points if point.value is not None] or points
    newest = max((point.to_year or point.from_year or 0 for point in numbered), default=0)
    parts: dict[str, PublishedPoint] = {}
    for point in numbered:
        if (point.to_year or point.from_year or 0) == newest:
            parts.setdefault(breakdown_address(point.figure.breakdown), point)
    return list(parts.values())


def _range(opened: OpenRelease, definition: IndicatorDefinition, points: list[PublishedPoint]) -> Headline:
    values = sorted(point.value for point in points)
    number = gettext("%(lowest)s to %(highest)s") % {
        "lowest": words.plain_number(values[0]),
        "highest": words.plain_number(values[-1]),
    }
    # One figure for two entities together is one published value, although it stands in both their rows.
    values_printed = {p.figure.joint or p.figure.code for p in points}
    count = len(values_printed)
    many = ngettext("%(many)s published value", "%(many)s published values", count)
    return Headline(
        kind="published",
        number=number,
        unit=words.unit_behind(definition.unit, values[-1]),
        period=points[0].period,
        n=next((n for n in map(phrases.published_n, points) if n), ""),
        of=many % {"many": count},
        source=words.sources(
            words.paragraph(point.figure.document, point.figure.paragraph) for point in points
        ),
        address=figures_opened(opened, definition.code),
    )

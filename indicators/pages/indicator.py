"""An indicator's own page: the number, its figures, how it is made, who answered, what documents print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from indicators import words
from indicators.entries import Entry, entry
from indicators.headlines import Headline, published_headline
from indicators.kinds import dimension_of, kinds_for
from indicators.models import Value
from indicators.pages.answering import WhoAnswered, who_answered
from indicators.pages.changes import ChangeInWords, changes_in_words
from indicators.pages.drawing import Choice, kind_choices, over_years, query_of, slope_shown, with_kind
from indicators.pages.making import Making, making
from indicators.pages.picking import default_asked, dimensions_of, years_by, years_of
from indicators.pages.published import joint_once
from indicators.pages.rows import ValueTable, value_table
from indicators.pages.showing import Shown, figures_shown
from indicators.pages.versions import VersionRow, versions_of
from indicators.phrases import (
    breakdown_in_words,
    dimension_in_words,
)
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.published import points_of, published_in
from indicators.queries.released import OpenRelease, values_of
from indicators.vocabulary import MEASURES


class NoSuchIndicator(LookupError):
    """No indicator and no published list has this code in the release."""


@dataclass(frozen=True)
class IndicatorPage:
    """Everything on the page of one indicator, or of the part of it that a published code means."""

    code: str
    indicator: str
    part: str
    entry: Entry
    shown: list[Shown]
    table: ValueTable
    choices: list[Choice]
    kinds: list[Choice]
    years: list[Choice]
    change: list[Shown]
    making: Making
    who: WhoAnswered | None
    published: list[Headline]
    notes: list[str]
    versions: list[VersionRow]
    codes: dict[str, str]
    nodes: list[tuple[str, str, str]]
    unknown: str
    changes: list[ChangeInWords]
    entered: bool

    @property
    def has_anything(self) -> bool:
        """Whether a table of the page lists a value or a published figure."""
        return bool(self.table.rows or self.published)

    @property
    def every_figure(self) -> list[Shown]:
        """All figures of the page that can be taken away, the main ones first."""
        return [*self.shown, *self.change]


def indicator_page(
    opened: OpenRelease,
    reader: Reader,
    code: str,
    by: str | None = None,
    year: int | None = None,
    kind: str | None = None,
) -> IndicatorPage:
    """An indicator by any of its codes. A fixed number of queries. Raises NoSuchIndicator.

    A breakdown, a year or a kind of chart that is not there is answered with what is there, and `unknown` says so.
    """
    try:
        indicator, part = opened.indicator_of(code)
    except KeyError as missing:
        raise NoSuchIndicator(code) from missing
    values = reader.visible(values_of(opened, indicator, by=by, year=year, part=part))
    points = points_of(published_in(opened, [indicator]))
    asked, unknown = _asked(values, points, part, by, year)
    definition = opened.definition(indicator)
    printed_figures = [point.figure for point in points]
    kinds = kinds_for(definition.measure, asked.by, values, printed_figures, part=part)
    change = slope_shown(reader, code, values)
    asked, unfitting = with_kind(asked, kinds, kind, () if by else change)
    mine = [value for value in values if _of_part(value.breakdown, part)]
    printed = [point for point in points if _of_part(point.figure.breakdown, part)]
    return IndicatorPage(
        code=code,
        indicator=indicator,
        part=breakdown_in_words(opened, part, definition),
        entry=entry(opened, indicator, mine, printed, whole=not part),
        shown=figures_shown(opened, code, values, points, asked),
        table=value_table(opened, _shown(values, asked)),
        choices=_choices(opened, values, points, part, asked),
        kinds=kind_choices(opened, asked, kinds),
        years=_years(opened, values, points, asked, kinds),
        change=change,
        making=making(opened, definition),
        who=who_answered(opened, definition, values, part, may_name=reader.may_name(definition.survey)),
        published=[
            published_headline(opened, definition, point)
            for point in joint_once(printed, lambda point: point.figure)
        ],
        notes=list(dict.fromkeys(words.text(point.figure.note) for point in printed if point.figure.note)),
        versions=versions_of(opened, indicator),
        codes={
            alias: breakdown_in_words(opened, breakdown, definition)
            for alias, breakdown in opened.address_codes(indicator).items()
        },
        nodes=_nodes(opened, indicator),
        unknown=words.sentences(filter(None, [unknown, unfitting])),
        changes=changes_in_words(reader, indicator, part),
        entered=not MEASURES[definition.measure].computed,
    )


def _asked(values, points, part: Mapping, by: str | None, year: int | None) -> tuple[Asked, str]:
    """What to show, and a word where it is not what was asked for."""
    standard = default_asked(values, points, part=part)
    if not by:
        wrong_year = year is not None and year not in years_of(values, points)
        word = (
            gettext("There is nothing for %(year)s; all years are shown.") % {"year": year}
            if wrong_year
            else ""
        )
        if standard.by and year and not wrong_year:
            return Asked(by=standard.by, year=year), ""
        if year is not None and not wrong_year:
            word = gettext("Without a breakdown all years are shown, not %(year)s alone.") % {"year": year}
        return standard, word
    years = years_by(by, values, points)
    if not years:
        return standard, gettext("This indicator has no breakdown of that name; what there is is shown.")
    if year is None or year in years:
        return Asked(by=by, year=year or years[0]), ""
    word = gettext("There is no such breakdown for %(year)s; %(shown)s is shown.")
    return Asked(by=by, year=years[0]), word % {"year": year, "shown": years[0]}


def _shown(values: list[Value], asked: Asked) -> list[Value]:
    """The whole or the part over the years; with a breakdown its groups, under the whole of that year."""
    if not asked.by:
        return [value for value in values if value.breakdown == (asked.breakdown or {})]
    return [
        value
        for value in values
        if value.year == asked.year and dimension_of(value.breakdown) in (None, asked.by)
    ]


def _choices(opened: OpenRelease, values, points, part: Mapping, asked: Asked) -> list[Choice]:
    pin = f"&release={opened.number}" if opened.pinned else ""
    whole = default_asked(values, points, part=part)
    choices = []
    if not whole.by:
        choices.append(Choice(gettext("Over the years"), f"?{pin[1:]}", current=not asked.by))
    for dimension in dimensions_of(values, points):
        title = dimension_in_words(opened, dimension)
        choices.append(Choice(title, f"?by={dimension}{pin}", current=asked.by == dimension))
    return choices if len(choices) > 1 else []


def _years(opened: OpenRelease, values, points, asked: Asked, kinds: list[str]) -> list[Choice]:
    if not asked.by or over_years(asked, kinds):
        return []
    return [
        Choice(str(year), query_of(opened, replace(asked, year=year)), current=year == asked.year)
        for year in years_by(asked.by, values, points)
    ]


def _of_part(breakdown: Mapping, part: Mapping) -> bool:
    return not part or dict(breakdown) == dict(part)


def _nodes(opened: OpenRelease, indicator: str) -> list[tuple[str, str, str]]:
    """(framework, node, title) of every place that the indicator serves."""
    places = []
    for key in opened.frozen["indicators"][indicator]["nodes"]:
        framework, code = key.split("/")
        node = opened.frozen["nodes"].get(key, {})
        places.append((framework, code, words.text(node.get("short_names")) or words.text(node.get("names"))))
    return places

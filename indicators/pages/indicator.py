"""An indicator's own page: the number, its figures, how it is made, who answered, what documents print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.entries import Entry, entry
from indicators.headlines import Headline, published_headline
from indicators.kinds import dimension_of, kinds_for
from indicators.models import Value
from indicators.pages.addresses import Addresses
from indicators.pages.answering import WhoAnswered, who_answered
from indicators.pages.blocks import follows_from
from indicators.pages.changes import ChangeInWords, changes_in_words
from indicators.pages.drawing import Choice, kind_choices, over_years, query_of, slope_shown, with_kind
from indicators.pages.making import Making, making
from indicators.pages.picking import default_asked, dimensions_of, years_by, years_of
from indicators.pages.published import joint_once
from indicators.pages.rows import ValueTable, value_table
from indicators.pages.showing import Shown, figures_shown
from indicators.pages.versions import VersionRow, versions_of
from indicators.phrases import breakdown_in_words, dimension_in_words
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
from indicators.queries.released import OpenRelease, values_of
from indicators.slopes import SLOPE
from indicators.vocabulary import MEASURES


class NoSuchIndicator(LookupError):
    """No indicator and no published list has this code in the release."""


@dataclass(frozen=True)
class IndicatorPage:
    """The page of one indicator, or of the part of it that a published code means: what it shows is made when it is
    asked for.

    `values` and `points` are all that were read, `mine` and `printed` those of the part.
    """

    opened: OpenRelease
    reader: Reader
    code: str
    indicator: str
    part_meant: Mapping[str, str]
    values: list[Value]
    points: list[PublishedPoint]
    asked: Asked
    fitting: list[str]
    unknown: str

    @property
    def follows_from(self) -> tuple | None:
        """All that decides how it looks in one language, `unknown` apart: also which changes the reader is told, and
        whether the answering may be named."""
        told = self.reader.sees_all(self.definition.survey), self.reader.may_name(self.definition.survey)
        return follows_from(self.opened, self.values, self.points, self.code, self.asked, told)

    @cached_property
    def definition(self) -> IndicatorDefinition:
        """The newest definition that the release froze."""
        return self.opened.definition(self.indicator)

    @property
    def part(self) -> str:
        """The part in words, "" for all of the indicator."""
        return breakdown_in_words(self.opened, self.part_meant, self.definition)

    @cached_property
    def mine(self) -> list[Value]:
        """The values of the part."""
        return [value for value in self.values if _of_part(value.breakdown, self.part_meant)]

    @cached_property
    def printed(self) -> list[PublishedPoint]:
        """The published figures of the part."""
        return [point for point in self.points if _of_part(point.figure.breakdown, self.part_meant)]

    @cached_property
    def entry(self) -> Entry:
        """What stands in front."""
        return entry(self.opened, self.indicator, self.mine, self.printed, whole=not self.part_meant)

    @property
    def title(self) -> str:
        """The title of the indicator."""
        return words.text(self.definition.title)

    @cached_property
    def shown(self) -> list[Shown]:
        """The main figures."""
        return figures_shown(self.opened, self.code, self.values, self.points, self.asked)

    @cached_property
    def change(self) -> list[Shown]:
        """The figure of the latest change."""
        return slope_shown(self.reader, self.code, self.values)

    @property
    def every_figure(self) -> list[Shown]:
        """All figures of the page that can be taken away, the main ones first."""
        return [*self.shown, *self.change]

    @cached_property
    def table(self) -> ValueTable:
        """The values behind the main figures."""
        return value_table(self.opened, _shown(self.values, self.asked))

    @property
    def has_anything(self) -> bool:
        """Whether a table of the page lists a value or a published figure."""
        return bool(self.table.rows or self.published)

    @property
    def choices(self) -> list[Choice]:
        """The breakdowns to choose from."""
        return _choices(self.opened, self.values, self.points, self.part_meant, self.asked)

    @property
    def kinds(self) -> list[Choice]:
        """The kinds of chart to choose from."""
        return kind_choices(self.opened, self.asked, self.fitting)

    @property
    def years(self) -> list[Choice]:
        """The years to choose from."""
        return _years(self.opened, self.values, self.points, self.asked, self.fitting)

    @property
    def making(self) -> Making:
        """How the number is made."""
        return making(self.opened, self.definition)

    @cached_property
    def who(self) -> WhoAnswered | None:
        """Who stands behind the newest value."""
        may_name = self.reader.may_name(self.definition.survey)
        return who_answered(self.opened, self.definition, self.values, self.part_meant, may_name=may_name)

    @cached_property
    def published(self) -> list[Headline]:
        """What documents print."""
        once = joint_once(self.printed, lambda point: point.figure)
        return [published_headline(self.opened, self.definition, point) for point in once]

    @property
    def notes(self) -> list[str]:
        """What documents note to their figures."""
        figures = [point.figure for point in self.printed]
        return list(dict.fromkeys(words.text(figure.note) for figure in figures if figure.note))

    @property
    def versions(self) -> list[VersionRow]:
        """The versions of the definition."""
        return versions_of(self.opened, self.indicator)

    @property
    def codes(self) -> dict[str, str]:
        """Codes of the indicator's parts, each with the part in words."""
        return {
            alias: breakdown_in_words(self.opened, breakdown, self.definition)
            for alias, breakdown in self.opened.address_codes(self.indicator).items()
        }

    @property
    def nodes(self) -> list[tuple[str, str, str]]:
        """(framework, node, title) of every place that the indicator serves."""
        return _nodes(self.opened, self.indicator)

    @property
    def changes(self) -> list[ChangeInWords]:
        """What changed between rounds."""
        return changes_in_words(self.reader, self.indicator, self.part_meant)

    @property
    def entered(self) -> bool:
        """Whether its values are entered and not computed from answers."""
        return not MEASURES[self.definition.measure].computed

    @property
    def address(self) -> str:
        """The whole address at which the page opens again."""
        return Addresses(self.opened, self.code, self.asked).figure_page()


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
    printed_figures = [point.figure for point in points]
    fitting = kinds_for(opened.definition(indicator).measure, asked.by, values, printed_figures, part=part)
    beside = slope_shown(reader, code, values) if kind == SLOPE and not by else ()
    asked, unfitting = with_kind(asked, fitting, kind, beside)
    unknown = words.sentences(filter(None, [unknown, unfitting]))
    return IndicatorPage(opened, reader, code, indicator, part, values, points, asked, fitting, unknown)


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
        shown, of_year = _asked(values, points, part, None, year)
        word = gettext("This indicator has no breakdown of that name; what there is is shown.")
        return shown, words.sentences(filter(None, [word, of_year]))
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

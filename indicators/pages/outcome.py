"""A node of a framework with every indicator: over the years, in one year, or by one breakdown."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext

from indicators import words
from indicators.entries import Entry, entry
from indicators.kinds import SPREAD, kinds_for
from indicators.models import Value
from indicators.pages.blocks import follows_from
from indicators.pages.overview import NodeRow, NoSuchOutcome, judgements_in, node_row, parts_of
from indicators.pages.picking import default_asked, years_by, years_of
from indicators.pages.showing import Shown, figures_shown
from indicators.phrases import dimension_in_words
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
from indicators.queries.released import RESPONDENT, OpenRelease, values_over_years
from indicators.vocabulary import MEASURES, OPTION


@dataclass(frozen=True)
class IndicatorBlock:
    """An indicator on the page of its outcome, with what the page shows of it: made when it is asked for.

    `without` says why its figures are not by the breakdown that the reader chose; "" where they are, or where none was.
    """

    opened: OpenRelease
    code: str
    values: list[Value]
    points: list[PublishedPoint]
    asked: Asked
    without: str = ""

    @cached_property
    def entry(self) -> Entry:
        """What stands in front."""
        return entry(self.opened, self.code, self.values, self.points)

    @cached_property
    def shown(self) -> list[Shown]:
        """Its figures."""
        return figures_shown(self.opened, self.code, self.values, self.points, self.asked)

    @property
    def follows_from(self) -> tuple | None:
        """All that decides how it looks in one language."""
        return follows_from(self.opened, self.values, self.points, self.code, self.asked, self.without)


@dataclass(frozen=True)
class Outcome:
    """A node with all its indicators; `year` and `by` are those picked, None for all years and for no breakdown.

    `dimensions` are those to choose from, each with its title.
    """

    framework: str
    framework_title: str
    row: NodeRow
    blocks: list[IndicatorBlock]
    years: list[int]
    year: int | None
    dimensions: list[tuple[str, str]]
    by: str | None
    unknown: list[str]
    siblings: list[tuple[str, str]]


def outcome(
    opened: OpenRelease, reader: Reader, framework: str, code: str, year: int | None, by: str | None = None
) -> Outcome:
    """A node and its indicators: over the years or, with a year, by what each is broken down by in that year; or all of
    them by one dimension, as far as they have it.

    A fixed number of queries. Raises NoSuchOutcome. What is asked for in vain is left aside, and `unknown` says so.
    """
    node = opened.frozen["nodes"].get(f"{framework}/{code}")
    if node is None:
        raise NoSuchOutcome(f"{framework}/{code}")
    codes = opened.indicators_of_node(f"{framework}/{code}")
    dimensions = _dimensions(opened, codes)
    chosen = by if by in dimensions else None
    values = reader.visible(values_over_years(opened, codes, year, groups=chosen is not None))
    points = points_of(published_in(opened, codes))
    years = sorted({*years_of(values, points)}, reverse=True)
    picked = year if year in years else None
    blocks = [_block(opened, one, values, points, picked, chosen) for one in codes]
    return Outcome(
        framework=framework,
        framework_title=words.text(opened.frozen["frameworks"][framework]["names"]),
        row=node_row(opened, f"{framework}/{code}", node, judgements_in(opened), {}, 0),
        blocks=blocks,
        years=years,
        year=picked,
        dimensions=[(one, dimension_in_words(opened, one)) for one in dimensions],
        by=chosen,
        unknown=_in_vain(year if picked is None else None, by if chosen is None else None),
        siblings=parts_of(opened, framework),
    )


def _dimensions(opened: OpenRelease, codes: list[str]) -> list[str]:
    """What the indicators are broken down by, single respondents apart: of these there may be hundreds."""
    found: dict[str, None] = {}
    for definition in map(opened.definition, codes):
        found |= dict.fromkeys([OPTION] if MEASURES[definition.measure].by_option else [])
        found |= dict.fromkeys(one for one in definition.by if one != RESPONDENT)
    return list(found)


def _in_vain(year: int | None, by: str | None) -> list[str]:
    """Sentences about the year and the breakdown that were asked for and are not there."""
    said = []
    if year is not None:
        said.append(gettext("There is nothing for %(year)s; all years are shown.") % {"year": year})
    if by:
        text = gettext("No indicator here is broken down by “%(by)s”; they are shown without it.")
        said.append(text % {"by": by[:20]})
    return said


def _block(
    opened: OpenRelease,
    code: str,
    values: list[Value],
    points: list[PublishedPoint],
    year: int | None,
    by: str | None,
) -> IndicatorBlock:
    mine = [value for value in values if value.version.indicator.code == code]
    printed = [point for point in points if point.figure.indicator.code == code]
    in_year = [value for value in mine if year is None or value.year == year]
    covering = [point for point in printed if year is None or point.covers(year)]
    years = years_by(by, in_year, covering) if by else []
    if years:
        asked = Asked(by=by, year=year if year in years else years[0])
    else:
        asked = default_asked(in_year, covering, year=year)
    if asked.by and year is None:
        fitting = kinds_for(opened.definition(code).measure, asked.by, in_year)
        asked = replace(asked, kind=next((kind for kind in SPREAD if kind in fitting), None))
    without = _without(opened, by, year) if by and not years else ""
    return IndicatorBlock(opened, code, in_year, covering, asked, without)


def _without(opened: OpenRelease, by: str, year: int | None) -> str:
    told = {"by": dimension_in_words(opened, by), "year": year}
    if year is not None:
        return gettext("Not broken down by “%(by)s” in %(year)s: shown without it.") % told
    return gettext("Not broken down by “%(by)s”: shown without it.") % told

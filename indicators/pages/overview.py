"""The overview of a framework, and one of its nodes with every indicator."""

from collections.abc import Container
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from indicators import words
from indicators.courses import with_courses
from indicators.headlines import Entry, entries, entry
from indicators.kinds import SPREAD, kinds_for
from indicators.models import Judgement, Value
from indicators.pages.parts import Statement, by_kind, of_node, on_topic
from indicators.pages.picking import default_asked, years_by, years_of
from indicators.pages.showing import Shown, figures_shown
from indicators.phrases import dimension_in_words
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
from indicators.queries.released import RESPONDENT, OpenRelease, values_in, values_over_years
from indicators.vocabulary import MEASURES, OPTION

IN_FRONT = 4
"""Indicators of a node that the overview shows; the others are on the node's own page."""


@dataclass(frozen=True)
class NodeRow:
    """A node of a framework: its words of judgement as a document gives them, what else is said of it, its indicators."""

    code: str
    address: str
    kind: str
    title: str
    name: str
    judgement: Judgement | None
    judged: str
    entries: list[Entry]
    more: int
    said: list[Statement]
    source: str


@dataclass(frozen=True)
class Overview:
    """A framework with its nodes, `groups` by their kind under a title, and what is said of its resources.

    `missing` are indicators for which there is no number at all, `only_illustrative` those for which there is none but
    from invented answers.
    """

    framework: str
    title: str
    document: str
    note: str
    groups: list[tuple[str, list[NodeRow]]]
    resources: list[Statement]
    missing: list[Entry]
    only_illustrative: list[Entry]
    others: list[tuple[str, str]]
    unknown: str


class NoSuchOutcome(LookupError):
    """No framework, or no node of it, has this code."""


def overview(opened: OpenRelease, reader: Reader, framework: str | None = None) -> Overview:
    """A framework, the first one where none is named or none has this code: `unknown` says so. Four queries."""
    known = dict(opened.frameworks)
    code = framework if framework in known else next(iter(known))
    title = words.text(known[code]["names"])
    nodes = opened.nodes_of(code)
    codes = list(dict.fromkeys(i for key, _ in nodes for i in opened.indicators_of_node(key)))
    in_front = {i for key, _ in nodes for i in opened.indicators_of_node(key)[:IN_FRONT]}
    of_all = _entries(opened, reader, codes, drawn=in_front)
    judgements = _judgements(opened)
    rows = [_row(opened, key, node, judgements, of_all, IN_FRONT) for key, node in nodes]
    told = [row for row in rows if row.entries or row.judgement or row.kind != "chapeau"]
    return Overview(
        framework=code,
        title=title,
        document=known[code]["document"],
        note=words.text(known[code]["notes"]),
        groups=by_kind(told, lambda row: row.kind),
        resources=on_topic(known[code].get("said", []), "resources"),
        missing=[one for one in of_all.values() if not one.has_number and not one.has_only_illustrative],
        only_illustrative=[one for one in of_all.values() if one.has_only_illustrative],
        others=[
            (other, words.text(row["short_names"]) or words.text(row["names"]))
            for other, row in known.items()
        ],
        unknown=_no_framework(framework, title) if framework not in (None, code) else "",
    )


def _no_framework(asked: str, shown: str) -> str:
    said = gettext("There is no framework “%(asked)s”; “%(shown)s” is shown.")
    return said % {"asked": asked[:40], "shown": shown}


@dataclass(frozen=True)
class IndicatorBlock:
    """An indicator on the page of its outcome: what stands in front, and its figures. `without` says why they are not
    by the breakdown that the reader chose; "" where they are, or where none was chosen."""

    entry: Entry
    shown: list[Shown]
    without: str = ""


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
    of_all = {block.entry.code: block.entry for block in blocks}
    return Outcome(
        framework=framework,
        framework_title=words.text(opened.frozen["frameworks"][framework]["names"]),
        row=_row(opened, f"{framework}/{code}", node, _judgements(opened), of_all, len(codes)),
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


def parts_of(opened: OpenRelease, framework: str) -> list[tuple[str, str]]:
    """(code, title) of the nodes of a framework, in order; [] for one that is not there."""
    return [
        (key.split("/")[1], words.text(node["short_names"]) or words.text(node["names"]))
        for key, node in opened.nodes_of(framework)
    ]


def indicator_list(opened: OpenRelease, reader: Reader) -> list[tuple[str, list[Entry]]]:
    """(title, entries) per framework: every indicator under the first framework that it serves. Three queries."""
    of_all = _entries(opened, reader, opened.indicator_codes)
    lists: dict[str, list[Entry]] = {}
    for code, entry_ in of_all.items():
        serves = [key.split("/")[0] for key in opened.frozen["indicators"][code]["nodes"]]
        first = next((framework for framework, _ in opened.frameworks if framework in serves), "")
        lists.setdefault(first, []).append(entry_)
    names = {framework: words.text(row["names"]) for framework, row in opened.frameworks}
    return [(names.get(framework, ""), listed) for framework, listed in lists.items()]


def _entries(
    opened: OpenRelease, reader: Reader, codes: list[str], drawn: Container[str] = ()
) -> dict[str, Entry]:
    """An entry for each indicator, those `drawn` with the course of their numbers. Whether a whole is hidden can be
    told without its groups."""
    values = reader.visible(values_in(opened, codes=codes, whole_only=True))
    points = points_of(published_in(opened, codes))
    found = entries(opened, codes, values, points)
    return {
        one.code: with_courses(opened, one, values, points) if one.code in drawn else one for one in found
    }


def _judgements(opened: OpenRelease) -> dict[str, Judgement]:
    """framework/code -> the newest judgement, as the release froze it."""
    frozen = opened.frozen["judgements"]
    return {row["node"]: Judgement(**{k: v for k, v in row.items() if k != "node"}) for row in frozen}


def _row(
    opened: OpenRelease, key: str, node: dict, judgements, of_all: dict[str, Entry], shown: int
) -> NodeRow:
    listed = [of_all[code] for code in opened.indicators_of_node(key) if code in of_all]
    judgement = judgements.get(key)
    framework, code = key.split("/")
    known = opened.frozen["frameworks"][framework]
    return NodeRow(
        code=code,
        address=key,
        kind=node["kind"],
        title=words.text(node["short_names"]) or words.text(node["names"]),
        name=words.text(node["names"]),
        judgement=judgement,
        judged=words.text(judgement.words) if judgement else "",
        entries=listed[:shown],
        more=max(0, len(listed) - shown),
        said=of_node(known.get("said", []), code),
        source=words.paragraph(known["document"], node["paragraph"]),
    )


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
    return IndicatorBlock(
        entry(opened, code, in_year, covering),
        figures_shown(opened, code, in_year, covering, asked),
        without=_without(opened, by, year) if by and not years else "",
    )


def _without(opened: OpenRelease, by: str, year: int | None) -> str:
    told = {"by": dimension_in_words(opened, by), "year": year}
    if year is not None:
        return gettext("Not broken down by “%(by)s” in %(year)s: shown without it.") % told
    return gettext("Not broken down by “%(by)s”: shown without it.") % told

"""The overview of a framework, and one of its nodes with every indicator."""

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext

from indicators import words
from indicators.courses import with_courses
from indicators.headlines import Entry, entries, entry
from indicators.kinds import SPREAD, kinds_for
from indicators.models import Judgement, Value
from indicators.pages.picking import default_asked, years_of
from indicators.pages.showing import Shown, figures_shown
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
from indicators.queries.released import OpenRelease, values_in, values_over_years

IN_FRONT = 4
"""Indicators of a node that the overview shows; the others are on the node's own page."""


@dataclass(frozen=True)
class NodeRow:
    """A node of a framework: its words of judgement as a document gives them, and its indicators."""

    code: str
    address: str
    kind: str
    title: str
    name: str
    judgement: Judgement | None
    judged: str
    entries: list[Entry]
    more: int
    paragraph: str = ""


@dataclass(frozen=True)
class Overview:
    """A framework with its nodes. `missing` are indicators for which there is no number at all, `only_illustrative` those
    for which there is none but from invented answers."""

    framework: str
    title: str
    document: str
    nodes: list[NodeRow]
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
    return Overview(
        framework=code,
        title=title,
        document=known[code]["document"],
        nodes=[row for row in rows if row.entries or row.judgement or row.kind != "chapeau"],
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
    """An indicator on the page of its outcome, with what the page shows of it: made when it is asked for."""

    opened: OpenRelease
    code: str
    values: list[Value]
    points: list[PublishedPoint]
    asked: Asked

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
        """All that decides how it looks in one language; None where not all of it was frozen by a release.

        A value that is hidden from the reader has the state of it; figures of documents are those of the release.
        """
        if not self.opened.whole:
            return None
        release = self.opened.release
        seen = [(value.pk, value.state) for value in self.values]
        printed = [(point.figure.code, point.baseline) for point in self.points]
        return release.pk, release.content_hash, self.opened.pinned, self.code, repr(self.asked), seen, printed


@dataclass(frozen=True)
class Outcome:
    """A node with all its indicators; `year` is the one picked, None for all years."""

    framework: str
    framework_title: str
    row: NodeRow
    blocks: list[IndicatorBlock]
    years: list[int]
    year: int | None
    unknown: str
    siblings: list[tuple[str, str]]


def outcome(opened: OpenRelease, reader: Reader, framework: str, code: str, year: int | None) -> Outcome:
    """A node and its indicators, over the years or, with a year, by what each is broken down by in that year.

    A fixed number of queries. Raises NoSuchOutcome. For a year without values all years are shown.
    """
    node = opened.frozen["nodes"].get(f"{framework}/{code}")
    if node is None:
        raise NoSuchOutcome(f"{framework}/{code}")
    codes = opened.indicators_of_node(f"{framework}/{code}")
    values = reader.visible(values_over_years(opened, codes, year))
    points = points_of(published_in(opened, codes))
    years = sorted({*years_of(values, points)}, reverse=True)
    picked = year if year in years else None
    blocks = [_block(opened, one, values, points, picked) for one in codes]
    return Outcome(
        framework=framework,
        framework_title=words.text(opened.frozen["frameworks"][framework]["names"]),
        row=_row(opened, f"{framework}/{code}", node, _judgements(opened), {}, 0),
        blocks=blocks,
        years=years,
        year=picked,
        unknown=gettext("There is nothing for %(year)s; all years are shown.") % {"year": year}
        if year is not None and picked is None
        else "",
        siblings=parts_of(opened, framework),
    )


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
    return NodeRow(
        code=key.split("/")[1],
        address=key,
        kind=node["kind"],
        title=words.text(node["short_names"]) or words.text(node["names"]),
        name=words.text(node["names"]),
        judgement=judgement,
        judged=words.text(judgement.words) if judgement else "",
        entries=listed[:shown],
        more=max(0, len(listed) - shown),
        paragraph=node["paragraph"],
    )


def _block(
    opened: OpenRelease, code: str, values: list[Value], points: list[PublishedPoint], year: int | None
) -> IndicatorBlock:
    mine = [value for value in values if value.version.indicator.code == code]
    printed = [point for point in points if point.figure.indicator.code == code]
    in_year = [value for value in mine if year is None or value.year == year]
    covering = [point for point in printed if year is None or point.covers(year)]
    asked = default_asked(in_year, covering, year=year)
    if asked.by and year is None:
        fitting = kinds_for(opened.definition(code).measure, asked.by, in_year)
        asked = replace(asked, kind=next((kind for kind in SPREAD if kind in fitting), None))
    return IndicatorBlock(opened, code, in_year, covering, asked)

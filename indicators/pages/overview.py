"""The overview of a framework."""

from collections.abc import Container
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.courses import with_courses
from indicators.entries import Entry, entries
from indicators.models import Judgement
from indicators.pages.parts import Statement, by_kind, of_node, on_topic
from indicators.queries.access import Reader
from indicators.queries.published import points_of, published_in
from indicators.queries.released import OpenRelease, values_in

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
    judgements = judgements_in(opened)
    rows = [node_row(opened, key, node, judgements, of_all, IN_FRONT) for key, node in nodes]
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


def judgements_in(opened: OpenRelease) -> dict[str, Judgement]:
    """framework/code -> the newest judgement, as the release froze it."""
    frozen = opened.frozen["judgements"]
    return {row["node"]: Judgement(**{k: v for k, v in row.items() if k != "node"}) for row in frozen}


def node_row(
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

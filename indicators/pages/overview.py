"""The overview of a framework."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.utils.translation import gettext

from indicators import words
from indicators.courses import with_courses
from indicators.entries import Entry, entries, entry, grouped
from indicators.models import Judgement, Value
from indicators.pages.blocks import follows_from
from indicators.pages.parts import Statement, by_kind, of_node, on_topic
from indicators.queries.access import Reader
from indicators.queries.published import PublishedPoint, points_of, published_in
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


class NoSuchOutcome(LookupError):
    """No framework, or no node of it, has this code."""


@dataclass(frozen=True)
class Overview:
    """A framework with its nodes and what is said of its resources; what the page shows is made when it is asked for.

    `values` and `points` are those of its indicators, as far as the reader may see them.
    """

    opened: OpenRelease
    framework: str
    values: list[Value]
    points: list[PublishedPoint]
    unknown: str

    @property
    def follows_from(self) -> tuple | None:
        """All that decides how it looks in one language, `unknown` apart."""
        return follows_from(self.opened, self.values, self.points, self.framework)

    @property
    def _known(self) -> dict:
        return self.opened.frozen["frameworks"][self.framework]

    @property
    def title(self) -> str:
        """The framework's name."""
        return words.text(self._known["names"])

    @property
    def document(self) -> str:
        """The document that sets it up."""
        return self._known["document"]

    @property
    def note(self) -> str:
        """What readers have to know of it."""
        return words.text(self._known["notes"])

    @property
    def resources(self) -> list[Statement]:
        """What is said of its resources."""
        return on_topic(self._known.get("said", []), "resources")

    @property
    def others(self) -> list[tuple[str, str]]:
        """(code, title) of every framework, this one too."""
        return [
            (code, words.text(row["short_names"]) or words.text(row["names"]))
            for code, row in self.opened.frameworks
        ]

    @cached_property
    def groups(self) -> list[tuple[str, list[NodeRow]]]:
        """Its nodes by their kind under a title, those alone of which there is something to tell."""
        judgements = judgements_in(self.opened)
        nodes = self.opened.nodes_of(self.framework)
        rows = [node_row(self.opened, key, node, judgements, self._entries, IN_FRONT) for key, node in nodes]
        told = [row for row in rows if row.entries or row.judgement or row.kind != "chapeau"]
        return by_kind(told, lambda row: row.kind)

    @property
    def missing(self) -> list[Entry]:
        """Indicators for which there is no number at all."""
        return [e for e in self._entries.values() if not e.has_number and not e.has_only_illustrative]

    @property
    def only_illustrative(self) -> list[Entry]:
        """Those for which there is no number but from invented answers."""
        return [e for e in self._entries.values() if e.has_only_illustrative]

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """Each indicator; those in front with the course of their numbers."""
        of_nodes = [self.opened.indicators_of_node(key) for key, _ in self.opened.nodes_of(self.framework)]
        in_front = {code for codes in of_nodes for code in codes[:IN_FRONT]}
        values = grouped(self.values, lambda value: value.version.indicator.code)
        points = grouped(self.points, lambda point: point.figure.indicator.code)
        found = {}
        for code in dict.fromkeys(chain(*of_nodes)):
            mine = values.get(code, []), points.get(code, [])
            one = entry(self.opened, code, *mine)
            found[code] = with_courses(self.opened, one, *mine) if code in in_front else one
        return found


def overview(opened: OpenRelease, reader: Reader, framework: str | None = None) -> Overview:
    """A framework, the first one where none is named or none has this code: `unknown` says so. Four queries."""
    known = dict(opened.frameworks)
    code = framework if framework in known else next(iter(known))
    title = words.text(known[code]["names"])
    nodes = opened.nodes_of(code)
    codes = list(dict.fromkeys(chain(*(opened.indicators_of_node(key) for key, _ in nodes))))
    return Overview(
        opened,
        code,
        *_read(opened, reader, codes),
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
    lists: dict[str, list[Entry]] = {}
    for one in entries(opened, opened.indicator_codes, *_read(opened, reader, opened.indicator_codes)):
        serves = [key.split("/")[0] for key in opened.frozen["indicators"][one.code]["nodes"]]
        first = next((framework for framework, _ in opened.frameworks if framework in serves), "")
        lists.setdefault(first, []).append(one)
    names = {framework: words.text(row["names"]) for framework, row in opened.frameworks}
    return [(names.get(framework, ""), listed) for framework, listed in lists.items()]


def _read(opened: OpenRelease, reader: Reader, codes: list[str]) -> tuple[list[Value], list[PublishedPoint]]:
    """What stands in front of indicators. Whether a whole is hidden can be told without its groups."""
    values = reader.visible(values_in(opened, codes=codes, whole_only=True))
    return values, points_of(published_in(opened, codes))


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

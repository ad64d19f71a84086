"""The systems that the documents name: the list, and one of them with all that is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from indicators import words
from indicators.models import Node, PublishedFigure, System, SystemFact
from indicators.pages.parts import CHAPEAU, KINDS, by_kind
from indicators.phrases import published_number
from indicators.queries import systems as known
from indicators.queries.published import PublishedPoint
from surveys.alphabet import by_name


@dataclass(frozen=True)
class Printed:
    """A published figure that belongs to what is said; `countries` are (code, name) of those that it names."""

    code: str
    number: str
    unit: str
    measure: str
    indicator: str
    countries: list[tuple[str, str]]


@dataclass(frozen=True)
class Said:
    """What one document says: as of when, where, and the figures in it."""

    text: str
    as_of: int
    source: str
    figures: list[Printed]


@dataclass(frozen=True)
class Line:
    """A system in the list: its newest fact, and how many there are."""

    code: str
    name: str
    newest: Said
    facts: int


@dataclass(frozen=True)
class Part:
    """A system that is part of another, or a node of its framework, and what is said of it, the newest first.

    `source` is where it is named. `framework` is empty for a system.
    """

    code: str
    name: str
    said: list[Said]
    source: str
    framework: str = ""


@dataclass(frozen=True)
class Parts:
    """Nodes of one kind under its title."""

    title: str
    parts: list[Part]

    @property
    def told(self) -> bool:
        """Whether anything is said of one of them, beyond its name."""
        return any(part.said for part in self.parts)


@dataclass(frozen=True)
class SystemPage:
    """One system: what is said, the newest first, what of its resources, what is left open, its parts and nodes, and
    where more is known. `nodes` are those of its framework by their kind under a title.
    """

    name: str
    kind: str
    said: list[Said]
    resources: list[Said]
    missing: str
    parts: list[Part]
    nodes: list[Parts]
    framework: str
    survey: str
    parent: tuple[str, str] | None


def system_list() -> list[tuple[str, str, list[Line]]]:
    """(kind, its title, its systems by name). Parts stand with their whole only. A fixed number of queries."""
    kinds = dict(System.Kind.choices)
    groups: dict[str, list[Line]] = {kind: [] for kind in kinds}
    for system in by_name(known.systems(), lambda system: system.names):
        if system.parent_id is None:
            groups[system.kind].append(_line(system))
    return [(kind, str(kinds[kind]), lines) for kind, lines in groups.items() if lines]


def system_page(system: System) -> SystemPage:
    """One system. One query beyond those of `queries.systems.system`."""
    parent = system.parent
    countries = known.countries_named_by(system)
    facts = [fact for fact in _newest_first(system) if fact.node is None]
    return SystemPage(
        name=words.text(system.names),
        kind=system.get_kind_display(),
        said=[_said(fact, countries) for fact in facts if not fact.topic],
        resources=[_said(fact, countries) for fact in facts if fact.topic == SystemFact.Topic.RESOURCES],
        missing=words.text(system.missing),
        parts=[_part(part) for part in system.parts.all()],
        nodes=_nodes(system),
        framework=system.framework.code if system.framework else "",
        survey=system.survey.code if system.survey else "",
        parent=(parent.code, words.text(parent.names)) if parent else None,
    )


def _line(system: System) -> Line:
    facts = [fact for fact in _newest_first(system) if fact.node is None]
    return Line(system.code, words.text(system.names), _said(facts[0]), len(facts))


def _newest_first(system: System) -> list[SystemFact]:
    return sorted(system.facts.all(), key=lambda fact: (-fact.as_of, fact.position))


def _said(fact: SystemFact, countries: Mapping[str, dict] = MappingProxyType({})) -> Said:
    source = words.paragraph(fact.document, fact.paragraph)
    figures = [_printed(figure, countries) for figure in fact.figures.all()]
    return Said(words.text(fact.words), fact.as_of, source, figures)


def _printed(figure: PublishedFigure, countries: Mapping[str, dict]) -> Printed:
    point = PublishedPoint(figure, figure.from_year, figure.to_year, figure.value, figure.qualifier)
    named = [(code, words.text(countries[code])) for code in figure.countries if code in countries]
    return Printed(
        code=figure.code,
        number=published_number(point),
        unit=words.word(words.UNITS, figure.unit, otherwise="") if figure.unit else "",
        measure=words.text(figure.measure),
        indicator=figure.indicator.code if figure.indicator else "",
        countries=sorted(named, key=lambda pair: words.sort_key(pair[1])),
    )


def _part(system: System) -> Part:
    said = [_said(fact) for fact in _newest_first(system)]
    return Part(system.code, words.text(system.names), said, said[0].source)


def _nodes(system: System) -> list[Parts]:
    """The nodes of the system's framework by kind, each with what is said of it. A whole has no kind among its parts."""
    if system.framework is None:
        return []
    nodes = [node for node in system.framework.nodes.all() if node.kind != CHAPEAU]
    return [
        Parts(title or str(KINDS[group[0].kind]), [_node(node, system) for node in group])
        for title, group in by_kind(nodes, lambda node: node.kind)
    ]


def _node(node: Node, system: System) -> Part:
    said = [_said(fact) for fact in _newest_first(system) if fact.node_id == node.pk]
    source = words.paragraph(system.framework.document, node.paragraph)
    return Part(node.code, words.text(node.names), said, source, framework=system.framework.code)

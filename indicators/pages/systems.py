"""The systems that the documents name: the list, and one of them with all that is said of it."""

from dataclasses import dataclass

from indicators import words
from indicators.models import PublishedFigure, System, SystemFact
from indicators.phrases import published_number
from indicators.queries import systems as known
from indicators.queries.published import PublishedPoint
from surveys.alphabet import by_name


@dataclass(frozen=True)
class Printed:
    """A published figure that belongs to what is said."""

    code: str
    number: str
    unit: str
    measure: str
    indicator: str


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
    """A system that is part of another, or a node of its framework: name, what is said, address as (name, args)."""

    name: str
    said: str
    source: str
    kind: str = ""
    framework: str = ""
    code: str = ""


@dataclass(frozen=True)
class SystemPage:
    """One system: what is said, the newest first, what is left open, its parts, and where more is known."""

    name: str
    kind: str
    said: list[Said]
    missing: str
    parts: list[Part]
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
    """One system. No query beyond those of `queries.systems.system`."""
    parent = system.parent
    return SystemPage(
        name=words.text(system.names),
        kind=system.get_kind_display(),
        said=[_said(fact) for fact in _newest_first(system)],
        missing=words.text(system.missing),
        parts=[*_parts(system), *_nodes(system)],
        framework=system.framework.code if system.framework else "",
        survey=system.survey.code if system.survey else "",
        parent=(parent.code, words.text(parent.names)) if parent else None,
    )


def _line(system: System) -> Line:
    facts = _newest_first(system)
    return Line(system.code, words.text(system.names), _said(facts[0]), len(facts))


def _newest_first(system: System) -> list[SystemFact]:
    return sorted(system.facts.all(), key=lambda fact: (-fact.as_of, fact.position))


def _said(fact: SystemFact) -> Said:
    source = words.paragraph(fact.document, fact.paragraph)
    return Said(
        words.text(fact.words), fact.as_of, source, [_printed(figure) for figure in fact.figures.all()]
    )


def _printed(figure: PublishedFigure) -> Printed:
    point = PublishedPoint(figure, figure.from_year, figure.to_year, figure.value, figure.qualifier)
    return Printed(
        code=figure.code,
        number=published_number(point),
        unit=words.word(words.UNITS, figure.unit, otherwise="") if figure.unit else "",
        measure=words.text(figure.measure),
        indicator=figure.indicator.code if figure.indicator else "",
    )


def _parts(system: System) -> list[Part]:
    parts = []
    for part in system.parts.all():
        said = _said(_newest_first(part)[0])
        parts.append(Part(words.text(part.names), said.text, said.source, code=part.code))
    return parts


def _nodes(system: System) -> list[Part]:
    if system.framework is None:
        return []
    document = system.framework.document
    return [
        Part(
            name=words.text(node.names),
            said="",
            source=words.paragraph(document, node.paragraph),
            kind=node.kind,
            framework=system.framework.code,
            code=node.code,
        )
        for node in system.framework.nodes.all()
        if node.kind != "chapeau"
    ]

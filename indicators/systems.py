"""The systems that the documents name, and what they say of them, read from a file. PURE.

A system is a framework, an instrument, a report, a survey, a platform, a mechanism, a fund, or a recommendation of
the Joint Inspection Unit. Whatever is said of it has a year, a document and a paragraph.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from surveys.declarations import Reader, read_yaml

KINDS: Final = (
    *("framework", "instrument", "reporting", "survey"),
    *("platform", "mechanism", "fund", "recommendation"),
)
TOPICS: Final = ("resources",)


@dataclass(frozen=True)
class SystemFact:
    """What one document says: `as_of` is the year for which it holds, `figures` are codes of published figures.

    `node` is the code of the part of the system's framework that it is about, `topic` what of the whole: "" where it is
    about all of it.
    """

    as_of: int
    document: str
    paragraph: str
    words: dict[str, str]
    figures: tuple[str, ...]
    node: str
    topic: str


@dataclass(frozen=True)
class System:
    """One system. `parent` is the code of the one it is a part of, which stands before it.

    `framework` and `survey` are codes of what the rest of the product knows it by. `missing` says what the
    documents leave open; an empty mapping where nothing is to be said.
    """

    code: str
    kind: str
    parent: str | None
    framework: str | None
    survey: str | None
    names: dict[str, str]
    missing: dict[str, str]
    facts: tuple[SystemFact, ...]


def read_systems(text: str, *, file: str, figures: Collection[str]) -> tuple[System, ...]:
    """The systems of one YAML file, in its order; `figures` are the codes of all published figures.

    Raises DeclarationError for an unknown or missing key, a code given twice, a parent that does not stand before
    its part, a system of which nothing is said, and a figure that is not published.
    """
    reader = Reader(read_yaml(text, file=file), file)
    seen: set[str] = set()
    systems = reader.list_of("systems", lambda item: _system(item, seen, figures))
    reader.finish()
    return systems


def _system(item: Reader, seen: set[str], figures: Collection[str]) -> System:
    parent = item.text("parent", None)
    if parent is not None and parent not in seen:
        raise item.error(f"no system “{parent}” stands before this one", "parent")
    framework = item.text("framework", None)
    system = System(
        code=item.unseen("code", seen),
        kind=item.one_of("kind", KINDS),
        parent=parent,
        framework=framework,
        survey=item.text("survey", None),
        names=item.texts("names"),
        missing=item.texts("missing", {}),
        facts=item.list_of("facts", lambda fact: _fact(fact, figures, framework)),
    )
    if not system.facts:
        raise item.error("says nothing of the system", "facts")
    return system


def _fact(item: Reader, figures: Collection[str], framework: str | None) -> SystemFact:
    fact = SystemFact(
        as_of=item.year("as_of"),
        document=item.text("document"),
        paragraph=item.text("paragraph"),
        words=item.texts("words"),
        figures=item.text_list("figures", ()),
        node=item.text("node", ""),
        topic=item.one_of("topic", TOPICS, ""),
    )
    if fact.node and framework is None:
        raise item.error("the system has no framework with parts", "node")
    if unknown := [code for code in fact.figures if code not in figures]:
        raise item.error(f"no published figure is “{unknown[0]}”", "figures")
    return fact

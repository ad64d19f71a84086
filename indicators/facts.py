"""Frameworks and what reports concluded on them, read from files. PURE.

A framework is a tree of nodes (outcomes, areas, services, and a chapeau for the whole) which indicators serve.
How many nodes it has is in the file. A node is addressed as "framework/code".
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from surveys.declarations import Reader, read_yaml

NODE_KINDS: Final = ("chapeau", "outcome", "area", "service")


@dataclass(frozen=True)
class Node:
    """One place in a framework. `position` counts from 1 in the order of the file, parents before children.

    `names` is the title in full, `short` a title for headings, each a text per language; `quoted` are the languages in
    which the title is the document's own. `paragraph` is where the framework's document speaks of it.
    """

    framework: str
    code: str
    kind: str
    parent: str | None
    position: int
    names: dict[str, str]
    short: dict[str, str]
    paragraph: str
    quoted: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"{self.framework}/{self.code}"


@dataclass(frozen=True)
class Framework:
    """A strategy or a follow-up with its nodes. `to_year` is None where no end is set.

    `note` is an empty mapping where there is nothing to add.
    """

    code: str
    names: dict[str, str]
    short: dict[str, str]
    from_year: int
    to_year: int | None
    document: str
    note: dict[str, str]
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Judgement:
    """What a document concludes on a node for a data year: words, which are never made into a score. `quoted` are the
    languages in which they are the document's own.
    """

    node: str
    year: int
    words: dict[str, str]
    document: str
    paragraph: str
    quoted: tuple[str, ...]


def read_frameworks(text: str, *, file: str) -> tuple[Framework, ...]:
    """The frameworks of one YAML file, in its order.

    Raises DeclarationError for an unknown or missing key, a code given twice, a parent that does not stand
    before its child, and a period that ends before it begins.
    """
    reader = Reader(read_yaml(text, file=file), file)
    seen: set[str] = set()
    frameworks = reader.list_of("frameworks", lambda item: _framework(item, seen))
    reader.finish()
    return frameworks


def read_judgements(text: str, *, file: str, frameworks: Iterable[Framework]) -> tuple[Judgement, ...]:
    """The judgements of one YAML file, in its order.

    Raises DeclarationError for an unknown or missing key, a node that no framework has, and two judgements of
    one document on one node and year.
    """
    reader = Reader(read_yaml(text, file=file), file)
    addresses, seen = node_addresses(frameworks), set()
    judgements = reader.list_of("judgements", lambda item: _judgement(item, addresses, seen))
    reader.finish()
    return judgements


def node_addresses(frameworks: Iterable[Framework]) -> tuple[str, ...]:
    """The address of every node of every framework, in the order of the files."""
    return tuple(node.address for framework in frameworks for node in framework.nodes)


def _framework(item: Reader, seen: set[str]) -> Framework:
    code = item.unseen("code", seen)
    period = item.mapping("period")
    from_year, to_year = period.year("from"), period.year("to", None)
    if to_year is not None and to_year < from_year:
        raise period.error(f"ends in {to_year}, before it begins in {from_year}", "to")
    codes: set[str] = set()
    return Framework(
        code=code,
        names=item.texts("names"),
        short=item.texts("short"),
        from_year=from_year,
        to_year=to_year,
        document=item.text("document"),
        note=item.texts("note", {}),
        nodes=item.list_of("nodes", lambda node: _node(node, code, codes)),
    )


def _node(item: Reader, framework: str, codes: set[str]) -> Node:
    parent = item.text("parent", None)
    if parent is not None and parent not in codes:
        raise item.error(f"no node “{parent}” stands before this one", "parent")
    return Node(
        framework=framework,
        code=item.unseen("code", codes),
        kind=item.one_of("kind", NODE_KINDS),
        parent=parent,
        position=len(codes),  # this node's code is among them by now
        names=item.texts("names"),
        short=item.texts("short"),
        paragraph=item.text("paragraph"),
        quoted=item.text_list("quoted", ()),
    )


def _judgement(item: Reader, addresses: Collection[str], seen: set[tuple[str, int, str]]) -> Judgement:
    judgement = Judgement(
        node=item.text("node"),
        year=item.year("year"),
        words=item.texts("words"),
        document=item.text("document"),
        paragraph=item.text("paragraph"),
        quoted=item.text_list("quoted", ()),
    )
    if judgement.node not in addresses:
        raise item.error(f"no framework has a node “{judgement.node}”", "node")
    key = (judgement.node, judgement.year, judgement.document)
    if key in seen:
        raise item.error("this document already has a judgement on this node and year", "node")
    seen.add(key)
    return judgement

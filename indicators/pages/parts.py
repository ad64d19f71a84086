"""The parts of a framework by their kind, with what its document says of each, and what it says of its resources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from indicators import words

T = TypeVar("T")

KINDS = {"outcome": _("Outcomes"), "service": _("Services"), "area": _("Areas")}
CHAPEAU = "chapeau"
"""The framework as a whole, which is no part of itself."""


@dataclass(frozen=True)
class Statement:
    """What a document says: as of when, and where. `system` is the code of the system of which it says it."""

    text: str
    as_of: int
    source: str
    system: str


def by_kind(rows: Iterable[T], kind: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """(title, rows) per kind, in the order in which kinds first stand; "" for all rows of one kind and the whole."""
    rows = list(rows)
    kinds = dict.fromkeys(kind(row) for row in rows if kind(row) != CHAPEAU)
    if len(kinds) < 2:
        return [("", rows)] if rows else []
    groups = [(str(KINDS[each]), [row for row in rows if kind(row) == each]) for each in kinds]
    whole = [row for row in rows if kind(row) == CHAPEAU]
    return [("", whole), *groups] if whole else groups


def of_node(said: Iterable[dict], node: str) -> list[Statement]:
    """What is said of one part, out of what a release keeps of its framework."""
    return [_statement(row) for row in said if row["node"] == node]


def on_topic(said: Iterable[dict], topic: str) -> list[Statement]:
    """What is said on one topic, for instance the resources."""
    return [_statement(row) for row in said if row["topic"] == topic]


def _statement(row: dict) -> Statement:
    source = words.paragraph(row["document"], row["paragraph"])
    return Statement(words.text(row["words"]), row["as_of"], source, row["system"])

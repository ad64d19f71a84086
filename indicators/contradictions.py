"""Contradictions and ambiguities of the documents: kept with both readings, none resolved. PURE."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.published import PublishedFigureRow
from surveys.declarations import DeclarationError, Reader, read_yaml


@dataclass(frozen=True)
class Place:
    """Paragraphs of one document ("23", "57-72", "fn-16", "fig-2"); none means the document as a whole."""

    document: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """A contradiction or ambiguity of the documents, with both readings; `figures` are ids."""

    number: int
    places: tuple[Place, ...]
    text: Mapping[str, str]
    figures: tuple[str, ...]
    line: int | None = field(default=None, compare=False)


def read_contradictions(text: str, file: str) -> tuple[Contradiction, ...]:
    """The contradictions of the documents, in ascending order of number. Raises DeclarationError."""
    reader = Reader(read_yaml(text, file=file), file)
    contradictions = reader.list_of("contradictions", _contradiction)
    reader.finish()
    numbers = [contradiction.number for contradiction in contradictions]
    if numbers != sorted(set(numbers)):
        raise reader.error("numbers have to be ascending, each once", "contradictions")
    return contradictions


def check_contradictions(
    figures: Iterable[PublishedFigureRow], contradictions: Iterable[Contradiction], file: str
) -> None:
    """Raise DeclarationError where a contradiction names a figure that does not exist, or a figure is marked as
    contradictory and no contradiction names it."""
    figures, named = list(figures), set()
    known = {figure.id for figure in figures}
    for contradiction in contradictions:
        named.update(contradiction.figures)
        for unknown in set(contradiction.figures) - known:
            path = f"contradictions[{contradiction.number}].figures"
            raise DeclarationError(
                f"there is no figure “{unknown}”", file=file, path=path, line=contradiction.line
            )
    for figure in figures:
        if figure.contradiction and figure.id not in named:
            raise DeclarationError(
                f"no contradiction names the figure “{figure.id}”", file=file, path="contradictions"
            )


def _contradiction(reader: Reader) -> Contradiction:
    return Contradiction(
        number=reader.integer("number"),
        places=reader.list_of("where", _place),
        text=reader.texts("text"),
        figures=reader.text_list("figures"),
        line=getattr(reader.content, "lines", {}).get("number"),
    )


def _place(reader: Reader) -> Place:
    return Place(reader.text("document"), reader.text_list("paragraphs"))

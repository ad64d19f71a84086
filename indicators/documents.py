"""The documents that recommendations stand in: who speaks in them, and in which year."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


@dataclass(frozen=True)
class Document:
    """A document of the United Nations by its symbol. `year` is that of the document, not the data year."""

    symbol: str
    speaker: str | Promise = ""
    year: int | None = None


_KNOWN = {
    "A/RES/79/236": (_("General Assembly"), 2024),
    "A/78/290": (_("Secretary-General"), 2023),
    "A/75/297": (_("Secretary-General"), 2020),
    "A/69/153": (_("Secretary-General"), 2014),
}


def document(symbol: str) -> Document:
    """What is known of a document; of one that is not known only the symbol."""
    return Document(symbol, *_KNOWN.get(symbol, ()))


def spoken_of() -> dict[str, str]:
    """How people name the documents that are known: who speaks, in the language of the page and in English, and the year."""
    named = {}
    for symbol, (speaker, year) in _KNOWN.items():
        here = str(speaker)
        with override("en"):
            named[symbol] = f"{here} {speaker} {year}"
    return named

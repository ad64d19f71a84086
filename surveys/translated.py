"""Translations of what the files say, kept in files of their own. PURE.

Each stands beside the English that it translates, and is found by it: where a file says something else by now, its
translation is no longer found, so that it counts as missing instead of saying what is no longer said. A sentence
that several files say is translated once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from surveys.declarations import DeclarationError, Reader, read_yaml
from surveys.wording import LANGUAGES, file_english, with_state

FOLDER = "translations"


class Translations:
    """Texts in the other languages, by their English."""

    def __init__(self, by_english: Mapping[str, Mapping[str, str]] | None = None):
        self.by_english = by_english or {}

    def complete(self, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts with those that are kept for their English; a text that the file itself gives comes first."""
        return {**self.by_english.get(texts.get("en", ""), {}), **texts}

    def drafted(self, wording: Mapping) -> dict[str, dict[str, str]]:
        """The same for a wording of the database; what is added is a draft until somebody has reviewed it."""
        return {**with_state(self.by_english.get(file_english(wording), {}), "draft"), **wording}


class Loading(Counter):
    """One loading of files: counts the rows that it changes, and has the translations kept beside the files."""

    def __init__(self, *counts, translations: Translations | None = None):
        super().__init__(*counts)
        self.translations = translations or Translations()


def read_translations(fixtures: Path) -> Translations:
    """All that the files in the folder of translations keep.

    Raises DeclarationError for an unknown language, and for an English text that is translated twice.
    """
    by_english: dict[str, dict[str, str]] = {}
    for file in sorted((fixtures / FOLDER).glob("*.yaml")):
        for english, texts in _entries(file.read_text(), str(file)):
            if english in by_english:
                raise DeclarationError(f"“{english}” is translated twice", file=str(file))
            by_english[english] = texts
    return Translations(by_english)


def _entries(text: str, file: str) -> Iterable[tuple[str, dict[str, str]]]:
    reader = Reader(read_yaml(text, file=file), file)
    entries = reader.list_of("translations", _entry)
    reader.finish()
    return entries


def _entry(item: Reader) -> tuple[str, dict[str, str]]:
    texts = {language: item.text(language, "") for language in LANGUAGES}
    english = item.text("en")
    return english, {language: text for language, text in texts.items() if text and language != "en"}

"""Message catalogues by Babel, so that no GNU gettext has to be installed.

    python -m sscdash.catalogues extract|compile|check

`extract` brings locale/<locale>/LC_MESSAGES/django.po up to date with the code and the templates,
`compile` writes the .mo files that Django reads, `check` fails when a message has no translation.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from sscdash.places import PROJECT

LOCALES = ("ar", "es", "fr", "ru", "zh_Hans")  # English is the language of the messages themselves
FOLDERS = ("sscdash", "surveys", "indicators", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators:",)


def messages_of(project: Path) -> Catalog:
    """All messages in the Python code and the templates of the project, with the files they stand in."""
    catalog = Catalog(project="sscdash", charset="utf-8", fuzzy=False)
    for file in _sources(project):
        name = file.relative_to(project).as_posix()
        for _line, message, comments, context in _extract(file):
            # Without line numbers a catalogue changes only where its messages do.
            catalog.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return catalog


def update(project: Path = PROJECT) -> None:
    """Bring every catalogue up to date: new messages empty, vanished ones dropped, translations kept."""
    found = messages_of(project)
    for locale in LOCALES:
        file = _po_file(project, locale)
        catalog = _read(file, locale) if file.exists() else Catalog(locale=locale, fuzzy=False)
        found.creation_date = catalog.creation_date  # a file whose messages stay the same stays the same
        catalog.update(found, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            write_po(target, catalog, omit_header=False, sort_by_file=True, width=110)


def compile_all(project: Path = PROJECT) -> None:
    """Write the .mo file beside every catalogue that is newer than its own."""
    for locale in LOCALES:
        source = _po_file(project, locale)
        target = source.with_suffix(".mo")
        if not source.exists() or _is_newer(target, source):
            continue
        with target.open("wb") as file:
            write_mo(file, _read(source, locale))


def problems(project: Path = PROJECT) -> list[str]:
    """One line for every message that a catalogue lacks, leaves empty or marks as fuzzy, and every
    translation whose placeholders differ from its message's."""
    found = messages_of(project)
    return [line for locale in LOCALES for line in _problems_of(found, project, locale)]


def _problems_of(found: Catalog, project: Path, locale: str) -> Iterator[str]:
    file = _po_file(project, locale)
    name = file.relative_to(project)
    catalog = _read(file, locale) if file.exists() else Catalog(locale=locale)
    for message in found:
        translated = catalog.get(message.id, message.context) if message.id else None
        if message.id and (translated is None or not _is_complete(translated)):
            yield f"{name}: no translation of {message.id!r} ({message.locations[0][0]})"
        elif message.id and translated.fuzzy:
            yield f"{name}: fuzzy: {message.id!r}"
        elif message.id and _placeholders(translated.string) != _placeholders(message.id):
            yield f"{name}: other placeholders than its message: {message.id!r}"


def _is_complete(message: Message) -> bool:
    return all(_forms(message.string))


def _placeholders(text: str | tuple[str, ...]) -> set[str]:
    return {found for form in _forms(text) for found in PLACEHOLDER.findall(form)}


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """The text itself, or its singular and plural forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def _sources(project: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for pattern in ("*.py", "*.html", "*.txt"):
            files = sorted((project / folder).rglob(pattern))
            yield from (file for file in files if "migrations" not in file.parts)


def _extract(file: Path) -> Iterator[tuple]:
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Indentation is removed: what templatize makes is read as Python, and is not.
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    yield from extract("python", io.BytesIO(text.encode()), KEYWORDS, COMMENTS)


def _po_file(project: Path, locale: str) -> Path:
    return project / "locale" / locale / "LC_MESSAGES" / "django.po"


def _read(file: Path, locale: str) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=locale)


def _is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sscdash.catalogues", description="Message catalogues.")
    parser.add_argument("command", choices=["extract", "compile", "check"])
    command = parser.parse_args(arguments).command
    if command == "extract":
        update()
    elif command == "compile":
        compile_all()
    else:
        found = problems()
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

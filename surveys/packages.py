"""A zipped workbook (xlsx, xlsm) that is changed in a few places and otherwise stays as it is. PURE.

Parts are edited as text: charts, macros, lists and whatever else a program put into the workbook come through
untouched, and a part that nobody edits keeps its bytes. What is put in names its own namespaces, so it does
not matter which prefixes the workbook uses.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr, unescape

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "[Content_Types].xml"
TAG: Final = re.compile(r"""<(?P<end>/?)(?P<name>[\w:.-]+)(?:[^<>"']|"[^"]*"|'[^']*')*?(?P<empty>/?)>""")
ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENTITIES: Final = {"&quot;": '"', "&apos;": "'", "&#39;": "'"}


class NotUsual(Exception):
    """A package that is built in a way in which it cannot be edited as text."""


class SheetPart(NamedTuple):
    """A worksheet of the package: its name, its part, and whether a reader can go to it."""

    name: str
    part: str
    visible: bool


class Package:
    """The parts of a zipped workbook. `parts` maps each name to its bytes; edit through `text` and `put`.

    Raises NotUsual where the package has no workbook of the usual kind.
    """

    def __init__(self, data: bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
        self.workbook = next(
            (target for kind, target in self.related("").values() if kind.endswith("/officeDocument")), ""
        )
        if self.workbook not in self.parts or MAIN not in self.text(self.workbook):
            raise NotUsual("workbook")

    def text(self, part: str) -> str:
        """A part as text. Raises NotUsual unless it is there and UTF-8."""
        try:
            return self.parts[part].decode("utf-8-sig")
        except (KeyError, UnicodeDecodeError) as error:
            raise NotUsual(part) from error

    def put(self, part: str, text: str) -> None:
        """Write a part, new or changed."""
        self.parts[part] = text.encode("utf-8")

    def free(self, pattern: str) -> str:
        """The first name of the pattern that no part has: "xl/comments{}.xml"."""
        taken = {name.casefold() for name in self.parts}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: its type and the name of the part, by the id of the relation."""
        file = _relations_of(part)
        if file not in self.parts:
            return {}
        found = {}
        for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", self.text(file)):
            told = attributes(tag)
            target = posixpath.join("/", posixpath.dirname(part), told.get("Target", ""))
            found[told.get("Id", "")] = (told.get("Type", ""), posixpath.normpath(target).lstrip("/"))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; the id of the new relation."""
        file, known = _relations_of(part), self.related(part)
        number = 1
        while f"rIdSent{number}" in known:
            number += 1
        name = f"rIdSent{number}"
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        new = (
            f'<Relationship xmlns="{RELATIONS}" Id="{name}" Type="{OFFICE}/{kind}" Target={quoteattr(path)}/>'
        )
        old = (
            self.text(file) if file in self.parts else f'<Relationships xmlns="{RELATIONS}"></Relationships>'
        )
        self.put(file, into_end(old, new))
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Say of which type a new part is."""
        space = "http://schemas.openxmlformats.org/package/2006/content-types"
        new = f'<Override xmlns="{space}" PartName={quoteattr(f"/{part}")} ContentType="{content_type}"/>'
        self.put(CONTENT_TYPES, into_end(self.text(CONTENT_TYPES), new))

    def sheets(self) -> list[SheetPart]:
        """The worksheets in their order; sheets that are only a chart are left out."""
        related = self.related(self.workbook)
        found = []
        for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", self.text(self.workbook)):
            told = attributes(tag)
            kind, part = related.get(_id_in(told), ("", ""))
            if kind.endswith("/worksheet") and part in self.parts:
                visible = told.get("state", "visible") == "visible"
                found.append(SheetPart(told.get("name", ""), part, visible))
        return found

    def as_bytes(self) -> bytes:
        """The package as a file."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, compresslevel=3)
        return target.getvalue()


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, as they are meant."""
    return {name: unescape(double or single, ENTITIES) for name, double, single in ATTRIBUTE.findall(tag[1:])}


def with_attribute(tag: str, name: str, value: str) -> str:
    """The tag with an attribute set."""
    pattern = re.compile(rf"""(\s{re.escape(name)}\s*=\s*)("[^"]*"|'[^']*')""")
    if pattern.search(tag):
        return pattern.sub(lambda match: match[1] + quoteattr(value), tag, count=1)
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return f"{tag[:end]} {name}={quoteattr(value)}{tag[end:]}"


def into_end(text: str, new: str) -> str:
    """The document with something new as the last child of its root. Raises NotUsual."""
    end = text.rfind("</")
    if end < 0:
        bare = re.search(r"<([\w:.-]+)([^<>]*)/>\s*$", text)
        if not bare:
            raise NotUsual("root")
        return f"{text[: bare.start()]}<{bare[1]}{bare[2]}>{new}</{bare[1]}>"
    return text[:end] + new + text[end:]


def into_children(text: str, new: str, *, start: int, before: Collection[str]) -> str:
    """The document with a new child of its root, before the first of the children named.

    `start` is a place between two children of the root from which to look. Raises NotUsual.
    """
    depth = 0
    for tag in TAG.finditer(text, start):
        if tag["end"]:
            depth -= 1
        if depth < 0 or (depth == 0 and not tag["end"] and local_name(tag["name"]) in before):
            return text[: tag.start()] + new + text[tag.start() :]
        if not tag["end"] and not tag["empty"]:
            depth += 1
    raise NotUsual("children")


def local_name(name: str) -> str:
    """The name of an element without its prefix."""
    return name.rpartition(":")[2]


def clean(text: str) -> str:
    """Text fit for XML, without what XML cannot hold."""
    return escape(NOT_IN_XML.sub("", text))


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _id_in(told: dict[str, str]) -> str:
    return next((value for name, value in told.items() if name.endswith(":id")), "")

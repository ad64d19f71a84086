"""A look into a zipped workbook before a spreadsheet reader touches it. PURE.

A reader of spreadsheets trusts the file: two cells at opposite corners of an xlsx make it ask for 17 thousand
million cells and abort the whole process. Sizes, declarations and references are therefore read first, in
pieces of a megabyte, without building anything.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn

PIECE: Final = 1 << 20
RATIO_MATTERS_FROM: Final = 20_000_000
XLSX_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
COLUMN: Final = re.compile(rb"""\sr=["']([A-Za-z]{1,3})[0-9]""")
ROW: Final = re.compile(rb"""\sr=["'][A-Za-z]{1,3}([0-9]{1,7})""")
# The same for a piece without any of UNUSUAL, as nearly all are: what starts with fixed letters is found three
# times faster.
UNUSUAL: Final = (b"'", b"\t", b"\n", b"\r")
USUAL_COLUMN: Final = re.compile(rb' r="([A-Za-z]{1,3})[0-9]')
USUAL_ROW: Final = re.compile(rb' r="[A-Za-z]{1,3}([0-9]{1,7})')
# A cell with content: `<c r="B7" …>` that is not closed at once. Cells that are only formatted reach far in
# honest files, and the reader does not keep them.
CELL: Final = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Za-z]{1,3})([0-9]{1,7})["'][^/>]*>""")
ERROR_CELL: Final = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Za-z]{1,3})([0-9]{1,7})"[^>]*>.*?<(?:\w+:)?v>(#[^<]*)<""",
    re.DOTALL,
)
ODS_TAG: Final = re.compile(
    rb"<table:(?P<name>table|table-row|table-cell|covered-table-cell)(?P<attributes>[\s/][^>]*|)>"
)
ODS_NAME: Final = re.compile(rb'\stable:name="([^"]*)"')
ODS_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
FORBIDDEN: Final = (b"<!DOCTYPE", b"<!ENTITY")


class Unreadable(Exception):
    """A file that is refused: a stable code, and what a message needs to say why.

    Codes and parameters: empty_file; not_a_spreadsheet (found); encrypted; too_large (size, limit, and what:
    "bytes" or "cells"); suspicious_archive (reason: "ratio", "declarations" or "broken"); sheet_too_wide
    (sheet, rows, columns, cells); unknown_encoding (tried); broken_table (row); layout_not_recognised
    (looked_for, found); definition_not_answers (found: the kind of definition).
    """

    def __init__(self, code: str, **parameters: Any):
        super().__init__(code, parameters)
        self.code, self.parameters = code, parameters


@dataclass(frozen=True)
class Limits:
    """How much a file may ask for: bytes as sent, bytes unpacked, unpacked to packed, cells in a sheet."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 400_000_000
    ratio: int = 150
    cells: int = 6_000_000


def inspect_archive(data: bytes, limits: Limits) -> tuple[str, dict[str, dict[tuple[int, int], str]]]:
    """The kind of a zipped workbook (xlsx, xlsb, ods), and the error values in it by sheet name and position.

    The reader turns an error value such as #DIV/0! into nothing; here they are kept, so that a broken formula
    does not pass for a question left blank. Rows and columns count from 1. Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, len(data), limits)
            kind = _kind(archive)
            return kind, _scan(archive, members, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise Unreadable("suspicious_archive", reason="broken") from error


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise Unreadable("too_large", what="bytes", size=unpacked, limit=limits.unpacked_bytes)
    if unpacked > RATIO_MATTERS_FROM and unpacked > packed * limits.ratio:
        raise Unreadable("suspicious_archive", reason="ratio")


def _kind(archive: zipfile.ZipFile) -> str:
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        return "xlsx"
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        return "ods"
    found = next((name.split("/")[0] for name in names if name.startswith(("word/", "ppt/"))), "zip")
    raise Unreadable("not_a_spreadsheet", found={"word": "docx", "ppt": "pptx"}.get(found, found))


def _scan(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> dict:
    errors: dict[str, dict[tuple[int, int], str]] = {}
    area = 0
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if not XLSX_SHEET.fullmatch(member.filename):
            _look_through(_pieces(archive, member), limits.cells, ods=member.filename == "content.xml")
            continue
        rows, columns, wrong = _reach(_pieces(archive, member))
        if area + rows * columns > limits.cells:
            name = _sheet_names(archive).get(member.filename, member.filename)
            rows, columns = _refuse_extent(name, _pieces(archive, member), limits.cells - area)
        area += rows * columns
        if wrong:
            errors[_sheet_names(archive).get(member.filename, member.filename)] = wrong
    return errors


def _refuse_extent(sheet: str, pieces: Iterator[bytes], limit: int) -> tuple[int, int]:
    """Rows and columns of the cells that hold something, or Unreadable where they span more than the limit."""
    rows = columns = cells = 0
    for piece in pieces:
        for letters, digits in CELL.findall(piece):
            cells += 1
            rows, columns = max(rows, int(digits)), max(columns, column_number(letters.decode()))
    if rows * columns > limit:
        _refuse_area(sheet, rows, columns, cells, limit)
    return rows, columns


def _refuse_area(sheet: str, rows: int, columns: int, cells: int, limit: int) -> NoReturn:
    if cells * 20 < rows * columns:
        raise Unreadable("sheet_too_wide", sheet=sheet, rows=rows, columns=columns, cells=cells)
    raise Unreadable("too_large", what="cells", size=rows * columns, limit=limit)


def _refuse_declarations(piece: bytes) -> None:
    if any(word in piece for word in FORBIDDEN):
        raise Unreadable("suspicious_archive", reason="declarations")


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member in pieces that never cut a tag or a cell: each ends before a cell, or before a tag."""
    rest = b""
    with archive.open(member) as stream:
        while block := stream.read(PIECE):
            block = rest + block
            cut = block.rfind(b"<c ")
            if cut <= 0:
                cut = block.rfind(b"<")
            if cut <= 0:
                cut = len(block)
            rest = block[cut:]
            yield block[:cut]
    yield rest


def _look_through(pieces: Iterator[bytes], limit: int, *, ods: bool) -> None:
    """Refuse declarations, and an ods whose repeated rows and columns reach over too many cells."""
    extent = _OdsExtent(limit)
    for piece in pieces:
        _refuse_declarations(piece)
        if ods:
            extent.read(piece)


class _OdsExtent:
    """How far the sheets of an ods reach, told piece by piece.

    Empty rows and cells are repeated to the sheet's end in honest files: only a cell with a value counts.
    """

    def __init__(self, limit: int):
        self.limit = limit
        self.name, self.row, self.column, self.width, self.cells = b"", 0, 0, 0, 0

    def read(self, piece: bytes) -> None:
        for tag in ODS_TAG.finditer(piece):
            attributes = tag["attributes"]
            times = ODS_REPEATED.search(attributes)
            count = int(times[1]) if times else 1
            if tag["name"] == b"table":
                name = ODS_NAME.search(attributes)
                self.name, self.row, self.width, self.cells = name[1] if name else b"", 0, 0, 0
            elif tag["name"] == b"table-row":
                self.row, self.column = self.row + count, 0
            else:
                self.column += count
                if b"value-type=" in attributes:
                    self.count_cell()

    def count_cell(self) -> None:
        self.cells += 1
        self.width = max(self.width, self.column)
        if self.row * self.width > self.limit:
            sheet = _unescape(self.name.decode("utf-8", "replace"))
            _refuse_area(sheet, self.row, self.width, self.cells, self.limit)


def _reach(pieces: Iterator[bytes]) -> tuple[int, int, dict[tuple[int, int], str]]:
    """Last row and last column that any cell names, formatted ones included, and the error values."""
    letters: set[bytes] = set()
    digits: set[bytes] = set()
    errors = {}
    for piece in pieces:
        _refuse_declarations(piece)
        usual = not any(letter in piece for letter in UNUSUAL)
        letters.update((USUAL_COLUMN if usual else COLUMN).findall(piece))
        digits.update((USUAL_ROW if usual else ROW).findall(piece))
        if b't="e"' in piece:
            for column, row, text in ERROR_CELL.findall(piece):
                errors[int(row), column_number(column.decode())] = text.decode("ascii", "replace")
    last_column = max((column_number(column.decode()) for column in letters), default=0)
    return max(map(int, digits), default=0), last_column, errors


def column_number(letters: str) -> int:
    """The number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet by the member that holds it."""
    try:
        workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for tag in re.findall(r"<Relationship\b[^>]*>", relations):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        target = attributes.get("Target", "")
        targets[attributes.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook):
        attributes = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
        names[targets.get(attributes.get("r:id"), "")] = _unescape(attributes.get("name", ""))
    return names


def _unescape(text: str) -> str:
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text

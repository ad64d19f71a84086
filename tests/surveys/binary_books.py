"""Workbooks of the kinds that no library here writes: a binary xlsb, and an xlsm with a macro that nobody runs."""

import io
import struct
import zipfile
from collections.abc import Sequence

import openpyxl

BOOK, SHEETS, SHEET_NAMED, SHEETS_END, BOOK_END = 131, 143, 156, 144, 132
SHEET, EXTENT, CELLS, ROW, REAL, TEXT, CELLS_END, SHEET_END = 129, 148, 145, 0, 5, 6, 146, 130
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def xlsb(rows: Sequence[Sequence[str | float]], name: str = "Answers") -> bytes:
    """A binary workbook with one sheet of texts and numbers, as MS-XLSB describes it."""
    named = struct.pack("<II", 0, 1) + _text("rId1") + _text(name)
    book = (
        _record(BOOK)
        + _record(SHEETS)
        + _record(SHEET_NAMED, named)
        + _record(SHEETS_END)
        + _record(BOOK_END)
    )
    extent = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    cells = b"".join(_row(number, row) for number, row in enumerate(rows))
    sheet = (
        _record(SHEET)
        + _record(EXTENT, extent)
        + _record(CELLS)
        + cells
        + _record(CELLS_END)
        + _record(SHEET_END)
    )
    binary = "application/vnd.ms-excel"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{KINDS}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.bin" ContentType="{binary}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{binary}.worksheet"/></Types>',
        "_rels/.rels": _related("officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": _related("worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": sheet,
    }
    return _zipped(parts)


def xlsm(rows: Sequence[Sequence[str | float]], name: str = "Answers") -> bytes:
    """A workbook that says it has macros, with something in the place of them that would fail if anybody ran it."""
    plain, book = io.BytesIO(), openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(list(row))
    book.save(plain)
    with zipfile.ZipFile(plain) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(sheet, MACROS.encode())
    return _zipped(parts | {"xl/vbaProject.bin": b"no macro"})


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(content)
    while True:
        size += bytes([left & 0x7F | (0x80 if left > 0x7F else 0)])
        left >>= 7
        if not left:
            return head + size + content


def _row(number: int, row: Sequence[str | float]) -> bytes:
    found = _record(ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
    for column, value in enumerate(row):
        place = struct.pack("<II", column, 0)
        if isinstance(value, str):
            found += _record(TEXT, place + _text(value))
        else:
            found += _record(REAL, place + struct.pack("<d", value))
    return found


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{RELATED}">{relation}</Relationships>'


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()

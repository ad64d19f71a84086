"""A file that somebody sent becomes text cells with addresses. PURE.

Every cell is text, as a person would read it: 1448 and not 1448.0, 2022-03-04 for a date, TRUE for a tick,
#DIV/0! for a broken formula, "" for nothing. No word means "missing" here: "NA" may be Namibia and "None" an
answer. What a file cannot be, or asks too much of us, is refused with `Unreadable` before it is parsed.

xlsx, xlsm, xlsb, xls and ods are read by calamine; comma, semicolon or tab separated text by the csv module.
"""

import codecs
import csv
import datetime
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

import python_calamine as calamine

from surveys.archives import Limits, Unreadable, inspect_archive
from surveys.encodings import decode

__all__ = [
    "Limits",
    "MeantCell",
    "NumberCell",
    "Sheet",
    "Unreadable",
    "Workbook",
    "cell_address",
    "picker",
    "read_workbook",
]

ZIP: Final = b"PK"
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
OTHER_FORMATS: Final = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
)
MARKUP: Final = re.compile(rb"\s*<(!doctype|html|\?xml|table|script)", re.IGNORECASE)
CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
DELIMITERS: Final = ",;\t|"
LONGEST_FIELD: Final = 1_000_000


class NumberCell(str):
    """Text of a cell that the spreadsheet holds as a number with decimals: its point is a decimal point.

    Typed as text, "1.448" may mean one thousand four hundred and forty-eight; out of a number cell it may not.
    """

    __slots__ = ()


class MeantCell(str):
    """Text of a cell of which the layout knows more than the text says.

    `meaning` is what to read instead of the text, or the code of an absence where `absence` is True; a ticked
    option, say, means "yes" whatever stands in its cell. `occurrence` counts the repeats of a question.
    """

    __slots__ = ("absence", "meaning", "occurrence")

    def __new__(cls, text: str, meaning: str, *, absence: bool = False, occurrence: int = 1):
        """The cell's text with its meaning."""
        cell = super().__new__(cls, text)
        cell.meaning, cell.absence, cell.occurrence = meaning, absence, occurrence
        return cell


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0][0]` is cell A1, empty rows and columns before the first value are kept."""

    name: str
    rows: list[list[str]]
    hidden: bool = False

    def cell(self, row: int, column: int) -> str:
        """The text at a row and a column counted from 1; "" outside of what the sheet holds."""
        if 0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return ""


@dataclass(frozen=True)
class Workbook:
    """What was read: kind (xlsx, xlsb, xls, ods, csv), sheets in their order, and for text its encoding.

    `encoding` is "" for spreadsheets. `assumed` is True where the bytes do not prove the encoding: other
    letters than the sender's may stand in the cells, so it has to be shown.
    """

    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    encoding: str = ""
    assumed: bool = False

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, without regard to case, or None."""
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)


def cell_address(sheet: str, row: int | None, column: int | None) -> str:
    """A place as people write it: "Answers!D12", "Answers!12" for a row, "Answers" for a whole sheet."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    place = f"{letters}{row or ''}"
    return "!".join(part for part in (sheet, place) if part)


def picker(columns: Sequence[int]) -> Callable[[list[str]], Sequence[str]]:
    """The function that takes the texts in these columns, counted from 1, out of a row; "" where it ends before."""
    places = [column - 1 for column in columns]
    take = itemgetter(*places) if len(places) > 1 else lambda cells: [cells[place] for place in places]
    width = max(columns, default=0)
    return lambda cells: take(cells if len(cells) >= width else cells + [""] * (width - len(cells)))


def read_workbook(
    data: bytes, filename: str, *, limits: Limits | None = None, encoding: str = ""
) -> Workbook:
    """Read a file by what its bytes say; the name only serves as the name of a text table's one sheet.
    `encoding` is the one that the sender names for a text table, "" where the bytes are to tell.

    Raises Unreadable (codes at its definition).
    """
    limits = limits or Limits()
    if not data.strip():
        raise Unreadable("empty_file")
    if len(data) > limits.file_bytes:
        raise Unreadable("too_large", what="bytes", size=len(data), limit=limits.file_bytes)
    _refuse_other_formats(data)
    if data.startswith(ZIP):
        kind, errors = inspect_archive(data, limits)
        workbook = Workbook(kind, _sheets(data, errors))
    elif data.startswith(OLE):
        if ENCRYPTED_PACKAGE in data:
            raise Unreadable("encrypted")
        workbook = Workbook("xls", _sheets(data, {}))
    else:
        workbook = _text_table(data, filename, encoding)
    if not any(cell for sheet in workbook.sheets for row in sheet.rows for cell in row):
        raise Unreadable("empty_file")
    return workbook


def _refuse_other_formats(data: bytes) -> None:
    for start, name in OTHER_FORMATS:
        if data.startswith(start):
            raise Unreadable("not_a_spreadsheet", found=name)
    if MARKUP.match(data.removeprefix(codecs.BOM_UTF8)[:200]):
        raise Unreadable("not_a_spreadsheet", found="html")


def _sheets(data: bytes, errors: Mapping[str, Mapping[tuple[int, int], str]]) -> list[Sheet]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(workbook, meta, errors.get(meta.name, {}))
            for meta in workbook.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise Unreadable("encrypted") from error
    except calamine.CalamineError as error:
        raise Unreadable("not_a_spreadsheet", found="damaged") from error


def _sheet(workbook: Any, meta: Any, errors: Mapping[tuple[int, int], str]) -> Sheet:
    sheet, texts = workbook.get_sheet_by_name(meta.name), _Texts()
    # Row by row, so that the values and the texts of a large sheet are never both there. Empty rows before the
    # first value are in the iteration, empty columns are not.
    empty = [""] * (sheet.start[1] if sheet.start else 0)
    rows = [empty + texts.of_row(row) for row in sheet.iter_rows()]
    for (row, column), text in errors.items():
        rows.extend([] for _ in range(row - len(rows)))
        line = rows[row - 1]
        line.extend("" for _ in range(column - len(line)))
        line[column - 1] = text
    return Sheet(meta.name, rows, meta.visible != calamine.SheetVisibleEnum.Visible)


class _Texts(dict[str | float, str]):
    """The text of each text and number, worked out once; equal texts become one object."""

    # True equals 1, so that it may not be looked up; the other kinds of cells are rare.
    KNOWN: Final = frozenset({str, float})

    def of_row(self, values: list[Any]) -> list[str]:
        """The texts of a row's cells."""
        if self.KNOWN.issuperset(map(type, values)):
            return list(map(self.__getitem__, values))
        return [self[value] if type(value) in self.KNOWN else _text(value) for value in values]

    def __missing__(self, value: str | float) -> str:
        text = self[value] = value if type(value) is str else _number_text(value)
        return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    # Fifteen digits, as a spreadsheet shows them: 0.1 + 0.2 is 0.3 there.
    return NumberCell(f"{value:.15g}")


def _text_table(data: bytes, filename: str, encoding: str) -> Workbook:
    text, used, assumed = decode(data, encoding)
    if CONTROL.search(text):
        raise Unreadable("not_a_spreadsheet", found="binary")
    text, delimiter, skipped = _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = [[] for _ in range(skipped)]
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise Unreadable("broken_table", row=len(rows) + 1) from error
    name = filename.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Workbook("csv", [Sheet(name, rows)], used, assumed)


def _delimiter(text: str) -> tuple[str, str, int]:
    """The text without a `sep=` line, the delimiter, and the number of rows taken off the top.

    The delimiter is the one that cuts most of the first lines into the same number of columns.
    """
    declared = re.match(r"sep=([,;\t|])\r?\n", text)
    if declared:
        return text[declared.end() :], declared.group(1), 1
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:30]
    return text, max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter)), 0


def _evenness(lines: list[str], delimiter: str) -> int:
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    return max((widths.count(width) * (width - 1) for width in set(widths)), default=0)

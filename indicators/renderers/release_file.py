"""What a release holds as one file: JSON with everything its values are read by, or the values as CSV or XLSX. PURE."""

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from indicators.marking import marks_of
from indicators.vocabulary import ABSENCES, NO_RESPONSE, NOT_TOLD, OUTSIDE
from surveys.listing import BOM, FORMULA, MADE, OPTIONS

_PREFIX: Final = "excluded_"
EXCLUDED: Final = tuple(_PREFIX + kind for kind in (NO_RESPONSE, *ABSENCES, NOT_TOLD, OUTSIDE))
SOURCE: Final = (
    *("qualifier", "document", "paragraph", "note", "entered_by", "entered", "confirmed_by", "confirmed"),
)
"""Columns of the values of entered series alone."""
COLUMNS: Final = (
    *("indicator", "title", "definition_version", "survey", "year", "breakdown", "unit"),
    *("value", "low", "high", "numerator", "denominator", "invited", "answered", "respondents"),
    *(*EXCLUDED, "state", "reason", "reason_in_words", "illustrative", "release"),
    *SOURCE,
)
"""Columns of the tables."""
KEYS: Final = (*(column for column in COLUMNS if column not in EXCLUDED), "exclusions")
"""Keys of a value in the JSON, where `exclusions` counts by kind those who are excluded."""
IN_WORDS: Final = "reason_in_words"
NUMBERS: Final = {
    *("definition_version", "year", "value", "low", "high", "numerator", "denominator"),
    *("invited", "answered", "respondents", *EXCLUDED, "release"),
}
WIDTHS: Final = {
    "indicator": 10,
    "title": 38,
    "survey": 17,
    "breakdown": 24,
    "unit": 9,
    "state": 13,
    "reason": 18,
    "reason_in_words": 38,
    "illustrative": 11,
    "qualifier": 9,
    "document": 11,
    "paragraph": 9,
    "note": 24,
    "entered_by": 9,
    "entered": 10.5,
    "confirmed_by": 10,
    "confirmed": 10.5,
}
"""Of columns of words, whose texts go on to further lines; the names above numbers stand upright, so that these columns
need no more than their numbers."""
NUMBER_WIDTH: Final = 8.5
LINE: Final = 15
"""The height of a line of text, in points."""
DESCRIBED: Final = (28, 90)
"""Widths of the columns of the second sheet."""
HEAD_HEIGHT: Final = 145
"""Room for the longest name of a column, upright."""
WIDE_PAPER: Final = 8
"""A3: in so many columns a line on A4 would be too small to read."""
PAGES_ACROSS: Final = 2
"""On one of them it would still be half as large as it is written."""


def kind_of(column: str) -> str:
    """The kind of absence that a column of EXCLUDED counts."""
    return column.removeprefix(_PREFIX)


def as_json(
    release: Mapping[str, Any],
    values: Iterable[Mapping[str, Any]],
    frozen: Mapping,
    columns: Mapping[str, str],
) -> bytes:
    """{"release": …, "columns": …, "values": […], "frozen": {…}} with sorted keys: equal content gives equal bytes."""
    content = {"release": release, "columns": columns, "values": list(values), "frozen": frozen}
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def as_csv(values: Iterable[Mapping[str, Any]]) -> bytes:
    """One row per value, UTF-8 with a byte order mark so that spreadsheets read it; mappings as canonical JSON."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([_cell(value, column) for column in COLUMNS] for value in values)
    return (BOM + text.getvalue()).encode()


def as_xlsx(
    values: Sequence[Mapping[str, Any]],
    *,
    about: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    names: tuple[str, str],
    right_to_left: bool = False,
) -> bytes:
    """The same rows as a sheet, and a second one with what the release and each column are.

    `names` are those of the two sheets. Programs find the columns of the first in their order, wherever it begins.
    A reason that several rows have stands once, on the second sheet, and its letter in the rows. Both print on as many pages as they have
    rows for, the first two across with the indicator before each, so that nothing is cut off or too small to read.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": True})
    book.set_properties({"title": about[0][1], "created": MADE})
    wrapped = {"text_wrap": True, "valign": "top", "indent": 1}
    texts, quoted = book.add_format(wrapped), book.add_format({**wrapped, "quote_prefix": True})
    numbers = book.add_format({"valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "bottom", "text_wrap": True})
    upright = book.add_format({"bold": True, "bottom": 1, "rotation": 90, "align": "center"})
    table, described = (book.add_worksheet(name[:31]) for name in names)
    for place, column in enumerate(COLUMNS):
        table.set_column(place, place, WIDTHS.get(column, NUMBER_WIDTH))
    table.freeze_panes(1, 1)
    table.set_row(0, HEAD_HEIGHT)
    for place, column in enumerate(COLUMNS):
        table.write_string(0, place, column, upright if column in NUMBERS else head)
    marks = marks_of(value[IN_WORDS] for value in values)
    last = 0
    for last, value in enumerate(values, start=1):
        cells = [_marked(_cell(value, column), column, marks) for column in COLUMNS]
        table.set_row(
            last, _height((cell, WIDTHS.get(column)) for cell, column in zip(cells, COLUMNS, strict=True))
        )
        for place, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            if cell != "" and column in NUMBERS:
                table.write_number(last, place, float(cell), numbers)
            elif cell != "":
                table.write_string(last, place, cell, quoted if cell.startswith(FORMULA) else texts)
    table.autofilter(0, 0, last, len(COLUMNS) - 1)
    _describe(
        described,
        [*about, *columns, *((f"{IN_WORDS} {letter}", text) for text, letter in marks.items())],
        texts,
    )
    _print(table, across=PAGES_ACROSS, right_to_left=right_to_left)
    _print(described, across=1, right_to_left=right_to_left)
    table.set_landscape()
    table.set_paper(WIDE_PAPER)
    table.repeat_rows(0)
    table.repeat_columns(0)
    book.close()
    return out.getvalue()


def _print(sheet, *, across: int, right_to_left: bool) -> None:
    """So many pages across, with the number of each page, and from the right where the language runs so."""
    sheet.fit_to_pages(across, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer("&C&P / &N")
    if right_to_left:
        sheet.right_to_left()


def _describe(sheet, rows: Sequence[tuple[str, str]], style) -> None:
    for place, width in enumerate(DESCRIBED):
        sheet.set_column(place, place, width)
    for at, row in enumerate(rows):
        sheet.set_row(at, _height(zip(row, DESCRIBED, strict=True)))
        for place, text in enumerate(row):
            sheet.write_string(at, place, text, style)


def _height(cells: Iterable[tuple[Any, float | None]]) -> float:
    """The height of a row whose texts go on to further lines: (content, width of its column). A number takes one line.

    Written down, because not every program works it out when it opens the file.
    """
    lines = (
        len(textwrap.wrap(str(content), int(width) - 2))
        for content, width in cells
        if width is not None and len(str(content)) > width - 2
    )
    return LINE * max(1, *lines, 1)


def _cell(value: Mapping[str, Any], column: str) -> Any:
    """What stands in a column: text or a number, "" for what is not there or not known."""
    cell = _excluded(value, kind_of(column)) if column in EXCLUDED else value[column]
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Mapping):
        return json.dumps(cell, ensure_ascii=False, sort_keys=True) if cell else ""
    return cell


def _marked(cell: Any, column: str, marks: Mapping[str, str]) -> Any:
    """A reason that the second sheet tells as its letter behind a dash; every other cell as it is."""
    return f"– {marks[cell]}" if column == IN_WORDS and cell in marks else cell


def _excluded(value: Mapping[str, Any], kind: str) -> int | None:
    """How many left the number in this way; None where that is not told, or nobody knows."""
    exclusions = value["exclusions"]
    if exclusions is None or value["state"] == "not_asked" and kind not in exclusions:
        return None
    return exclusions.get(kind, 0)

"""A table of texts as CSV and as a workbook: what a register gives to take along. PURE."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

# Text stays text: nothing that came from outside becomes a formula or a link.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed date, so that the same rows give the same file
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60

Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def csv_bytes(table: Table) -> bytes:
    """Headings and rows as CSV, UTF-8 with a byte order mark, so that Excel reads Chinese and Arabic."""
    headings, rows = _written(table)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([masked(cell) for cell in row] for row in [headings, *rows])
    return (BOM + out.getvalue()).encode()


def xlsx_bytes(table: Table, *, title: str, right_to_left: bool = False) -> bytes:
    """Headings and rows as a sheet with a filter over a heading that stays in sight.

    What looks like a formula carries Excel's own apostrophe: it stays text when somebody edits the cell.
    """
    headings, rows = _written(table)
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": title, "created": MADE})
    top = {"text_wrap": True, "valign": "top"}
    head = book.add_format(top | {"bold": True, "bottom": 1})
    cell = book.add_format(top)
    quoted = book.add_format(top | {"quote_prefix": True})
    sheet = book.add_worksheet(title[:31])
    if right_to_left:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, heading in enumerate(headings):
        longest = max([len(heading), *(len(row[place]) for row in rows)])
        sheet.set_column(place, place, min(WIDEST, longest + 2))
    for at, row in enumerate([headings, *rows]):
        for place, text in enumerate(row):
            style = head if at == 0 else quoted if text.startswith(FORMULA) else cell
            sheet.write_string(at, place, text, style)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    book.close()
    return out.getvalue()


def _written(table: Table) -> Table:
    """The table with every text as it stands on its own: English that stands in for a translation says so."""
    headings, rows = table
    return list(map(str, headings)), [list(map(str, row)) for row in rows]


def masked(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text

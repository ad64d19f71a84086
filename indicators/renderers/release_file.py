"""What a release holds as one file: JSON with everything its values are read by, or the values as CSV or XLSX. PURE."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from indicators.vocabulary import ABSENCES, NO_RESPONSE, NOT_TOLD, OUTSIDE
from surveys.listing import BOM, FORMULA, MADE, OPTIONS

_PREFIX: Final = "excluded_"
EXCLUDED: Final = tuple(_PREFIX + kind for kind in (NO_RESPONSE, *ABSENCES, NOT_TOLD, OUTSIDE))
COLUMNS: Final = (
    *("indicator", "title", "definition_version", "survey", "year", "breakdown", "unit"),
    *("value", "low", "high", "numerator", "denominator", "invited", "answered", "respondents"),
    *(*EXCLUDED, "state", "reason", "reason_in_words", "illustrative", "release"),
)
"""Columns of the tables."""
KEYS: Final = (*(column for column in COLUMNS if column not in EXCLUDED), "exclusions")
"""Keys of a value in the JSON, where `exclusions` counts by kind those who are excluded."""
NUMBERS: Final = {
    *("definition_version", "year", "value", "low", "high", "numerator", "denominator"),
    *("invited", "answered", "respondents", *EXCLUDED, "release"),
}
WIDTHS: Final = {"title": 40, "breakdown": 26, "reason_in_words": 40}


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
    values: Iterable[Mapping[str, Any]],
    *,
    about: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    names: tuple[str, str],
    right_to_left: bool = False,
) -> bytes:
    """The same rows as a sheet, and a second one with what the release and each column are.

    `names` are those of the two sheets. The first one is for programs as well, and always runs from left to right.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": True})
    book.set_properties({"title": about[0][1], "created": MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    table, described = (book.add_worksheet(name[:31]) for name in names)
    for place, column in enumerate(COLUMNS):
        table.set_column(place, place, WIDTHS.get(column, max(9, len(column) + 1)))
    table.freeze_panes(1, 1)
    table.write_row(0, 0, COLUMNS, head)
    last = 0
    for last, value in enumerate(values, start=1):
        for place, column in enumerate(COLUMNS):
            cell = _cell(value, column)
            if cell != "" and column in NUMBERS:
                table.write_number(last, place, float(cell))
            elif cell != "":
                table.write_string(last, place, cell, quoted if cell.startswith(FORMULA) else None)
    table.autofilter(0, 0, last, len(COLUMNS) - 1)
    _describe(described, [*about, *columns], book.add_format({"text_wrap": True, "valign": "top"}))
    if right_to_left:
        described.right_to_left()
    book.close()
    return out.getvalue()


def _describe(sheet, rows: Sequence[tuple[str, str]], style) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(at, place, text, style)


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


def _excluded(value: Mapping[str, Any], kind: str) -> int | None:
    """How many left the number in this way; None where that is not told, or nobody knows."""
    exclusions = value["exclusions"]
    if exclusions is None or value["state"] == "not_asked" and kind not in exclusions:
        return None
    return exclusions.get(kind, 0)

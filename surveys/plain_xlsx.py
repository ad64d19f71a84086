"""A plain xlsx of the cells of a file that no program of ours can write back: xls, xlsb, ods, csv. PURE."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

import xlsxwriter

from surveys.spreadsheets import NumberCell, Sheet

PLAIN_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
WIDEST: Final = 60
NARROWEST: Final = 9
LONGEST_SHEET_NAME: Final = 31


def plain_xlsx(sheets: Iterable[Sheet], kind: str) -> tuple[bytes, dict[str, str]]:
    """An xlsx of the same cells, and the names its sheets got."""
    target, names = io.BytesIO(), {}
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        for sheet in sheets:
            names[sheet.name] = _sheet_name(sheet.name, names.values())
            page = book.add_worksheet(names[sheet.name])
            if sheet.hidden:
                page.very_hidden()
            for column, width in enumerate(_widths(sheet.rows)):
                page.set_column(column, column, width)
            if sheet.rows:
                page.ignore_errors({"number_stored_as_text": f"A1:XFD{len(sheet.rows)}"})
            for row, cells in enumerate(sheet.rows):
                for column, text in enumerate(cells):
                    if PLAIN_NUMBER.fullmatch(text) or (kind != "csv" and type(text) is NumberCell):
                        page.write_number(row, column, float(text))
                    elif text:
                        page.write_string(row, column, text[:32767])
    return target.getvalue(), names


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """A name that a sheet may have, and no other has."""
    bare = re.sub(r"[\[\]:*?/\\]", "_", name).strip("' ")[:LONGEST_SHEET_NAME] or "Sheet"
    folded, number, fresh = {each.casefold() for each in taken}, 1, bare
    while fresh.casefold() in folded:
        number += 1
        end = f" ({number})"
        fresh = bare[: LONGEST_SHEET_NAME - len(end)] + end
    return fresh


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """A width for each column, from the rows near the top."""
    widths: list[int] = []
    for cells in rows[:50]:
        widths.extend([NARROWEST] * (len(cells) - len(widths)))
        for column, text in enumerate(cells):
            widths[column] = max(widths[column], min(len(text) + 2, WIDEST))
    return widths

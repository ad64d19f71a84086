"""A copy of a file without its contacts, in the place of the file as it was sent. PURE.

An xlsx keeps its sheets, formats and widths. What might hold a contact beside the cells is left out: comments,
formulas (their results stay), links to other files, pivot tables and charts with their own copies of the cells,
pictures, macros, headers and footers, filters, and the names that the program keeps of its users. What is no xlsx,
and one that does not come through this with every other cell as it was, becomes a plain xlsx of its cells.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import openpyxl
from openpyxl.cell import Cell as Written
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.worksheet.scenario import ScenarioList

from surveys.contact_cells import Answered, Cell, Found, contacts_in, key
from surveys.contact_names import pattern_of, people_in, without_people
from surveys.plain_xlsx import plain_xlsx
from surveys.respondent_names import RespondentNames
from surveys.spreadsheets import Limits, Sheet, Workbook, read_workbook

CELLS_IN_PLACE: Final = 400_000
"""With more, the workbook would not fit into the memory of the process that edits it."""


@dataclass(frozen=True)
class Redacted:
    """The copy. `columns` and `cells` say how much was emptied; `rebuilt` that only cells came along, not formats.

    `sheets` are the names that sheets have in the copy, where they are others, and `name` is that of the file without the
    people whom it names.
    """

    content: bytes
    columns: int
    cells: int
    rebuilt: bool
    sheets: dict[str, str]
    name: str = ""


def redact(
    data: bytes,
    filename: str,
    answered: Mapping[str, Answered],
    layout: str,
    names: RespondentNames,
    *,
    limits: Limits | None = None,
    encoding: str = "",
) -> Redacted:
    """A copy of the file with its contacts emptied, read in the encoding that its sender chose, if one was.

    Raises Unreadable where the file cannot be read.
    """
    workbook = read_workbook(data, filename, limits=limits, encoding=encoding)
    found = {
        sheet.name: contacts_in(sheet, answered.get(key(sheet.name), Answered()), layout, names)
        for sheet in workbook.sheets
    }
    people = people_in(_texts_of(workbook, found), names)
    _find_again(people, workbook, found, answered, names)
    name = without_people(filename, people)
    emptied = [_without(sheet, found[sheet.name].cells) for sheet in workbook.sheets]
    columns, cells = (
        sum(len(getattr(each, what)) for each in found.values()) for what in ("columns", "cells")
    )
    content = _in_place(data, workbook, found, emptied)
    if content:
        return Redacted(content, columns, cells, rebuilt=False, sheets={}, name=name)
    # A text table has one sheet, which is called as the file is.
    text = workbook.kind == "csv"
    called = [without_people(sheet.name, people) if text else sheet.name for sheet in emptied]
    renaming = zip(emptied, called, strict=True)
    content, renamed = plain_xlsx([replace(sheet, name=new) for sheet, new in renaming], workbook.kind)
    final = {sheet.name: renamed.get(new, new) for sheet, new in zip(emptied, called, strict=True)}
    changed = {old: new for old, new in final.items() if old != new}
    return Redacted(content, columns, cells, rebuilt=True, sheets=changed, name=name)


def _texts_of(workbook: Workbook, found: Mapping[str, Found]) -> Iterable[str]:
    """What stands in the cells under headings for contacts."""
    for sheet in workbook.sheets:
        columns = found[sheet.name].columns
        yield from (
            sheet.rows[row - 1][column - 1] for row, column in found[sheet.name].cells if column in columns
        )


def _find_again(
    people: frozenset[str],
    workbook: Workbook,
    found: Mapping[str, Found],
    answered: Mapping[str, Answered],
    names: RespondentNames,
) -> None:
    """Add the cells that name one of these people, but for those that answers rest on or that say who answers."""
    pattern = pattern_of(people)
    for sheet in workbook.sheets if pattern else ():
        held = answered.get(key(sheet.name), Answered())
        found[sheet.name].cells.update(
            (row, column)
            for row, texts in enumerate(sheet.rows, start=1)
            for column, text in enumerate(texts, start=1)
            if text and pattern.search(text) and not held.holds(row, column) and not names.code_of(text)
        )


def _without(sheet: Sheet, cells: Iterable[Cell]) -> Sheet:
    """The sheet with these cells empty."""
    rows = list(sheet.rows)
    by_row: dict[int, list[int]] = {}
    for row, column in cells:
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        texts = list(rows[row - 1])
        for column in columns:
            texts[column - 1] = ""
        rows[row - 1] = texts
    return replace(sheet, rows=rows)


def _in_place(
    data: bytes, workbook: Workbook, found: Mapping[str, Found], emptied: list[Sheet]
) -> bytes | None:
    """The workbook itself, emptied; None where it is none, is too large, or would not say the same afterwards."""
    if workbook.kind != "xlsx" or sum(map(_size, workbook.sheets)) > CELLS_IN_PLACE:
        return None
    try:
        content = _edited(data, {name: each.cells for name, each in found.items()})
        again = read_workbook(content, "copy.xlsx")
    # Whatever a strange workbook makes the library stumble over, there is still the plain copy.
    except Exception:
        return None
    wanted = {sheet.name: _said(sheet) for sheet in emptied}
    return content if {sheet.name: _said(sheet) for sheet in again.sheets} == wanted else None


def _size(sheet: Sheet) -> int:
    return sum(map(len, sheet.rows))


def _said(sheet: Sheet) -> dict[Cell, str]:
    return {
        (row, column): text
        for row, texts in enumerate(sheet.rows)
        for column, text in enumerate(texts)
        if text and not text.isspace()
    }


def _edited(data: bytes, cells: Mapping[str, Iterable[Cell]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for page in list(book.chartsheets):
        book.remove(page)
    for page in book.worksheets:
        _strip(page)
        for row, column in cells.get(page.title, ()):
            if isinstance(cell := page.cell(row, column), Written):
                cell.value = None
    for name in [name for name, one in book.defined_names.items() if _tells(one.attr_text)]:
        del book.defined_names[name]
    book.properties, book.custom_doc_props = DocumentProperties(creator=""), CustomPropertyList()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _tells(meaning: str | None) -> bool:
    """Whether a name stands for a text, or for something in another file, rather than for cells."""
    return bool(meaning) and any(sign in meaning for sign in '"[')


def _strip(page: Any) -> None:
    """Take everything from a sheet that may repeat a contact outside of its cell."""
    page._charts, page._images, page._pivots = [], [], []
    page._hyperlinks = []
    page.scenarios = ScenarioList()
    for cell in page._cells.values():
        cell._comment = cell._hyperlink = None
    for place in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        for part in ("left", "center", "right"):
            getattr(getattr(page, place), part).text = None
    for filtered in [page.auto_filter, *(table.autoFilter for table in page.tables.values())]:
        if filtered is not None:
            filtered.filterColumn, filtered.sortState = [], None
    for name in [name for name, one in page.defined_names.items() if _tells(one.attr_text)]:
        del page.defined_names[name]

"""Files of rows: strict CSV, read cell by cell as the declarations are. PURE."""

import csv
import io
from collections.abc import Collection

from surveys.declarations import DeclarationError, Declared, Reader


def read_table(text: str, file: str, columns: Collection[str]) -> list[Reader]:
    """The rows of a CSV file whose first column is the unique id; an empty cell is a key that is not there.

    Raises DeclarationError for a header that is not exactly `columns` in any order, a row of another length,
    and an id that is missing or given twice.
    """
    lines = csv.reader(io.StringIO(text), strict=True)
    readers: dict[str, Reader] = {}
    try:
        header = next(lines, [])
        _check_header(header, file, columns)
        for cells in lines:
            row = _row(header, cells, file, lines.line_num)
            if row.text("id") in readers:
                raise row.error("the id is given twice", "id")
            readers[row.text("id")] = row
    except csv.Error as error:
        raise DeclarationError(f"is not CSV: {error}", file=file, line=lines.line_num) from error
    return list(readers.values())


def _check_header(header: list[str], file: str, columns: Collection[str]) -> None:
    for column in header:
        if column not in columns:
            raise DeclarationError("unknown column", file=file, path=column, line=1)
        if header.count(column) > 1:
            raise DeclarationError("the column is given twice", file=file, path=column, line=1)
    for column in columns:
        if column not in header:
            raise DeclarationError("the column is missing", file=file, path=column, line=1)


def _row(header: list[str], cells: list[str], file: str, line: int) -> Reader:
    if len(cells) != len(header):
        raise DeclarationError(
            f"the row has {len(cells)} cells and the header {len(header)}", file=file, line=line
        )
    declared = Declared()
    for column, cell in zip(header, cells, strict=True):
        declared.lines[column] = line
        if cell.strip():
            declared[column] = cell
    return Reader(declared, file, declared.get("id", f"row {line}").strip())

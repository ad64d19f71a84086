"""Files of rows that have an id of their own, so that an error names the row by it. PURE."""

from collections.abc import Sequence

from surveys.declarations import Reader, read_table


def read_identified(text: str, file: str, columns: Sequence[str]) -> list[Reader]:
    """The rows of a CSV file with a column `id`, as readers whose path is the id.

    Raises DeclarationError as `read_table` does, and for an id that is missing or given twice.
    """
    seen: set[str] = set()
    return [
        Reader(row.content, file, row.unseen("id", seen))
        for row in read_table(text, file=file, columns=columns)
    ]

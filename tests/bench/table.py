"""A table of measurements on the terminal."""

import sys


class Table:
    """Rows under a title; `show` writes them in columns."""

    def __init__(self, title: str, columns: tuple[str, ...]):
        self.title, self.rows = title, [columns]

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    def show(self) -> None:
        widths = [max(len(row[column]) for row in self.rows) for column in range(len(self.rows[0]))]
        lines = ["", "", self.title]
        for first, *others in self.rows:
            cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
            lines.append("  ".join(["", first.ljust(widths[0]), *cells]))
        sys.stdout.write("\n".join([*lines, ""]))

"""A table of measurements on the terminal."""


class Table:
    """Rows under a title; `show` prints them in columns."""

    def __init__(self, title: str, columns: tuple[str, ...]):
        self.title, self.rows = title, [columns]

    def add(self, *cells: str) -> None:
        self.rows.append(cells)

    def show(self) -> None:
        widths = [max(len(row[column]) for row in self.rows) for column in range(len(self.rows[0]))]
        print(f"\n\n{self.title}")  # noqa: T201
        for row in self.rows:
            first, *others = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))

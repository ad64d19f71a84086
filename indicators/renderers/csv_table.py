"""A figure as CSV: UTF-8 with a byte order mark, so that Excel reads Chinese and Arabic.

One row per series and category; numbers unformatted with a decimal point. What the table rests on (unit, notes,
source, release, address) follows after an empty line, each as a word and a text in the first two columns: at the
end and not as comments at the head, because spreadsheets take the first line for the headings and know no
comments. A program reads up to the empty line.
"""

import csv
from io import StringIO

from indicators.figure import Figure
from indicators.renderers.tables import about, headings, point_rows
from surveys.listing import BOM, masked


def csv_bytes(figure: Figure) -> bytes:
    """The figure as a CSV file."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings(figure))
    for row in point_rows(figure):
        writer.writerow([_cell(value) for value in row])
    writer.writerow([])
    writer.writerow([masked(figure.title)])
    writer.writerows([[masked(name), masked(text)] for name, text in about(figure)])
    return (BOM + out.getvalue()).encode()


def _cell(value: float | str | None) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else masked(value)

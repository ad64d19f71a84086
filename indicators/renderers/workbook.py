"""A figure as an Excel workbook: the numbers with all that belongs to them, and a native chart over them.

The sheet "Figure" holds the chart and the small table it reads: whoever edits a number sees the chart follow. The
sheet "Data" has every point with n, bounds, reason and note. What Excel cannot draw (dots between bounds, a map, many
small lines) is a picture of ours.
"""

import math
import unicodedata
from io import BytesIO

import xlsxwriter

from indicators.figure import Figure, Series
from indicators.renderers import image
from indicators.renderers.canvas import INK
from indicators.renderers.parts import fills_of, ink_of
from indicators.renderers.sentence import alt_text
from indicators.renderers.tables import about, columns, headings, point_rows
from indicators.renderers.words import source_lines, subtitle_line, word
from surveys.listing import MADE, OPTIONS

PICTURES = ("dots", "map")
"""Kinds that Excel does not have."""
LINES = ("line", "multiples", "slope")
TABLE_ROW = 3
WIDE, NARROW, LINE = 44, 18, 15
"""Widths of the first column and of the others, in letters; the height of a line, in points."""
LAST = 4
"""Text below the table runs as far as this column, where the table is not wider."""


def xlsx(figure: Figure) -> bytes:
    """The figure as an .xlsx file, right to left for Arabic."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": figure.title, "comments": figure.address, "created": MADE})
    reading = {"reading_order": 2 if figure.direction == "rtl" else 1}
    running = {"text_wrap": True, "valign": "top"} | reading
    # A cell that begins with a number or an address would else lie on the other side, and be cut by its neighbour.
    side = "right" if figure.direction == "rtl" else "left"
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14} | running),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True} | reading),
        "head-n": book.add_format({"bold": True, "bottom": 1, "indent": 1} | reading),
        "n": book.add_format({"font_color": INK["ink-2"], "indent": 1} | reading),
        "head-number": book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "align": "right"} | reading
        ),
        "number": book.add_format({"num_format": _number_format(figure)}),
        "quiet": book.add_format({"font_color": INK["ink-2"]} | reading),
        "running": book.add_format({"font_color": INK["ink-2"]} | running),
        "told": book.add_format({"align": side} | reading),
        "address": book.add_format({"align": side, "reading_order": 1}),
        "badge": book.add_format({"bold": True, "font_color": INK["note-ink"], "bg_color": INK["note"]}),
    }
    _figure_sheet(book, figure, styles)
    _data_sheet(book, figure, styles)
    book.close()
    return out.getvalue()


def _figure_sheet(book, figure: Figure, styles: dict) -> None:
    sheet = book.add_worksheet("Figure")
    if figure.direction == "rtl":
        sheet.right_to_left()
    _prints_on_a4(sheet, pages=1)
    last = max(LAST, len(figure.series))
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, last, NARROW)
    sheet.set_row(TABLE_ROW, LINE * max((_lines(each.name, NARROW) for each in figure.series), default=1))
    _across(sheet, 0, last, figure.title, styles["title"], size=14 / 11)
    _across(sheet, 1, last, subtitle_line(figure), styles["running"])
    if figure.illustrative:
        sheet.write_string(2, 0, word("illustrative", figure.language), styles["badge"])
    sheet.write_string(
        TABLE_ROW,
        0,
        columns(figure)[0],
        styles["head"],
    )
    for place, series in enumerate(figure.series, start=1):
        sheet.write_string(TABLE_ROW, place, series.name, styles["head-number"])
        for at, value in enumerate(series.values, start=1):
            if value is not None:
                written = series.labels[at - 1]
                style = _written(book, written) if written else styles["number"]
                sheet.write_number(TABLE_ROW + at, place, value, style)
            elif series.reasons[at - 1]:
                sheet.write_comment(TABLE_ROW + at, place, series.reasons[at - 1])
    for at, category in enumerate(figure.categories, start=1):
        sheet.write_string(TABLE_ROW + at, 0, category)
    row = TABLE_ROW + len(figure.categories) + 2
    if len(figure.series) == 1:
        _write_n(sheet, figure.series[0], styles)
    for line in source_lines(figure):
        _across(sheet, row, last, line, styles["running"])
        row += 1
    if figure.chart != "table" and figure.has_values:
        _draw(book, sheet, figure, row + 1)


def _across(sheet, row: int, last: int, text: str, style, *, size: float = 1) -> None:
    """A text over all columns, in as many lines as it takes; `size` is that of its letters beside usual ones."""
    sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, text, style)
    sheet.set_row(row, size * LINE * _lines(text, int((WIDE + last * NARROW) / size)))


def _draw(book, sheet, figure: Figure, row: int) -> None:
    """Excel's own chart where it has one of the kind, else our picture with its text alternative."""
    if figure.chart in PICTURES or len(figure.series) > 6:
        picture = BytesIO(image.png(figure, scale=2))
        options = {"image_data": picture, "description": alt_text(figure), "x_scale": 0.66, "y_scale": 0.66}
        sheet.insert_image(row, 0, "figure.png", options)
    else:
        sheet.insert_chart(row, 0, _chart(book, figure), {"description": figure.title})


def _write_n(sheet, series: Series, styles: dict) -> None:
    """How many answered, beside the numbers of the only series."""
    if any(series.n):
        sheet.write_string(TABLE_ROW, 2, "n", styles["head-n"])
        for at, n in enumerate(series.n, start=1):
            sheet.write_string(TABLE_ROW + at, 2, n or "", styles["n"])


def _lines(text: str, width: int) -> int:
    """Into how many lines a text breaks in so many letters' width; a Chinese letter is as wide as two."""
    letters = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return max(1, math.ceil(1.15 * letters / width))


def _chart(book, figure: Figure):
    stacked = figure.chart == "stacked"
    across = (figure.axis == "group" or stacked) and figure.chart not in LINES
    kind = "line" if figure.chart in LINES else "bar" if across else "column"
    chart = book.add_chart({"type": kind} | ({"subtype": "percent_stacked"} if stacked else {}))
    inks = fills_of(len(figure.series)) if stacked else [ink_of(at) for at in range(len(figure.series))]
    last = TABLE_ROW + len(figure.categories)
    for place, series in enumerate(figure.series, start=1):
        chart.add_series(
            {
                "name": ["Figure", TABLE_ROW, place],
                "categories": ["Figure", TABLE_ROW + 1, 0, last, 0],
                "values": ["Figure", TABLE_ROW + 1, place, last, place],
                "data_labels": {"value": True, "custom": _labels(series)}
                | ({"position": "above"} if kind == "line" else {}),
                "gap": 60,
            }
            | _paint(series, INK[inks[place - 1]], line=kind == "line")
        )
    _axes(chart, figure, across=across)
    chart.set_title(
        {
            "name": f"\u2067{figure.title}\u2069" if figure.direction == "rtl" else figure.title,
            "name_font": {"size": 12},
            "overlay": False,
        }
    )
    chart.set_legend({"position": "bottom"} if len(figure.series) > 1 else {"none": True})
    chart.show_blanks_as("gap")
    chart.set_size(
        {
            "width": 760,
            "height": 380 if not across else 140 + 34 * len(figure.categories) * len(figure.series),
        }
    )
    return chart


def _axes(chart, figure: Figure, *, across: bool) -> None:
    """Shares from 0 to 100, everything from zero; rows read from the top, which Excel calls reversed."""
    mirrored = figure.direction == "rtl"
    values = {"min": min(0, *(v for s in figure.series for v in s.values if v is not None))}
    if figure.chart == "stacked":
        values["max"] = 1
    elif figure.unit == "percent" or figure.scale_max:
        values["max"] = figure.scale_max or 100
    if across:
        quiet = {"visible": False, "major_gridlines": {"visible": False}, "reverse": mirrored}
        chart.set_x_axis(values | quiet)
        chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    else:
        chart.set_x_axis({"reverse": mirrored})
        chart.set_y_axis(values | {"major_gridlines": {"visible": True, "line": {"color": INK["line"]}}})


def _paint(series: Series, colour: str, *, line: bool) -> dict:
    """Solid if computed, hollow if published, hatched if illustrative."""
    solid = series.kind == "computed"
    if line:
        style = {"color": colour, "width": 2.25} | (
            {"dash_type": "dash"} if series.kind == "illustrative" else {}
        )
        fill = {"color": colour if solid else INK["paper"]}
        return {
            "line": style,
            "marker": {"type": "circle", "size": 8, "border": {"color": colour}, "fill": fill},
        }
    if series.kind == "illustrative":
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": INK["paper"]}
        return {"pattern": pattern, "border": {"color": colour}}
    return {"fill": {"color": colour if solid else INK["paper"]}, "border": {"color": colour, "width": 1.5}}


def _labels(series: Series) -> list[dict | None]:
    return [{"value": label} if label and not label.startswith("=") else None for label in series.labels]


def _data_sheet(book, figure: Figure, styles: dict) -> None:
    sheet = book.add_worksheet("Data")
    if figure.direction == "rtl":
        sheet.right_to_left()
    _prints_on_a4(sheet, pages=0)
    sheet.repeat_rows(0)
    names = headings(figure)
    rows = [list(row) for row in point_rows(figure)]
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, len(names) - 1, 20)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, styles["head"])
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, float):
                sheet.write_number(at, column, value, styles["number"])
            elif value:
                sheet.write_string(at, column, value)
    sheet.freeze_panes(1, 0)
    for at, (name, text) in enumerate(about(figure), start=len(rows) + 2):
        sheet.write_string(at, 0, name, styles["quiet"])
        sheet.write_string(at, 1, text, styles["address" if text.startswith("http") else "told"])


def _prints_on_a4(sheet, *, pages: int) -> None:
    """Lying, as wide as the paper; on so many pages, 0 stands for as many as it takes."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, pages)


def _written(book, text: str):
    """A format that shows the number as its document writes it ("about 60"), while the cell holds the number."""
    return book.add_format({"num_format": '"' + text.replace('"', "”") + '"', "align": "right"})


def _number_format(figure: Figure) -> str:
    return "#,##0" + ("." + "0" * figure.decimals if figure.decimals else "")

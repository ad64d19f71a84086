"""A figure as the parts that `templates/_figure.html` puts on a page."""

from indicators.figure import Figure
from indicators.renderers import image, plotly_chart
from indicators.renderers.gaps import marks_in
from indicators.renderers.tables import columns, page_lines, tab_separated
from indicators.renderers.words import source_lines, subtitle_line, word


def figure_parts(figure: Figure, *, key: str, number: str = "") -> dict:
    """Plain values only, so that the result can be stored with a release and read back.

    key     an id for the element, unique on the page
    number  the roman numeral of the figure, "" for a single one
    `svg_wide` and `svg_narrow` are markup made by our own renderer with every text escaped.
    """
    kinds = {series.kind for series in figure.series}
    pictured = figure.chart != "table" and (figure.chart != "map" or any(figure.places))
    drawn = figure.has_values and figure.chart not in ("table", "map")
    heading, names = columns(figure)
    lines = page_lines(figure)
    marks = marks_in(figure)
    return {
        "key": key,
        "number": number,
        "title": figure.title,
        "subtitle": subtitle_line(figure),
        "published": "published" in kinds,
        "illustrative": figure.illustrative,
        "computed": "computed" in kinds and len(kinds) > 1,
        "insufficient": not figure.has_values,
        "svg_wide": image.svg(figure, for_page=True) if pictured else "",
        "svg_narrow": image.svg(figure, for_page=True, width=image.NARROW) if pictured else "",
        "plotly": plotly_chart.chart(figure) if drawn else None,
        "plotly_id": f"{key}-chart",
        "notes": [{"letter": note.letter, "text": note.text} for note in figure.notes],
        "sources": source_lines(figure)[len(figure.notes) :],
        "category_heading": heading,
        "series_names": names,
        "copied": tab_separated(figure),
        "copy_id": f"{key}-copy",
        "lines": [
            {
                "category": line.category,
                "letter": line.letter,
                "cells": [cell._asdict() | {"mark": marks.get(cell.reason, "")} for cell in line.cells],
            }
            for line in lines
        ],
        "reasons": [{"letter": letter, "text": reason} for reason, letter in marks.items()],
        "no_value": word("no_value", figure.language),
    }

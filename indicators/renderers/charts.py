"""The layout of each kind of chart: a `Figure` and a width become a block with a height and a way to draw it.

Bars start at zero, shares run from 0 to 100, nothing is interpolated: a missing value is a gap with its reason,
a break cuts the line. Labels stand at what they name; a key is drawn only for columns in groups.
"""

from indicators.figure import Figure
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import LETTER, RAISED, marks_in
from indicators.renderers.over_time import over_time
from indicators.renderers.panels import multiples
from indicators.renderers.parts import SMALL, Block
from indicators.renderers.rows import rows
from indicators.renderers.slope import slope
from indicators.renderers.stacked import stacked
from indicators.renderers.words import point_label, word
from indicators.renderers.worldmap import worldmap

OWN = {"stacked": stacked, "multiples": multiples, "slope": slope, "map": worldmap}
"""Kinds that are laid out in one way, whatever their axis."""


def chart_block(figure: Figure, width: float) -> Block:
    """The chart of a figure, without title and source."""
    if not figure.has_values:
        return _nothing(figure, width)
    if figure.chart == "table":
        return _table(figure, width)
    if figure.chart in OWN:
        return OWN[figure.chart](figure, width)
    if figure.axis == "group" and figure.chart != "line":
        return rows(figure, width)
    return over_time(figure, width)


def _nothing(figure: Figure, width: float) -> Block:
    """No value anywhere: the reasons are what the figure says."""
    reasons = list(dict.fromkeys(r for s in figure.series for r in s.reasons if r))
    texts = reasons or [word("no_value", figure.language)]
    lines = [line for text in texts for line in wrap(text, width - 24, 15)]

    def draw(canvas: Canvas, top: float) -> None:
        canvas.area(0, top, 3, height, "line")
        for at, text in enumerate(lines):
            canvas.text(16, top + 22 + at * 20, text, 15, "ink-2")

    height = len(lines) * 20 + 14
    return Block(height, draw)


def _table(figure: Figure, width: float) -> Block:
    """Categories down, series across, values set to the end of their column."""
    first = width * 0.4 if len(figure.series) < 4 else width * 0.28
    column = (width - first) / len(figure.series)
    heads = [wrap(s.name, column - 12, SMALL) for s in figure.series]
    labels = [wrap(c, first - 12, SMALL) for c in figure.categories]
    head_height = max(len(h) for h in heads) * 16 + 8
    heights = [len(lines) * 16 + 10 for lines in labels]
    marks = marks_in(figure)

    def draw(canvas: Canvas, top: float) -> None:
        for place, lines in enumerate(heads):
            for line, text in enumerate(lines):
                canvas.text(
                    first + (place + 1) * column, top + 13 + line * 16, text, SMALL, "ink-2", anchor="end"
                )
        y = top + head_height
        canvas.line([(0, y), (width, y)], "ink", 1)
        for at, lines in enumerate(labels):
            for line, text in enumerate(lines):
                canvas.text(0, y + 17 + line * 16, text, SMALL)
            for place, series in enumerate(figure.series):
                text, end = point_label(figure, series, at) or "–", first + (place + 1) * column
                letter = marks.get(series.reasons[at], "")
                canvas.text(end, y + 17 - RAISED, letter, LETTER, "ink-3", anchor="end")
                end -= text_width(letter, LETTER) + 2 if letter else 0
                canvas.text(end, y + 17, text, SMALL, weight=STRONG, anchor="end")
            y += heights[at]
            canvas.line([(0, y), (width, y)], "line", 1)

    return Block(head_height + sum(heights), draw)

"""Small multiples: one small line for each group, all on one scale, so that the eye compares shapes and heights.

The scale is written once for each row of panels, in a margin of its own before the first.
"""

from math import ceil
from typing import NamedTuple

from indicators.figure import Figure, Series
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import LETTER, Gap, draw_gap, gap_of, marks_in
from indicators.renderers.numbers import number
from indicators.renderers.over_time import runs
from indicators.renderers.parts import SMALL, TINY, Block, Scale, scale_of, tick_step, whisker
from indicators.renderers.words import point_label

PLOT, GUTTER, HEAD = 74.0, 26.0, 15.0
MARGIN = 12.0
"""Around the numbers of the scale."""
NARROWEST = 138.0
INK = "s1"


class _Panel(NamedTuple):
    canvas: Canvas
    figure: Figure
    series: Series
    scale: Scale
    left: float
    base: float
    width: float

    def x(self, at: int) -> float:
        return self.left + 6 + at * (self.width - 34) / max(len(self.figure.categories) - 1, 1)

    def y(self, value: float) -> float:
        return self.base - self.scale.at(value)


def multiples(figure: Figure, width: float) -> Block:
    """As many panels beside each other as keep their labels legible, the names above, first and last year below."""
    scale = scale_of(figure, PLOT, round_up=True)
    ticks = _ticks(figure, scale)
    margin = max(text_width(text, TINY) for _, text in ticks) + MARGIN
    across = _across(len(figure.series), width - margin)
    wide = (width - margin - GUTTER * (across - 1)) / across
    names = [wrap(series.name, wide, SMALL, STRONG) for series in figure.series]
    lines = [max(len(name) for name in names[at : at + across]) for at in range(0, len(names), across)]
    marks = marks_in(figure)
    missing = [_why_missing(figure, series, marks, wide) for series in figure.series]
    longest = [
        max(len(why.lines) for why in missing[at : at + across]) for at in range(0, len(missing), across)
    ]
    heights = [
        count * HEAD + 20 + max(PLOT + 32, 28 + deep * 14) for count, deep in zip(lines, longest, strict=True)
    ]

    def draw(canvas: Canvas, top: float) -> None:
        for at, series in enumerate(figure.series):
            row, column = divmod(at, across)
            y, left = top + sum(heights[:row]), margin + column * (wide + GUTTER)
            for line, text in enumerate(names[at]):
                canvas.text(left, y + 12 + line * HEAD, text, SMALL, weight=STRONG)
            base = y + lines[row] * HEAD + 20 + PLOT
            panel = _Panel(canvas, figure, series, scale, left, base, wide)
            if column == 0 and any(not why.lines for why in missing[at : at + across]):
                _scale(panel, ticks)
            if missing[at].lines:
                draw_gap(canvas, left, base - PLOT + 22, missing[at], TINY)
            else:
                _panel(panel, ticks)
                _gaps(panel, marks)

    return Block(sum(heights) - 10, draw)


def _across(count: int, width: float) -> int:
    """How many panels stand beside each other; none is left alone on a row of its own where that can be helped."""
    across = max(1, min(count, int((width + GUTTER) // (NARROWEST + GUTTER)), 4))
    return ceil((across + 1) / 2) if count == across + 1 and across > 2 else across


def _ticks(figure: Figure, scale: Scale) -> list[tuple[float, str]]:
    """Nothing, the middle and the end of the scale, or near them, as the language writes them."""
    step = 50.0 if figure.unit == "percent" and scale.high == 100 else tick_step(scale.high) * 2
    decimals = 0 if step == int(step) else 2
    values = [step * at for at in range(int(scale.high / step) + 1)]
    return [(value, number(value, figure.language, decimals)) for value in values]


def _scale(panel: _Panel, ticks: list[tuple[float, str]]) -> None:
    """The numbers of the scale, in the margin before a panel."""
    for value, text in ticks:
        panel.canvas.text(
            panel.left - MARGIN / 2, panel.y(value) + TINY / 3, text, TINY, "ink-3", anchor="end"
        )


def _panel(panel: _Panel, ticks: list[tuple[float, str]]) -> None:
    series = panel.series
    present = [at for at, value in enumerate(series.values) if value is not None]
    _grid(panel, ticks)
    cuts = {cut.at for cut in panel.figure.breaks}
    for at in sorted(cuts):
        x = (panel.x(at - 1) + panel.x(at)) / 2
        panel.canvas.line([(x, panel.base), (x, panel.base - PLOT)], "ink-2", 1, (3, 3))
    dash = (5, 3) if series.kind == "illustrative" else ()
    for run in runs(series, cuts):
        panel.canvas.line([(panel.x(at), panel.y(series.values[at])) for at in run], INK, 2, dash)
    small = len(panel.figure.categories) > 12
    for at in present:
        here = (panel.x(at), panel.y(series.values[at]))
        if series.low[at] is not None and not small:
            whisker(panel.canvas, [(here[0], panel.y(series.low[at])), (here[0], panel.y(series.high[at]))])
        panel.canvas.dot(*here, INK, hollow=series.kind != "computed", size=4 if small else 5.5)
    text = point_label(panel.figure, series, present[-1])
    panel.canvas.text(
        panel.x(present[-1]) + 7, panel.y(series.values[present[-1]]) + 4, text, SMALL, weight=STRONG
    )


def _grid(panel: _Panel, ticks: list[tuple[float, str]]) -> None:
    """Lines where the scale has numbers, and the first and the last year."""
    end = panel.left + panel.width
    for value, _ in ticks:
        panel.canvas.line(
            [(panel.left, panel.y(value)), (end, panel.y(value))], "line" if value else "ink-2", 0.8
        )
    first, last = panel.figure.categories[0], panel.figure.categories[-1]
    both = (
        text_width(first, TINY) + text_width(last, TINY) + 12
        < panel.x(len(panel.figure.categories) - 1) - panel.x(0) + 30
    )
    if both:
        panel.canvas.text(panel.left, panel.base + 15, first, TINY, "ink-3")
    last_x = panel.x(len(panel.figure.categories) - 1)
    panel.canvas.text(last_x, panel.base + 15, last, TINY, "ink-3", anchor="middle")


def _gaps(panel: _Panel, marks: dict[str, str]) -> None:
    """The letter of the reason at each year without a value, where several points share it."""
    for at, reason in enumerate(panel.series.reasons):
        if reason in marks:
            panel.canvas.text(panel.x(at), panel.base - 5, marks[reason], LETTER, "ink-3", anchor="middle")


def _why_missing(figure: Figure, series: Series, marks: dict[str, str], room: float) -> Gap:
    """Why a group has no value in any year; nothing where it has one."""
    if any(value is not None for value in series.values):
        return Gap([])
    return gap_of(figure, next((one for one in series.reasons if one), None), marks, room, TINY)

"""From one year to another: a line for all who answered, and one for those who are in both years."""

from typing import NamedTuple

from indicators.figure import Figure
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import gap_of, marks_in
from indicators.renderers.parts import LABEL, SMALL, TINY, Block, Scale, ink_of, own_n, scale_of
from indicators.renderers.words import point_label

PLOT, HEAD = 170.0, 14.0


class _End(NamedTuple):
    """One end of a line with what stands beside it: where it is, and where the text went to be legible."""

    series: int
    y: float
    text_y: float
    lines: list[tuple[str, float, str, int]]


def slope(figure: Figure, width: float) -> Block:
    """Values at both ends, names behind the second one; texts give way to each other and never to a value."""
    scale = scale_of(figure, PLOT, round_up=True)
    left = max(text_width(point_label(figure, s, 0), LABEL, STRONG) for s in figure.series) + 14
    left = max(left, text_width(figure.categories[0], SMALL) / 2 + 2)
    names = width * (0.36 if width >= 480 else 0.46)
    ends = [_ends(figure, scale, names - 16, at) for at in (0, 1)]
    lowest = max([PLOT, *(end.text_y + len(end.lines) * HEAD for side in ends for end in side)])

    def draw(canvas: Canvas, top: float) -> None:
        top += 28
        x = (left, width - names)
        for at in (0, 1):
            canvas.text(x[at], top - 14, figure.categories[at], SMALL, anchor="middle")
            canvas.line([(x[at], top), (x[at], top + PLOT)], "line", 1)
        canvas.line([(x[0], top + PLOT), (x[1], top + PLOT)], "ink-2", 1)
        _lines(canvas, figure, scale, x, top)
        for end in ends[0]:
            text, size, ink, weight = end.lines[0]
            canvas.text(x[0] - 12, top + end.text_y + 4, text, size, ink, weight=weight, anchor="end")
        for end in ends[1]:
            for line, (text, size, ink, weight) in enumerate(end.lines):
                canvas.text(x[1] + 14, top + end.text_y + 4 + line * HEAD, text, size, ink, weight=weight)

    return Block(28 + lowest + 8, draw)


def _lines(canvas: Canvas, figure: Figure, scale: Scale, x: tuple[float, float], top: float) -> None:
    for number, series in enumerate(figure.series):
        points = [(x[at], top + PLOT - scale.at(v)) for at, v in enumerate(series.values) if v is not None]
        if len(points) == 2 and not figure.breaks:
            dash = (5, 3) if series.kind == "illustrative" else ()
            canvas.line(points, ink_of(number), 2.4, dash)
        for point in points:
            canvas.dot(*point, ink_of(number), hollow=series.kind != "computed", size=9)


def _ends(figure: Figure, scale: Scale, room: float, at: int) -> list[_End]:
    """The texts of one year from the top, pushed down where two would touch."""
    wanted = []
    for number, series in enumerate(figure.series):
        value = series.values[at]
        text = point_label(figure, series, at)
        if value is None and at == 0:
            continue
        if value is None:
            gap = gap_of(figure, series.reasons[at], marks_in(figure), room, LABEL)
            text = " ".join(filter(None, [*gap.lines, gap.letter]))
        y = PLOT - scale.at(value or 0)
        lines = [(text, LABEL, "ink", STRONG)]
        if at == 1:
            lines = [*lines, *((line, SMALL, "ink-2", 400) for line in wrap(series.name, room, SMALL))]
            n = own_n(figure, series, at)
            lines += [(line, TINY, "ink-3", 400) for line in (wrap(n, room, TINY) if n else [])]
        wanted.append((y, number, lines))
    ends, free = [], 0.0
    for y, number, lines in sorted(wanted, key=lambda one: one[:2]):
        text_y = max(y, free)
        ends.append(_End(number, y, text_y, lines))
        free = text_y + len(lines) * HEAD + 6
    return ends

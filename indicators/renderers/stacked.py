"""Shares that make up a hundred, one row per group or year: parts of one bar, their names in a key above."""

from typing import NamedTuple

from indicators.figure import Figure
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import Gap, draw_gap, gap_of, marks_in
from indicators.renderers.keys import key_of
from indicators.renderers.parts import (
    HATCHES,
    LABEL,
    LINE,
    TINY,
    Block,
    fills_of,
    height_of,
    on_fill,
    own_n,
)
from indicators.renderers.words import point_label

BAR, GAP, PART = 26, 16, 1.5


class _Row(NamedTuple):
    lines: list[str]
    n: str
    missing: Gap
    height: float


def stacked(figure: Figure, width: float) -> Block:
    """Bars of a hundred. Long labels stand above their bar; a value stands in its part where it fits."""
    inks = fills_of(len(figure.series))
    kinds = [series.kind for series in figure.series]
    names = key_of([series.name for series in figure.series], inks, kinds, width, HATCHES)
    widest = max(text_width(c + figure.letter_of(at), LABEL) for at, c in enumerate(figure.categories))
    above = width < 480 and widest > 60 or widest > width * 0.3
    label = 0 if above else widest + 18
    ns = [_n(figure, at) for at in range(len(figure.categories))]
    after = 0 if above else max(text_width(n, TINY) for n in ns) + 10
    after = 0 if after > width * 0.25 else after
    length = width - label - after
    marks = marks_in(figure)
    rows = [_row(figure, at, width, label, ns[at], marks) for at in range(len(ns))]

    def draw(canvas: Canvas, top: float) -> None:
        names.draw(canvas, top)
        y = top + names.height
        for at, row in enumerate(rows):
            if any(cut.at == at for cut in figure.breaks):
                canvas.line([(0, y - GAP / 2), (width, y - GAP / 2)], "ink-2", 1.2, (3, 3))
            bar = y + (len(row.lines) * LABEL * LINE + 4 if above else 0)
            _label(canvas, figure, at, row, y, label)
            draw_gap(canvas, label + 8, bar + BAR / 2 + 4.5, row.missing)
            if not row.missing.lines:
                _bar(canvas, figure, at, (label, bar, length), inks)
                beside, below = (label + length + 8, bar + BAR / 2 + 4), (label, bar + BAR + 12)
                canvas.text(*(beside if after else below), row.n, TINY, "ink-3")
            y += row.height

    below = 0 if after or not any(ns) else 14
    rows = [row._replace(height=row.height + (below if row.n else 0)) for row in rows]
    return Block(names.height + sum(row.height for row in rows) - GAP + 6, draw)


def _n(figure: Figure, at: int) -> str:
    """What the whole row rests on, where all its parts share it."""
    own = {own_n(figure, series, at) for series in figure.series}
    return own.pop() if len(own) == 1 else ""


def _row(figure: Figure, at: int, width: float, label: float, n: str, marks: dict[str, str]) -> _Row:
    """A row whose name stands above its bar where `label` leaves no room before it."""
    lines = wrap(figure.categories[at], label - 18 if label else width, LABEL)
    missing = _why_missing(figure, at, marks, width - label - 8)
    block, bar = len(lines) * LABEL * LINE, max(BAR, height_of(missing.lines) + 4)
    return _Row(lines, n, missing, max(block, bar) + GAP if label else block + 4 + bar + GAP)


def _why_missing(figure: Figure, at: int, marks: dict[str, str], room: float) -> Gap:
    """What stands in the place of a bar of which no part has a value."""
    if any(series.values[at] is not None for series in figure.series):
        return Gap([])
    return gap_of(figure, next((s.reasons[at] for s in figure.series if s.reasons[at]), None), marks, room)


def _label(canvas: Canvas, figure: Figure, at: int, row: _Row, top: float, label: float) -> None:
    """The name of a row: above its bar where `label` leaves no room before it, else up to the bar."""
    above = not label
    block = len(row.lines) * LABEL * LINE
    baseline = top + LABEL - 1 + (0 if above else (BAR - block) / 2)
    letter = figure.letter_of(at)
    for line, text in enumerate(row.lines):
        y, last = baseline + line * LABEL * LINE, line == len(row.lines) - 1
        if above:
            end = canvas.text(0, y, text, LABEL)
            canvas.text(end + 2, y - 5, letter if last else "", 9, "ink-2")
        else:
            room = text_width(letter, 9) + 2 if letter and last else 0
            canvas.text(label - 12, y - 5, letter if last else "", 9, "ink-2", anchor="end")
            canvas.text(label - 12 - room, y, text, LABEL, anchor="end")


def _bar(canvas: Canvas, figure: Figure, at: int, place: tuple[float, float, float], inks: list[str]) -> None:
    (left, top, length), base = place, place[1] + BAR / 2 + 4.5
    canvas.area(left, top, length, BAR, "track")
    start = left
    for series, ink, hatch in zip(figure.series, inks, HATCHES, strict=False):
        wide = length * (series.values[at] or 0) / 100
        if wide:
            canvas.bar(start, top, max(wide - PART, 0.8), BAR, ink, series.kind, hatch)
            _value(
                canvas, start + (wide - PART) / 2, base, point_label(figure, series, at), wide, series, ink
            )
        start += wide


def _value(canvas: Canvas, x: float, y: float, text: str, room: float, series, ink: str) -> None:
    """The value inside its part; upon hatching it has paper of its own."""
    width = text_width(text, LABEL, STRONG)
    if width + 8 > room:
        return
    if series.kind == "illustrative":
        canvas.area(x - width / 2 - 3, y - 13, width + 6, 17, "paper")
    solid = series.kind == "computed"
    canvas.text(x, y, text, LABEL, on_fill(ink) if solid else "ink", weight=STRONG, anchor="middle")

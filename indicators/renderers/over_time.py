"""Columns and lines over the years: nothing is interpolated, a break cuts the line, a gap has its reason."""

from math import ceil, floor
from typing import NamedTuple

from indicators.figure import Figure, Series
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import LETTER, RAISED, marks_in
from indicators.renderers.keys import key
from indicators.renderers.numbers import number
from indicators.renderers.parts import (
    LABEL,
    LINE,
    SMALL,
    TINY,
    Block,
    Scale,
    ink_of,
    own_n,
    scale_of,
    tick_step,
    whisker,
)
from indicators.renderers.words import point_label, word


def over_time(figure: Figure, width: float) -> Block:
    """A line chart, or columns from zero, with n under each year."""
    lines, many = figure.chart == "line", len(figure.series) > 1
    names_key = key(figure, width) if many and not lines else Block(0, lambda canvas, top: None)
    plot = 190.0 if width >= 480 else 170.0
    headroom = 26 if figure.breaks else 18
    scale = scale_of(figure, plot, round_up=True)
    ticks = _ticks(figure, scale)
    left = max(text_width(text, TINY) for _, text in ticks) + 8
    names = max(text_width(s.name, SMALL, STRONG) for s in figure.series)
    right = min(names + 30, width * 0.34) if many and lines else 0
    band = (width - left - right) / len(figure.categories)
    feet = _feet(figure, band)

    def draw(canvas: Canvas, top: float) -> None:
        names_key.draw(canvas, top)
        base = top + names_key.height + headroom + plot
        place = _Place(canvas, figure, scale, base, left, band)
        _grid(place, ticks, width - right)
        _draw_feet(place, feet)
        _draw_breaks(place, base - plot - headroom + 8)
        (_lines if lines else _columns)(place)
        _missing(place)

    lowest = max(len(name) * SMALL + len(n) * TINY for name, n in feet.values()) * LINE
    return Block(names_key.height + headroom + plot + 16 + lowest, draw)


class _Place(NamedTuple):
    canvas: Canvas
    figure: Figure
    scale: Scale
    base: float
    left: float
    band: float

    def x(self, at: int) -> float:
        return self.left + (at + 0.5) * self.band

    def y(self, value: float) -> float:
        return self.base - self.scale.at(value)


def _ticks(figure: Figure, scale: Scale) -> list[tuple[float, str]]:
    step = 25.0 if figure.unit == "percent" and scale.high == 100 else tick_step(scale.high)
    values = [step * i for i in range(floor(scale.low / step), floor(scale.high / step) + 1)]
    decimals = 0 if step == int(step) else 2
    return [(value, number(value, figure.language, decimals)) for value in values]


def _grid(place: _Place, ticks: list[tuple[float, str]], end: float) -> None:
    for value, text in ticks:
        y = place.y(value)
        place.canvas.line([(place.left, y), (end, y)], "ink-2" if value == 0 else "line")
        place.canvas.text(place.left - 8, y + 4, text, TINY, "ink-3", anchor="end")


def _feet(figure: Figure, band: float) -> dict[int, tuple[list[str], list[str]]]:
    """What stands under a category: the lines of its name, and n where all series share it and the figure does not.

    Where years stand too close, only every second, third … has a foot.
    """
    widest = max(text_width(category, SMALL) for category in figure.categories)
    every = ceil((widest + 8) / band) if widest + 8 > band and band < 60 else 1
    feet = {}
    for at in range(0, len(figure.categories), every):
        letter = figure.letter_of(at)
        own = {own_n(figure, series, at) for series in figure.series}
        n = own.pop() if len(own) == 1 and every == 1 else ""
        room = band * every - 6
        fits = n and text_width(n, TINY) < band * 2
        name = figure.categories[at] + (f" ({letter})" if letter else "")
        feet[at] = (wrap(name, room, SMALL), wrap(n, room, TINY) if fits else [])
    return feet


def _draw_feet(place: _Place, feet: dict[int, tuple[list[str], list[str]]]) -> None:
    for at, (name, n) in feet.items():
        y = place.base + 16
        for text in name:
            place.canvas.text(place.x(at), y, text, SMALL, "ink", anchor="middle")
            y += SMALL * LINE
        for text in n:
            place.canvas.text(place.x(at), y, text, TINY, "ink-3", anchor="middle")
            y += TINY * LINE


def _draw_breaks(place: _Place, top: float) -> None:
    for cut in place.figure.breaks:
        x = place.left + cut.at * place.band
        place.canvas.line([(x, place.base), (x, top + 4)], "ink-2", 1.2, (3, 3))
        place.canvas.text(x, top, word("break", place.figure.language), TINY, "ink-2", anchor="middle")


def _columns(place: _Place) -> None:
    canvas, figure = place.canvas, place.figure
    count = len(figure.series)
    gap = 3 if count > 1 else 0
    wide = min((place.band * 0.72 - gap * (count - 1)) / count, 56)
    total = wide * count + gap * (count - 1)
    for number_, series in enumerate(figure.series):
        for at, value in enumerate(series.values):
            if value is None:
                continue
            x = place.x(at) - total / 2 + number_ * (wide + gap)
            low, high = sorted((place.y(0), place.y(value)))
            canvas.bar(x, low, wide, max(high - low, 1.5), ink_of(number_), series.kind)
            top = low
            if series.low[at] is not None:
                ends = [(x + wide / 2, place.y(series.low[at])), (x + wide / 2, place.y(series.high[at]))]
                whisker(canvas, ends)
                top = min(top, ends[1][1])
            text = point_label(figure, series, at)
            if text_width(text, LABEL, STRONG) < (wide + gap + 4 if count > 1 else place.band):
                _value(canvas, x + wide / 2, top - 6, text)


def _lines(place: _Place) -> None:
    canvas, figure = place.canvas, place.figure
    cuts = {cut.at for cut in figure.breaks}
    for number_, series in enumerate(figure.series):
        ink = ink_of(number_)
        for run in runs(series, cuts):
            dash = (5, 3) if series.kind == "illustrative" else ()
            canvas.line([(place.x(at), place.y(series.values[at])) for at in run], ink, 2.2, dash)
        for at, value in enumerate(series.values):
            if value is None:
                continue
            if series.low[at] is not None:
                whisker(
                    canvas, [(place.x(at), place.y(series.low[at])), (place.x(at), place.y(series.high[at]))]
                )
            canvas.dot(place.x(at), place.y(value), ink, hollow=series.kind != "computed")
    _point_labels(place)
    if len(figure.series) > 1:
        _end_labels(place)


def runs(series: Series, cuts: set[int]) -> list[list[int]]:
    """Neighbouring points that a line may join: not over a missing value, not over a break."""
    runs: list[list[int]] = []
    for at, value in enumerate(series.values):
        if value is None:
            continue
        if runs and runs[-1][-1] == at - 1 and at not in cuts:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if len(run) > 1]


def _point_labels(place: _Place) -> None:
    """The value at each point, above the highest series and below the lowest; with many points only at the last."""
    figure = place.figure
    everything = range(len(figure.categories))
    widest = max(
        text_width(point_label(figure, s, at), LABEL, STRONG) for s in figure.series for at in everything
    )
    shown = everything if widest + 2 <= place.band else everything[-1:]
    for at in shown:
        here = sorted((s for s in figure.series if s.values[at] is not None), key=lambda s: -s.values[at])
        for rank, series in enumerate(here):
            if 0 < rank < len(here) - 1:
                continue
            high, low = series.high[at], series.low[at]
            above = place.y(series.values[at] if high is None else high) - 10
            below = place.y(series.values[at] if low is None else low) + 19
            y = above if rank == 0 or below > place.base - 2 else below
            _value(place.canvas, place.x(at), y, point_label(figure, series, at))


def _value(canvas: Canvas, x: float, y: float, text: str) -> None:
    """A value in the middle over x, on paper of its own so that no line of the scale strikes it through."""
    width = text_width(text, LABEL, STRONG) + 4
    canvas.area(x - width / 2, y - 11, width, 13, "paper")
    canvas.text(x, y, text, LABEL, weight=STRONG, anchor="middle")


def _end_labels(place: _Place) -> None:
    """The name of each series behind its last point, pushed apart where two would touch."""
    ends = []
    for number_, series in enumerate(place.figure.series):
        last = max((at for at, value in enumerate(series.values) if value is not None), default=None)
        if last is not None:
            ends.append([place.y(series.values[last]) + 4, series.name, ink_of(number_)])
    ends.sort()
    x = place.left + place.band * len(place.figure.categories) + 8
    free = 0.0
    for wanted, name, ink in ends:
        y = max(wanted, free)
        lines = wrap(name, place.canvas.width - x - 18, SMALL, STRONG)
        # the name in ink and not in the colour of its line: pale colours are too weak for text
        place.canvas.line([(x, y - 4), (x + 12, y - 4)], ink, 3)
        for line, text in enumerate(lines):
            place.canvas.text(x + 18, y + line * 14, text, SMALL, "ink", weight=STRONG)
        free = y + len(lines) * 14 + 3


def _missing(place: _Place) -> None:
    """Why a category has no value at all, written into the gap."""
    marks = marks_in(place.figure)
    for at in range(len(place.figure.categories)):
        if any(series.values[at] is not None for series in place.figure.series):
            continue
        reason = next((s.reasons[at] for s in place.figure.series if s.reasons[at]), None)
        letter = marks.get(reason, "")
        said = word("no_value", place.figure.language) if letter or not reason else reason
        lines = wrap(said, place.band - 8, TINY)
        if len(lines) > 4 or max(text_width(piece, TINY) for piece in said.split()) > place.band - 8:
            lines = ["–"]  # no room for it here; it stands in the table
        for line, text in enumerate(reversed(lines)):
            place.canvas.text(
                place.x(at), place.base - 10 - line * TINY * LINE, text, TINY, "ink-3", anchor="middle"
            )
        end = place.x(at) + text_width(lines[-1], TINY) / 2 + 2
        place.canvas.text(end, place.base - 10 - RAISED, letter, LETTER, "ink-3")

"""What the layouts of charts share: blocks, the scale, sizes, bounds."""

from collections.abc import Callable
from math import ceil, floor, log10
from typing import NamedTuple

from indicators.figure import Figure, Series
from indicators.renderers.canvas import Canvas

LABEL, SMALL, TINY = 13, 12, 11
LINE = 1.32


class Block(NamedTuple):
    """Something `height` points high; `draw(canvas, top)` puts it on a canvas."""

    height: float
    draw: Callable[[Canvas, float], None]


class Scale(NamedTuple):
    """Values from `low` to `high` laid over a length in points."""

    low: float
    high: float
    length: float

    def at(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low) * self.length


def ink_of(at: int) -> str:
    """The colour of the series at this place: s1 to s6."""
    return f"s{at + 1}"


SPREAD = {1: (1,), 2: (1, 4), 3: (1, 3, 5), 4: (1, 3, 4, 5), 5: (1, 2, 3, 4, 5), 6: (1, 2, 3, 4, 5, 6)}
HATCHES = ("///", "\\\\\\", "...", "xx", "--", "||")


def fills_of(count: int) -> list[str]:
    """Inks for areas that touch: each lighter than the one before, so that grey print tells them apart as well.

    A single one is the first colour of everything else.
    """
    return ["s1"] if count == 1 else [f"t{step}" for step in SPREAD[count]]


def on_fill(ink: str) -> str:
    """The ink in which a text is legible upon an area: paper upon the first four, ink upon the lighter ones.

    In the dark the areas run the other way round, and so do ink and paper.
    """
    return "paper" if ink in ("s1", "t1", "t2", "t3", "t4") else "ink"


def scale_of(figure: Figure, length: float, *, round_up: bool) -> Scale:
    """From zero to 100 for shares, else to the shared end or the greatest value (rounded up where ticks are drawn)."""
    numbers = [v for s in figure.series for row in (s.values, s.low, s.high) for v in row if v is not None]
    high = figure.scale_max or (100.0 if figure.unit == "percent" else max([*numbers, 0]) or 1.0)
    high = max([high, *numbers])
    if round_up and figure.unit != "percent" and not figure.scale_max:
        step = tick_step(high)
        high = ceil(high / step) * step
    return Scale(min(0.0, *numbers, 0.0), high, length)


def tick_step(high: float) -> float:
    """A round step that cuts 0..high into two to five parts."""
    magnitude = 10 ** floor(log10(high))
    return next(m * magnitude for m in (0.25, 0.5, 1, 2.5) if high / (m * magnitude) <= 5)


def own_n(figure: Figure, series: Series, at: int) -> str:
    """The n of one point, "" where the figure says it once for all."""
    return "" if figure.common_n else series.n[at] or ""


def whisker(canvas: Canvas, ends: list[tuple[float, float]]) -> None:
    """A line between two bounds, with a stroke across at either end."""
    (x1, y1), (x2, y2) = ends
    canvas.line(ends, "ink", 1.2)
    across = (0, 4) if y1 == y2 else (4, 0)
    for x, y in ((x1, y1), (x2, y2)):
        canvas.line([(x - across[0], y - across[1]), (x + across[0], y + across[1])], "ink", 1.2)


def height_of(lines: list[str]) -> float:
    """How much room lines of small text take, one below the other."""
    return len(lines) * SMALL * LINE


def small_lines(canvas: Canvas, x: float, y: float, lines: list[str], ink: str) -> None:
    """Small text, its first baseline at y."""
    for at, text in enumerate(lines):
        canvas.text(x, y + at * SMALL * LINE, text, SMALL, ink)

"""The key of a chart: which ink, and which hatching, means what. In reading order, so it is mirrored in Arabic."""

from collections.abc import Sequence

from indicators.figure import Figure
from indicators.renderers.canvas import Canvas, text_width, wrap
from indicators.renderers.parts import SMALL, Block, ink_of

SWATCH = 18


def key(figure: Figure, width: float) -> Block:
    """One swatch with its name for each series, side by side while there is room."""
    kinds = [series.kind for series in figure.series]
    inks = [ink_of(at) for at in range(len(figure.series))]
    return key_of([series.name for series in figure.series], inks, kinds, width)


def key_of(
    names: Sequence[str],
    inks: Sequence[str],
    kinds: Sequence[str],
    width: float,
    hatches: Sequence[str] | None = None,
) -> Block:
    """Any names with their inks; a name too long for one line goes on below."""
    places: list[tuple[int, list[str], float, float]] = []
    x = y = 0.0
    deepest = 1
    for at, name in enumerate(names):
        lines = wrap(name, width - SWATCH - 2, SMALL)
        need = SWATCH + max(text_width(line, SMALL) for line in lines)
        if x and x + need > width:
            x, y, deepest = 0.0, y + 5 + 15 * deepest, 1
        places.append((at, lines, x, y))
        x, deepest = x + need + 18, max(deepest, len(lines))

    def draw(canvas: Canvas, top: float) -> None:
        for at, lines, x, y in places:
            canvas.bar(x, top + y + 2, 12, 12, inks[at], kinds[at], hatches[at] if hatches else "///")
            for line, text in enumerate(lines):
                canvas.text(x + SWATCH, top + y + 12 + line * 15, text, SMALL, "ink-2")

    return Block(y + 15 * deepest + 11, draw)

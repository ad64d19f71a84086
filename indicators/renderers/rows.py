"""Bars in reading direction, one row per group: the label, the bar, the value, its n. Or a dot between its bounds."""

from indicators.figure import Figure, Series
from indicators.renderers.canvas import STRONG, Canvas, text_width, wrap
from indicators.renderers.gaps import Gap, draw_gap, gap_of, marks_in
from indicators.renderers.parts import (
    LABEL,
    LINE,
    SMALL,
    TINY,
    Block,
    height_of,
    ink_of,
    own_n,
    scale_of,
    small_lines,
    whisker,
)
from indicators.renderers.words import point_label

LEAST = 72
"""Room for the longest bar before the value and n behind it are cut."""


def rows(figure: Figure, width: float) -> Block:
    """Bars by group. Long labels, and those of bars in pairs, stand above the bars instead of before them; on a phone
    long names of series too, so that the bars keep the width."""
    grouped = len(figure.series) > 1
    widest = max(text_width(c + figure.letter_of(at), LABEL) for at, c in enumerate(figure.categories))
    stacked = grouped or width < 480 or widest > width * 0.36
    name_width = max(text_width(s.name, SMALL) for s in figure.series) + 10
    over = grouped and width < 480 and name_width > width * 0.3
    if grouped:
        label_width = 0 if over else min(name_width, width * 0.3)
    else:
        label_width = 0 if stacked else min(widest + 16, width * 0.38)
    after = max(_after_width(figure, s, i) for s in figure.series for i in range(len(s.values)))
    after = min(after, max(width * 0.45, width - label_width - LEAST))
    heads = [wrap(c, width - 12 if stacked else label_width - 16, LABEL) for c in figure.categories]
    scale = scale_of(figure, width - label_width - after, round_up=False)
    names = [
        wrap(s.name, width if over else label_width - 8, SMALL) if grouped else [] for s in figure.series
    ]
    bar = 18 if grouped else 20
    marks = marks_in(figure)
    missing = [
        [_why_missing(figure, s, at, marks, width - label_width - 8) for s in figure.series]
        for at in range(len(heads))
    ]
    highs = [
        [_high(bar, name, why.lines, over=over) for name, why in zip(names, whys, strict=True)]
        for whys in missing
    ]
    heights = [_row_height(head, high, stacked) for head, high in zip(heads, highs, strict=True)]

    def draw(canvas: Canvas, top: float) -> None:
        for at, head in enumerate(heads):
            above = _head(canvas, figure, at, head, top, label_width, heights[at], stacked)
            y = top + (above if stacked else (heights[at] - highs[at][0]) / 2)
            for place, name in enumerate(names):
                small_lines(canvas, 0, y + 13, name, "ink-2")
                beside = y + (height_of(name) + 3 if over else 0)
                draw_gap(canvas, label_width + 8, beside + bar / 2 + 4.5, missing[at][place])
                _row_bar(canvas, figure, (place, at), (label_width, beside), (scale, bar))
                y += highs[at][place] + 4
            top += heights[at]
        if not stacked:
            canvas.line([(label_width, top - sum(heights)), (label_width, top)], "ink-2")

    return Block(sum(heights), draw)


def _high(bar: float, name: list[str], why: list[str], *, over: bool) -> float:
    """The height of a bar, or of why there is none, with the name of its series before or over it."""
    if over:
        return height_of(name) + 3 + max(bar, height_of(why)) + 4
    return max(bar, height_of(name), height_of(why))


def _why_missing(figure: Figure, series: Series, at: int, marks: dict[str, str], room: float) -> Gap:
    """What stands in the place of a bar; nothing where there is a value."""
    if series.values[at] is not None:
        return Gap([])
    return gap_of(figure, point_label(figure, series, at) or series.reasons[at], marks, room)


def _row_height(head: list[str], highs: list[float], stacked: bool) -> float:
    bars = sum(high + 4 for high in highs)
    lines = len(head) * LABEL * LINE
    return lines + 4 + bars + 10 if stacked else max(bars + 10, lines + 10)


def _head(canvas, figure, at, lines, top, label_width, height, stacked) -> float:
    """The label of a category with the letter of its note; returns how much room it takes above the bars."""
    letter = figure.letter_of(at)
    letter_width = text_width(letter, 9) + 2 if letter else 0
    block = len(lines) * LABEL * LINE
    y = top + LABEL if stacked else top + (height - block) / 2 + LABEL
    for line, text in enumerate(lines):
        last = line == len(lines) - 1
        baseline = y + line * LABEL * LINE
        if stacked:
            end = canvas.text(0, baseline, text, LABEL)
            canvas.text(end + 2, baseline - 5, letter if last else "", 9, "ink-2")
        else:
            canvas.text(label_width - 10, baseline - 5, letter if last else "", 9, "ink-2", anchor="end")
            canvas.text(label_width - 10 - (letter_width if last else 0), baseline, text, LABEL, anchor="end")
    return block + 4 if stacked else 0


def _row_bar(canvas: Canvas, figure: Figure, point: tuple[int, int], origin: tuple, size: tuple) -> None:
    (place, at), (x, y), (scale, bar) = point, origin, size
    series = figure.series[place]
    value, low, high = series.values[at], series.low[at], series.high[at]
    baseline = y + bar / 2 + 4.5
    if value is None:
        return
    if figure.chart == "dots":
        end = x + _dot(canvas, figure, point, origin, size)
        end += canvas.text(end, baseline, point_label(figure, series, at), LABEL, weight=STRONG) + 8
        canvas.text(end, baseline, own_n(figure, series, at), TINY, "ink-3")
        return
    if figure.unit == "percent":
        canvas.area(x, y, scale.length, bar, "track")
    start, end = sorted((scale.at(0), scale.at(value)))
    canvas.bar(x + start, y, max(end - start, 1.5), bar, ink_of(place), series.kind)
    end = x + (end if figure.unit != "percent" else max(end, scale.at(high or 0)))
    if low is not None:
        whisker(canvas, [(x + scale.at(low), y + bar / 2), (x + scale.at(high), y + bar / 2)])
    edge = x + scale.length if figure.unit == "percent" else 0
    label, n = point_label(figure, series, at), own_n(figure, series, at)
    end = _clear_of(edge, end + 8, text_width(label, LABEL, STRONG))
    end += canvas.text(end, baseline, label, LABEL, weight=STRONG) + 8
    canvas.text(_clear_of(edge, end, text_width(n, TINY)), baseline, n, TINY, "ink-3")


def _clear_of(edge: float, start: float, width: float) -> float:
    """Where a text of this width begins that would begin here: behind the end of the track if it lay across it."""
    return edge + 8 if start < edge < start + width else start


def _dot(canvas: Canvas, figure: Figure, point: tuple[int, int], origin: tuple, size: tuple) -> float:
    """A dot on a thin scale, upon the band between its bounds; returns where the text behind it begins."""
    (place, at), (x, y), (scale, bar) = point, origin, size
    series, middle = figure.series[place], y + bar / 2
    canvas.line([(x, middle), (x + scale.length, middle)], "line", 1.2)
    value, low, high = series.values[at], series.low[at], series.high[at]
    if low is not None:
        start, end = scale.at(low), scale.at(high)
        canvas.area(x + start, middle - 4, max(end - start, 1), 8, "track")
        whisker(canvas, [(x + start, middle), (x + end, middle)])
    canvas.dot(x + scale.at(value), middle, ink_of(place), hollow=series.kind != "computed", size=10)
    return scale.length + 10 if figure.unit == "percent" else max(scale.at(value), scale.at(high or 0)) + 14


def _after_width(figure: Figure, series: Series, at: int) -> float:
    """Room behind the longest bar for its value and n."""
    if series.values[at] is None:
        return 0.0
    n = own_n(figure, series, at)
    return (
        12
        + text_width(point_label(figure, series, at), LABEL, STRONG)
        + (text_width(n, TINY) + 10 if n else 0)
    )

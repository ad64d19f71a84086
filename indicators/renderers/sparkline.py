"""The course of one series in the space of a word, for lists: no scale, no labels, the number stands beside it."""

from indicators.figure import Figure
from indicators.renderers.over_time import runs
from indicators.renderers.parts import scale_of

WIDTH, HEIGHT, EDGE = 112, 28, 4


def sparkline(figure: Figure) -> str:
    """The first series as a small `<svg>` hidden from screen readers; "" with fewer than two values.

    Gaps and breaks cut the line as in the chart; from the right in Arabic; dashed if illustrative.
    """
    series = figure.series[0]
    present = [at for at, value in enumerate(series.values) if value is not None]
    if len(present) < 2 or figure.axis != "period":
        return ""
    scale = scale_of(figure, HEIGHT - 2 * EDGE, round_up=False)
    step = (WIDTH - 2 * EDGE) / (len(series.values) - 1)

    def place(at: int) -> str:
        x = EDGE + at * step
        x = WIDTH - x if figure.direction == "rtl" else x
        return f"{x:.1f},{HEIGHT - EDGE - scale.at(series.values[at]):.1f}"

    dash = ' stroke-dasharray="4 3"' if series.kind == "illustrative" else ""
    lines = [
        f'<polyline class="k-s1" points="{" ".join(map(place, run))}" fill="none" stroke-width="1.8"{dash}/>'
        for run in runs(series, {cut.at for cut in figure.breaks})
    ]
    dots = [_dot(place(at), last=at == present[-1]) for at in present]
    head = f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">'
    return head + "".join(lines + dots) + "</svg>"


def _dot(place: str, *, last: bool) -> str:
    x, y = place.split(",")
    return f'<circle class="f-s1" cx="{x}" cy="{y}" r="{3 if last else 1.4}"/>'

"""The course of one series in the space of a word, for lists: no scale, no labels, the number stands beside it."""

from xml.sax.saxutils import quoteattr

from indicators.figure import Figure
from indicators.renderers.over_time import runs
from indicators.renderers.parts import scale_of
from indicators.renderers.speech import COLON, SEMICOLON
from indicators.renderers.words import point_label, word

WIDTH, HEIGHT, EDGE = 112, 28, 4
FEWEST = 3
"""Values from which on they have a course: two of them are a difference."""


def sparkline(figure: Figure) -> str:
    """The first series as a small `<svg>` that says its values to screen readers; "" where there are too few.

    Gaps and breaks cut the line as in the chart; from the right in Arabic; dashed if illustrative, the last point
    hollow unless it is computed from real answers.
    """
    series = figure.series[0]
    present = [at for at, value in enumerate(series.values) if value is not None]
    if len(present) < FEWEST or figure.axis != "period":
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
    dots = [_dot(place(at), last=at == present[-1], solid=series.kind == "computed") for at in present]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    head = f'<svg class="spark" {size} role="img" aria-label={quoteattr(_said(figure))}>'
    return head + "".join(lines + dots) + "</svg>"


def _dot(place: str, *, last: bool, solid: bool) -> str:
    x, y = place.split(",")
    if last and not solid:
        return f'<circle class="f-paper k-s1" cx="{x}" cy="{y}" r="2.6" stroke-width="1.6"/>'
    return f'<circle class="f-s1" cx="{x}" cy="{y}" r="{3 if last else 1.4}"/>'


def _said(figure: Figure) -> str:
    """ "2021: 58; 2022: No value; 2023: 66"."""
    series, language = figure.series[0], figure.language
    colon, semicolon = COLON.get(language, ": "), SEMICOLON.get(language, "; ")
    return semicolon.join(
        f"{period}{colon}{point_label(figure, series, at) or word('no_value', language)}"
        for at, period in enumerate(figure.categories)
    )

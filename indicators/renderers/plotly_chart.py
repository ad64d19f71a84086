"""A figure for plotly in the browser: a chart to point at, zoom and save.

The same rules as in the pictures: shares from 0 to 100, bars from zero, gaps stay gaps, computed solid, published
hollow, illustrative hatched. Nothing leaves this host: the button that shares to plotly's cloud is switched off.
"""

from math import ceil

import plotly.graph_objects as go

from indicators.figure import Figure, Series
from indicators.renderers.canvas import INK, text_width, wrap
from indicators.renderers.parts import fills_of, ink_of, on_fill, scale_of
from indicators.renderers.plotly_words import locale
from indicators.renderers.words import point_label, subtitle_line, word

ISOLATE, END = "\u2067", "\u2069"
FONT = "Noto Sans, Noto Sans Arabic, Noto Sans SC, system-ui, sans-serif"
LINES = ("line", "multiples", "slope")
ACROSS = 3
LABEL_WIDTH, TITLE_WIDTH, TITLE_LINE = 150, 300, 19
BESIDE_AXIS = 8
"""Between the names of rows and the line that the bars begin at."""
PART = " · "
"""Between the parts of the title, see `subtitle_line`."""
WHOLE_AT = 5
"""Up to so many categories bars leave room around them, so that a single one is no wall."""
CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}


def chart(figure: Figure) -> dict:
    """`{"data": [...], "layout": {...}, "config": {...}, "inks": {...}}`, plain and ready for JSON.

    `inks` names each colour as the style sheet does (`--paper`), so that a dark page can put its own in place.
    Empty figures and tables are charts without data: the caller offers no chart for them.
    """
    across = (figure.axis == "group" or figure.chart == "stacked") and figure.chart not in LINES
    drawn = figure.has_values and figure.chart not in ("table", "map")
    traces = [_trace(figure, at, across=across) for at in range(len(figure.series))] if drawn else []
    plot = go.Figure(data=traces, layout=_layout(figure, across=across))
    plain = plot.to_plotly_json()
    plain["layout"].pop("template", None)
    return {
        "data": _plain(plain["data"]),
        "layout": _plain(plain["layout"]),
        "config": CONFIG | locale(figure.language),
        "inks": {colour: name for name, colour in INK.items()},
    }


def _trace(figure: Figure, place: int, *, across: bool):
    series, colour = figure.series[place], _colour(figure, place)
    points = range(len(series.values))
    categories = ["<br>".join(_said(figure, line) for line in _label(c, across)) for c in figure.categories]
    common = {
        "name": _said(figure, series.name),
        "text": [_said(figure, point_label(figure, series, at)) for at in points],
        "hovertext": [_said(figure, _hover(figure, series, at)) for at in points],
        "hoverinfo": "text",
        "cliponaxis": False,
        "x": list(series.values) if across else categories,
        "y": categories if across else list(series.values),
    } | (_bounds(series, "x" if across else "y", colour) if figure.chart != "stacked" else {})
    if figure.chart == "multiples":
        paint = _line_paint(series, colour) | {"mode": "lines+markers"}
        return go.Scatter(**common, **paint, xaxis=_axis("x", place), yaxis=_axis("y", place))
    if figure.chart == "slope":
        paint = _line_paint(series, colour) | {"textposition": _beside(figure, place)}
        return go.Scatter(**common, **paint)
    if figure.chart in LINES:
        return go.Scatter(**common, **_line_paint(series, colour))
    if figure.chart == "dots":
        paint = _line_paint(series, colour) | {"mode": "markers"}
        return go.Scatter(**common, **paint)
    inside = {
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": INK[_ink_inside(figure, place)]},
    }
    return go.Bar(
        **common,
        orientation="h" if across else "v",
        marker=_bar_paint(series, colour),
        **(inside if figure.chart == "stacked" else {"textposition": "outside"}),
    )


def _colour(figure: Figure, place: int) -> str:
    if figure.chart == "stacked":
        return INK[fills_of(len(figure.series))[place]]
    return INK["s1" if figure.chart == "multiples" else ink_of(place)]


def _ink_inside(figure: Figure, place: int) -> str:
    """The ink of a number upon its part. Left alone, plotly takes one for the colour, even if that hatches paper."""
    solid = figure.series[place].kind == "computed"
    return on_fill(fills_of(len(figure.series))[place]) if solid and figure.chart == "stacked" else "ink"


def _beside(figure: Figure, place: int) -> list[str]:
    """Where the numbers of a slope stand: those of the higher line above it, those of the lower one below."""
    lines = [series.values for series in figure.series]
    return [
        "top center"
        if lines[place][at] == max((line[at] for line in lines if line[at] is not None), default=None)
        else "bottom center"
        for at in range(len(figure.categories))
    ]


def _axis(letter: str, place: int) -> str:
    """The name that plotly gives to the axis of a panel: x, x2, x3 …"""
    return f"{letter}{place + 1}" if place else letter


def _line_paint(series: Series, colour: str) -> dict:
    fill = colour if series.kind == "computed" else INK["paper"]
    bounded = any(low is not None for low in series.low)
    return {
        "mode": "lines+markers+text",
        "textposition": "bottom right" if bounded else "top center",
        "connectgaps": False,
        "line": {"color": colour, "width": 2.5, "dash": "dash" if series.kind == "illustrative" else "solid"},
        "marker": {"size": 9, "color": fill, "line": {"color": colour, "width": 2}},
    }


def _bar_paint(series: Series, colour: str) -> dict:
    paint = {
        "color": INK["paper"] if series.kind == "published" else colour,
        "line": {"color": colour, "width": 1.5},
    }
    if series.kind == "illustrative":
        paint["pattern"] = {"shape": "/", "fillmode": "replace", "fgcolor": colour, "bgcolor": INK["paper"]}
    return paint


def _label(category: str, across: bool) -> list[str]:
    return wrap(category, LABEL_WIDTH if across else 90, 13)


def _bounds(series: Series, axis: str, colour: str) -> dict:
    """Whiskers in the ink of the series; left alone, plotly takes the paper that fills a hollow point."""
    if all(low is None for low in series.low):
        return {}
    points = list(zip(series.values, series.low, series.high, strict=True))
    up = [0 if v is None or h is None else h - v for v, _, h in points]
    down = [0 if v is None or low is None else v - low for v, low, _ in points]
    whiskers = {"type": "data", "symmetric": False, "array": up, "arrayminus": down}
    return {f"error_{axis}": whiskers | {"color": colour, "thickness": 1.6, "width": 5}}


def _hover(figure: Figure, series: Series, at: int) -> str:
    parts = [
        figure.categories[at],
        point_label(figure, series, at) or series.reasons[at] or word("no_value", figure.language),
    ]
    if len(figure.series) > 1:
        parts.insert(0, series.name)
    return " · ".join([*parts, *([series.n[at]] if series.n[at] else [])])


def _layout(figure: Figure, *, across: bool) -> dict:
    mirrored = figure.direction == "rtl"
    values = {
        "rangemode": "tozero",
        "gridcolor": INK["line"],
        "zerolinecolor": INK["ink-2"],
        "fixedrange": False,
    }
    scale = scale_of(figure, 1, round_up=False)
    ends = [scale.low, scale.high * (1 if figure.chart == "stacked" else 1.15 if across else 1.08)]
    values["range"] = ends[::-1] if across and mirrored else ends
    values["tickformat"] = ",d" if scale.high >= 10 else ""
    groups = {"type": "category", "automargin": not across}
    if across:
        groups["ticklabelstandoff"] = BESIDE_AXIS
    if across or mirrored:
        # rows are read from the top, years in Arabic from the right
        groups["autorange"] = "reversed"
    x, y = (values, groups) if across else (groups, values)
    if mirrored:
        y = y | {"side": "right"}
    panels = _panels(figure, x, y) if figure.chart == "multiples" else {"xaxis": x, "yaxis": y}
    return {
        "title": _title(figure),
        "font": {"family": FONT, "size": 13, "color": INK["ink"]},
        "paper_bgcolor": INK["paper"],
        "plot_bgcolor": INK["paper"],
        "margin": _margin(figure, across=across),
        "bargap": max(0.2, 1 - len(figure.categories) / WHOLE_AT),
        "barmode": "stack" if figure.chart == "stacked" else "group",
        "showlegend": len(figure.series) > 1 and figure.chart != "multiples",
        "legend": {
            "orientation": "h",
            "y": -0.2,
            "x": 1 if mirrored else 0,
            "xanchor": "right" if mirrored else "left",
            "traceorder": "normal",
        },
        "shapes": [_cut(cut.at, across=across) for cut in figure.breaks],
    } | panels


def _panels(figure: Figure, x: dict, y: dict) -> dict:
    """An axis each way for each small chart, in rows of three, and the name of each above it."""
    count = len(figure.series)
    rows = ceil(count / ACROSS)
    layout: dict = {"annotations": []}
    for place, series in enumerate(figure.series):
        row, column = divmod(place, ACROSS)
        if figure.direction == "rtl":
            column = ACROSS - 1 - column
        left, top = column / ACROSS, 1 - row / rows
        across = [left + 0.02, left + 1 / ACROSS - 0.02]
        down = [top - 1 / rows + 0.3 / rows, top - 0.12 / rows]
        ticks = {"nticks": 3, "tickfont": {"size": 11}}
        layout[_axis("xaxis", place)] = x | ticks | {"domain": across, "anchor": _axis("y", place)}
        layout[_axis("yaxis", place)] = y | ticks | {"domain": down, "anchor": _axis("x", place)}
        name = "<br>".join(_said(figure, line) for line in wrap(series.name, 180, 12))
        layout["annotations"].append(
            {"text": name, "x": sum(across) / 2, "y": top, "xref": "paper", "yref": "paper", "yanchor": "top",
             "xanchor": "center", "showarrow": False, "font": {"size": 12}}
        )  # fmt: skip
    return layout


def _title(figure: Figure) -> dict:
    """Unit, scope and n, after the badge of illustrative data: they have to be in a picture saved from here."""
    lines = [_said(figure, line) for line in _title_lines(figure)]
    place = {"x": 1, "xanchor": "right"} if figure.direction == "rtl" else {"x": 0, "xanchor": "left"}
    return {
        "text": "<br>".join(lines),
        "font": {"size": 13},
        "xref": "container",
        "yanchor": "top",
        "y": 1,
        "pad": {"t": TITLE_LINE},  # Arabic letters reach higher than the capitals that plotly measures
    } | place


def _title_lines(figure: Figure) -> list[str]:
    """Broken between its parts where there is a choice, so that no end of one stands alone on a line."""
    parts = subtitle_line(figure).split(PART)
    if figure.illustrative:
        parts.insert(0, word("illustrative", figure.language))
    lines = [""]
    for part in parts:
        together = f"{lines[-1]}{PART}{part}" if lines[-1] else part
        if text_width(together, 13) <= TITLE_WIDTH:
            lines[-1] = together
        else:
            lines[len(lines) - (not lines[-1]) :] = wrap(part, TITLE_WIDTH, 13)
    return lines


def _margin(figure: Figure, *, across: bool) -> dict:
    """Room for the labels, measured here: plotly's own way cuts labels off at the right-hand side."""
    margin = {"t": 26 + TITLE_LINE * max(2, len(_title_lines(figure))), "r": 24, "b": 48, "l": 48}
    if across:
        widest = max(
            text_width(line, 13) for category in figure.categories for line in _label(category, across)
        )
        margin |= {"l": ceil(widest) + 10 + BESIDE_AXIS}
    if figure.direction == "rtl":
        margin |= {"l": margin["r"], "r": margin["l"]}
    return margin


def _cut(at: int, *, across: bool) -> dict:
    line = {"type": "line", "line": {"color": INK["ink-2"], "dash": "dot", "width": 1.5}}
    along, over = ("y", "x") if across else ("x", "y")
    return line | {
        f"{along}ref": along,
        f"{along}0": at - 0.5,
        f"{along}1": at - 0.5,
        f"{over}ref": "paper",
        f"{over}0": 0,
        f"{over}1": 1,
    }


def _said(figure: Figure, text: str) -> str:
    """Markup taken for text (plotly reads some HTML), and for Arabic the text as an island from right to left."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{ISOLATE}{text}{END}" if figure.direction == "rtl" and text else text


def _plain(value):
    """Lists and dictionaries only: arrays of numpy would be written as base64."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.item() if hasattr(value, "item") else value

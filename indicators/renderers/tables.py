"""A figure as rows of a table, the same for Excel, CSV and the table on the page."""

from typing import NamedTuple

from indicators.figure import Figure, Series
from indicators.renderers.numbers import number
from indicators.renderers.words import point_label, subtitle_line, word

JOINED = {"zh": "、", "ar": "، "}
COLUMNS = ("series", "kind", "category", "value", "label", "n", "low", "high", "reason", "note")


class Row(NamedTuple):
    """One point. `value`, `low`, `high` are numbers or None, everything else is text, "" for nothing."""

    series: str
    kind: str
    category: str
    value: float | None
    label: str
    n: str
    low: float | None
    high: float | None
    reason: str
    note: str


class Line(NamedTuple):
    """One category with a cell per series, for a table that people read."""

    category: str
    letter: str
    cells: tuple["Cell", ...]


class Cell(NamedTuple):
    """A value as written and what stands with it; `text` is "" where `reason` says why there is none. `link` is the
    page on which it opens."""

    text: str
    n: str
    reason: str
    bounds: str
    link: str = ""


def point_rows(figure: Figure) -> list[Row]:
    """One row per series and category, in the order of the figure."""
    notes = {note.category: f"{note.letter}  {note.text}" for note in figure.notes}
    return [
        Row(
            series.name,
            word(series.kind, figure.language),
            category,
            series.values[at],
            series.labels[at] or "",
            series.n[at] or "",
            series.low[at],
            series.high[at],
            series.reasons[at]
            or ("" if series.values[at] is not None else word("no_value", figure.language)),
            notes.get(at, ""),
        )
        for series in figure.series
        for at, category in enumerate(figure.categories)
        if figure.chart != "map" or series.values[at] is not None
    ]


def headings(figure: Figure) -> list[str]:
    """The headings of `point_rows` in the language of the figure."""
    keys = [*COLUMNS]
    keys[2] = _heading(figure)
    return [key if key == "n" else word(key, figure.language) for key in keys]


def columns(figure: Figure) -> tuple[str, list[str]]:
    """The heading of the categories and those of the cells of `page_lines`."""
    heading = word(_heading(figure), figure.language)
    if figure.chart == "map":
        return heading, [word("class", figure.language)]
    return heading, [series.name for series in figure.series]


def _heading(figure: Figure) -> str:
    """The word that heads the categories: those of a map on which nobody has a place are no countries."""
    if figure.chart == "map":
        return "country" if any(figure.places) else "respondent"
    return "period" if figure.axis == "period" else "category"


def page_lines(figure: Figure) -> list[Line]:
    """One line per category for the table beside the chart; of a map the classes of each country."""
    if figure.chart == "map":
        return [
            Line(category, figure.letter_of(at), (_classes(figure, at),))
            for at, category in enumerate(figure.categories)
        ]
    return [
        Line(
            category,
            figure.letter_of(at),
            tuple(
                Cell(
                    point_label(figure, series, at),
                    series.n[at] or "",
                    _reason(figure, series, at),
                    "" if series.low[at] is None else _bounds(figure, series.low[at], series.high[at]),
                    series.links[at] or "",
                )
                for series in figure.series
            ),
        )
        for at, category in enumerate(figure.categories)
    ]


def tab_separated(figure: Figure) -> str:
    """The table as people paste it into a sheet: cells parted by tabs, numbers unformatted, then what they rest on."""
    heading, names = columns(figure)
    if figure.chart == "map":
        rows = [[line.category, line.cells[0].text or line.cells[0].reason] for line in page_lines(figure)]
    else:
        rows = [
            [category, *(_pasted(series.values[at]) for series in figure.series)]
            for at, category in enumerate(figure.categories)
        ]
    lines = [[figure.title], [heading, *names], *rows, *about(figure)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"


def _pasted(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def about(figure: Figure) -> list[tuple[str, str]]:
    """What has to travel with the numbers, as pairs of a word and a text: unit, badge, source, release, address."""
    language = figure.language
    pairs = [(word("unit", language), subtitle_line(figure))]
    if figure.illustrative:
        pairs.append((word("kind", language), word("illustrative", language)))
    pairs += [(note.letter, note.text) for note in figure.notes]
    pairs += [(word("break", language), f"{figure.categories[cut.at]}, {cut.text}") for cut in figure.breaks]
    if figure.chart == "map":
        pairs += [(word("note", language), word(key, language)) for key in ("map_note", "map_lines")]
    pairs += [(word("source", language), figure.source), (word("release", language), figure.release)]
    return [*pairs, (word("address", language), figure.address)]


def _classes(figure: Figure, at: int) -> Cell:
    """The classes of a country, and what stands with them."""
    mine = [series for series in figure.series if series.values[at] is not None]
    labels = [series.labels[at] for series in mine if series.labels[at]]
    return Cell(
        JOINED.get(figure.language, ", ").join(series.name for series in mine),
        ", ".join(labels),
        "" if mine else _reason(figure, figure.series[0], at),
        "",
        next((series.links[at] for series in mine if series.links[at]), "") or "",
    )


def _reason(figure: Figure, series: Series, at: int) -> str:
    if series.values[at] is not None:
        return ""
    return series.reasons[at] or word("no_value", figure.language)


def _bounds(figure: Figure, low: float, high: float) -> str:
    ends = [number(value, figure.language, figure.decimals) for value in (low, high)]
    return "–".join(ends)

"""A figure as rows of a table, the same for Excel, CSV and the table on the page."""

from typing import NamedTuple

from indicators.figure import Figure, Series
from indicators.renderers.numbers import number
from indicators.renderers.words import point_label, subtitle_line, word

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
    """A value as written and what stands with it; `text` is "" where `reason` says why there is none."""

    text: str
    n: str
    reason: str
    bounds: str


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
    ]


def headings(figure: Figure) -> list[str]:
    """The headings of `point_rows` in the language of the figure."""
    keys = [*COLUMNS]
    keys[2] = "period" if figure.axis == "period" else "category"
    return [key if key == "n" else word(key, figure.language) for key in keys]


def page_lines(figure: Figure) -> list[Line]:
    """One line per category for the table beside the chart."""
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
                )
                for series in figure.series
            ),
        )
        for at, category in enumerate(figure.categories)
    ]


def about(figure: Figure) -> list[tuple[str, str]]:
    """What has to travel with the numbers, as pairs of a word and a text: unit, badge, source, release, address."""
    language = figure.language
    pairs = [(word("unit", language), subtitle_line(figure))]
    if figure.illustrative:
        pairs.append((word("kind", language), word("illustrative", language)))
    pairs += [(note.letter, note.text) for note in figure.notes]
    pairs += [(word("break", language), f"{figure.categories[cut.at]}, {cut.text}") for cut in figure.breaks]
    pairs += [(word("source", language), figure.source), (word("release", language), figure.release)]
    return [*pairs, (word("address", language), figure.address)]


def _reason(figure: Figure, series: Series, at: int) -> str:
    if series.values[at] is not None:
        return ""
    return series.reasons[at] or word("no_value", figure.language)


def _bounds(figure: Figure, low: float, high: float) -> str:
    ends = [number(value, figure.language, figure.decimals) for value in (low, high)]
    return "–".join(ends)

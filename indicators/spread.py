"""Figures of two directions: options or groups over the years, options or sub-questions within groups. Stacked, small
multiples, or bars side by side.

Unlike the other figures, each holds one kind of value alone: parts of a published and of a computed whole in one bar
would add up to nothing.
"""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext

from indicators import words
from indicators.arranging import breaks_of, decimals_of, groups_in_order, notes_of, periods
from indicators.definitions import IndicatorDefinition
from indicators.figure import MOST_SERIES, Figure, Series
from indicators.kinds import SHOWN_AT_MOST, SIDE_BY_SIDE, fewer_of
from indicators.models import Value
from indicators.phrases import (
    breakdown_in_words,
    category_name,
    dimension_in_words,
    release_in_words,
    respondents_in_words,
)
from indicators.points import Asked, Point, computed_point, published_point
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from indicators.vocabulary import OPTION, SUB_QUESTION

Cells = dict[str, dict[str, Point]]
"""What is a series -> what is a category -> the point."""


def spread_figures(
    opened: OpenRelease,
    code: str,
    values: Iterable[Value],
    points: Iterable[PublishedPoint],
    asked: Asked,
    kind: str,
    address: Callable[[str], str],
) -> dict[str, Figure]:
    """basis -> figure of this kind; a basis whose parts do not fit the kind is left out."""
    definition = opened.definition(code)
    values, points = list(values), list(points)
    series, along = _directions(asked, kind, [*values, *(printed.figure for printed in points)])
    wanted = {series, along} - {None}
    question = Asked(by=along)
    cells: dict[str, Cells] = {"computed": {}, "published": {}, "illustrative": {}}
    for value in values:
        if set(value.breakdown) == wanted and (along is None or value.year == asked.year):
            of_one = cells["illustrative" if value.illustrative else "computed"]
            point = computed_point(opened, definition, value, question)
            of_one.setdefault(value.breakdown[series], {})[point.category] = point
    for printed in points:
        figure = printed.figure
        if (
            set(figure.breakdown) == wanted
            and not figure.joint
            and (printed.period if along is None else printed.covers(asked.year))
        ):
            point = published_point(opened, definition, printed, question)
            cells["published"].setdefault(figure.breakdown[series], {}).setdefault(point.category, point)
    made = {}
    for basis, of_one in cells.items():
        if of_one and _fits(of_one, kind):
            rows = [
                (category_name(opened, series, row, definition), of_one[row])
                for row in _in_order(opened, definition, of_one, series)
            ]
            made[basis] = figure_of_rows(
                opened, definition, rows, along, asked, _chart(kind, rows), basis, address(basis)
            )
    return made


def _directions(asked: Asked, kind: str, rows: Iterable) -> tuple[str, str | None]:
    """What is a series, and what stands along the axis: None where that is the years."""
    if kind in SIDE_BY_SIDE:
        part = SIDE_BY_SIDE[kind]
        crossed = [row for row in rows if set(row.breakdown) == {part, asked.by}]
        return (part, asked.by) if fewer_of(crossed, (part, asked.by)) == part else (asked.by, part)
    series = OPTION if kind == "stacked" else asked.by
    return series, asked.by if kind != "multiples" and asked.by != series else None


def _fits(cells: Cells, kind: str) -> bool:
    """Whether there are not too many series, and parts add up to no more than a hundred, roundings apart."""
    if len(cells) > MOST_SERIES.get(kind, 6):
        return False
    sums: dict[str, float] = {}
    for row in cells.values():
        for category, point in row.items():
            sums[category] = sums.get(category, 0.0) + (point.value or 0.0)
    return kind != "stacked" or all(whole <= 100 + len(cells) / 2 for whole in sums.values())


def figure_of_rows(
    opened: OpenRelease,
    definition: IndicatorDefinition,
    rows: list[tuple[str, dict[str, Point]]],
    along: str | None,
    asked: Asked,
    chart: str,
    basis: str,
    address: str,
) -> Figure:
    """The figure whose series are `rows`, each with its name, and whose axis is the dimension `along`, or the years."""
    cells: Cells = dict(rows)
    keys = groups_in_order(opened, definition, cells, along) if along else periods(cells)
    respondents = respondents_in_words(opened, definition.survey)
    over = keys[0] if len(keys) == 1 else f"{keys[0]}-{keys[-1][-4:]}"
    period = words.years(str(asked.year)) if along else ""
    return Figure(
        title=words.text(definition.title),
        subtitle=words.in_line(
            [respondents, _of_what(opened, definition, asked), period or words.years(over)]
        ),
        unit=definition.unit if definition.unit in ("percent", "usd") else "number",
        unit_text=words.word(words.UNITS, definition.unit),
        chart=chart,
        categories=[category_name(opened, along, key, definition) for key in keys] if along else keys,
        series=[_series(name, row, keys, basis) for name, row in rows],
        source=words.sources(point.source for _, row in rows for point in row.values()),
        release=release_in_words(opened),
        address=address,
        language=words.language(),
        axis="group" if along else "period",
        respondents=respondents,
        period=period,
        notes=notes_of(definition, cells, keys),
        breaks=[]
        if along
        else breaks_of(
            opened, definition, cells, keys, illustrative=basis == "illustrative", part=asked.breakdown
        ),
        scale_max=100 if definition.unit == "percent" else None,
        decimals=max(int(definition.rounding.rpartition("_")[2]), *decimals_of(cells)),
    )


def _of_what(opened: OpenRelease, definition: IndicatorDefinition, asked: Asked) -> str:
    """The dimension that a figure is broken down by, or the part of the indicator that it shows over the years."""
    if not asked.by:
        return breakdown_in_words(opened, asked.breakdown or {}, definition)
    return dimension_in_words(opened, asked.by)


def _chart(kind: str, rows: list[tuple[str, dict[str, Point]]]) -> str:
    if kind not in SIDE_BY_SIDE:
        return kind
    if len({key for _, row in rows for key in row}) > SHOWN_AT_MOST:
        return "table"
    return "bar" if len(rows) == 1 else "grouped_bar"


def _in_order(
    opened: OpenRelease, definition: IndicatorDefinition, cells: Cells, dimension: str
) -> list[str]:
    """Options and sub-questions as the definition lists them, groups as their list does; others from the greatest
    latest value."""
    of_definition = {OPTION: definition.options, SUB_QUESTION: definition.sub_questions}
    listed = of_definition.get(dimension) or opened.codes_in_order(dimension)
    place = {code: at for at, code in enumerate(listed)}
    return sorted(cells, key=lambda code: (place.get(code, len(place)), -_latest(cells[code]), code))


def _latest(row: Mapping[str, Point]) -> float:
    known = [(category, point.value) for category, point in row.items() if point.value is not None]
    return max(known)[1] if known else -1.0


def _series(name: str, row: Mapping[str, Point], keys: list[str], kind: str) -> Series:
    nothing = gettext("Nothing published") if kind == "published" else gettext("Not computed")
    points = [row.get(key, Point(key, None, reason=nothing)) for key in keys]
    columns = {
        each: [
            getattr(point, each[:-1] if each in ("labels", "reasons", "values") else each) for point in points
        ]
        for each in ("values", "labels", "n", "low", "high", "reasons")
    }
    columns["links"] = [point.link or None for point in points]
    return Series(name=name, kind=kind, **columns)

"""From a release's values and the documents' figures to the pure `Figure`, in the language of the page.

One indicator has one figure, over the years or by one breakdown for one year. Computed and published values are
two series of it. Illustrative values are never compared with published ones, so they make a figure of their own.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext

from indicators import words
from indicators.arranging import breaks_of, decimals_of, groups_in_order, names_of, notes_of, once, periods
from indicators.definitions import IndicatorDefinition
from indicators.figure import Figure, Series
from indicators.kinds import SHOWN_AT_MOST, SPLIT, SPREAD, kinds_for
from indicators.models import Value
from indicators.phrases import breakdown_in_words, release_in_words, respondents_in_words
from indicators.points import Asked, Point, computed_point, published_point
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from indicators.splitting import split_figures
from indicators.spread import spread_figures


def figures_of(
    opened: OpenRelease,
    code: str,
    values: Iterable[Value],
    points: Iterable[PublishedPoint],
    asked: Asked,
    address: Callable[[str], str] = lambda basis: "",
) -> dict[str, Figure]:
    """basis -> figure, the one to show first first; {} where there is neither a value nor a published figure.

    `values` are those of the indicator that the reader may see, `points` its published figures; what does not
    belong to the figure asked for is left out. `address(basis)` is where that figure opens again.
    """
    definition = opened.definition(code)
    values, points = list(values), list(points)
    printed = [point.figure for point in points]
    fitting = kinds_for(definition.measure, asked.by, values, printed, part=asked.breakdown)
    kind = asked.kind if asked.kind in fitting else next(iter(fitting), None)
    if kind == SPLIT:
        return split_figures(opened, code, values, asked, address)
    if kind in SPREAD and (spread := spread_figures(opened, code, values, points, asked, kind, address)):
        return spread
    of_kind: dict[str, list[Point]] = {
        "computed": [
            computed_point(opened, definition, value, asked)
            for value in values
            if _asked_for(value, asked, False)
        ],
        "published": [
            published_point(opened, definition, point, asked) for point in points if _belongs(point, asked)
        ],
        "illustrative": [
            computed_point(opened, definition, value, asked)
            for value in values
            if _asked_for(value, asked, True)
        ],
    }
    together = {kind: of_kind[kind] for kind in ("computed", "published") if of_kind[kind]}
    figures = {}
    if together:
        figures[next(iter(together))] = together
    if of_kind["illustrative"]:
        figures["illustrative"] = {"illustrative": of_kind["illustrative"]}
    return {
        basis: _figure(opened, definition, series, asked, kind, address(basis))
        for basis, series in figures.items()
    }


# --- which points belong -------------------------------------------------------------------------------


def _asked_for(value: Value, asked: Asked, illustrative: bool) -> bool:
    if value.illustrative != illustrative:
        return False
    if asked.by:
        return set(value.breakdown) == {asked.by} and value.year == asked.year
    return value.breakdown == (asked.breakdown or {})


def _belongs(point: PublishedPoint, asked: Asked) -> bool:
    if asked.by:
        return point.covers(asked.year) and set(point.figure.breakdown) == {asked.by}
    return point.figure.breakdown == (asked.breakdown or {}) and bool(point.period)


# --- the figure ----------------------------------------------------------------------------------------


def _figure(
    opened: OpenRelease,
    definition: IndicatorDefinition,
    of_kind: dict[str, list[Point]],
    asked: Asked,
    kind: str | None,
    address: str,
) -> Figure:
    points = {kind: once(of_one) for kind, of_one in of_kind.items()}
    keys = groups_in_order(opened, definition, points, asked.by) if asked.by else periods(points)
    respondents = respondents_in_words(opened, definition.survey)
    decimals = max(int(definition.rounding.rpartition("_")[2]), *decimals_of(points))
    period = words.years(str(asked.year) if asked.by else "")
    part = breakdown_in_words(opened, asked.breakdown or {}, definition)
    over = keys[0] if len(keys) == 1 else f"{keys[0]}-{keys[-1][-4:]}"
    return Figure(
        title=words.text(definition.title),
        subtitle=words.in_line([respondents, part, period or words.years(over)]),
        unit=definition.unit if definition.unit in ("percent", "usd") else "number",
        unit_text=words.word(words.UNITS, definition.unit),
        chart=_chart(len(keys), len(points), asked, kind),
        categories=names_of(opened, keys, asked, definition, points),
        series=[_series(kind, by_key, keys) for kind, by_key in points.items()],
        source=words.sources(p.source for by_key in points.values() for p in by_key.values()),
        release=release_in_words(opened),
        address=address,
        language=words.language(),
        axis="group" if asked.by else "period",
        respondents=respondents,
        period=period,
        notes=notes_of(definition, points, keys),
        breaks=[]
        if asked.by
        else breaks_of(
            opened,
            definition,
            points,
            keys,
            illustrative="illustrative" in points,
            part=dict(asked.breakdown or {}),
        ),
        scale_max=100 if definition.unit == "percent" else None,
        decimals=decimals,
    )


def _series(kind: str, by_key: dict[str, Point], keys: list[str]) -> Series:
    nothing = {
        "published": gettext("Nothing published"),
        "computed": gettext("Not computed"),
        "illustrative": gettext("Not computed"),
    }[kind]
    names = {
        "published": gettext("Published"),
        "computed": gettext("Computed from answers"),
        "illustrative": gettext("Computed from illustrative answers"),
    }
    points = [by_key.get(key, Point(key, None, reason=nothing)) for key in keys]
    return Series(
        name=names[kind],
        kind=kind,
        values=[point.value for point in points],
        labels=[point.label for point in points],
        n=[point.n for point in points],
        low=[point.low for point in points],
        high=[point.high for point in points],
        reasons=[point.reason for point in points],
        links=[point.link or None for point in points],
    )


def _chart(categories: int, series: int, asked: Asked, kind: str | None) -> str:
    if asked.by and categories > SHOWN_AT_MOST:
        return "table"
    if asked.by and kind == "dots":
        return "dots"
    if not asked.by and categories > 2:
        return "line"
    return "bar" if series == 1 else "grouped_bar"

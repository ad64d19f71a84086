"""From a release's values and the documents' figures to the pure `Figure`, in the language of the page.

One indicator has one figure, over the years or by one breakdown for one year. Computed and published values are
two series of it. Illustrative values are never compared with published ones, so they make a figure of their own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from indicators import words
from indicators.breaks import breaks_over
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.figure import Figure, Note, Series
from indicators.models import Value
from indicators.phrases import (
    breakdown_in_words,
    category_name,
    n_in_words,
    published_n,
    published_note,
    release_in_words,
    respondents_in_words,
    why_not_computed,
    why_unpublished,
)
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease

BASES = ("computed", "published", "illustrative")
SHOWN_AT_MOST = 40
"""A chart with more groups than that is a table."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Asked:
    """Which figure of an indicator: over the years where `by` is None, else by that dimension in that year.

    `breakdown` is the part of the indicator over the years, {} for the whole.
    """

    by: str | None = None
    year: int | None = None
    breakdown: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Point:
    """One point of a figure before it has a place. `name` is that of the category where the code is none."""

    category: str
    value: float | None
    label: str | None = None
    n: str | None = None
    reason: str | None = None
    note: str = ""
    source: str = ""
    version: int | None = None
    name: str = ""
    low: float | None = None
    high: float | None = None


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
    of_kind: dict[str, list[Point]] = {
        "computed": [
            _computed(opened, definition, value, asked) for value in values if _asked_for(value, asked, False)
        ],
        "published": [_published(definition, point, asked) for point in points if _belongs(point, asked)],
        "illustrative": [
            _computed(opened, definition, value, asked) for value in values if _asked_for(value, asked, True)
        ],
    }
    together = {kind: of_kind[kind] for kind in ("computed", "published") if of_kind[kind]}
    figures = {}
    if together:
        figures[next(iter(together))] = together
    if of_kind["illustrative"]:
        figures["illustrative"] = {"illustrative": of_kind["illustrative"]}
    return {
        basis: _figure(opened, definition, series, asked, address(basis)) for basis, series in figures.items()
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


# --- points --------------------------------------------------------------------------------------------


def _computed(opened: OpenRelease, definition: IndicatorDefinition, value: Value, asked: Asked) -> Point:
    of_then = opened.definition(definition.code, value.version.number)
    survey = words.text(opened.survey(of_then.survey).get("names")) or of_then.survey
    return Point(
        category=value.breakdown[asked.by] if asked.by else str(value.year),
        value=_shown(value.value, of_then),
        low=_shown(value.low, of_then),
        high=_shown(value.high, of_then),
        n=n_in_words(value),
        reason=why_not_computed(value) or None,
        source=gettext("%(survey)s, %(year)s") % {"survey": survey, "year": value.year},
        version=value.version.number,
    )


def _shown(number: Decimal | None, definition: IndicatorDefinition) -> float | None:
    return None if number is None else float(rounded(number, definition.rounding))


def _published(definition: IndicatorDefinition, point: PublishedPoint, asked: Asked) -> Point:
    figure = point.figure
    factor = MILLION if (definition.unit, figure.unit) == ("usd", "usd_million") else 1
    value = None if point.value is None else point.value * factor
    label = None
    if value is not None and point.qualifier != "exact":
        label = words.with_qualifier(words.plain_number(value), point.qualifier)
    category = figure.joint or figure.breakdown[asked.by] if asked.by else point.period
    return Point(
        category=category,
        value=None if value is None else float(value),
        label=label,
        n=published_n(point) or None,
        reason=None if value is not None else why_unpublished(figure),
        note=published_note(point),
        source=words.paragraph(figure.document, figure.paragraph),
        name=words.joined(figure.entities) if figure.joint else "",
    )


# --- the figure ----------------------------------------------------------------------------------------


def _figure(
    opened: OpenRelease,
    definition: IndicatorDefinition,
    of_kind: dict[str, list[Point]],
    asked: Asked,
    address: str,
) -> Figure:
    points = {kind: _once(of_one) for kind, of_one in of_kind.items()}
    keys = _groups_in_order(opened, points, asked) if asked.by else _periods(points)
    respondents = respondents_in_words(opened, definition.survey)
    decimals = max(int(definition.rounding.rpartition("_")[2]), *_decimals(points))
    period = words.years(str(asked.year) if asked.by else "")
    part = breakdown_in_words(opened, asked.breakdown or {}, definition.survey)
    over = keys[0] if len(keys) == 1 else f"{keys[0]}-{keys[-1][-4:]}"
    return Figure(
        title=words.text(definition.title),
        subtitle=words.in_line([respondents, part, period or words.years(over)]),
        unit=definition.unit if definition.unit in ("percent", "usd") else "number",
        unit_text=words.word(words.UNITS, definition.unit),
        chart=_chart(len(keys), len(points), asked),
        categories=_names(opened, keys, asked, definition, points),
        series=[_series(kind, by_key, keys) for kind, by_key in points.items()],
        source=words.sources(p.source for by_key in points.values() for p in by_key.values()),
        release=release_in_words(opened),
        address=address,
        language=words.language(),
        axis="group" if asked.by else "period",
        respondents=respondents,
        period=period,
        notes=_notes(definition, points, keys),
        breaks=[] if asked.by else _breaks(opened, definition, points, keys),
        scale_max=100 if definition.unit == "percent" else None,
        decimals=decimals,
    )


def _once(points: list[Point]) -> dict[str, Point]:
    """One point per category: the first that has a value, with the others named in its note."""
    by_key: dict[str, Point] = {}
    for point in points:
        kept = by_key.get(point.category)
        if kept is None or kept.value is None and point.value is not None:
            by_key[point.category] = point
        elif point.value is not None and (point.value, point.label) != (kept.value, kept.label):
            other = point.label or words.plain_number(point.value)
            also = gettext("%(source)s gives %(value)s.") % {"source": point.source, "value": other}
            by_key[point.category] = replace(kept, note=words.sentences([kept.note, also]))
    return by_key


def _periods(points: dict[str, dict[str, Point]]) -> list[str]:
    """All periods in order, and the years between the first and the last, so that a gap is seen as one."""
    given = {key for by_key in points.values() for key in by_key}
    years = [int(key) for key in given if key.isdecimal()]
    between = set(map(str, range(min(years), max(years) + 1))) if years else set()
    return sorted(given | between, key=lambda period: (period[-4:], period))


def _groups_in_order(opened: OpenRelease, points: dict[str, dict[str, Point]], asked: Asked) -> list[str]:
    """Groups in the order of their list; respondents from the greatest value to the smallest, the absent last."""
    order = {code: at for at, code in enumerate(opened.codes_in_order(asked.by))}
    values: dict[str, float | None] = {}
    for by_key in points.values():
        for key, point in by_key.items():
            values[key] = values.get(key) if values.get(key) is not None else point.value

    def place(key: str):
        if key in order:
            return (0, order[key], 0.0, key)
        value = values[key]
        return (1, value is None, -(value or 0.0), key)

    return sorted(values, key=place)


def _names(opened, keys, asked: Asked, definition, points: dict[str, dict[str, Point]]) -> list[str]:
    if not asked.by:
        return keys
    given = {key: point.name for by_key in points.values() for key, point in by_key.items() if point.name}
    return [given.get(key) or category_name(opened, asked.by, key, definition.survey) for key in keys]


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
    )


def _chart(categories: int, series: int, asked: Asked) -> str:
    if asked.by and categories > SHOWN_AT_MOST:
        return "table"
    if not asked.by and categories > 2:
        return "line"
    return "bar" if series == 1 else "grouped_bar"


def _decimals(points: dict[str, dict[str, Point]]) -> list[int]:
    values = [
        point.value for by_key in points.values() for point in by_key.values() if point.value is not None
    ]
    return [0, *(min(words.decimals_of(value), 2) for value in values)]


def _notes(
    definition: IndicatorDefinition, points: dict[str, dict[str, Point]], keys: list[str]
) -> list[Note]:
    """The scope of the indicator, then what is said of single points; a text said of several stands once."""
    texts: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        for by_key in points.values():
            if key in by_key and by_key[key].note:
                texts.setdefault(by_key[key].note, []).append(at)
    noted: list[tuple[str, int | None]] = [(words.text(definition.scope), None)] if definition.scope else []
    noted += [(text, at[0] if len(at) == 1 else None) for text, at in texts.items()]
    return [Note(LETTERS[i], text, at) for i, (text, at) in enumerate(noted[: len(LETTERS)])]


def _breaks(
    opened: OpenRelease, definition: IndicatorDefinition, points: dict[str, dict[str, Point]], keys: list[str]
):
    """Where the definition or a question changed between two years that were computed."""
    versions = [{key: point.version for key, point in by_key.items()} for by_key in points.values()]
    changes = opened.changes_of(definition.code)
    return breaks_over(
        keys, versions, [one for one in changes if one["illustrative"] == ("illustrative" in points)]
    )

"""The latest change of an indicator as a figure: all who are in the number, and those who are in it in both years."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext, ngettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.figure import Figure, Note, Series
from indicators.models import Value
from indicators.phrases import breakdown_in_words, n_in_words, release_in_words, respondents_in_words
from indicators.points import Asked, computed_point
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease

SLOPE = "slope"


def slopes_of(
    reader: Reader, code: str, values: Iterable[Value], address: Callable[[str], str] = lambda basis: ""
) -> dict[str, Figure]:
    """basis -> the newest change that is told apart; {} where there is none. `code` is any code of the indicator: of
    that of a part the change of the part."""
    opened = reader.opened
    indicator, part = opened.indicator_of(code)
    wholes = {(value.year, value.illustrative): value for value in values if value.breakdown == part}
    figures = {}
    for basis, illustrative in (("computed", False), ("illustrative", True)):
        told = [
            change
            for change in reader.changes_of(indicator)
            if (change["illustrative"], change["breakdown"]) == (illustrative, part)
            and change.get("both_before") is not None
        ]
        for change in sorted(told, key=lambda one: -one["to_year"])[:1]:
            ends = [wholes.get((change[year], illustrative)) for year in ("from_year", "to_year")]
            if all(ends):
                figures[basis] = _slope(opened, indicator, change, ends, basis, address(basis))
    return figures


def _slope(
    opened: OpenRelease, code: str, change: Mapping, ends: list[Value], basis: str, address: str
) -> Figure:
    definition = opened.definition(code, change["version"])
    years = [str(change[year]) for year in ("from_year", "to_year")]
    points = [computed_point(opened, definition, value, Asked()) for value in ends]
    respondents = respondents_in_words(opened, definition.survey)
    return Figure(
        title=words.text(definition.title),
        subtitle=words.in_line(
            [
                respondents,
                breakdown_in_words(opened, change["breakdown"], definition),
                gettext("%(before)s to %(after)s") % dict(zip(("before", "after"), years, strict=True)),
            ]
        ),
        unit=definition.unit if definition.unit in ("percent", "usd") else "number",
        unit_text=words.word(words.UNITS, definition.unit),
        chart=SLOPE,
        categories=years,
        series=[_all(points, ends, basis), _both(definition, change, basis, points[-1].link)],
        source=words.sources(point.source for point in points),
        release=release_in_words(opened),
        address=address,
        language=words.language(),
        respondents=respondents,
        notes=_caveats(change),
        scale_max=100 if definition.unit == "percent" else None,
        decimals=int(definition.rounding.rpartition("_")[2]),
    )


def _all(points, ends: list[Value], basis: str) -> Series:
    return Series(
        name=gettext("All who are in the number"),
        kind=basis,
        values=[point.value for point in points],
        n=[n_in_words(value) for value in ends],
        reasons=[point.reason for point in points],
        links=[point.link for point in points],
    )


def _both(definition: IndicatorDefinition, change: Mapping, basis: str, link: str) -> Series:
    """The panel; the page of the later value tells who is in it."""
    levels = [Decimal(change[name]) for name in ("both_before", "both_after")]
    n = ngettext("%(count)s respondent", "%(count)s respondents", change["both"]) % {"count": change["both"]}
    return Series(
        name=gettext("Those who are in it in both years"),
        kind=basis,
        values=[float(rounded(level, definition.rounding)) for level in levels],
        n=[n, n],
        links=[link, link],
    )


def _caveats(change: Mapping) -> list[Note]:
    texts = dict.fromkeys(words.text(wording) for wording in change["caveats"].values())
    return [Note(letter, text) for letter, text in zip("abcdef", texts, strict=False)]

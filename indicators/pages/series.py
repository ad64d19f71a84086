"""The page of an entered series: what is in force, what waits for a second person, and everything that ever was."""

from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.links import value_address
from indicators.models import Indicator, Observation
from indicators.phrases import breakdown_in_words, category_name
from indicators.queries.observed import codes_of, observations_of
from indicators.queries.released import OpenRelease


@dataclass(frozen=True)
class SeriesRow:
    """A value that was entered, in words. `own`: by whoever reads the page. `came_of_it` is "" while it counts or waits."""

    key: int
    year: int
    part: str
    number: str
    source: str
    note: str
    author: str
    entered: object
    checker: str
    checked: object
    own: bool
    address: str
    came_of_it: str
    ended_by: str
    ended: object
    ended_words: str


@dataclass(frozen=True)
class Series:
    """A series with the choices for each dimension of its values: dimension -> title, and codes with their names."""

    code: str
    title: str
    unit: str
    waiting: list[SeriesRow]
    in_force: list[SeriesRow]
    history: list[SeriesRow]
    choices: dict[str, tuple[str, list[tuple[str, str]]]]


def series(opened: OpenRelease, indicator: Indicator, definition: IndicatorDefinition, reader) -> Series:
    """The whole series. At most four queries."""
    rows = [
        (one, _row(opened, definition, one, own=one.author_id == reader.pk))
        for one in observations_of(indicator)
    ]
    return Series(
        code=indicator.code,
        title=words.text(definition.title),
        unit=words.word(words.UNITS, definition.unit),
        waiting=[row for one, row in rows if one.waits],
        in_force=[row for one, row in rows if one.in_force],
        history=[row for one, row in rows if one.ended],
        choices=_choices(opened, definition),
    )


def _row(opened: OpenRelease, definition: IndicatorDefinition, one: Observation, *, own: bool) -> SeriesRow:
    return SeriesRow(
        key=one.pk,
        year=one.year,
        part=breakdown_in_words(opened, one.breakdown, definition),
        number=words.with_qualifier(words.plain_number(one.value), one.qualifier),
        source=words.paragraph(one.document, one.paragraph),
        note=one.note,
        author=str(one.author),
        entered=one.entered,
        checker=str(one.checker or ""),
        checked=one.checked,
        own=own,
        address=value_address(definition.code, one.year, one.breakdown),
        came_of_it=_came_of_it(one),
        ended_by=str(one.ended_by or ""),
        ended=one.ended,
        ended_words=one.ended_words,
    )


def _came_of_it(one: Observation) -> str:
    if not one.ended:
        return ""
    if not one.ended_words:
        return gettext("Replaced")
    if one.checked:
        return gettext("Withdrawn")
    return gettext("Taken back") if one.ended_by_id == one.author_id else gettext("Refused")


def _choices(
    opened: OpenRelease, definition: IndicatorDefinition
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    choices = {}
    for dimension, codes in codes_of(definition).items():
        names = opened.frozen["groups"].get(dimension, {}).get("names")
        title = words.text(names) if names else words.word(words.DIMENSIONS, dimension)
        named = [(code, category_name(opened, dimension, code, definition)) for code in codes]
        choices[dimension] = title, sorted(named, key=lambda pair: words.sort_key(pair[1]))
    return choices

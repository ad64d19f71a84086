"""Versions of a definition: since when each counts, who let it, what it says otherwise than the one before; and one of them
to read, with the values that it gave."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.links import version_address
from indicators.models import IndicatorVersion, Release, Value
from indicators.pages.making import Making, making
from indicators.pages.rows import ValueTable, value_table
from indicators.phrases import dimension_in_words
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease, releases_with, values_in


class NoSuchVersion(LookupError):
    """The release froze no version of this number."""


@dataclass(frozen=True)
class Difference:
    """What a version says otherwise than the one before, in words."""

    what: str
    before: str
    now: str


@dataclass(frozen=True)
class VersionRow:
    """A version among its kind. `publisher` is for those alone who work on definitions."""

    number: int
    valid: str
    published: str
    publisher: object | None
    differences: list[Difference]
    address: str


@dataclass(frozen=True)
class VersionPage:
    """One version to read: what it says, what it changed, and the values that it gave in the release that is open.

    `releases` are all public ones with such values, the newest first, each with its day.
    """

    code: str
    title: str
    scope: str
    row: VersionRow
    is_newest: bool
    making: Making
    table: ValueTable
    releases: list[tuple[int, str]]


def versions_of(opened: OpenRelease, code: str) -> list[VersionRow]:
    """The versions that the release froze, the newest first. One query at most."""
    kept = {
        version.number: version
        for version in opened.versions(set()).values()
        if version.indicator.code == code
    }
    numbers = opened.version_numbers(code)
    before = dict(zip(numbers, [*numbers[1:], None], strict=True))
    return [_row(opened, code, number, before[number], kept.get(number)) for number in numbers]


def version_page(opened: OpenRelease, reader: Reader, code: str, number: int) -> VersionPage:
    """A version as the release froze it. A fixed number of queries. Raises NoSuchVersion."""
    rows = {row.number: row for row in versions_of(opened, code)} if code in opened.indicator_codes else {}
    if number not in rows:
        raise NoSuchVersion(f"{code} {number}")
    definition = opened.definition(code, number)
    values = reader.visible(values_in(opened, codes=[code], whole_only=True))
    return VersionPage(
        code=code,
        title=words.text(definition.title),
        scope=words.text(definition.scope),
        row=rows[number],
        is_newest=number == max(rows),
        making=making(opened, definition),
        table=value_table(opened, (value for value in values if _is_of(value, number))),
        releases=[_release(release) for release in releases_with(code, number)],
    )


def _is_of(value: Value, number: int) -> bool:
    return value.version.number == number


def _release(release: Release) -> tuple[int, str]:
    return release.number, words.day(release.published)


def _row(
    opened: OpenRelease, code: str, number: int, before: int | None, kept: IndicatorVersion | None
) -> VersionRow:
    definition = opened.definition(code, number)
    earlier = opened.definition(code, before) if before else None
    return VersionRow(
        number=number,
        valid=_valid(definition),
        published=_published(kept),
        publisher=kept.publisher_id if kept else None,
        differences=list(_differences(opened, earlier, definition)) if earlier else [],
        address=version_address(opened, code, number),
    )


def _valid(definition: IndicatorDefinition) -> str:
    if definition.valid_to is None:
        return gettext("Valid from %(year)s on") % {"year": definition.valid_from}
    if definition.valid_to == definition.valid_from:
        return gettext("Valid for %(year)s") % {"year": definition.valid_from}
    years = {"first": definition.valid_from, "last": definition.valid_to}
    return gettext("Valid from %(first)s to %(last)s") % years


def _published(version: IndicatorVersion | None) -> str:
    """When it began to count and by what kind of person; accounts are named to those alone who work on definitions."""
    if version is None or version.published is None:
        return gettext("Published before its day was kept")
    day = {"day": words.day(version.published)}
    if version.publisher_id is None:
        return gettext("Published with the files of this site on %(day)s") % day
    return gettext("Published by an analyst on %(day)s") % day


def _differences(
    opened: OpenRelease, before: IndicatorDefinition, now: IndicatorDefinition
) -> Iterator[Difference]:
    earlier, later = (dict(_said(opened, one)) for one in (before, now))
    for what in {**later, **earlier}:
        if earlier.get(what, "") != later.get(what, ""):
            yield Difference(what, earlier.get(what, ""), later.get(what, ""))


def _said(opened: OpenRelease, definition: IndicatorDefinition) -> Iterator[tuple[str, str]]:
    """Everything that a definition says, by the name under which the page of an indicator says it."""
    told = making(opened, definition)
    yield gettext("Title"), words.text(definition.title)
    yield gettext("Definition in words"), told.definition
    yield gettext("Measure"), told.measure
    yield gettext("Question"), told.question
    yield gettext("Numerator"), told.numerator
    yield gettext("Question by question"), words.listed(told.one_by_one)
    yield gettext("Denominator"), told.denominator
    yield gettext("Only"), words.listed(told.about)
    yield gettext("Each respondent counts"), told.weight
    yield gettext("Leave the denominator"), words.listed(told.leaves)
    yield gettext("Stay in the denominator"), words.listed(told.stays)
    yield gettext("Respondents needed"), str(told.minimum)
    yield gettext("Smallest group that is shown to everybody"), str(definition.public_minimum or "")
    yield gettext("Breakdown"), words.listed(dimension_in_words(opened, one) for one in definition.by)
    yield gettext("Unit"), words.word(words.UNITS, definition.unit)
    yield gettext("Decimals"), definition.rounding.rpartition("_")[2]
    yield gettext("Way of rounding"), words.word(words.ROUNDING, definition.rounding.rpartition("_")[0])
    yield gettext("Desired direction"), told.direction
    yield gettext("Years"), _valid(definition)
    yield gettext("Survey"), told.survey
    yield gettext("Published in"), told.source
    yield gettext("What it covers"), words.text(definition.scope)
    yield gettext("What was done to the data"), told.processing
    yield gettext("Published codes"), words.listed(definition.published_codes)

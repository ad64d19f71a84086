"""The page of one value: the formula in words and numbers, and the answers behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from indicators import words
from indicators.addresses import breakdown_address, breakdown_from
from indicators.definitions import IndicatorDefinition
from indicators.engine.suppression import SUPPRESSED
from indicators.freezing import frozen_parts
from indicators.headlines import Headline, computed_headline, published_headline, value_in_words
from indicators.links import value_opened
from indicators.models import Value
from indicators.pages.changes import ChangeInWords, changes_at
from indicators.pages.indicator import NoSuchIndicator
from indicators.pages.making import Making, making
from indicators.phrases import breakdown_in_words, respondents_in_words
from indicators.queries.access import Reader
from indicators.queries.behind import (
    Behind,
    BehindTable,
    Panel,
    behind,
    behind_table,
    panel_behind,
    questionnaire_of,
)
from indicators.queries.published import points_of, published_in
from indicators.queries.released import OpenRelease, values_in


class NoSuchValue(LookupError):
    """There is neither a value nor a published figure at this address."""


class NotOpen(Exception):
    """The value is about one respondent whose answers are not open to this reader."""


@dataclass(frozen=True)
class Told:
    """Who is in both years of a change, as far as the reader may know, and the page of the value that it begins with.

    `levels`: year, the number of those in both in it, and what it is made of, "" for a reader who may not know that.
    """

    years: str
    earlier: str
    levels: list[tuple[int, str, str]]
    panel: Panel | None


@dataclass(frozen=True)
class ValuePage:
    """One value with its lineage, and who is in it in an earlier year as well; without `value` only what documents print for the same address."""

    code: str
    title: str
    part: str
    year: int
    value: Value | None
    headline: Headline | None
    respondents: str
    formula: str
    making: Making
    behind: Behind | None
    table: BehindTable | None
    published: list[Headline]
    other: str
    version: int
    others_open: bool
    changes: list[ChangeInWords]
    panels: list["Told"]


def value_page(
    opened: OpenRelease,
    reader: Reader,
    code: str,
    year: int,
    address: str,
    *,
    illustrative: bool | None = None,
) -> ValuePage:
    """The value at indicator, year and breakdown, with everything behind it. A fixed number of queries.

    Where a real and an illustrative value stand at one address the real one is shown, unless the other is
    asked for. Raises NoSuchIndicator, NoSuchValue, and NotOpen for a respondent who is not open to the reader.
    """
    indicator, breakdown = _address(opened, code, address)
    survey = opened.definition(indicator).survey
    if not reader.may_see(survey, breakdown):
        raise NotOpen(breakdown_address(breakdown))
    values = reader.visible(values_in(opened, codes=[indicator]))
    here = [one for one in values if (one.year, one.breakdown) == (year, breakdown)]
    here.sort(key=lambda one: one.illustrative)
    points = [
        point for point in points_of(published_in(opened, [indicator]))
        if point.figure.breakdown == breakdown and point.covers(year)
    ]  # fmt: skip
    if not here and not points:
        raise NoSuchValue(f"{code} {year} {address}")
    value = next((one for one in here if one.illustrative == illustrative), here[0] if here else None)
    changes = _changes(reader, value)
    definition = opened.definition(indicator, value.version.number if value else None)
    return replace(
        _page(opened, reader, definition, year, breakdown, value),
        respondents=respondents_in_words(
            opened, survey, points[0].figure.respondent_scope if points else None
        ),
        published=[]
        if value and value.illustrative
        else [published_headline(opened, definition, p) for p in points],
        other=_other(here, value),
        changes=changes,
        panels=_panels(reader, values, changes, value, definition),
    )


def waiting_value_page(user, value: Value) -> ValuePage:
    """A value that no public release holds, by today's definitions and names; changes are left to releases.

    Raises NotOpen where not every answer of the survey is open to the user.
    """
    opened = OpenRelease(None, frozen_parts([value]))
    reader = Reader(user, opened)
    definition = opened.definition(value.version.indicator.code, value.version.number)
    if not reader.sees_all(definition.survey):
        raise NotOpen(breakdown_address(value.breakdown))
    return _page(opened, reader, definition, value.year, value.breakdown, value)


def _page(
    opened: OpenRelease,
    reader: Reader,
    definition: IndicatorDefinition,
    year: int,
    breakdown: Mapping[str, str],
    value: Value | None,
) -> ValuePage:
    """What the page says of the value alone."""
    is_hidden = value is not None and value.state == SUPPRESSED
    table = behind_table(value, definition, reader) if value and not is_hidden else None
    lineage = behind(value, definition, reader) if value and not is_hidden and table is None else None
    return ValuePage(
        code=definition.code,
        title=words.text(definition.title),
        part=breakdown_in_words(opened, breakdown, definition),
        year=year,
        value=value,
        headline=computed_headline(opened, value) if value else None,
        respondents=respondents_in_words(opened, definition.survey, None),
        formula=_formula(definition, value) if value else "",
        making=_making(opened, definition, breakdown, value),
        behind=lineage,
        table=table,
        published=[],
        other="",
        version=definition.version,
        others_open=bool(lineage and lineage.anything_open),
        changes=[],
        panels=[],
    )


def _making(
    opened: OpenRelease, definition: IndicatorDefinition, breakdown: Mapping[str, str], value: Value | None
) -> Making:
    """How the part that the breakdown is of is made, with the wording of the year's questionnaire. One query at most."""
    if value is not None:
        opened = opened.as_asked(definition.survey, questionnaire_of(value))
    return making(opened, definition.alone(breakdown) or definition)


def _changes(reader: Reader, value: Value | None) -> list[ChangeInWords]:
    """The changes that lead to the value."""
    found = changes_at(reader, value) if value else []
    return [change for change in found if change.to_year == value.year]


def _panels(
    reader: Reader, values: list[Value], changes: list[ChangeInWords], value: Value | None, definition
) -> list[Told]:
    """One for each change that is told apart: its earlier value, and who is in both."""
    told = []
    for change in changes:
        alike = (
            one for one in values
            if value and change.parts and one.year == change.from_year
            and (one.breakdown, one.illustrative) == (value.breakdown, value.illustrative)
        )  # fmt: skip
        if before := next(alike, None):
            panel = panel_behind(before, value, definition, reader)
            levels = _levels(change, panel)
            told.append(Told(change.years, value_opened(reader.opened, before), levels, panel))
    return told


def _levels(change: ChangeInWords, panel: Panel | None) -> list[tuple[int, str, str]]:
    """The two numbers of those in both years, each with numerator and denominator where it has both."""
    made = [""] * 2
    if panel:
        made = [
            f"{words.plain_number(one.numerator)} ÷ {words.plain_number(one.denominator)}"
            if one.denominator is not None
            else ""
            for one in panel.of_both
        ]
    years = (change.from_year, change.to_year)
    return list(zip(years, change.levels, made, strict=True)) if change.levels else []


def _address(opened: OpenRelease, code: str, address: str) -> tuple[str, Mapping]:
    try:
        indicator, part = opened.indicator_of(code)
        return indicator, dict(sorted({**part, **breakdown_from(address)}.items()))
    except KeyError as missing:
        raise NoSuchIndicator(code) from missing
    except ValueError as malformed:
        raise NoSuchValue(address) from malformed


def _formula(definition, value: Value) -> str:
    """The sum in numbers: "37 of 52 × 100 = 71.2, rounded 71"; "" where there is no value."""
    if value.value is None:
        return ""
    shown = value_in_words(definition, value)
    if definition.measure == "median":
        return gettext("The middle one of %(respondents)s numbers: %(shown)s") % {
            "respondents": value.respondents, "shown": shown,
        }  # fmt: skip
    if definition.measure == "mean" and not (definition.weight_question or definition.weight_groups):
        return gettext("%(numerator)s ÷ %(respondents)s respondents = %(exact)s; rounded %(shown)s") % {
            "numerator": words.plain_number(value.numerator), "respondents": value.respondents,
            "exact": words.plain_number(value.value), "shown": shown,
        }  # fmt: skip
    if definition.measure == "mean":
        return gettext("Weighted mean: %(shown)s") % {"shown": shown}
    if value.denominator is None:
        return gettext("Sum: %(numerator)s") % {"numerator": shown}
    return gettext("%(numerator)s ÷ %(denominator)s × 100 = %(exact)s; rounded %(shown)s") % {
        "numerator": words.plain_number(value.numerator),
        "denominator": words.plain_number(value.denominator),
        "exact": words.plain_number(value.value),
        "shown": shown,
    }


def _other(here: list[Value], value: Value | None) -> str:
    """Which other value stands at this address: "illustrative", "computed" or ""."""
    if len(here) < 2 or value is None:
        return ""
    return "computed" if value.illustrative else "illustrative"

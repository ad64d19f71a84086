"""Which figure of an indicator is meant, where the reader did not say or asked for one that is not there."""

from collections.abc import Iterable, Mapping

from indicators.kinds import dimension_of
from indicators.models import Value
from indicators.points import Asked
from indicators.queries.published import PublishedPoint


def years_of(values: Iterable[Value], points: Iterable[PublishedPoint]) -> set[int]:
    """The years for which there is a value or a published figure; of a longer period the last one."""
    years = {value.year for value in values}
    return years | {point.last_year for point in points if point.last_year}


def dimensions_of(values: Iterable[Value], points: Iterable[PublishedPoint]) -> list[str]:
    """The dimensions by which the indicator is broken down: alone, or together with options and sub-questions."""
    breakdowns = [value.breakdown for value in values] + [point.figure.breakdown for point in points]
    return list(dict.fromkeys(filter(None, map(dimension_of, breakdowns))))


def years_by(dimension: str, values: Iterable[Value], points: Iterable[PublishedPoint]) -> list[int]:
    """The years for which there is a breakdown by the dimension, the newest first."""
    mine = [value for value in values if dimension_of(value.breakdown) == dimension]
    printed = [point for point in points if dimension_of(point.figure.breakdown) == dimension]
    return sorted(years_of(mine, printed), reverse=True)


def default_asked(
    values: list[Value], points: list[PublishedPoint], *, part: Mapping | None = None, year: int | None = None
) -> Asked:
    """The part over the years where there is any of it; else the first breakdown, in its newest year."""
    breakdown = dict(part or {})
    has_part = any(value.breakdown == breakdown for value in values)
    has_part = has_part or any(point.figure.breakdown == breakdown for point in points)
    dimensions = dimensions_of(values, points)
    if has_part or not dimensions or breakdown:
        return Asked(breakdown=breakdown)
    years = years_by(dimensions[0], values, points)
    return Asked(by=dimensions[0], year=year if year in years else years[0] if years else None)


def asked_of_documents(values: list[Value], points: list[PublishedPoint], asked: Asked) -> Asked | None:
    """The breakdown that documents print in their newest year, where `asked` shows nothing but illustrative values.

    The shares of country programme documents are published by entity and not as a whole: beside illustrative
    values over the years they would not be drawn at all. None where `asked` shows what is real, or nothing is
    printed by a breakdown.
    """
    real = [
        value for value in values if not value.illustrative and value.breakdown == (asked.breakdown or {})
    ]
    printed = [point for point in points if point.figure.breakdown == (asked.breakdown or {})]
    dimensions = dimensions_of([], points)
    if asked.by or real or printed or not dimensions:
        return None
    years = years_by(dimensions[0], [], points)
    return Asked(by=dimensions[0], year=years[0]) if years else None

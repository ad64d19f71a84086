"""Computed values as rows of a table, on the page of their indicator and on that of a version."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from indicators import words
from indicators.headlines import value_in_words
from indicators.links import COUNTS, DENOMINATOR, NUMERATOR, value_opened
from indicators.marking import marks_of
from indicators.models import Value
from indicators.phrases import bounds_in_words, breakdown_in_words, n_in_words, why_not_computed
from indicators.queries.released import OpenRelease


@dataclass(frozen=True)
class ValueRow:
    """One value in the table of an indicator. Numerator and denominator open at their own lists on its page."""

    part: str
    year: int
    numerator: str
    denominator: str
    number: str
    bounds: str
    n: str
    reason: str
    illustrative: bool
    address: str
    numerator_address: str
    denominator_address: str
    mark: str = ""
    """The letter under which `reason` stands below the table, "" where it stands in the row."""


@dataclass(frozen=True)
class ValueTable:
    """The rows, and what is said below them: why rows have no number, each reason that several share."""

    rows: list[ValueRow]
    reasons: list[dict[str, str]]


def value_table(opened: OpenRelease, values: Iterable[Value]) -> ValueTable:
    """Values by the versions of the definition that gave them. No query."""
    rows = [value_row(opened, value) for value in values]
    marks = marks_of(row.reason for row in rows if not row.number)
    return ValueTable(
        [replace(row, mark=marks.get(row.reason, "")) for row in rows],
        [{"letter": letter, "text": reason} for reason, letter in marks.items()],
    )


def value_row(opened: OpenRelease, value: Value) -> ValueRow:
    """A value by the version of the definition that gave it. No query."""
    code = value.version.indicator.code
    definition = opened.definition(code, value.version.number)
    address = value_opened(opened, value)
    of_counts = value.tabulation_id is not None
    return ValueRow(
        part=breakdown_in_words(opened, value.breakdown, definition) or gettext("All respondents"),
        year=value.year,
        numerator=words.plain_number(value.numerator) if value.numerator is not None else "",
        denominator=words.plain_number(value.denominator) if value.denominator is not None else "",
        number=value_in_words(definition, value),
        bounds=bounds_in_words(definition, value),
        n=n_in_words(value),
        reason=why_not_computed(value),
        illustrative=value.illustrative,
        address=address,
        numerator_address=f"{address}#{COUNTS if of_counts else NUMERATOR}",
        denominator_address=f"{address}#{COUNTS if of_counts else DENOMINATOR}",
    )

"""One computed value as a row of a table, on the page of its indicator and on that of a version."""

from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.headlines import value_in_words
from indicators.links import COUNTS, DENOMINATOR, NUMERATOR, value_opened
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

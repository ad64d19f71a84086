"""A number as a reader meets it: value, unit, year, n, its kind, and the page on which it opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators import phrases, words
from indicators.addresses import breakdown_address
from indicators.definitions import IndicatorDefinition
from indicators.engine import rounded
from indicators.links import figure_opened, value_opened
from indicators.models import Value
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease


@dataclass(frozen=True)
class Headline:
    """One number in front. `number` is "" where there is none; `without` stands in its place, `reason` says why.

    kind   `computed`, `published` or `illustrative`; `missing` where nothing is published or computed
    bounds what the missing could make of a share, "" for everything else
    of     the part of the indicator, "" for the whole
    part   the same as an address writes it, of a computed value
    breakdown  the same as codes; None for several parts together, and where nothing is known
    course drawing of its years, on the overview: see `courses`; "" where they are too few
    address      the page on which it opens: of the value down to its cells, of a figure to its document
    from_counts  whether it rests on a table of counts and on no single answers
    """

    kind: str
    number: str = ""
    unit: str = ""
    period: str = ""
    n: str = ""
    of: str = ""
    source: str = ""
    reason: str = ""
    year: int | None = None
    without: str = ""
    bounds: str = ""
    part: str = ""
    breakdown: Mapping[str, str] | None = None
    course: str = ""
    from_counts: bool = False
    address: str = ""

    @property
    def is_published(self) -> bool:
        """Whether a document prints it."""
        return self.kind == "published"

    @property
    def is_computed(self) -> bool:
        """Whether it was computed from real answers."""
        return self.kind == "computed"

    @property
    def is_illustrative(self) -> bool:
        """Whether it was computed from invented answers."""
        return self.kind == "illustrative"

    @property
    def is_missing(self) -> bool:
        """Whether nobody has published or computed anything."""
        return self.kind == "missing"


def computed_headline(opened: OpenRelease, value: Value) -> Headline:
    """A computed value in words, or the reason why there is none."""
    definition = opened.definition(value.version.indicator.code, value.version.number)
    return Headline(
        kind="illustrative" if value.illustrative else "computed",
        number=value_in_words(definition, value),
        unit=unit_of_value(definition, value),
        period=str(value.year),
        n=phrases.n_in_words(value),
        of=phrases.breakdown_in_words(opened, value.breakdown, definition),
        source=words.text(opened.survey(definition.survey).get("names")),
        reason=phrases.why_not_computed(value),
        without=words.without_number(value.state),
        bounds=phrases.bounds_in_words(definition, value),
        part=breakdown_address(value.breakdown),
        breakdown=value.breakdown,
        year=value.year,
        from_counts=value.tabulation_id is not None,
        address=value_opened(opened, value),
    )


def shown_value(definition: IndicatorDefinition, value: Value) -> Decimal | None:
    """The value under the rounding of its definition; None where there is none."""
    return None if value.value is None else rounded(value.value, definition.rounding)


def value_in_words(definition: IndicatorDefinition, value: Value) -> str:
    """The value under the rounding of its definition, as the language writes it; "" where there is none."""
    number = shown_value(definition, value)
    if number is None:
        return ""
    return words.plain_number(number, max(0, -number.as_tuple().exponent))


def unit_of_value(definition: IndicatorDefinition, value: Value) -> str:
    """The unit in the form that it takes behind the shown value; "" where there is none."""
    return words.unit_behind(definition.unit, shown_value(definition, value))


def published_headline(
    opened: OpenRelease, definition: IndicatorDefinition, point: PublishedPoint
) -> Headline:
    """A published figure in words, with its document and paragraph."""
    figure = point.figure
    return Headline(
        kind="published",
        number=phrases.published_number(point),
        unit=words.unit_behind(figure.unit or definition.unit, point.value, point.qualifier),
        period=point.period,
        n=phrases.published_n(point),
        of=phrases.printed_part(opened, figure, definition),
        breakdown=figure.breakdown,
        source=words.paragraph(figure.document, figure.paragraph),
        reason=phrases.why_unpublished(figure) if point.value is None else "",
        without=words.without_number(figure.reason.code if figure.reason else ""),
        address=figure_opened(opened, figure),
    )

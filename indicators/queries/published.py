"""Figures as documents print them: all of them for the register, and those beside an indicator's values."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet

from indicators.freezing import PUBLISHED_FIELDS, published_from, taken_over
from indicators.models import Contradiction, PublishedFigure
from indicators.queries.released import OpenRelease
from surveys.wording import LANGUAGES

NO_INDICATOR = "none"


@dataclass(frozen=True)
class Filters:
    """What the register of published figures can be narrowed to; empty text for all."""

    document: str = ""
    indicator: str = ""
    survey: str = ""
    year: str = ""
    entity: str = ""
    q: str = ""


def published_figures(filters: Filters) -> QuerySet[PublishedFigure]:
    """The figures that match, in the order of the documents, with indicator and contradictions at hand.

    The entity matches whole, the words anywhere in what is measured or in the note; a year matches a figure
    whose period contains it. Three queries when read, however many figures.
    """
    figures = PublishedFigure.objects.select_related("indicator", "reason").prefetch_related(
        Prefetch("contradictions", queryset=Contradiction.objects.prefetch_related("figures"))
    )
    if filters.document:
        figures = figures.filter(document=filters.document)
    if filters.indicator == NO_INDICATOR:
        figures = figures.filter(indicator=None)
    elif filters.indicator:
        figures = figures.filter(indicator__code=filters.indicator)
    if filters.survey:
        figures = figures.filter(survey=filters.survey)
    if filters.entity:
        figures = figures.filter(entities__contains=[filters.entity])
    if filters.year.isdigit() and len(filters.year) == 4:
        figures = figures.filter(_in_year(int(filters.year)))
    if filters.q:
        figures = figures.filter(_with_words(filters.q))
    return figures


def choices() -> dict[str, list]:
    """What there is to choose from in each filter; surveys and entities in no order, as they have names. One query."""
    rows = list(
        PublishedFigure.objects.values(
            "document", "indicator__code", "survey", "from_year", "to_year", "entities"
        )
    )
    years = {row[key] for row in rows for key in ("from_year", "to_year")} - {None}
    return {
        "document": sorted({row["document"] for row in rows}),
        "indicator": sorted({row["indicator__code"] for row in rows} - {None}),
        "survey": list({row["survey"] for row in rows} - {""}),
        "year": sorted(years, reverse=True),
        "entity": list({entity for row in rows for entity in row["entities"]}),
    }


def published_of(codes: Iterable[str]) -> list[PublishedFigure]:
    """The published figures that are values of these indicators, in the order of the documents. One query."""
    mapped = PublishedFigure.objects.filter(indicator__code__in=list(codes))
    return list(mapped.select_related("indicator", "reason").order_by("position"))


def published_in(opened: OpenRelease, codes: Iterable[str]) -> list[PublishedFigure]:
    """The published figures of these indicators, and the values of entered series, as they stood when the release was
    made. No query.

    Two queries where nothing has been released, one for a release from before figures were frozen with it.
    """
    wanted = set(codes)
    frozen = opened.frozen.get("published")
    if opened.release is None:
        entered = published_from(row for row in taken_over() if row["indicator__code"] in wanted)
        return [*published_of(wanted), *entered]
    if frozen is None:
        return published_of(wanted)
    return published_from(row for row in frozen if row["indicator__code"] in wanted)


def as_frozen(opened: OpenRelease, figures: Iterable[PublishedFigure]) -> list[PublishedFigure]:
    """Figures of today, and where the reader asks for a certain release those that it froze as it froze them. No query.

    They stay rows of today, with which contradictions and explanations go.
    """
    frozen = opened.frozen.get("published") if opened.pinned and opened.release else None
    of_then = {one.code: one for one in published_from(frozen or ())}
    figures = list(figures)
    for figure in figures:
        if then := of_then.get(figure.code):
            for name in (*PUBLISHED_FIELDS, "reason"):
                setattr(figure, name, getattr(then, name))
            if figure.indicator is None or figure.indicator.code != then.indicator.code:
                figure.indicator = then.indicator
    return figures


@dataclass(frozen=True)
class PublishedPoint:
    """A published figure as a point beside values: one year or period, one breakdown.

    `baseline` is True for the earlier value that a figure names to compare itself with.
    """

    figure: PublishedFigure
    from_year: int | None
    to_year: int | None
    value: Decimal | None
    qualifier: str
    baseline: bool = False

    @property
    def period(self) -> str:
        """ "2022", or "2020-2021" for a figure over several years; "" where the document gives no year."""
        years = sorted({year for year in (self.from_year, self.to_year) if year})
        return "-".join(map(str, years))

    @property
    def last_year(self) -> int | None:
        """The year, or the last one of a longer period."""
        return self.to_year or self.from_year

    def covers(self, year: int) -> bool:
        """Whether the period contains the year."""
        first = self.from_year or self.to_year
        return first is not None and first <= year <= self.last_year


def points_of(figures: Iterable[PublishedFigure]) -> list[PublishedPoint]:
    """The figures as points, each with its baseline before it where that is a value of the same indicator."""
    points = []
    for figure in figures:
        if figure.baseline_counts and figure.baseline_value is not None and figure.baseline_year:
            year = figure.baseline_year
            points.append(PublishedPoint(figure, year, year, figure.baseline_value, "exact", baseline=True))
        points.append(
            PublishedPoint(figure, figure.from_year, figure.to_year, figure.value, figure.qualifier)
        )
    return points


def _in_year(year: int) -> Q:
    period = Q(from_year__lte=year, to_year__gte=year)
    return period | Q(from_year=year) | Q(to_year=year)


def _with_words(words: str) -> Q:
    places = [
        f"{field}__{language}__text__icontains" for field in ("measure", "note") for language in LANGUAGES
    ]
    return reduce(or_, (Q(**{place: words}) for place in places))

"""Published figures as rows of their register."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.models import Contradiction, PublishedFigure
from indicators.phrases import breakdown_in_words, published_n, published_note, published_number
from indicators.plausible import is_implausible, plausibility_in_words
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease
from surveys.acronyms import acronym


@dataclass(frozen=True)
class Reading:
    """One of several readings that the documents give of one thing."""

    number: str
    source: str
    measure: str


@dataclass(frozen=True)
class Clash:
    """A contradiction in the documents, with every reading that is a figure."""

    words: str
    places: str
    readings: list[Reading]


@dataclass(frozen=True)
class FigureRow:
    """A published figure as the register shows it: the number as printed, and all that it needs beside it."""

    code: str
    measure: str
    number: str
    unit: str
    period: str
    n: str
    plausible: str
    implausible: bool
    respondents: str
    entities: str
    source: str
    secondary: bool
    indicator: str
    part: str
    reason: str
    note: str
    baseline: str
    clashes: list[Clash]


def figure_rows(opened: OpenRelease, figures: Iterable[PublishedFigure]) -> list[FigureRow]:
    """The figures as rows. No query beyond those of the figures."""
    return [_row(opened, figure) for figure in figures]


def joint_once(rows: Iterable, figure_of: Callable[..., PublishedFigure]) -> list:
    """The rows, of those of one joint statement only the first: it names all whom the statement is about."""
    by_statement: dict = {}
    for row in rows:
        figure = figure_of(row)
        by_statement.setdefault(figure.joint or f"={figure.code}", row)
    return list(by_statement.values())


def _row(opened: OpenRelease, figure: PublishedFigure) -> FigureRow:
    point = PublishedPoint(figure, figure.from_year, figure.to_year, figure.value, figure.qualifier)
    code = figure.indicator.code if figure.indicator else ""
    definition = opened.definition(code) if code in opened.frozen["definitions"] else None
    return FigureRow(
        code=figure.code,
        measure=words.text(figure.measure),
        number=published_number(point),
        unit=words.word(words.UNITS, figure.unit),
        period=point.period,
        n=published_n(point),
        plausible=plausibility_in_words(figure),
        implausible=is_implausible(figure),
        respondents=words.text(figure.respondent_scope),
        entities=words.listed(map(acronym, figure.entities)),
        source=words.paragraph(figure.document, figure.paragraph),
        secondary=figure.source_kind == PublishedFigure.SourceKind.SECONDARY,
        indicator=code,
        part=breakdown_in_words(opened, figure.breakdown, definition),
        reason=words.text(figure.reason.words) if figure.reason else "",
        note=published_note(point) or words.text(figure.note),
        baseline=_baseline(figure),
        clashes=[clash_of(contradiction) for contradiction in figure.contradictions.all()],
    )


def _baseline(figure: PublishedFigure) -> str:
    if figure.baseline_value is None:
        return words.text(figure.change)
    number = words.plain_number(figure.baseline_value)
    if not figure.baseline_year:
        return number
    return gettext("%(number)s (%(year)s)") % {"number": number, "year": figure.baseline_year}


def clash_of(contradiction: Contradiction) -> Clash:
    """A contradiction with its readings. No query where its figures were fetched."""
    readings = [
        Reading(
            number=words.with_qualifier(words.plain_number(figure.value), figure.qualifier) if figure.value is not None else words.without_number(""),
            source=words.paragraph(figure.document, figure.paragraph),
            measure=words.text(figure.measure),
        )
        for figure in contradiction.figures.all()
    ]  # fmt: skip
    return Clash(words.text(contradiction.words), _places(contradiction.places), readings)


def _places(kept: str) -> str:
    """The places that a contradiction keeps, "A/78/290, ¶ fig-2, 63", in words: what is no paragraph by its own name."""
    told = []
    for place in kept.split("; "):
        document, mark, numbers = place.partition(", ¶ ")
        each = numbers.split(", ")
        named = [one for one in each if one.partition("-")[0] in (*words.PLACES, "preamble")]
        plain = ", ".join(one for one in each if one not in named)
        if not (mark and named):
            told.append(place)
            continue
        told += [words.paragraph(document, one) for one in (*named, plain) if one]
    return "; ".join(told)

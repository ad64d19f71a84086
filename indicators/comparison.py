"""Several indicators, groups and years on one chart: what an address asks for, and figures put together. PURE."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from indicators.addresses import breakdown_address, breakdown_from
from indicators.figure import Figure, Note, Series
from indicators.marking import LETTERS
from indicators.renderers.speech import COLON, COMMA, SEMICOLON

AT_MOST: Final = 6
"""Series on one chart: more cannot be told apart."""
REAL, ILLUSTRATIVE = "real", "illustrative"


@dataclass(frozen=True)
class Asked:
    """What to compare: indicators by code, parts of them ({} is the whole), years (None is open), which data."""

    codes: tuple[str, ...] = ()
    parts: tuple[Mapping[str, str], ...] = ({},)
    first: int | None = None
    last: int | None = None
    data: str = ""

    def query(self, **more) -> str:
        """The whole state as the query of an address; the same state gives the same query."""
        pairs: list[tuple[str, object]] = [("i", code) for code in self.codes]
        if self.parts != ({},):
            pairs += [("part", breakdown_address(part)) for part in self.parts]
        pairs += [("from", self.first), ("to", self.last), ("data", self.data), *more.items()]
        return urlencode([(key, value) for key, value in pairs if value not in (None, "") or key == "part"])


@dataclass(frozen=True)
class Remark:
    """That something asked for could not be shown: a code of `words.COMPARISON`, and what fills it in."""

    code: str
    parameters: Mapping[str, object]


def asked_from(
    codes: Sequence[str], parts: Sequence[str], first: str, last: str, data: str
) -> tuple[Asked, list[Remark]]:
    """What an address asks for, and a remark on everything in it that means nothing or contradicts itself.

    Years the wrong way round are turned, a year that is none is left out, so is a part that is not written
    dimension=code. What is asked twice counts once.
    """
    remarks: list[Remark] = []
    from_year, to_year = (_year(text, remarks) for text in (first, last))
    if from_year and to_year and from_year > to_year:
        remarks.append(Remark("years_turned", {"first": to_year, "last": from_year}))
        from_year, to_year = to_year, from_year
    read = [part for part in (_part(text, remarks) for text in dict.fromkeys(parts)) if part is not None]
    if data not in ("", REAL, ILLUSTRATIVE):
        remarks.append(Remark("no_such_data", {"data": data}))
        data = ""
    known = tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))
    return Asked(known, tuple(read) or ({},), from_year, to_year, data), remarks


def together(named: Sequence[tuple[str, Figure]], asked: Asked, *, title: str, address: str) -> Figure | None:
    """One figure of the series of several, over the union of their periods within the years asked for.

    `named` has at least one figure; all have the unit of the first. Every series is named after its figure, with
    its own name behind it where the figure has several. None where no period is left.
    """
    periods = _periods((figure for _, figure in named), asked)
    if not periods:
        return None
    series = [
        _over(
            one,
            figure,
            periods,
            name + COMMA.get(figure.language, ", ") + one.name if len(figure.series) > 1 else name,
        )
        for name, figure in named
        for one in figure.series
    ][:AT_MOST]
    first = named[0][1]
    return replace(
        first,
        title=title,
        subtitle=COMMA.get(first.language, ", ").join(
            dict.fromkeys(figure.respondents for _, figure in named if figure.respondents)
        ),
        chart="line" if len(periods) > 2 else "bar" if len(series) == 1 else "grouped_bar",
        categories=periods,
        series=series,
        source=SEMICOLON.get(first.language, "; ").join(dict.fromkeys(figure.source for _, figure in named)),
        address=address,
        respondents="",
        notes=_notes(named, periods),
        breaks=(),
        decimals=max(figure.decimals for _, figure in named),
    )


def _year(text: str, remarks: list[Remark]) -> int | None:
    if not text:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdecimal()):
        remarks.append(Remark("no_year", {"text": text[:20]}))
        return None
    return int(text)


def _part(text: str, remarks: list[Remark]) -> dict[str, str] | None:
    try:
        return breakdown_from(text)
    except ValueError:
        remarks.append(Remark("no_part", {"text": text[:60]}))
        return None


def _periods(figures: Iterable[Figure], asked: Asked) -> list[str]:
    """All periods in order, gaps filled, without those whose last year lies outside the years asked for."""
    given = {period for figure in figures for period in figure.categories}
    years = [int(period) for period in given if period.isdecimal()]
    given |= set(map(str, range(min(years), max(years) + 1))) if years else set()
    low, high = asked.first or 0, asked.last or 9999
    return sorted((p for p in given if low <= int(p[-4:]) <= high), key=lambda period: (period[-4:], period))


def _over(series: Series, figure: Figure, periods: list[str], name: str) -> Series:
    """The series over other periods: None where it has no point."""
    at = {period: place for place, period in enumerate(figure.categories)}
    columns = {
        key: [getattr(series, key)[at[p]] if p in at else None for p in periods]
        for key in ("values", "labels", "n", "low", "high", "reasons", "links")
    }
    return Series(name=name, kind=series.kind, **columns)


def _notes(named: Sequence[tuple[str, Figure]], periods: list[str]) -> list[Note]:
    """Notes and breaks of all figures, each behind the names of what it is about where it is not about all, lettered
    anew."""
    language = named[0][1].language
    colon, comma = COLON.get(language, ": "), COMMA.get(language, ", ")
    of_whom: dict[tuple[str, str, int | None], list[str]] = {}
    for name, figure in named:
        for note in figure.notes:
            period = None if note.category is None else figure.categories[note.category]
            if period is None or period in periods:
                at = None if period is None else periods.index(period)
                of_whom.setdefault((colon, note.text, at), []).append(name)
        for cut in figure.breaks:
            text = f"{figure.categories[cut.at]}{colon}{cut.text}"
            of_whom.setdefault((comma, text, None), []).append(name)
    texts = [
        (text if len(names) == len(named) > 1 else f"{comma.join(names)}{mark}{text}", at)
        for (mark, text, at), names in of_whom.items()
    ]
    return [Note(letter, text, at) for letter, (text, at) in zip(LETTERS, texts, strict=False)]

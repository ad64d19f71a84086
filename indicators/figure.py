"""What one figure says, before it is drawn, exported or spoken.

A `Figure` is the hinge of the product. Everything before it (questionnaires, answers, the engine, releases)
decides what is true; everything after it (page, picture, Word, Excel, CSV, sentence) decides how it looks.
Renderers take a `Figure` and nothing else: no database, no request, no clock, no settings. That is why the page,
the report and the file can never disagree, and why a stored figure opens for ever as it was printed.

The boundary, from both sides:

* Whatever a reader may need to judge the number is inside: unit, respondent group, n per point, the reasons for
  missing points, breaks, notes, source, release, the address to come back to. A renderer may leave things out
  where they stand beside it already; it never has to look anything up.
* Nothing inside is still to be decided: texts are in one language, values are rounded as the definition says,
  qualifiers such as "about 60" are written out as labels. A renderer computes nothing but positions; it never
  averages, fills a gap or compares.

Everything is immutable and made of plain types, so a figure has a content hash and survives a round trip
through JSON unchanged.
"""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

CHARTS = ("line", "bar", "grouped_bar", "stacked", "dots", "multiples", "slope", "map", "table")
MOST_SERIES = {"multiples": 24}
"""Series of one figure where more than six are told apart, because each has a place of its own."""
KINDS = ("computed", "published", "illustrative")
UNITS = ("percent", "number", "usd")
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
AXES = ("period", "group")
TEXTS = ("title", "subtitle", "unit_text", "source", "release", "respondents", "period")


@dataclass(frozen=True)
class Series:
    """One row of values, all of one kind and one per category.

    kind      where the values come from: `computed` from answers, `published` in a document, `illustrative`
              computed from invented answers. A series has one kind, so the three are never mixed in one.
    values    numbers in the unit of the figure; None where there is none. A missing year is None, never zero.
    labels    the value as it is to be written where that is more than the number ("about 60", "> 44"), else None.
    n         what the value rests on, in words ("23 of 27", "n not published"), else None.
    low, high the bounds the value could take if everyone missing had answered, else None.
    reasons   why a value is missing, in words; only where the value is None.
    links     the page of this release on which the value opens down to its cells, or the figure to its document, or None; of a map the page of the country.
    All six may be left out; given, they have one entry per category.
    """

    name: str
    kind: str
    values: tuple[float | None, ...]
    labels: tuple[str | None, ...] = ()
    n: tuple[str | None, ...] = ()
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    reasons: tuple[str | None, ...] = ()
    links: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        size = len(self.values)
        object.__setattr__(self, "name", _written(self.name))
        for name in ("values", "labels", "n", "low", "high", "reasons", "links"):
            given = tuple(getattr(self, name)) or (None,) * size
            _require(len(given) == size, f"series {self.name!r}: {len(given)} {name} for {size} values")
            object.__setattr__(self, name, given)
        for name in ("labels", "n", "reasons"):
            object.__setattr__(self, name, tuple(map(_written, getattr(self, name))))
        _require(self.kind in KINDS, f"series {self.name!r}: kind {self.kind!r} is none of {KINDS}")
        for name in ("values", "low", "high"):
            object.__setattr__(self, name, tuple(_number(value) for value in getattr(self, name)))
        for at, value in enumerate(self.values):
            low, high, reason = self.low[at], self.high[at], self.reasons[at]
            _require(
                value is None or reason is None, f"series {self.name!r}: point {at} has a value and a reason"
            )
            _require((low is None) == (high is None), f"series {self.name!r}: point {at} has one bound only")
            if value is not None and low is not None:
                _require(low <= value <= high, f"series {self.name!r}: point {at} lies outside its bounds")


@dataclass(frozen=True)
class Note:
    """A lettered note. `category` is the index of the category that carries the letter, None for the whole."""

    letter: str
    text: str
    category: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _written(self.text))


@dataclass(frozen=True)
class Break:
    """Values before and from the category of index `at` are not comparable; `text` says why."""

    at: int
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", _written(self.text))


@dataclass(frozen=True)
class Figure:
    """One figure, complete, in one language. See the head of the module for what belongs in it.

    title       what is shown, as a caption without number or full stop
    subtitle    scope in words: respondent group, years. Unit and a common n are put beside it by the renderers.
    unit        `percent`, `number` or `usd`; decides the scale (shares 0-100) and the sign behind a number
    unit_text   the unit as the reader sees it: "Per cent", "Documents"
    chart       `line`, `bar`, `grouped_bar`, `table`; `stacked` series that make up a hundred of each category;
                `dots` a point between its bounds; `multiples` a small line for each series; `slope` two years,
                and who is in both; `map` countries, each series a class of them
    categories  texts along the axis: years or groups
    axis        `period` where categories follow each other in time, else `group`
    series      at least one, at most six: more cannot be told apart. Twenty-four where each has its own panel
    source      what stands after "Source:"; may name several
    release     the release the values were read from, in words
    address     the URL at which this very figure opens again
    respondents who answered, in words ("UN entities"): stands beside every number
    period      the data year or years in words, for figures whose categories are groups
    scale_max   end of the scale where several figures share one, else None
    decimals    decimals shown, as the rounding of the definition says
    places      of a map: the ISO 3166 code of each category in three letters, None for what is on no map
    """

    title: str
    subtitle: str
    unit: str
    unit_text: str
    chart: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    source: str
    release: str
    address: str
    language: str
    axis: str = "period"
    respondents: str = ""
    period: str = ""
    notes: tuple[Note, ...] = ()
    breaks: tuple[Break, ...] = ()
    scale_max: float | None = None
    decimals: int = 0
    places: tuple[str | None, ...] = ()

    def __post_init__(self) -> None:
        for name in ("categories", "series", "notes", "breaks", "places"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        object.__setattr__(self, "categories", tuple(map(_written, self.categories)))
        for name in TEXTS:
            object.__setattr__(self, name, _written(getattr(self, name)))
        object.__setattr__(self, "scale_max", _number(self.scale_max))
        self._check_vocabulary()
        self._check_series()
        self._check_chart()
        size = len(self.categories)
        for note in self.notes:
            _require(
                note.category is None or 0 <= note.category < size, f"note {note.letter!r}: no such category"
            )
        letters = [note.letter for note in self.notes]
        _require(len(set(letters)) == len(letters), "two notes carry the same letter")
        for cut in self.breaks:
            _require(0 < cut.at < size, f"a break at {cut.at} lies outside {size} categories")

    def _check_vocabulary(self) -> None:
        for name, allowed in (("chart", CHARTS), ("unit", UNITS), ("language", LANGUAGES), ("axis", AXES)):
            _require(getattr(self, name) in allowed, f"{name} {getattr(self, name)!r} is none of {allowed}")
        _require(bool(self.title.strip()), "a figure needs a title")
        _require(bool(self.source.strip()), "a figure needs a source")
        _require(len(self.categories) > 0, "a figure needs a category")
        _require(0 <= self.decimals <= 6, "decimals lie between 0 and 6")

    def _check_series(self) -> None:
        most = MOST_SERIES.get(self.chart, 6)
        _require(0 < len(self.series) <= most, f"{len(self.series)} series: one to {most} can be told apart")
        for series in self.series:
            _require(
                len(series.values) == len(self.categories),
                f"series {series.name!r}: {len(series.values)} values for {len(self.categories)} categories",
            )
        kinds = {series.kind for series in self.series}
        _require(
            not {"published", "illustrative"} <= kinds,
            "illustrative values are never compared with published ones",
        )
        _require(self.chart != "bar" or len(self.series) == 1, "a bar chart has one series; use grouped_bar")

    def _check_chart(self) -> None:
        """What single kinds of chart ask for beside."""
        size = len(self.categories)
        _require(self.chart != "slope" or size == 2, "a slope goes from one year to another")
        _require(
            self.chart not in ("multiples", "slope") or self.axis == "period",
            f"{self.chart} run over the years",
        )
        _require(self.chart != "dots" or self.axis == "group", "dots stand for groups")
        wanted = size if self.chart == "map" else 0
        _require(len(self.places) == wanted, f"{len(self.places)} places for {wanted} countries of a map")
        if self.chart == "stacked":
            _require(self.unit == "percent", "only shares are stacked to a hundred")
            for at in range(size):
                whole = sum(series.values[at] or 0 for series in self.series)
                _require(whole <= 100 + len(self.series) / 2, f"category {at} adds up to more than a hundred")

    @property
    def direction(self) -> str:
        """`rtl` for Arabic, else `ltr`."""
        return "rtl" if self.language == "ar" else "ltr"

    @property
    def illustrative(self) -> bool:
        """True as soon as one series was computed from invented answers: the whole figure then says so."""
        return any(series.kind == "illustrative" for series in self.series)

    @property
    def has_values(self) -> bool:
        """False where every point is missing: the reasons are then what the figure says."""
        return any(value is not None for series in self.series for value in series.values)

    @property
    def common_n(self) -> str | None:
        """The n all points share, so that it is said once in the subtitle; None if they differ or are unknown."""
        all_n = {
            n
            for s in self.series
            for n, value in zip(s.n, s.values, strict=True)
            if value is not None or n is not None
        }
        return all_n.pop() if len(all_n) == 1 else None

    def letter_of(self, category: int) -> str:
        """The letters of the notes on a category, "" where there is none: "a", "a, b"."""
        return ", ".join(note.letter for note in self.notes if note.category == category)

    def to_dict(self) -> dict:
        """Plain lists, texts, numbers and None, ready for JSON; `from_dict` makes an equal figure of it.

        `direction` and `illustrative` are added for readers of the JSON and are not read back.
        """
        plain = json.loads(json.dumps(asdict(self)))
        return plain | {"direction": self.direction, "illustrative": self.illustrative}

    @classmethod
    def from_dict(cls, plain: Mapping) -> "Figure":
        """The figure that `to_dict` wrote. Raises ValueError for an unknown key or anything a figure refuses."""
        known = {field.name for field in fields(cls)}
        unknown = set(plain) - known - {"direction", "illustrative"}
        _require(not unknown, f"unknown keys: {', '.join(sorted(unknown))}")
        given = {key: value for key, value in plain.items() if key in known}
        given["series"] = tuple(Series(**series) for series in plain["series"])
        given["notes"] = tuple(Note(**note) for note in plain.get("notes", ()))
        given["breaks"] = tuple(Break(**cut) for cut in plain.get("breaks", ()))
        return cls(**given)

    def content_hash(self) -> str:
        """SHA-256 in hexadecimal over the canonical JSON: equal figures, equal hashes, on every machine."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _written(text: str | None) -> str | None:
    """A text as it stands on its own: English that stands in for a translation says so (`surveys.wording`)."""
    return None if text is None else str(text)


def _number(value: float | None) -> float | None:
    """Any kind of number as a finite float, None as None. NaN is refused: a missing value is None."""
    if value is None:
        return None
    number = float(value)
    _require(math.isfinite(number), f"{value!r} is not a number: a missing value is None")
    return number


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)

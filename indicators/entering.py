"""Values of an entered series as somebody hands them in: read, and held against the definition of the series. PURE.

A table has one line for each value: the year, a column for each dimension of the series (empty for the whole), the value, and
where it was taken from.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indicators.definitions import IndicatorDefinition

QUALIFIERS: Final = ("exact", "about", "more_than", "at_least")
SOURCE: Final = ("document", "paragraph", "note")
LONGEST: Final = {"document": 40, "paragraph": 20, "note": 400}
MOST_LINES: Final = 500
NUMBER: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,4})?")
PARTED: Final = ("usd", "percent")
"""Units that have decimals; the others count things."""


@dataclass(frozen=True)
class Entry:
    """One value of a series as it was handed in, whole and in order."""

    year: int
    breakdown: Mapping[str, str]
    value: Decimal
    qualifier: str
    document: str
    paragraph: str
    note: str

    @property
    def address(self) -> tuple:
        """What makes it the same value as another: the year and the breakdown."""
        return self.year, tuple(sorted(self.breakdown.items()))


@dataclass(frozen=True)
class Mistake:
    """What is wrong: a code of `words.ENTERING` with what fills it in, the column, and the line of a table."""

    code: str
    column: str = ""
    line: int | None = None
    parameters: Mapping[str, object] | None = None


class WrongEntries(Exception):
    """Nothing is taken over. Carries every mistake that was found."""

    def __init__(self, mistakes: list[Mistake]):
        super().__init__("; ".join(mistake.code for mistake in mistakes))
        self.mistakes = mistakes


def columns(definition: IndicatorDefinition) -> tuple[str, ...]:
    """The columns of a table of this series, in order."""
    return ("year", *definition.by, "value", "qualifier", *SOURCE)


def table_of(definition: IndicatorDefinition, entries: Iterable[Entry]) -> str:
    """The entries as a table, which `entries_of` reads again; of none the heading alone."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(columns(definition))
    for one in entries:
        parts = [one.breakdown.get(dimension, "") for dimension in definition.by]
        rows.writerow([one.year, *parts, f"{one.value.normalize():f}", one.qualifier, one.document, one.paragraph, one.note])  # fmt: skip
    return text.getvalue()


def entries_of(
    definition: IndicatorDefinition, text: str, known: Mapping[str, Collection[str]], latest: int
) -> list[Entry]:
    """What a table declares, parted by commas or semicolons or tabs. Raises WrongEntries with every mistake.

    `known`: dimension -> codes that there are; `latest` is the last year that can have a value.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise WrongEntries([Mistake("empty")])
    rows = list(csv.reader(lines, delimiter=_delimiter(lines[0])))
    heading = [cell.strip() for cell in rows[0]]
    if mistakes := _wrong_heading(definition, heading):
        raise WrongEntries(mistakes)
    if len(rows) > MOST_LINES + 1:
        raise WrongEntries([Mistake("too_many", parameters={"most": MOST_LINES})])
    found, mistakes = [], []
    for at, row in enumerate(rows[1:], 2):
        cells = dict(zip(heading, (cell.strip() for cell in row), strict=False))
        try:
            found.append(entry_of(definition, cells, known, latest, line=at))
        except WrongEntries as wrong:
            mistakes += wrong.mistakes
    mistakes += _twice(found)
    if not rows[1:]:
        mistakes.append(Mistake("empty"))
    if mistakes:
        raise WrongEntries(mistakes)
    return found


def entry_of(
    definition: IndicatorDefinition,
    cells: Mapping[str, str],
    known: Mapping[str, Collection[str]],
    latest: int,
    *,
    line: int | None = None,
) -> Entry:
    """One value out of its cells, column -> text. Raises WrongEntries with every mistake."""

    def text(column: str) -> str:
        return (cells.get(column) or "").strip()

    breakdown = {dimension: text(dimension) for dimension in definition.by if text(dimension)}
    mistakes = [
        *_wrong_year(definition, text("year"), latest),
        *(
            Mistake("unknown_code", dimension, parameters={"code": code})
            for dimension, code in breakdown.items()
            if code not in known.get(dimension, ())
        ),
        *_wrong_number(definition, text("value")),
        *_wrong_source({column: text(column) for column in SOURCE}),
    ]
    qualifier = text("qualifier") or "exact"
    if qualifier not in QUALIFIERS:
        mistakes.append(Mistake("no_qualifier", "qualifier", parameters={"known": ", ".join(QUALIFIERS)}))
    if mistakes:
        raise WrongEntries([Mistake(one.code, one.column, line, one.parameters) for one in mistakes])
    source = {column: text(column) for column in SOURCE}
    return Entry(int(text("year")), breakdown, Decimal(text("value")), qualifier, **source)


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _wrong_heading(definition: IndicatorDefinition, heading: list[str]) -> list[Mistake]:
    wanted = columns(definition)
    needed = {*wanted} - {"qualifier", "paragraph", "note"}
    missing = [Mistake("no_column", column, 1) for column in wanted if column in needed - {*heading}]
    strange = [Mistake("strange_column", column, 1) for column in heading if column not in wanted]
    return missing + strange


def _wrong_year(definition: IndicatorDefinition, text: str, latest: int) -> list[Mistake]:
    if not (len(text) == 4 and text.isascii() and text.isdecimal()):
        return [Mistake("no_year", "year")]
    if int(text) > latest:
        return [Mistake("year_to_come", "year", parameters={"year": text})]
    return (
        []
        if definition.is_valid_in(int(text))
        else [Mistake("year_not_valid", "year", parameters={"year": text})]
    )


def _wrong_number(definition: IndicatorDefinition, text: str) -> list[Mistake]:
    if not NUMBER.fullmatch(text):
        return [Mistake("no_number", "value")]
    value = Decimal(text)
    if definition.unit == "percent" and value > 100:
        return [Mistake("above_hundred", "value")]
    if definition.unit not in PARTED and value != value.to_integral_value():
        return [Mistake("not_whole", "value")]
    return []


def _wrong_source(source: Mapping[str, str]) -> list[Mistake]:
    mistakes = [
        Mistake("too_long", column, parameters={"most": LONGEST[column]})
        for column, text in source.items()
        if len(text) > LONGEST[column]
    ]
    if not source["document"]:
        mistakes.append(Mistake("no_document", "document"))
    elif not (source["paragraph"] or source["note"]):
        mistakes.append(Mistake("no_place", "paragraph"))
    return mistakes


def _twice(entries: list[Entry]) -> list[Mistake]:
    seen: set[tuple] = set()
    mistakes = []
    for one in entries:
        if one.address in seen:
            mistakes.append(Mistake("twice", "year", parameters={"year": one.year}))
        seen.add(one.address)
    return mistakes

"""The way back: from the answers of a submission to released values and figures, and what an upload would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.freezing import address_of
from indicators.headlines import unit_of_value, value_in_words
from indicators.impact import value_from
from indicators.links import value_address, value_opened, waiting_address
from indicators.models import Impact, IndicatorVersion, PublishedFigure, Value
from indicators.pages.addresses import Addresses
from indicators.pages.changes import ChangeInWords, changes_at, difference_in_words
from indicators.phrases import breakdown_in_words, n_in_words, why_not_computed
from indicators.points import Asked
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease, open_release, values_in, with_todays_questions
from indicators.queries.touched import Touched, fed_by, touched_by
from indicators.vocabulary import OF_THE_ANSWER
from surveys import lineage


@dataclass(frozen=True)
class TouchedRow:
    """A value: where it is explained, and where the figure is that shows it, both of one release, with the changes of it
    that the release tells. One that is in no release yet is explained, and has nothing else of these."""

    code: str
    title: str
    part: str
    year: int
    number: str
    unit: str
    releases: str
    address: str
    figure: str
    changes: list[ChangeInWords]


@dataclass(frozen=True)
class AnswerRow:
    """An answer with its cell, what it was corrected to if it was, and the released values that rest on it."""

    item: str
    question: str
    raw: str
    cell: str
    answer: int
    corrected: object
    explanations: tuple[str, ...]
    values: list[TouchedRow]


@dataclass(frozen=True)
class CountsRow:
    """A question of a table of counts, the cells of its counts of everybody, and the released values that rest on them."""

    item: str
    question: str
    cells: str
    values: list[TouchedRow]


@dataclass(frozen=True)
class ImpactSide:
    """A value before or after: its number or why there is none, the unit, and what it rests on; `address` is where it is
    explained, if a release has it."""

    number: str
    unit: str = ""
    n: str = ""
    address: str = ""


@dataclass(frozen=True)
class ImpactRow:
    """A value that the answers of an upload would change: released, and on both `sides`, as
    computed now and with these answers."""

    code: str
    title: str
    part: str
    year: int
    released: ImpactSide | None
    sides: tuple[ImpactSide | None, ImpactSide | None]
    difference: str


@dataclass(frozen=True)
class StateRow:
    """A published figure that would agree otherwise with what is computed of it."""

    code: str
    measure: str
    source: str
    before: str
    after: str


@dataclass(frozen=True)
class ImpactPage:
    """What an upload would change; `made` is when that was worked out."""

    rows: list[ImpactRow]
    states: list[StateRow]
    made: datetime


def answers_of(opened: OpenRelease, reader: Reader, submission) -> list[AnswerRow]:
    """Every answer of a submission in the order of the questionnaire. Seven queries and those of the reader's rights,
    for who sees everything six more, and for each release that is the newest with a value and not the one opened two."""
    touched = touched_by(submission, sees_all=reader.sees_all(submission.round.survey.code))
    listed = _listed(reader, touched)
    return [
        AnswerRow(
            item=item,
            question=words.text(cell.item_names),
            raw=cell.raw,
            cell=cell.cell,
            answer=cell.answer,
            corrected=cell.corrected,
            explanations=cell.explanations,
            values=[row for one, row in listed if item in one.items],
        )
        for item, cells in lineage.cells_by_item(submission).items()
        for cell in cells
    ]


def counts_of(opened: OpenRelease, reader: Reader, tabulation) -> list[CountsRow]:
    """Every question that a table of counts tells of, with the released values that it feeds. Five queries and those
    of the reader's rights."""
    fed = _listed(reader, fed_by(tabulation, sees_all=reader.sees_all(tabulation.round.survey.code)))
    return [
        CountsRow(
            item=item,
            question=words.text(names),
            cells=words.listed(cells),
            values=[row for one, row in fed if item in one.items],
        )
        for item, names, cells in lineage.cells_of_counts(tabulation)
    ]


def _listed(reader: Reader, touched: list[Touched]) -> list[tuple[Touched, TouchedRow]]:
    """The values in words, the changes of each as the newest release that holds it tells them."""
    number = reader.opened.number
    others = {one.releases[0] for one in touched if one.releases} - {number}
    opened = {number: reader.opened} | {other: open_release(other) for other in others}
    readers = {
        number: Reader(reader.user, replace(one, pinned=True)) for number, one in opened.items() if number
    }
    return [(one, _touched(reader.opened, one, readers)) for one in touched]


def _touched(opened: OpenRelease, one: Touched, readers: Mapping[int, Reader]) -> TouchedRow:
    code, value = one.value.version.indicator.code, one.value
    newest = one.releases[0] if one.releases else None
    dimension = next(iter(value.breakdown), None)
    asked = Asked(by=dimension, year=value.year if dimension else None)
    return TouchedRow(
        code=code,
        title=words.text(one.definition.title),
        part=breakdown_in_words(opened, value.breakdown, one.definition),
        year=value.year,
        number=_number(one.definition, value),
        unit=unit_of_value(one.definition, value),
        releases=words.listed(map(str, reversed(one.releases))),
        address=value_address(code, value.year, value.breakdown, f"?release={newest}")
        if newest
        else waiting_address(value),
        figure=Addresses(opened, code, asked).page(release=newest) if newest else "",
        changes=changes_at(readers[newest], value) if newest else [],
    )


def impact_page(opened: OpenRelease, reader: Reader, impact: Impact) -> ImpactPage:
    """What would change, as far as the reader may see it. Seven queries: options are worded as the questionnaire has them
    now."""
    content = impact.content
    numbers = {(row["code"], row["version"]) for row in content["values"]}
    versions = {
        (version.indicator.code, version.number): version
        for version in IndicatorVersion.objects.filter(
            indicator__code__in={code for code, _ in numbers}
        ).select_related("indicator")
    }
    released = reader.visible(values_in(opened, codes={code for code, _ in numbers}))
    released = {address_of(value): value for value in released}
    opened = with_todays_questions(opened, [version.as_definition() for version in versions.values()])
    illustrative = getattr(impact, impact.of).round.illustrative
    rows = []
    for row in content["values"]:
        version = versions[row["code"], row["version"]]
        definition = version.as_definition()
        if _may_compare(reader, definition, row["breakdown"]):
            before, after = (
                value_from(version, row[when], row["year"], row["breakdown"]) for when in ("before", "after")
            )
            (before or after).illustrative = illustrative
            here = released.get(address_of(before or after))
            rows.append(_impact(opened, definition, row, here, before, after))
    return ImpactPage(rows, _states(content["figures"]), impact.made)


def _may_compare(reader: Reader, definition: IndicatorDefinition, breakdown: Mapping[str, str]) -> bool:
    """Whether the reader may see a value with the file and without it. Of an indicator whose small groups are hidden
    only the whole and what is the reader's own: the file's own answers could be taken from a group."""
    guarded = definition.public_minimum and not reader.sees_all(definition.survey)
    groups = set(breakdown) - {*OF_THE_ANSWER, "respondent"}
    return not (guarded and groups) and reader.may_see(definition.survey, breakdown)


def _impact(opened: OpenRelease, definition: IndicatorDefinition, row, released, before, after) -> ImpactRow:
    address = value_opened(opened, released) if released else ""
    now = _side(definition, before)
    # The release explains the number of now as well, where it says the same.
    if now and now == _side(definition, released):
        now = replace(now, address=address)
    return ImpactRow(
        code=row["code"],
        title=words.text(definition.title),
        part=breakdown_in_words(opened, row["breakdown"], definition),
        year=row["year"],
        released=_side(definition, released, address),
        sides=(now, _side(definition, after)),
        difference=_difference(definition, before, after),
    )


def _side(definition: IndicatorDefinition, value: Value | None, address: str = "") -> ImpactSide | None:
    if value is None:
        return None
    if value.value is None:
        return ImpactSide(why_not_computed(value), address=address)
    number, unit = value_in_words(definition, value), unit_of_value(definition, value)
    return ImpactSide(number, unit, n_in_words(value), address)


def _number(definition: IndicatorDefinition, value: Value) -> str:
    return value_in_words(definition, value) if value.value is not None else why_not_computed(value)


def _difference(definition: IndicatorDefinition, before: Value | None, after: Value | None) -> str:
    if before is None or after is None or None in (before.value, after.value):
        return ""
    return difference_in_words(definition, after.value - before.value)


def _states(figures: list[dict]) -> list[StateRow]:
    changed = {row["code"]: row for row in figures}
    found = PublishedFigure.objects.filter(code__in=changed).order_by("position")
    return [
        StateRow(
            code=figure.code,
            measure=words.text(figure.measure),
            source=words.paragraph(figure.document, figure.paragraph),
            before=_state(changed[figure.code]["before"]),
            after=_state(changed[figure.code]["after"]),
        )
        for figure in found
    ]


def _state(one: dict) -> str:
    word = words.word(words.AGREEMENT, one["state"])
    if one["difference"] is None or not Decimal(one["difference"]):
        return word
    return words.in_line([word, words.signed(Decimal(one["difference"]))])

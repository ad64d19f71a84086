"""Which published figure is a value of which indicator: a reviewed file, never a match made by rule. PURE."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from indicators.published import Period, PublishedFigureRow
from surveys.declarations import DeclarationError, Reader, read_yaml

DIMENSIONS: Final = (
    *("respondent", "entity_type", "region", "ldc", "lldc", "sids"),
    *("option", "sub_question", "entity", "fund"),
)
REASONS_FOR_NONE: Final = (
    *("context", "plan_not_result", "framework_fact", "resources", "survey_participation"),
    *("single_programme", "other_measure", "unattributed", "out_of_scope"),
)
REASONS_FOR_ABSENCE: Final = ("value_lost", "not_reported")
REASONS: Final = REASONS_FOR_NONE + REASONS_FOR_ABSENCE


@dataclass(frozen=True)
class CrosswalkEntry:
    """What one figure is a value of.

    With an `indicator` the entry has its `period` and `breakdown` (dimension to code, {} for the whole), and a
    `reason` out of REASONS_FOR_ABSENCE if, and only if, the figure has no value. `baseline` says whether the
    figure's baseline is a published value of the same indicator and breakdown; None where it has no baseline.
    Without an indicator the `reason` is one of REASONS_FOR_NONE.
    """

    figure: str
    indicator: str | None
    period: Period | None
    breakdown: Mapping[str, str]
    baseline: bool | None
    reason: str | None
    note: Mapping[str, str] | None
    reviewed: bool
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Crosswalk:
    """The file: the texts of its reasons by code, and an entry per figure in the order of the file."""

    file: str
    reasons: Mapping[str, Mapping[str, str]]
    entries: tuple[CrosswalkEntry, ...]

    def error(self, entry: CrosswalkEntry, message: str) -> DeclarationError:
        """An error about one entry, for the caller to raise."""
        return DeclarationError(message, file=self.file, path=f"figures.{entry.figure}", line=entry.line)


def read_crosswalk(text: str, file: str) -> Crosswalk:
    """The crosswalk as it was written. Raises DeclarationError for a figure given twice, an unknown key, a
    dimension or reason outside its closed list, an entry that has neither indicator nor reason, and a note in one
    language only."""
    reader = Reader(read_yaml(text, file=file), file)
    texts = reader.mapping("reasons")
    reasons = {code: texts.texts(code) for code in REASONS}
    figures = reader.mapping("figures")
    entries = tuple(
        _entry(figure, figures.mapping(figure), figures.content.lines[figure]) for figure in figures.content
    )
    reader.finish()
    return Crosswalk(file, reasons, entries)


def check_crosswalk(
    figures: Iterable[PublishedFigureRow], crosswalk: Crosswalk, indicator_codes: Collection[str]
) -> None:
    """Raise DeclarationError unless every figure has exactly one reviewed entry, and every entry a figure and an
    indicator that exist, the period of its figure, a reason where a value is absent, and a word on a baseline
    where the figure has one."""
    by_id: dict[str, PublishedFigureRow] = {}
    for figure in figures:
        if figure.id in by_id:
            raise DeclarationError(
                "there are two figures of this id", file=crosswalk.file, path=f"figures.{figure.id}"
            )
        by_id[figure.id] = figure
    for entry in crosswalk.entries:
        if entry.figure not in by_id:
            raise crosswalk.error(entry, "there is no figure of this id")
        problem = _problem(entry, by_id[entry.figure], indicator_codes)
        if problem:
            raise crosswalk.error(entry, problem)
    entered = {entry.figure for entry in crosswalk.entries}
    for missing in by_id:
        if missing not in entered:
            raise DeclarationError("the figure has no entry", file=crosswalk.file, path=f"figures.{missing}")


def _entry(figure: str, reader: Reader, line: int) -> CrosswalkEntry:
    indicator = reader.text("indicator", None)
    if indicator is None:
        reason = reader.one_of("reason", REASONS_FOR_NONE)
    else:
        reason = reader.one_of("reason", REASONS_FOR_ABSENCE, None)
    return CrosswalkEntry(
        figure=figure,
        indicator=indicator,
        period=_period(reader) if indicator is not None else None,
        breakdown=_breakdown(reader) if indicator is not None else {},
        baseline=reader.boolean("baseline", None) if indicator is not None else None,
        reason=reason,
        note=_note(reader),
        reviewed=reader.boolean("reviewed"),
        line=line,
    )


def _period(reader: Reader) -> Period:
    text = reader.text("period")
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text)
    if match is None:
        raise reader.error(f"“{text}” is not a period written as 2022 or 2020-2021", "period")
    first, last = match.groups()
    return int(first), int(last or first)


def _note(reader: Reader) -> Mapping[str, str] | None:
    note = reader.texts("note", None)
    if note is not None and "zh" not in note:
        raise reader.error("one language is given without the other", "note")
    return note


def _breakdown(reader: Reader) -> Mapping[str, str]:
    breakdown = reader.text_mapping("breakdown", {})
    for dimension in breakdown:
        if dimension not in DIMENSIONS:
            raise reader.error(f"“{dimension}” is not one of {', '.join(DIMENSIONS)}", "breakdown")
    return dict(sorted(breakdown.items()))


def _problem(
    entry: CrosswalkEntry, figure: PublishedFigureRow, indicator_codes: Collection[str]
) -> str | None:
    if not entry.reviewed:
        return "the entry has not been reviewed"
    if entry.indicator is None:
        return None
    if entry.indicator not in indicator_codes:
        return f"there is no indicator “{entry.indicator}”"
    if entry.period != figure.period:
        return f"the period of the figure is {figure.period}"
    if (figure.value is None) != (entry.reason is not None):
        return "a reason is given if, and only if, the value is absent"
    if (figure.baseline_value is None) != (entry.baseline is None):
        return "“baseline” is given if, and only if, the figure has a baseline"
    if entry.baseline and figure.baseline_year is None:
        return "the baseline has no year"
    return None

"""Definitions as analysts work on them: the list, and one version with what it would change."""

from dataclasses import dataclass

from indicators import engine, words
from indicators.definitions import IndicatorDefinition
from indicators.drafting import rounds_beside
from indicators.engine import rounded
from indicators.models import Indicator, IndicatorVersion
from indicators.phrases import breakdown_in_words
from indicators.queries.drafted import BeforeAfter, before_and_after
from indicators.queries.released import OpenRelease, with_todays_questions


@dataclass(frozen=True)
class DraftRow:
    """A value of a year and part before and after, and by how much they differ where both are numbers."""

    year: int
    part: str
    illustrative: bool
    before: str
    after: str
    changed: bool
    difference: str


def indicators_with_versions() -> list[tuple[Indicator, str, list[IndicatorVersion]]]:
    """Each indicator with its name and versions, the newest first. Two queries."""
    found = [(one, list(one.versions.all())) for one in Indicator.objects.prefetch_related("versions")]
    return [(one, words.text(versions[0].as_definition().title), versions) for one, versions in found]


def rows_of(
    opened: OpenRelease, version: IndicatorVersion, definition: IndicatorDefinition
) -> list[DraftRow]:
    """The values of all years that the definition or the version in force gives, options as the questionnaire words
    them now. Eight queries for each round, and one for each version."""
    opened = with_todays_questions(opened, [definition])
    found = before_and_after(version, definition, rounds_beside(version, definition))
    return [_row(opened, definition, one) for one in found]


def _row(opened: OpenRelease, definition: IndicatorDefinition, one: BeforeAfter) -> DraftRow:
    before = _shown(one.before_by, one.before)
    after = _shown(definition, one.after)
    return DraftRow(
        year=one.year,
        part=breakdown_in_words(opened, one.breakdown, definition),
        illustrative=one.illustrative,
        before=before,
        after=after,
        changed=before != after,
        difference=_difference(definition, one),
    )


def _difference(definition: IndicatorDefinition, one: BeforeAfter) -> str:
    """After less before, both as they are shown; "" where they are the same or one of them is no number."""
    if one.before is None or one.after is None or one.before.value is None or one.after.value is None:
        return ""
    before = rounded(one.before.value, (one.before_by or definition).rounding)
    difference = rounded(one.after.value, definition.rounding) - before
    return words.signed_number(difference, max(0, -difference.as_tuple().exponent)) if difference else ""


def _shown(definition: IndicatorDefinition | None, value: engine.ComputedValue | None) -> str:
    if definition is None or value is None:
        return ""
    if value.value is None:
        return words.reason(value.reason, value.reason_parameters)
    number = words.plain_number(rounded(value.value, definition.rounding))
    return words.in_line([number, words.answered(value.answered, value.invited)])

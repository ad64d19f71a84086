"""Definitions as analysts work on them: the list, and one version with what it would change."""

from dataclasses import dataclass

from indicators import engine, words
from indicators.definitions import IndicatorDefinition
from indicators.drafting import rounds_of
from indicators.engine import rounded
from indicators.models import Indicator, IndicatorVersion
from indicators.phrases import breakdown_in_words
from indicators.queries.drafted import BeforeAfter, before_and_after
from indicators.queries.released import OpenRelease, with_todays_questions


@dataclass(frozen=True)
class DraftRow:
    """A value of a year and part before and after."""

    year: int
    part: str
    illustrative: bool
    before: str
    after: str
    changed: bool


def indicators_with_versions() -> list[tuple[Indicator, str, list[IndicatorVersion]]]:
    """Each indicator with its name and versions, the newest first. Two queries."""
    found = [(one, list(one.versions.all())) for one in Indicator.objects.prefetch_related("versions")]
    return [(one, words.text(versions[0].as_definition().title), versions) for one, versions in found]


def rows_of(opened: OpenRelease, version: IndicatorVersion) -> list[DraftRow]:
    """The values of all years that the version or the one in force gives, options as the questionnaire words them
    now. Eight queries for each round, and four."""
    definition = version.as_definition()
    opened = with_todays_questions(opened, [definition])
    return [_row(opened, definition, one) for one in before_and_after(version, rounds_of(definition))]


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
    )


def _shown(definition: IndicatorDefinition | None, value: engine.ComputedValue | None) -> str:
    if definition is None or value is None:
        return ""
    if value.value is None:
        return words.reason(value.reason, value.reason_parameters)
    number = words.plain_number(rounded(value.value, definition.rounding))
    return words.in_line([number, words.answered(value.answered, value.invited)])

"""The pages about releases: what one holds, and what the next one would bring."""

from collections import Counter
from dataclasses import dataclass

from indicators import words
from indicators.headlines import value_in_words
from indicators.models import IndicatorVersion, Release, Value
from indicators.phrases import breakdown_in_words, why_not_computed
from indicators.queries.computed import changes_since, released_values
from indicators.queries.released import OpenRelease

CHANGES_SHOWN = 100


@dataclass(frozen=True)
class ChangeRow:
    """A value that the next release would add, replace or leave out, before and after in words."""

    code: str
    title: str
    part: str
    year: int
    illustrative: bool
    before: str
    after: str


@dataclass(frozen=True)
class Pending:
    """What the next release would bring: how many values are new, changed and gone, and the first of them."""

    added: int
    changed: int
    gone: int
    rows: list[ChangeRow]

    @property
    def total(self) -> int:
        """How many values differ."""
        return self.added + self.changed + self.gone


@dataclass(frozen=True)
class Holding:
    """What a release holds of one survey and year."""

    survey: str
    year: int
    illustrative: bool
    indicators: int
    values: int
    missing: int


def pending(opened: OpenRelease) -> Pending:
    """What has been computed since a release. Four queries."""
    changes = changes_since(opened.release)
    shown = changes[:CHANGES_SHOWN]
    versions = {value.version_id for change in shown for value in (change.before, change.after) if value}
    found = IndicatorVersion.objects.in_bulk(versions)
    definitions = {pk: version.as_definition() for pk, version in found.items()}
    return Pending(
        added=sum(change.before is None for change in changes),
        gone=sum(change.after is None for change in changes),
        changed=sum(change.before is not None and change.after is not None for change in changes),
        rows=[_change(opened, change, definitions) for change in shown],
    )


def holdings(opened: OpenRelease) -> list[Holding]:
    """What the release holds, by survey and year. One query."""
    values = list(released_values(opened.release).select_related("run__round__survey"))
    keys = Counter(_key(value) for value in values)
    indicators = {key: len({v.version_id for v in values if _key(v) == key}) for key in keys}
    missing = Counter(_key(value) for value in values if value.value is None)
    return [
        Holding(words.text(opened.survey(key[0]).get("names")) or key[0], key[1], key[2], indicators[key], keys[key], missing[key])
        for key in sorted(keys)
    ]  # fmt: skip


def _key(value: Value) -> tuple[str, int, bool]:
    return value.run.round.survey.code, value.year, value.illustrative


def _change(opened: OpenRelease, change, definitions: dict) -> ChangeRow:
    survey = definitions[(change.after or change.before).version_id].survey
    return ChangeRow(
        code=change.code,
        title=words.text((change.after or change.before).version.indicator.names),
        part=breakdown_in_words(opened, change.breakdown, survey),
        year=change.year,
        illustrative=change.illustrative,
        before=_shown(definitions, change.before),
        after=_shown(definitions, change.after),
    )


def _shown(definitions: dict, value: Value | None) -> str:
    """A value in words, its reason where it has none, "" where there is no value at all."""
    if value is None:
        return ""
    if value.value is None:
        return why_not_computed(value)
    return value_in_words(definitions[value.version_id], value)


def published_releases() -> list[Release]:
    """All published releases, the newest first, without their frozen parts. One query."""
    return list(Release.objects.published().defer("frozen").select_related("published_by"))

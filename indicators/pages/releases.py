"""The pages about releases: what one holds, and what the next one would bring."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext

from indicators import words
from indicators.comparing import Cause
from indicators.headlines import value_in_words
from indicators.links import value_opened
from indicators.models import IndicatorVersion, Release, Value
from indicators.pages.changes import ChangeInWords, change_in_words
from indicators.phrases import breakdown_in_words, why_not_computed
from indicators.queries.compared import Caused, CausedChange
from indicators.queries.computed import changes_since, released_values
from indicators.queries.released import OpenRelease

CHANGES_SHOWN = 100


@dataclass(frozen=True)
class ChangeRow:
    """A value that the next release would add, replace or leave out, before and after in words.

    The addresses are the pages of released values; "" for one that no release holds.
    """

    code: str
    title: str
    part: str
    year: int
    illustrative: bool
    before: str
    after: str
    before_address: str = ""
    after_address: str = ""


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
class Held:
    """An indicator of which a release holds values of a survey and year: how many, and how many without a number."""

    code: str
    title: str
    address: str
    values: int
    missing: int


@dataclass(frozen=True)
class Holding:
    """What a release holds of one survey and year; `anchor` is where its indicators are listed on the page."""

    survey: str
    year: int
    illustrative: bool
    held: list[Held]
    anchor: str

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many indicators, how many values of them, and of how many of these there is no number."""
        return len(self.held), sum(one.values for one in self.held), sum(one.missing for one in self.held)


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
    found: dict[tuple, dict[tuple[str, int], list[Value]]] = defaultdict(lambda: defaultdict(list))
    for value in released_values(opened.release).select_related("run__round__survey"):
        found[_key(value)][value.version.indicator.code, value.version.number].append(value)
    return [
        Holding(
            words.text(opened.survey(survey).get("names")) or survey,
            year,
            illustrative,
            [_held(opened, *of_one, year, values) for of_one, values in sorted(held.items())],
            f"held-{at}",
        )
        for at, ((survey, year, illustrative), held) in enumerate(sorted(found.items()), start=1)
    ]


def _held(opened: OpenRelease, code: str, number: int, year: int, values: list[Value]) -> Held:
    address = f"{reverse('indicator', args=[code])}?release={opened.number}&year={year}"
    title = words.text(opened.definition(code, number).title)
    return Held(code, title, address, len(values), sum(value.value is None for value in values))


def _key(value: Value) -> tuple[str, int, bool]:
    return value.run.round.survey.code, value.year, value.illustrative


def _change(opened: OpenRelease, change, definitions: dict) -> ChangeRow:
    definition = definitions[(change.after or change.before).version_id]
    return ChangeRow(
        code=change.code,
        title=words.text(definition.title),
        part=breakdown_in_words(opened, change.breakdown, definition),
        year=change.year,
        illustrative=change.illustrative,
        before=_shown(definitions, change.before),
        before_address=value_opened(opened, change.before) if change.before else "",
        after=_shown(definitions, change.after),
    )


def _shown(definitions: dict, value: Value | None) -> str:
    """A value in words, its reason where it has none, "" where there is no value at all."""
    if value is None:
        return ""
    if value.value is None:
        return why_not_computed(value)
    return value_in_words(definitions[value.version_id], value)


@dataclass(frozen=True)
class ComparedRow:
    """A value that differs between two releases, and why, in words."""

    change: ChangeRow
    causes: list[str]


@dataclass(frozen=True)
class ComparedChange:
    """A change between two rounds that two releases tell differently, and why, in words."""

    code: str
    title: str
    before: ChangeInWords | None
    after: ChangeInWords | None
    causes: list[str]

    @property
    def told(self) -> ChangeInWords:
        """What says which change it is."""
        return self.after or self.before


@dataclass(frozen=True)
class FrozenRow:
    """A part of what a release freezes, and the codes whose content differs."""

    title: str
    codes: str


def compared_rows(earlier: OpenRelease, later: OpenRelease, found: Iterable[Caused]) -> list[ComparedRow]:
    """The differences in words. No query."""
    return [
        ComparedRow(_compared(earlier, later, one.change), [_cause_in_words(cause) for cause in one.causes])
        for one in found
    ]


def compared_changes(
    earlier: OpenRelease, later: OpenRelease, found: Iterable[CausedChange]
) -> list[ComparedChange]:
    """The changes between rounds that differ, in words. No query."""
    earlier, later = replace(earlier, pinned=True), replace(later, pinned=True)
    return [
        ComparedChange(
            one.code,
            words.text((later if one.after else earlier).definition(one.code).title),
            change_in_words(earlier, one.code, one.before) if one.before else None,
            change_in_words(later, one.code, one.after) if one.after else None,
            [_cause_of_year(year, cause) for year, cause in one.causes],
        )
        for one in found
    ]


def frozen_rows(differences: dict[str, list[str]]) -> list[FrozenRow]:
    """What else differs: definitions, names, judgements, code lists, published figures."""
    return [
        FrozenRow(words.word(words.FROZEN, section), words.listed(codes))
        for section, codes in differences.items()
    ]


def _compared(earlier: OpenRelease, later: OpenRelease, change) -> ChangeRow:
    opened = later if change.after else earlier
    definition = opened.definition(change.code, (change.after or change.before).version.number)
    return ChangeRow(
        code=change.code,
        title=words.text(definition.title),
        part=breakdown_in_words(opened, change.breakdown, definition),
        year=change.year,
        illustrative=change.illustrative,
        before=_through(earlier, change.before),
        after=_through(later, change.after),
        before_address=_pinned(earlier, change.before),
        after_address=_pinned(later, change.after),
    )


def _through(opened: OpenRelease, value: Value | None) -> str:
    if value is None or value.value is None:
        return "" if value is None else why_not_computed(value)
    return value_in_words(opened.definition(value.version.indicator.code, value.version.number), value)


def _pinned(opened: OpenRelease, value: Value | None) -> str:
    """The page of a value of this very release, be it the newest or not."""
    return value_opened(opened, value, pinned=True) if value else ""


def _cause_in_words(cause: Cause) -> str:
    word = words.word(words.CAUSES, cause.kind)
    if not cause.count:
        return word
    return gettext("%(cause)s: %(count)s") % {"cause": word, "count": cause.count}


def _cause_of_year(year: int | None, cause: Cause) -> str:
    word = _cause_in_words(cause)
    return gettext("%(year)s: %(cause)s") % {"year": year, "cause": word} if year else word


def releases_ahead() -> list[Release]:
    """Releases that are prepared or under embargo, the newest first, without their frozen parts. One query."""
    return list(Release.objects.ahead().defer("frozen").select_related("published_by"))


def published_releases() -> list[Release]:
    """All published releases, the newest first, without their frozen parts. One query."""
    return list(Release.objects.published().defer("frozen").select_related("published_by"))

"""A release, opened for reading: its values through the definitions and names that it froze."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from indicators.definitions import IndicatorDefinition
from indicators.freezing import frozen_parts, questions_read
from indicators.models import IndicatorVersion, Release, Value
from indicators.queries.asked import answer_name, question_name
from indicators.queries.computed import released_values
from indicators.queries.suppression import masked, masked_changes
from indicators.vocabulary import GROUPINGS, OF_THE_ANSWER, OPTION, SUB_QUESTION


class ReleaseNotThere(LookupError):
    """A release is asked for that does not exist or is not published."""


@dataclass(frozen=True)
class OpenRelease:
    """A release with its frozen parts; before the first release there is none, and the parts are today's.

    `pinned` says whether the reader asked for this very release, `whole` whether all that is shown through it was
    frozen with it: else something of today stands beside it. Codes that the parts do not know raise
    LookupError; names are wordings, see `surveys.wording`.
    """

    release: Release | None
    frozen: dict
    pinned: bool = False
    whole: bool = False
    _read: dict = field(default_factory=dict)

    @property
    def number(self) -> int | None:
        """The release's number; None before the first release."""
        return self.release.number if self.release else None

    def indicator_of(self, code: str) -> tuple[str, dict]:
        """The indicator that a code means, and the breakdown: "BA.3.ILO" is BA.3 for one respondent.

        An indicator's own code always means all of it, see `address_codes`.
        """
        return self._codes[code]

    def address_codes(self, indicator: str) -> dict[str, Mapping]:
        """The codes of the indicator's parts, as addresses write them, with the breakdown that each means.

        Some lists publish a part under a code that an indicator has for itself. Such a part is found under that code
        with its own codes after it: "BA.4.resources".
        """
        parts = {}
        for code, breakdown in self.frozen["indicators"][indicator]["codes"].items():
            if breakdown:
                own = code in self.indicator_codes
                parts[".".join([code, *breakdown.values()]) if own else code] = breakdown
        return parts

    def definition(self, code: str, number: int | None = None) -> IndicatorDefinition:
        """A version of an indicator's definition; the highest where no number is given."""
        versions = self.frozen["definitions"][code]
        key = str(number) if number else max(versions, key=int)
        if (code, key) not in self._read:
            self._read[code, key] = IndicatorDefinition.from_dict(versions[key])
        return self._read[code, key]

    def changes_of(self, code: str, *, long: bool = False, all_told: bool = False) -> list[dict]:
        """The changes of an indicator from round to round, by year, as `freezing` keeps them; numbers are text.

        The `long` ones are those since the first round over others. As everybody may see them, small groups hidden,
        unless `all_told`: see `access.Reader.changes_of`.
        """
        changes = self.frozen.get("long_changes" if long else "changes", {}).get(code, [])
        return changes if all_told else masked_changes(changes, partial(self.definition, code))

    def version_numbers(self, code: str) -> list[int]:
        """Numbers of the indicator's definitions, the newest first."""
        return sorted(map(int, self.frozen["definitions"][code]), reverse=True)

    def versions(self, keys: set[int]) -> dict[int, IndicatorVersion]:
        """The versions with these keys and more: read once for a release, and shared by its values. One query at most."""
        if "versions" not in self._read or not keys <= self._read["versions"].keys():
            every = IndicatorVersion.objects.select_related("indicator").defer("definition")
            self._read["versions"] = {version.pk: version for version in every}
        return self._read["versions"]

    @cached_property
    def indicator_codes(self) -> list[str]:
        """Every indicator that has a definition, in the order of the lists that publish them."""
        indicators = self.frozen["indicators"]
        known = [code for code in indicators if code in self.frozen["definitions"]]
        return sorted(known, key=lambda code: (indicators[code]["position"], code))

    def indicators_of_node(self, node: str) -> list[str]:
        """The indicators that serve a node, written framework/code."""
        return [code for code in self.indicator_codes if node in self.frozen["indicators"][code]["nodes"]]

    def nodes_of(self, framework: str) -> list[tuple[str, dict]]:
        """(framework/code, what is known of it) of a framework's nodes, in order."""
        nodes = [(key, node) for key, node in self.frozen["nodes"].items() if key.split("/")[0] == framework]
        return sorted(nodes, key=lambda pair: (pair[1]["position"], pair[0]))

    @cached_property
    def frameworks(self) -> list[tuple[str, dict]]:
        """(code, what is known of it) of the frameworks, in order."""
        return sorted(self.frozen["frameworks"].items(), key=lambda pair: (pair[1]["position"], pair[0]))

    def survey(self, code: str | None) -> dict:
        """What is known of a survey; {} for a code that no survey has, such as that of an administrative series."""
        return self.frozen["surveys"].get(code or "", {})

    def questions(self, survey: str | None) -> dict:
        """Version of the questionnaire -> question -> names and options, of those that definitions read."""
        return self.frozen["questions"].get(survey or "", {})

    def as_asked(self, survey: str | None, version: str) -> Self:
        """The same with what a survey asks worded as in one version of its questionnaire, what that lacks as in the
        newest."""
        versions = self.questions(survey)
        if version not in versions:
            return self
        worded: dict[str, dict] = {}
        for items in (*(versions[key] for key in sorted(versions)), versions[version]):
            worded |= items
        questions = {**self.frozen["questions"], survey: {version: worded}}
        return replace(self, frozen={**self.frozen, "questions": questions})

    def codes_in_order(self, dimension: str) -> list[str]:
        """The codes of a grouping in the order in which lists show them; [] for other dimensions."""
        grouping = self.frozen["groups"].get(dimension, {})
        return list(grouping.get("order", grouping.get("groups", {})))

    def name_of(
        self, dimension: str, code: str, definition: IndicatorDefinition | None = None
    ) -> Mapping | None:
        """The wording of a breakdown's code; None where only the code is known.

        What is a part of the answers is told by the questions of the `definition`; an option has no name without it.
        """
        survey = definition.survey if definition else None
        if dimension in ("respondent", "entity"):
            kind = (
                self.survey(survey).get("respondent_kind", "entity")
                if dimension == "respondent"
                else "entity"
            )
            return self.frozen["respondents"].get(kind, {}).get(code)
        if dimension == OPTION:
            return answer_name(self.questions(survey), definition, code) if definition else None
        if dimension == SUB_QUESTION:
            surveys = self.frozen["questions"] if survey is None else {survey: self.questions(survey)}
            return next(filter(None, (question_name(one, code) for one in surveys.values())), None)
        return self.frozen["groups"].get(dimension, {}).get("groups", {}).get(code)

    @cached_property
    def _codes(self) -> dict[str, tuple[str, dict]]:
        codes = {}
        for indicator in self.indicator_codes:
            parts = self.address_codes(indicator)
            codes |= {code: (indicator, breakdown) for code, breakdown in parts.items()}
        return codes | {code: (code, {}) for code in self.indicator_codes}


def release_of(number: str | int | None, *, ahead: bool = False) -> Release | None:
    """The published release of this number, else the newest; None before the first. Raises ReleaseNotThere.

    With `ahead` a release that is not public yet is found by its number as well.
    """
    published = Release.objects.published().defer("frozen")
    if number is None or number == "":
        return published.first()
    among = Release.objects.defer("frozen") if ahead else published
    release = among.filter(number=int(number)).first() if str(number).isdecimal() else None
    if release is None:
        raise ReleaseNotThere(f"There is no published release {number}.")
    return release


def newest_release() -> Release | None:
    """The newest published release, without what it froze; None before the first. One query."""
    return release_of(None)


def open_release(number: str | int | None = None, *, ahead: bool = False) -> OpenRelease:
    """The release of this number, else the newest published one, else today's definitions without values.

    With `ahead` one that is not public yet opens by its number. Raises ReleaseNotThere. One query, and one more for a
    release that this process has not read yet; a fixed number more before the first release, and for releases from
    before judgements and questions were frozen.
    """
    release = release_of(number, ahead=ahead)
    pinned = number not in (None, "")
    if release is None:
        return OpenRelease(None, frozen_parts([]), pinned=pinned)
    frozen, read = _content(release.pk, release.content_hash)
    if "judgements" not in frozen:
        return OpenRelease(
            release, {**frozen_parts([]), **frozen, "published": None}, pinned=pinned, whole=False
        )
    return OpenRelease(release, frozen, pinned=pinned, whole=True, _read=read)


def with_todays_questions(opened: OpenRelease, definitions: Iterable[IndicatorDefinition]) -> OpenRelease:
    """The same, with questions and options as questionnaires word them now: for pages about what is not released yet.

    Four queries at most.
    """
    return replace(opened, frozen={**opened.frozen, "questions": questions_read(definitions)}, whole=False)


@lru_cache(maxsize=4)
def _content(pk: int, content_hash: str) -> tuple[dict, dict]:
    """The frozen parts of a release, and a place for the definitions read from them, for all who read it.

    Under the hash of its content a release never changes, and reading it anew takes longer than showing a page.
    Nobody may write into what is returned.
    """
    return Release.objects.values_list("frozen", flat=True).get(pk=pk), {}


def releases_with(code: str, number: int) -> list[Release]:
    """The public releases with values of this version of an indicator's definition, the newest first. One query."""
    version = IndicatorVersion.objects.filter(indicator__code=code, number=number)
    held = Value.objects.filter(version__in=version, release_values__release=OuterRef("pk"))
    return list(Release.objects.published().filter(Exists(held)).defer("frozen"))


def public_values(release: Release | None) -> QuerySet[Value]:
    """The values of a release that everyone may see: by respondent only where the survey is attributable."""
    attributable = Q(run__round__survey__attributable=True)
    return released_values(release).filter(attributable | ~Q(breakdown__has_key="respondent"))


def values_for_all(opened: OpenRelease) -> list[Value]:
    """The public values of a release as everybody alike may see them, small groups hidden. One query."""
    values = public_values(opened.release).select_related("run__round__survey").defer("run__basis")
    ordered = values.order_by("version__indicator__code", "year", "pk")
    return masked(
        ordered, lambda value: opened.definition(value.version.indicator.code, value.version.number)
    )


def values_in(opened: OpenRelease, *, codes=None, whole_only: bool = False) -> list[Value]:
    """The values of a release, of some indicators or of all, by indicator, year and breakdown. One query at most.

    `whole_only` leaves those of all respondents: the whole, and single answers and sub-questions.
    """
    return _fetch(opened, codes, _WHOLE if whole_only else Q())


def values_over_years(
    opened: OpenRelease, codes: Sequence[str], year: int | None, *, groups: bool = False
) -> list[Value]:
    """What shows indicators over the years: their wholes, and the groups too of `year`, or of all years with `groups`.

    An indicator that has no whole comes with all its groups. Single respondents are left out. Two queries at most.
    """
    wanted = _WHOLE
    if year is not None or groups:
        wanted = _WHOLE | (_GROUPS if year is None else _GROUPS & Q(year=year))
    values = _fetch(opened, codes, wanted)
    without = set(codes) - {value.version.indicator.code for value in values}
    return values + (_fetch(opened, without, _GROUPS) if without else [])


def values_of(
    opened: OpenRelease, code: str, *, by: str | None, year: int | None, part: Mapping[str, str]
) -> list[Value]:
    """What the page of an indicator shows: its whole and its groups over the years. Three queries at most.

    Single respondents may be hundreds: where `by` asks for them, those of that year are read, or of the newest one
    that has any; else those of `part`. Of each year there is one in any case, which says that there are such values.
    """
    first = _fetch(opened, [code], _ONE_BY_ONE, distinct=("year", "illustrative"))
    years = {value.year for value in first}
    wanted = _GROUPS | Q(breakdown=dict(part))
    if by == RESPONDENT and years:
        wanted |= _ONE_BY_ONE & Q(year=year if year in years else max(years))
    values = _fetch(opened, [code], wanted)
    there = {value.pk for value in values}
    return values + [value for value in first if value.pk not in there]


RESPONDENT = "respondent"
_OF_AN_ANSWER = Q(breakdown__has_any_keys=list(OF_THE_ANSWER))
_WHOLE = Q(breakdown={}) | _OF_AN_ANSWER & ~Q(breakdown__has_any_keys=list(GROUPINGS))
_ONE_BY_ONE = Q(breakdown__has_key=RESPONDENT)
_GROUPS = ~_ONE_BY_ONE


def _fetch(opened: OpenRelease, codes, wanted: Q, *, distinct: tuple[str, ...] = ()) -> list[Value]:
    """Values of the release in their order, each with its version at hand. One query, or none.

    Of those that are equal in `distinct` only the first.
    """
    if opened.release is None:
        return []
    asked = None if codes is None else tuple(sorted(codes))
    found = _read_once(opened.release.pk, opened.release.content_hash, asked, wanted, distinct)
    versions = opened.versions({value.version_id for value in found})
    for value in found:
        value.version = versions[value.version_id]
    return sorted(found, key=_place)


@lru_cache(maxsize=128)
def _read_once(
    release: int, content_hash: str, codes: tuple[str, ...] | None, wanted: Q, distinct: tuple[str, ...]
) -> tuple[Value, ...]:
    """What `_fetch` asks for, for all who read: under its hash the values of a release never change."""
    values = Value.objects.filter(wanted, release_values__release=release)
    if codes is not None:
        values = values.filter(version__indicator__code__in=codes)
    return tuple(values.order_by(*distinct, "pk").distinct(*distinct) if distinct else values.order_by("pk"))


def _place(value: Value) -> tuple:
    indicator = value.version.indicator
    return indicator.position, indicator.code, value.year, value.pk

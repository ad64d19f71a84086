"""From an answer, or a table of counts, to everything that rests on it: the values that it counts in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.definitions import IndicatorDefinition
from indicators.models import IndicatorVersion, Release, ReleaseValue, Run, Value
from indicators.queries.access import Reader
from indicators.queries.computed import newest_values, released_values
from indicators.queries.released import OpenRelease
from indicators.queries.suppression import masked
from indicators.vocabulary import OF_THE_ANSWER


@dataclass(frozen=True)
class Touched:
    """A value that a submission counts in, its definition, and the public releases that hold it, newest first: none of
    them where it waits for its first."""

    value: Value
    definition: IndicatorDefinition
    releases: tuple[int, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Codes of the items that this value reads: of a part only those of the part, and what weighs and filters."""
        return (self.definition.alone(self.value.breakdown) or self.definition).items


def touched_by(submission, *, sees_all: bool) -> list[Touched]:
    """Every publicly released value in whose part the respondent of this submission stood. Four queries.

    A value is there also where the answer is an absence: that is counted among those who are left out. Who `sees_all`
    sees those that are computed and not released yet too, with six queries more. For others small groups are hidden
    as in the newest release that holds the value; one query more for each such release.
    """
    held = _held(value__run__submissions=submission, value__tabulation=None)
    if sees_all:
        held = sorted([*held, *_waiting(submission)], key=_place)
    code = submission.respondent.code
    runs = Run.objects.in_bulk({one.value.run_id for one in held})
    groups = {pk: _groups(run, code) for pk, run in runs.items()}
    found = [one for one in held if _stands_in(one.value, one.definition, code, groups[one.value.run_id])]
    return found if sees_all else _hidden_where_small(found)


def fed_by(tabulation, *, sees_all: bool) -> list[Touched]:
    """Every publicly released value that came out of this table of counts. Three queries, else as above."""
    found = _held(value__tabulation=tabulation)
    return found if sees_all else _hidden_where_small(found)


def _held(**where) -> list[Touched]:
    """The values of public releases that are so, in order of indicators and years. Three queries."""
    public = Release.objects.published().values("pk")
    held = ReleaseValue.objects.filter(release__in=public, **where).order_by("-release__number")
    numbers: dict[int, list[int]] = {}
    for value, number in held.values_list("value_id", "release__number"):
        numbers.setdefault(value, []).append(number)
    values = Value.objects.filter(pk__in=numbers).select_related("version__indicator")
    values = list(values.defer("version__definition").order_by("version__indicator__position", "year", "pk"))
    return _touched(values, numbers)


def _waiting(submission) -> list[Touched]:
    """The newest values over these answers that no public release holds. Six queries."""
    runs = set(submission.runs.values_list("pk", flat=True))
    newest = [
        one for one in newest_values(submission.round_id) if one.run_id in runs and not one.tabulation_id
    ]
    public = Release.objects.published().values("pk")
    held = ReleaseValue.objects.filter(release__in=public, value__run__in=runs)
    released = set(held.values_list("value_id", flat=True))
    return _touched([value for value in newest if value.pk not in released], {})


def _touched(values: Iterable[Value], numbers: Mapping[int, Sequence[int]]) -> list[Touched]:
    """The values with their definitions, and with the releases of these numbers. One query."""
    values = list(values)
    versions = IndicatorVersion.objects.in_bulk({value.version_id for value in values})
    definitions = {pk: version.as_definition() for pk, version in versions.items()}
    return [Touched(one, definitions[one.version_id], tuple(numbers.get(one.pk, ()))) for one in values]


def _place(one: Touched) -> tuple[int, int, int]:
    return one.value.version.indicator.position, one.value.year, one.value.pk


def value_with_releases(key: int) -> tuple[Value, list[int]]:
    """A value by its primary key, and the numbers of the public releases that hold it, the newest first. Two queries.
    Raises Value.DoesNotExist."""
    value = Value.objects.select_related("version__indicator", "run__round__survey").get(pk=key)
    public = Release.objects.published().filter(release_values__value=value)
    return value, list(public.values_list("number", flat=True))


def resting_on(opened: OpenRelease, reader: Reader, survey, respondent) -> list[Value]:
    """The values of a release in whose part a respondent of a survey stood, as the reader may see them. Three queries.

    Those that come out of a table of counts rest on nobody's own answers.
    """
    runs = Run.objects.filter(submissions__respondent=respondent, round__survey=survey)
    runs = runs.filter(values__release_values__release=opened.release).distinct()
    groups = {run.pk: _groups(run, respondent.code) for run in Run.objects.filter(pk__in=runs.values("pk"))}
    tables = released_values(opened.release).filter(run__round__survey=survey)
    values = reader.visible(tables.order_by("version__indicator__position", "-year", "pk"))
    return [
        value
        for value in values
        if value.run_id in groups
        and value.tabulation_id is None
        and _stands_in(value, reader.definition_of(value), respondent.code, groups[value.run_id])
    ]


def _hidden_where_small(found: list[Touched]) -> list[Touched]:
    guarded: dict[int, dict[int, IndicatorDefinition]] = {}
    for one in found:
        if one.definition.public_minimum:
            guarded.setdefault(one.releases[0], {})[one.value.version_id] = one.definition
    masks: dict[tuple[int, int], Value] = {}
    for number, definitions in guarded.items():
        table = Value.objects.filter(release_values__release__number=number, version__in=definitions)
        table = table.select_related("version__indicator").defer("version__definition")
        for value in masked(table, lambda value, known=definitions: known[value.version_id]):
            masks[number, value.pk] = value
    return [replace(one, value=masks.get((one.releases[0], one.value.pk), one.value)) for one in found]


def _groups(run: Run, respondent: str) -> dict:
    """The groups of the respondent at the time of the run; {} for a run that kept no roster."""
    kept = run.basis.get("roster") or {"columns": [], "rows": []}
    rows = (dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"])
    return next((row for row in rows if row["respondent"] == respondent), {})


def _stands_in(value: Value, definition: IndicatorDefinition, respondent: str, groups: dict) -> bool:
    """Whether the value's lists name the respondent: of its part, and of a group that the indicator is about."""
    of_part = all(
        code == (respondent if dimension == "respondent" else groups.get(dimension))
        for dimension, code in value.breakdown.items()
        if dimension not in OF_THE_ANSWER
    )
    about = [*definition.only_groups.items(), *definition.weight_groups.items()]
    return of_part and all(groups.get(grouping) in wanted for grouping, wanted in about)

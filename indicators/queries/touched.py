"""From an answer to everything that rests on it: the released values whose run counted its submission."""

from dataclasses import dataclass

from indicators.definitions import IndicatorDefinition
from indicators.models import IndicatorVersion, Release, ReleaseValue, Run, Value


@dataclass(frozen=True)
class Touched:
    """A released value that a submission counts in, its definition, and the public releases that hold it, newest first."""

    value: Value
    definition: IndicatorDefinition
    releases: tuple[int, ...]


def touched_by(submission) -> list[Touched]:
    """Every publicly released value in whose part the respondent of this submission stood. Four queries.

    A value is there also where the answer is an absence: that is counted among those who are left out.
    """
    public = Release.objects.published().values("pk")
    held = ReleaseValue.objects.filter(value__run__submissions=submission, release__in=public)
    numbers: dict[int, list[int]] = {}
    for value, number in held.order_by("-release__number").values_list("value_id", "release__number"):
        numbers.setdefault(value, []).append(number)
    values = Value.objects.filter(pk__in=numbers).select_related("version__indicator")
    values = values.defer("version__definition").order_by("version__indicator__position", "year", "pk")
    values = list(values)
    definitions = {
        pk: version.as_definition()
        for pk, version in IndicatorVersion.objects.in_bulk({value.version_id for value in values}).items()
    }
    code = submission.respondent.code
    groups = {
        pk: _groups(run, code) for pk, run in Run.objects.in_bulk({value.run_id for value in values}).items()
    }
    return [
        Touched(value, definitions[value.version_id], tuple(numbers[value.pk]))
        for value in values
        if _stands_in(value, code, groups[value.run_id])
    ]


def _groups(run: Run, respondent: str) -> dict:
    """The groups of the respondent at the time of the run; {} for a run that kept no roster."""
    kept = run.basis.get("roster") or {"columns": [], "rows": []}
    rows = (dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"])
    return next((row for row in rows if row["respondent"] == respondent), {})


def _stands_in(value: Value, respondent: str, groups: dict) -> bool:
    return all(
        code == (respondent if dimension == "respondent" else groups.get(dimension))
        for dimension, code in value.breakdown.items()
    )

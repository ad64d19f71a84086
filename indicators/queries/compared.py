"""Two releases side by side: which values differ and why, and which names and definitions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F

from indicators.comparing import Basis, Cause, causes
from indicators.models import Release, Run, Value
from indicators.queries.access import Reader
from indicators.queries.computed import Change, changes, released_values
from indicators.queries.released import OpenRelease

SECTIONS = (
    *("definitions", "indicators", "judgements", "published", "questions", "groups", "surveys"),
    *("frameworks", "nodes", "respondents"),
)


@dataclass(frozen=True)
class Caused:
    """A value that differs, and why. A value that only one release has, has no cause."""

    change: Change
    causes: tuple[Cause, ...]


def compared(earlier: OpenRelease, later: OpenRelease, reader: Reader) -> list[Caused]:
    """The values that differ and that the reader may see, in order of their addresses. Seven queries at most."""
    before = reader.visible(released_values(earlier.release))
    after = reader.visible(released_values(later.release))
    found = changes(before, after)
    bases = _bases([value for one in found for value in (one.before, one.after) if value])
    return [Caused(one, _causes(one, bases)) for one in found]


def frozen_changes(earlier: OpenRelease, later: OpenRelease) -> dict[str, list[str]]:
    """Section of the frozen parts -> the keys whose content differs. Sections without a difference are left out."""
    found = {}
    for section in SECTIONS:
        before, after = _by_key(earlier.frozen.get(section)), _by_key(later.frozen.get(section))
        keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        if keys:
            found[section] = keys
    return found


def release_before(release: Release) -> int | None:
    """The number of the public release before this one; None for the first. One query."""
    earlier = Release.objects.published().filter(number__lt=release.number)
    return earlier.values_list("number", flat=True).first()


def _by_key(section) -> dict:
    if isinstance(section, list):
        return {row.get("code") or f"{row.get('node')}, {row.get('year')}": row for row in section}
    return section or {}


def _causes(change: Change, bases: dict[int, Basis]) -> tuple[Cause, ...]:
    if change.before is None or change.after is None:
        return ()
    return tuple(causes(bases[change.before.pk], bases[change.after.pk], change.breakdown))


def _bases(values: Iterable[Value]) -> dict[int, Basis]:
    """What each value rests on. Runs and their counted submissions are read once."""
    values = list(values)
    runs = Run.objects.in_bulk({value.run_id for value in values})
    submissions: dict[int, dict[str, int]] = {}
    through = Run.submissions.through.objects.filter(run__in=runs).values_list(
        "run_id", "submission__respondent__code", "submission_id"
    )
    for run, respondent, submission in through:
        submissions.setdefault(run, {})[respondent] = submission
    corrections = _corrections(runs)
    rosters = {pk: _roster(run) for pk, run in runs.items()}
    versions = apps.get_model("indicators", "IndicatorVersion").objects.in_bulk(
        {value.version_id for value in values}
    )
    definitions = {pk: version.as_definition() for pk, version in versions.items()}
    bases = {}
    for value in values:
        definition = definitions[value.version_id]
        read = set((definition.alone(value.breakdown) or definition).items)
        bases[value.pk] = Basis(
            versions[value.version_id].content_hash,
            _only(runs[value.run_id].basis.get("options", {}), read),
            rosters[value.run_id],
            submissions.get(value.run_id, {}),
            _over(corrections.get(value.run_id, ()), read),
            value.tabulation_id,
        )
    return bases


def _corrections(runs: Iterable[int]) -> dict[int, list[tuple[str, str, int]]]:
    """Run -> respondent, item and key of each correction over the answers of its own round. One query."""
    seen = Run.corrections.through.objects.filter(
        run__in=runs, correction__answer__submission__round=F("run__round")
    )
    found: dict[int, list[tuple[str, str, int]]] = {}
    answer = "correction__answer__"
    for run, *correction in seen.values_list(
        "run_id", f"{answer}submission__respondent__code", f"{answer}item__code", "correction_id"
    ):
        found.setdefault(run, []).append(tuple(correction))
    return found


def _over(corrections: Iterable[tuple[str, str, int]], items: set[str]) -> dict[str, frozenset[int]]:
    """Respondent -> the corrections over answers to these items."""
    found: dict[str, set[int]] = {}
    for respondent, item, key in corrections:
        if item in items:
            found.setdefault(respondent, set()).add(key)
    return {respondent: frozenset(keys) for respondent, keys in found.items()}


def _only(options: dict, questions: set[str]) -> dict:
    return {question: codes for question, codes in options.items() if question in questions}


def _roster(run: Run) -> dict[str, dict] | None:
    kept = run.basis.get("roster")
    if not kept:
        return None
    rows = (dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"])
    return {
        row["respondent"]: {k: v for k, v in row.items() if k not in ("year", "respondent", "answered")}
        for row in rows
    }

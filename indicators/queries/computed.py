"""What has been computed, and what of it no release holds yet."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Max

from indicators.freezing import address_of
from indicators.models import Release, Run, Value

SHOWN = (
    "numerator", "denominator", "value", "low", "high",
    "invited", "answered", "respondents", "exclusions", "state", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A value that the next release would add, replace or leave out: `before` or `after` is None."""

    code: str
    year: int
    breakdown: dict
    illustrative: bool
    before: Value | None
    after: Value | None


def newest_values(round=None) -> list[Value]:
    """The newest value of every indicator, year, breakdown and illustrative flag, over the runs of each round, or of
    one `round` alone.

    Of the versions alone that the newest run of the round still computes, and no value from before the run in which
    all values of its version were computed last: what that run no longer gave, such as the value of a group
    that has no member left, has vanished. Three queries.
    """
    of_rounds = {} if round is None else {"run__round": round}
    in_force = set(
        Run.versions.through.objects.filter(
            run__in=Run.objects.newest().values("pk"), **of_rounds
        ).values_list("run__round", "indicatorversion")
    )
    whole = Run.whole.through.objects.filter(**of_rounds)
    last_whole = whole.values_list("run__round", "indicatorversion").annotate(Max("run"))
    since = {(round_, version): run for round_, version, run in last_whole}
    address = ("run__round_id", "version_id", "year", "breakdown")
    values = with_names(Value.objects.filter(**of_rounds).order_by(*address, "-run_id").distinct(*address))
    values = values.select_related("run").defer("run__basis")
    by_address = {}
    for value in sorted(values, key=lambda value: (value.run.finished, value.run_id)):
        of_round = (value.run.round_id, value.version_id)
        if of_round in in_force and value.run_id >= since[of_round]:
            by_address[address_of(value)] = value
    return [by_address[address] for address in sorted(by_address)]


def nobody_was_invited(survey: str | None, year: int) -> bool:
    """Whether the survey has rounds of that year, and nobody on any of their rosters. One query."""
    rounds = apps.get_model("surveys", "Round").objects.filter(survey__code=survey, data_year=year)
    sizes = rounds.annotate(size=Count("invitations")).values_list("size", flat=True)
    return bool(sizes) and not any(sizes)


def with_names(values):
    """Values with their version and indicator at hand; the definition itself is read through the release."""
    return values.select_related("version__indicator").defer("version__definition")


def changes_since(release: Release | None) -> list[Change]:
    """What differs between the newest values and those of a release, in order of their addresses. Four queries."""
    return changes(released_values(release), newest_values())


def changes(earlier: Iterable[Value], later: Iterable[Value]) -> list[Change]:
    """What differs between two sets of values, in order of their addresses."""
    before, after = _by_address(earlier), _by_address(later)
    found = []
    for address in sorted({*before, *after}):
        old, new = before.get(address), after.get(address)
        if old is None or new is None or not _same(old, new):
            code, year, breakdown, illustrative = address
            found.append(Change(code, year, json.loads(breakdown), illustrative, old, new))
    return found


def released_values(release: Release | None):
    """All values of a release; of none where nothing has been released."""
    return (
        with_names(Value.objects.filter(release_values__release=release)) if release else Value.objects.none()
    )


def _by_address(values: Iterable[Value]) -> dict[tuple, Value]:
    return {address_of(value): value for value in values}


def _same(old: Value, new: Value) -> bool:
    return old.version_id == new.version_id and all(
        getattr(old, name) == getattr(new, name) for name in SHOWN
    )

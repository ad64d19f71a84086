"""What has been computed, and what of it no release holds yet."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

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


def newest_values() -> list[Value]:
    """The values of the newest run of every round, one per indicator, year, breakdown and illustrative flag.

    Whole runs and not single values: what the newest run no longer gives, such as the value of a group that
    has no member left, is not kept alive by an older one. Two queries.
    """
    newest_runs = (
        Run.objects.order_by("round_id", "-finished", "-pk").distinct("round_id").values_list("pk", flat=True)
    )
    values = with_names(Value.objects.filter(run__in=list(newest_runs))).order_by(
        "run__finished", "run", "pk"
    )
    by_address = {address_of(value): value for value in values}
    return [by_address[address] for address in sorted(by_address)]


def with_names(values):
    """Values with their version and indicator at hand; the definition itself is read through the release."""
    return values.select_related("version__indicator").defer("version__definition")


def changes_since(release: Release | None) -> list[Change]:
    """What differs between the newest values and those of a release, in order of their addresses. Three queries."""
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

"""Two releases side by side: which values and changes differ and why, and which names and definitions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from indicators.comparing import COMPUTING, Cause, causes, questions_differ
from indicators.freezing import address_of
from indicators.models import Release, Value
from indicators.queries.access import Reader
from indicators.queries.bases import Bases, Side, Source, rounds_of
from indicators.queries.computed import Change, changes, released_values
from indicators.queries.released import OpenRelease

SECTIONS = (
    *("definitions", "indicators", "judgements", "published", "questions", "groups", "surveys"),
    *("frameworks", "nodes", "respondents"),
)
_TOLD = ("change", "behaviour", "composition", "both", "state", "reason", "reason_parameters", "caveats")


@dataclass(frozen=True)
class Caused:
    """A value that differs, or that only one release has, and why."""

    change: Change
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class CausedChange:
    """A change between two rounds that is told differently: `before` or `after` is None where only one release has it.

    Causes stand with the year whose values they changed; None where it is neither year's.
    """

    code: str
    before: dict | None
    after: dict | None
    causes: tuple[tuple[int | None, Cause], ...]


@dataclass(frozen=True)
class Differences:
    """What differs between two releases, in order of addresses."""

    values: list[Caused]
    changes: list[CausedChange]


class _Pair(NamedTuple):
    """What a value rests on in both releases; None where a release has nothing of its round."""

    before: Source | None
    after: Source | None


def compared(earlier: OpenRelease, later: OpenRelease, reader: Reader) -> Differences:
    """What differs and the reader may see. Eight queries at most; `reader` reads the later release."""
    then, now = list(released_values(earlier.release)), list(released_values(later.release))
    pairs = _pairs(then, now)
    values = changes(reader.visible(then), reader.visible(now))
    told = list(_told_differently(Reader(reader.user, earlier), reader))
    addresses = [address_of(one.before or one.after) for one in values]
    of_changes = [_both_years(*one) for one in told]
    asked = {*addresses, *(address for pair in of_changes for address in pair)}
    bases = Bases({source for one in asked & pairs.keys() for source in pairs[one] if source})

    def why(address: tuple) -> tuple[Cause, ...]:
        pair, breakdown = pairs[address], json.loads(address[2])
        return tuple(causes(*(bases.of(source, breakdown) for source in pair), breakdown))

    return Differences(
        [Caused(one, why(address)) for one, address in zip(values, addresses, strict=True)],
        [
            CausedChange(*one, _of_change(one, [a for a in years if _differs(pairs, a)], why))
            for one, years in zip(told, of_changes, strict=True)
        ],
    )


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


def _pairs(then: list[Value], now: list[Value]) -> dict[tuple, _Pair]:
    """Address -> what the value there rests on in both releases. One query."""
    rounds = rounds_of([*then, *now])
    before, after = ({address_of(value): value for value in values} for values in (then, now))
    earlier, later = Side(then, rounds), Side(now, rounds)
    found = {}
    for address in {*before, *after}:
        old, new = before.get(address), after.get(address)
        found[address] = _Pair(
            Source.of(old) if old else earlier.instead_of(new),
            Source.of(new) if new else later.instead_of(old),
        )
    return found


def _told_differently(earlier: Reader, later: Reader) -> Iterator[tuple[str, dict | None, dict | None]]:
    """Code, before, after of the changes between rounds that are not told the same, in order."""
    before, after = _changes(earlier), _changes(later)
    for address in sorted({*before, *after}):
        old, new = before.get(address), after.get(address)
        if old is None or new is None or any(old.get(name) != new.get(name) for name in _TOLD):
            yield address[0], old, new


def _changes(reader: Reader) -> dict[tuple, dict]:
    """Address -> change, those since the first round over others among them."""
    return {
        (code, one["illustrative"], one["to_year"], one["from_year"], json.dumps(one["breakdown"], sort_keys=True)): one
        for long, kept in ((False, "changes"), (True, "long_changes"))
        for code in reader.opened.frozen.get(kept, {})
        for one in reader.changes_of(code, long=long)
    }  # fmt: skip


def _both_years(code: str, before: dict | None, after: dict | None) -> list[tuple]:
    """The addresses of the two values that a change is between."""
    one = after or before
    breakdown = json.dumps(one["breakdown"], sort_keys=True)
    return [(code, year, breakdown, one["illustrative"]) for year in (one["from_year"], one["to_year"])]


def _differs(pairs: Mapping[tuple, _Pair], address: tuple) -> bool:
    """Whether a value rests on something else in the other release; of a year without any nothing is known."""
    return address in pairs and pairs[address].before != pairs[address].after


def _of_change(told, differing: list[tuple], why) -> tuple[tuple[int | None, Cause], ...]:
    _code, before, after = told
    found = [(address[1], cause) for address in differing for cause in why(address)]
    if before and after and questions_differ(before, after):
        found.append((None, Cause("question")))
    return tuple(found) or ((None, Cause(COMPUTING)),)

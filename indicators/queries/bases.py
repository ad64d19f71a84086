"""What the values of two releases rest on, and what one would have rested on that a release does not have."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import F

from indicators.comparing import Basis
from indicators.definitions import IndicatorDefinition
from indicators.models import IndicatorVersion, Run, Value


class Source(NamedTuple):
    """Where a value comes from, as primary keys: run, definition, table of counts.

    No definition stands for one that is not there: none held for its indicator and year.
    """

    run: int
    version: int | None
    table: int | None

    @classmethod
    def of(cls, value: Value) -> "Source":
        return cls(value.run_id, value.version_id, value.tabulation_id)


class Side:
    """All values of a release, by address; `rounds` is run -> round, of the runs of both releases."""

    def __init__(self, values: Iterable[Value], rounds: Mapping[int, int]):
        self.rounds = rounds
        self.newest: dict[int, int] = {}
        self.of_year: dict[tuple, Source] = {}
        for value in sorted(values, key=lambda value: value.run_id):
            self.newest[rounds[value.run_id]] = value.run_id
            self.of_year[value.version.indicator.code, value.year, value.illustrative] = Source.of(value)

    def instead_of(self, value: Value) -> Source | None:
        """What a value of the other release would rest on in this one, which does not have it.

        The newest run says what it was like here: it saw the whole round, whatever it computed anew. None where the
        release has nothing of the round.
        """
        run = self.newest.get(self.rounds[value.run_id])
        if run is None:
            return None
        found = self.of_year.get((value.version.indicator.code, value.year, value.illustrative))
        return Source(run, found.version, found.table) if found else Source(run, None, None)


def rounds_of(values: Iterable[Value]) -> dict[int, int]:
    """Run -> its round, of the runs of these values. One query."""
    runs = Run.objects.filter(pk__in={value.run_id for value in values})
    return dict(runs.values_list("pk", "round_id"))


class Bases:
    """The bases of values. Runs, with what counted in them, and definitions are read once: four queries."""

    def __init__(self, sources: Collection[Source]):
        self._runs = Run.objects.in_bulk({one.run for one in sources})
        self._versions = IndicatorVersion.objects.in_bulk({one.version for one in sources if one.version})
        self._rosters = {pk: _roster(run) for pk, run in self._runs.items()}
        self._definitions: dict[int, IndicatorDefinition] = {}

    def of(self, source: Source | None, breakdown: Mapping[str, str]) -> Basis | None:
        """What a value of this breakdown rests on; None where there is nothing of its round."""
        if source is None:
            return None
        if source.version is None:
            return Basis(definition=None)
        definition = self._definition(source.version)
        read = set((definition.alone(breakdown) or definition).items)
        run = self._runs[source.run]
        return Basis(
            self._versions[source.version].content_hash,
            {item: codes for item, codes in run.basis.get("options", {}).items() if item in read},
            self._rosters[run.pk],
            self._submissions.get(run.pk, {}),
            _over(self._corrections.get(run.pk, ()), read),
            source.table,
        )

    def _definition(self, version: int) -> IndicatorDefinition:
        if version not in self._definitions:
            self._definitions[version] = self._versions[version].as_definition()
        return self._definitions[version]

    @cached_property
    def _submissions(self) -> dict[int, dict[str, int]]:
        """Run -> respondent -> the key of the submission that counted."""
        through = Run.submissions.through.objects.filter(run__in=self._runs)
        found: dict[int, dict[str, int]] = {}
        for run, respondent, key in through.values_list(
            "run_id", "submission__respondent__code", "submission_id"
        ):
            found.setdefault(run, {})[respondent] = key
        return found

    @cached_property
    def _corrections(self) -> dict[int, list[tuple[str, str, int]]]:
        """Run -> respondent, item and key of each correction over the answers of its own round."""
        seen = Run.corrections.through.objects.filter(
            run__in=self._runs, correction__answer__submission__round=F("run__round")
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


def _roster(run: Run) -> dict[str, dict] | None:
    kept = run.basis.get("roster")
    if not kept:
        return None
    rows = (dict(zip(kept["columns"], row, strict=True)) for row in kept["rows"])
    return {
        row["respondent"]: {k: v for k, v in row.items() if k not in ("year", "respondent", "answered")}
        for row in rows
    }

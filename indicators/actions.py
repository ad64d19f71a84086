"""Computing a round: what writes the values of indicators. `indicators.releasing` publishes them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from indicators import engine
from indicators.changing import Changes
from indicators.feeds import Feeds
from indicators.inputs import Inputs, basis_of, counted_in, counted_now, inputs_of, seen_in
from indicators.models import IndicatorVersion, PanelChange, Run, Value
from indicators.people import as_bits
from indicators.releasing import NothingChanged, NothingToPublish, publish_first_release, publish_release
from indicators.scope import Scope
from surveys import jobs

__all__ = [
    "COMPUTE",
    "NothingChanged",
    "NothingToPublish",
    "compute_again",
    "compute_round",
    "publish_first_release",
    "publish_release",
]

COMPUTE = "compute_round"
"""The kind of job that computes a round."""


@jobs.job_kind(COMPUTE)
def compute_round_job(progress: jobs.Progress) -> None:
    """The worker's way to `compute_round`: the subject is the round's primary key."""
    round_ = apps.get_model("surveys", "Round").objects.select_related("survey").get(pk=progress.subject)
    compute_round(round=round_, by=progress.by, progress=progress)


def compute_again() -> int:
    """Queue every round that was computed before, for definitions or groups that came with files; how many. Computing
    writes nothing where nothing is new."""
    computed = Run.objects.order_by("round").values_list("round", flat=True).distinct()
    return len([jobs.enqueue(COMPUTE, key) for key in computed])


@dataclass(frozen=True)
class _Computed:
    """What a run is going to hold: values by version, `whole` versions with all of theirs, and changes, each with
    whether other rounds lie between its years.

    `tabulated` are the keys of the versions whose values come out of a table of counts, `kept` the changes of the run
    before of versions that nothing touched.
    """

    values: list[tuple[IndicatorVersion, engine.ComputedValue]]
    whole: list[IndicatorVersion]
    changes: list[tuple[IndicatorVersion, engine.PanelChange, bool]]
    basis: dict
    tabulated: set[int] = field(default_factory=set)
    kept: list[PanelChange] = field(default_factory=list)


def compute_round(*, round, by=None, progress: Callable[[int, int], None] = lambda done, total: None) -> Run:
    """Compute every published definition that reads this round, over its counted submissions.

    For each indicator the highest published version that holds in the data year counts. The run holds the values
    that something touched since the run before, see `scope`; all of them where that cannot be told. Where
    the newest run of the round had the same input, that run is returned and nothing is written: run twice, same
    state. `progress` is called with definitions done and of how many. Computing runs outside any transaction; the run
    with its values is saved in one. Where an answer began to count meanwhile, or another run was saved, it computes
    again: the newest run of a round is never one that somebody faster has overtaken.
    """
    started = timezone.now()
    inputs, newest = inputs_of(round), _newest_run(round)
    if _holds(newest, inputs):
        return newest
    computed = _compute(round, inputs, newest, progress)
    with transaction.atomic():
        _alone_with(round)
        latest = _newest_run(round)
        if _hashes(inputs_of(round)) == _hashes(inputs):
            if _holds(latest, inputs):
                return latest
            if latest == newest:
                return _save(round=round, by=by, started=started, inputs=inputs, computed=computed)
    return compute_round(round=round, by=by, progress=progress)


def _compute(round, inputs: Inputs, newest: Run | None, progress: Callable[[int, int], None]) -> _Computed:
    """Each version that is computed with its values that are touched, and with its changes since rounds before."""
    feeds = Feeds.of(inputs, anew=newest is None)
    basis = basis_of(round, inputs, feeds.asked)
    scope = _scope(newest, basis, inputs)
    before = _comparable(newest, inputs)
    changing = Changes(round, inputs, feeds)
    kept = _kept(newest, inputs)
    computed = _Computed([], [], [], basis)
    for done, version in enumerate(inputs.versions):
        progress(done, len(inputs.versions))
        definition = inputs.definitions[version.pk]
        tabulated = feeds.tabulated(definition)
        whole = tabulated or version.pk not in before or scope.all_cells_of(definition)
        touched = None if whole else scope.cells_of(definition)
        if whole or touched:
            values = feeds.values(version, definition, touched)
            computed.values.extend((version, value) for value in values)
        if tabulated:
            computed.tabulated.add(version.pk)
        if whole:
            computed.whole.append(version)
        if not whole and not touched and kept is not None:
            computed.kept.extend(kept.get(version.pk, ()))
        else:
            computed.changes.extend((version, *change) for change in changing.of(version, definition))
    progress(len(inputs.versions), len(inputs.versions))
    return computed


def _comparable(newest: Run | None, inputs: Inputs) -> set[int]:
    """The versions of which the newest run says what was; none where it saw another table of counts."""
    if newest is None:
        return set()
    now = {inputs.table.tabulation.pk} if inputs.table else set()
    if set(newest.tabulations.filter(round=newest.round_id).values_list("pk", flat=True)) != now:
        return set()
    return set(newest.versions.values_list("pk", flat=True))


def _kept(newest: Run | None, inputs: Inputs) -> dict[int, list[PanelChange]] | None:
    """Version -> its changes in the newest run, which hold where nothing of it was touched since.

    None where the rounds before are not what they were: every change may be another one.
    """
    if newest is None or newest.panel_hash != inputs.panel_fingerprint:
        return None
    kept: dict[int, list[PanelChange]] = {}
    for change in newest.changes.all():
        kept.setdefault(change.version_id, []).append(change)
    return kept


def _scope(newest: Run | None, basis: dict, inputs: Inputs) -> Scope:
    before = seen_in(newest.basis, counted_in(newest)) if newest else None
    return Scope.between(before, seen_in(basis, counted_now(inputs)))


def _newest_run(round) -> Run | None:
    return round.runs.newest().first()


def _holds(run: Run | None, inputs: Inputs) -> bool:
    return run is not None and (run.input_hash, run.panel_hash) == _hashes(inputs)


def _hashes(inputs: Inputs) -> tuple[str, str]:
    return inputs.fingerprint, inputs.panel_fingerprint


def _alone_with(round) -> None:
    """Wait for whoever else saves a run of this round."""
    type(round).objects.select_for_update().get(pk=round.pk)


def _save(*, round, by, started, inputs: Inputs, computed: _Computed) -> Run:
    run = Run.objects.create(
        round=round,
        by=by,
        started=started,
        finished=timezone.now(),
        input_hash=inputs.fingerprint,
        basis=computed.basis,
        panel_hash=inputs.panel_fingerprint,
        illustrative=round.illustrative,
    )
    run.versions.add(*inputs.versions)
    run.whole.add(*computed.whole)
    run.submissions.add(*(submission.pk for submission in inputs.submissions))
    sides = (inputs, *inputs.earlier)
    run.corrections.add(*(correction for side in sides for correction in side.corrections))
    run.tabulations.add(*(side.table.tabulation for side in sides if side.table))
    table = inputs.table.tabulation if inputs.table else None
    rows = [
        _value(run, version, value, table if version.pk in computed.tabulated else None)
        for version, value in computed.values
    ]
    Value.objects.bulk_create(rows, batch_size=2_000)
    keys = {one.respondent: one.respondent_id for side in sides for one in side.submissions}
    changes = [_change(run, keys, *change) for change in computed.changes]
    PanelChange.objects.bulk_create([*changes, *(_again(run, change) for change in computed.kept)])
    return run


def _change(
    run: Run, keys: dict[str, int], version: IndicatorVersion, computed: engine.PanelChange, spans: bool
) -> PanelChange:
    """A change as a row; `keys` are the primary keys of respondents."""
    before, after = (
        [as_bits(map(keys.__getitem__, codes)) for codes in computed.people]
        if computed.people
        else (None, None)
    )
    return PanelChange(
        run=run,
        version=version,
        from_year=computed.years[0],
        to_year=computed.years[1],
        spans=spans,
        breakdown=dict(computed.breakdown),
        both=computed.both,
        change=_decimal(computed.change),
        behaviour=_decimal(computed.behaviour),
        composition=_decimal(computed.composition),
        both_before=_decimal(computed.of_both[0]) if computed.of_both else None,
        both_after=_decimal(computed.of_both[1]) if computed.of_both else None,
        respondents_before=computed.respondents[0] if computed.respondents else None,
        respondents_after=computed.respondents[1] if computed.respondents else None,
        people_before=before,
        people_after=after,
        state=computed.state,
        reason=computed.reason or "",
        reason_parameters=dict(computed.reason_parameters),
        caveats={question: dict(words) for question, words in computed.caveats.items()},
        illustrative=run.illustrative,
    )


def _again(run: Run, change: PanelChange) -> PanelChange:
    """The same change as one of this run."""
    change.pk, change.run, change._state.adding = None, run, True
    return change


def _value(run: Run, version: IndicatorVersion, computed, tabulation) -> Value:
    return Value(
        run=run,
        tabulation=tabulation,
        version=version,
        year=computed.year,
        breakdown=dict(sorted(computed.breakdown.items())),
        numerator=_decimal(computed.numerator),
        denominator=_decimal(computed.denominator),
        value=_decimal(computed.value),
        invited=computed.invited,
        answered=computed.answered,
        exclusions=dict(computed.exclusions),
        state=computed.state,
        reason=computed.reason or "",
        reason_parameters=dict(computed.reason_parameters or {}),
        low=_decimal(computed.low),
        high=_decimal(computed.high),
        respondents=computed.respondents,
        illustrative=run.illustrative,
    )


def _decimal(number) -> Decimal | None:
    return None if number is None else Decimal(str(number))

"""Computing a round: what writes the values of indicators. `indicators.releasing` publishes them."""

from collections.abc import Callable
from decimal import Decimal

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from indicators import engine
from indicators.inputs import Inputs, basis_of, inputs_of
from indicators.models import IndicatorVersion, Run, Value
from indicators.releasing import NothingChanged, NothingToPublish, publish_first_release, publish_release
from surveys import frames, jobs

__all__ = [
    "COMPUTE",
    "NothingChanged",
    "NothingToPublish",
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


def compute_round(*, round, by=None, progress: Callable[[int, int], None] = lambda done, total: None) -> Run:
    """Compute every published definition that reads this round, over its counted submissions.

    For each indicator the highest published version that holds in the data year counts. Where the newest run
    of the round had the same input, that run is returned and nothing is written: run twice, same state.
    `progress` is called with definitions done and of how many. Computing runs outside any transaction; the run
    with its values is saved in one. Where an answer began to count meanwhile, it computes again: the newest run
    of a round is never one that somebody faster has overtaken.
    """
    started = timezone.now()
    inputs = inputs_of(round)
    if same := _newest_run_if(round, inputs.fingerprint):
        return same
    computed = _compute(inputs, progress)
    with transaction.atomic():
        _alone_with(round)
        if inputs_of(round).fingerprint == inputs.fingerprint:
            return _newest_run_if(round, inputs.fingerprint) or _save(
                round=round, by=by, started=started, inputs=inputs, computed=computed
            )
    return compute_round(round=round, by=by, progress=progress)


def _compute(inputs: Inputs, progress: Callable[[int, int], None]) -> list[tuple]:
    """Each version that is computed with each of its values."""
    answers = frames.answers_frame(inputs.submissions)
    computed = []
    for done, version in enumerate(inputs.versions):
        progress(done, len(inputs.versions))
        values = engine.compute(version.as_definition(), answers, inputs.roster)
        computed += [(version, value) for value in values]
    progress(len(inputs.versions), len(inputs.versions))
    return computed


def _newest_run_if(round, fingerprint: str) -> Run | None:
    newest = round.runs.order_by("-finished", "-pk").first()
    return newest if newest and newest.input_hash == fingerprint else None


def _alone_with(round) -> None:
    """Wait for whoever else saves a run of this round."""
    type(round).objects.select_for_update().get(pk=round.pk)


def _save(*, round, by, started, inputs: Inputs, computed) -> Run:
    run = Run.objects.create(
        round=round,
        by=by,
        started=started,
        finished=timezone.now(),
        input_hash=inputs.fingerprint,
        basis=basis_of(round, inputs),
        illustrative=round.illustrative,
    )
    run.versions.set(inputs.versions)
    run.submissions.set(inputs.submissions)
    rows = [_value(run, version, value) for version, value in computed]
    Value.objects.bulk_create(rows, batch_size=2_000)
    return run


def _value(run: Run, version: IndicatorVersion, computed) -> Value:
    return Value(
        run=run,
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
        illustrative=run.illustrative,
    )


def _decimal(number) -> Decimal | None:
    return None if number is None else Decimal(str(number))

"""Computing a round: what writes the values of indicators. `indicators.releasing` publishes them."""

from collections.abc import Callable
from decimal import Decimal

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from indicators import engine
from indicators.inputs import Inputs, basis_of, inputs_of
from indicators.models import IndicatorVersion, PanelChange, Run, Value
from indicators.releasing import NothingChanged, NothingToPublish, publish_first_release, publish_release
from indicators.vocabulary import MEASURES
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
    if same := _newest_run_if(round, inputs):
        return same
    computed, changes = _compute(inputs, progress)
    with transaction.atomic():
        _alone_with(round)
        if _hashes(inputs_of(round)) == _hashes(inputs):
            return _newest_run_if(round, inputs) or _save(
                round=round, by=by, started=started, inputs=inputs, computed=computed, changes=changes
            )
    return compute_round(round=round, by=by, progress=progress)


def _compute(inputs: Inputs, progress: Callable[[int, int], None]) -> tuple[list[tuple], list[tuple]]:
    """Each version that is computed with each of its values, and with its change since the round before."""
    answers = frames.answers_frame(inputs.submissions, corrections=inputs.corrections)
    changing = _Changing(inputs, answers) if inputs.earlier else None
    definitions = [version.as_definition() for version in inputs.versions]
    computed, changes = [], []
    found = engine.compute_all(definitions, answers, inputs.roster, inputs.open_years)
    for done, (version, definition, values) in enumerate(
        zip(inputs.versions, definitions, found, strict=True)
    ):
        progress(done, len(inputs.versions))
        computed += [(version, value) for value in values]
        if changing and (change := changing.of(version, definition)):
            changes.append((version, change))
    progress(len(inputs.versions), len(inputs.versions))
    return computed, changes


class _Changing:
    """Changes since the round before, over the answers of both rounds."""

    def __init__(self, inputs: Inputs, answers):
        self.earlier, self.year = (
            inputs.earlier,
            int(inputs.roster["year"].max()) if len(inputs.roster) else 0,
        )
        items = {item for version in inputs.versions for item in version.as_definition().items}
        before = frames.answers_frame(inputs.earlier.submissions, corrections=inputs.earlier.corrections)
        self.frames = engine.coded(
            frames.together(answers, before),
            frames.together(inputs.roster, inputs.earlier.roster),
            items,
        )

    def of(self, version: IndicatorVersion, definition) -> engine.PanelChange | None:
        """None where the indicator was not defined for the round before, or has no value of its whole."""
        before = self.earlier.versions.get(version.indicator_id)
        if before is None or not self.year or not MEASURES[definition.measure].has_whole:
            return None
        return engine.change_between(
            definition,
            self.frames,
            (self.earlier.year, self.year),
            earlier=before.as_definition(),
            questions=self.earlier.questions,
        )


def _newest_run_if(round, inputs: Inputs) -> Run | None:
    newest = round.runs.order_by("-finished", "-pk").first()
    return newest if newest and (newest.input_hash, newest.panel_hash) == _hashes(inputs) else None


def _hashes(inputs: Inputs) -> tuple[str, str]:
    return inputs.fingerprint, inputs.panel_fingerprint


def _alone_with(round) -> None:
    """Wait for whoever else saves a run of this round."""
    type(round).objects.select_for_update().get(pk=round.pk)


def _save(*, round, by, started, inputs: Inputs, computed, changes) -> Run:
    run = Run.objects.create(
        round=round,
        by=by,
        started=started,
        finished=timezone.now(),
        input_hash=inputs.fingerprint,
        basis=basis_of(round, inputs),
        panel_hash=inputs.panel_fingerprint,
        illustrative=round.illustrative,
    )
    run.versions.set(inputs.versions)
    run.submissions.set(inputs.submissions)
    run.corrections.set([*inputs.corrections, *(inputs.earlier.corrections if inputs.earlier else ())])
    rows = [_value(run, version, value) for version, value in computed]
    Value.objects.bulk_create(rows, batch_size=2_000)
    PanelChange.objects.bulk_create([_change(run, version, change) for version, change in changes])
    return run


def _change(run: Run, version: IndicatorVersion, computed: engine.PanelChange) -> PanelChange:
    return PanelChange(
        run=run,
        version=version,
        from_year=computed.years[0],
        to_year=computed.years[1],
        breakdown=dict(computed.breakdown),
        both=computed.both,
        change=_decimal(computed.change),
        behaviour=_decimal(computed.behaviour),
        composition=_decimal(computed.composition),
        both_before=_decimal(computed.of_both[0]) if computed.of_both else None,
        both_after=_decimal(computed.of_both[1]) if computed.of_both else None,
        state=computed.state,
        reason=computed.reason or "",
        reason_parameters=dict(computed.reason_parameters),
        caveats={question: dict(words) for question, words in computed.caveats.items()},
        illustrative=run.illustrative,
    )


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
        low=_decimal(computed.low),
        high=_decimal(computed.high),
        respondents=computed.respondents,
        illustrative=run.illustrative,
    )


def _decimal(number) -> Decimal | None:
    return None if number is None else Decimal(str(number))

"""Computing a round and publishing a release: the two things that write what indicators say."""

from collections.abc import Callable
from decimal import Decimal

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from indicators import engine
from indicators.freezing import content_hash, frozen_parts
from indicators.inputs import Inputs, inputs_of
from indicators.models import IndicatorVersion, Release, ReleaseValue, Run, Value
from indicators.queries.computed import newest_values
from surveys import frames, jobs

COMPUTE = "compute_round"
"""The kind of job that computes a round."""
PUBLISHING = 7_830_290
"""Number of the lock that lets one release be published at a time."""


class NothingToPublish(Exception):
    """No round has been computed yet."""


class NothingChanged(Exception):
    """The newest values, definitions and names are those of the last release. Carries it as `release`."""

    def __init__(self, release: Release):
        super().__init__(f"Nothing changed since {release}.")
        self.release = release


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
        values = engine.compute(version.as_definition(), answers, inputs.roster, inputs.open_years)
        computed += [(version, value) for value in values]
    progress(len(inputs.versions), len(inputs.versions))
    return computed


def publish_release(*, name: str, by) -> Release:
    """Freeze the newest values with everything they are read by, and make them public in the same moment.

    Raises NothingToPublish before the first computing and NothingChanged where the content is that of the last
    release. From then on nothing of it can be changed, which the database itself sees to.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHING])
        values = newest_values()
        if not values:
            raise NothingToPublish
        frozen = frozen_parts(values)
        fingerprint = content_hash(values, frozen)
        last = Release.objects.published().first()
        if last and last.content_hash == fingerprint:
            raise NothingChanged(last)
        number = (Release.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
        release = Release.objects.create(number=number, name=name, frozen=frozen, content_hash=fingerprint)
        ReleaseValue.objects.bulk_create(
            [ReleaseValue(release=release, value=value) for value in values], batch_size=2_000
        )
        release.state, release.published, release.published_by = Release.State.PUBLISHED, timezone.now(), by
        release.save(update_fields=["state", "published", "published_by"])
        return release


def publish_first_release(*, name: str, by=None) -> Release | None:
    """Publish what has been computed if there is no release yet; None where there is one, or nothing to publish."""
    if Release.objects.exists():
        return None
    try:
        return publish_release(name=name, by=by)
    except NothingToPublish:
        return None


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
        low=_decimal(computed.low),
        high=_decimal(computed.high),
        respondents=computed.respondents,
        illustrative=run.illustrative,
    )


def _decimal(number) -> Decimal | None:
    return None if number is None else Decimal(str(number))

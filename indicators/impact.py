"""What an upload would change before it is submitted, and an older version before it counts again: the round computed as it
stands, and as it would stand."""

from decimal import Decimal

from django.utils import timezone

from indicators import engine
from indicators.inputs import Inputs, input_hash, inputs_of, versions_for
from indicators.models import Impact, Value
from indicators.queries.computed import changes
from indicators.queries.published import points_of, published_of
from indicators.queries.reconciled import Reconciled, VersionsAtHand, reconcile
from indicators.tabulations import Table, as_table
from surveys import frames, jobs

PREVIEW = "preview_impact"
"""The kind of job that works out what an upload would change: its subject is the upload."""

COUNTS = ("invited", "answered", "exclusions", "state", "reason", "reason_parameters")
NUMBERS = ("numerator", "denominator", "value")

WEIGH = {"submission": jobs.WEIGH_SUBMISSION, "tabulation": jobs.WEIGH_TABULATION}
"""What an older version is -> the kind of job that works out what would change if it counted again."""

Proposed = frames.StagedRound | frames.RoundAgain
PROPOSED = {
    "upload": frames.staged_round,
    "submission": frames.round_with_submission,
    "tabulation": frames.round_with_tabulation,
}
"""What an impact is of -> the round as it would stand."""


@jobs.job_kind(PREVIEW)
def preview_impact(progress: jobs.Progress) -> None:
    """What the answers of an upload would change."""
    _preview("upload", progress)


@jobs.job_kind(jobs.WEIGH_SUBMISSION)
def weigh_submission(progress: jobs.Progress) -> None:
    """What would change if an older version of a submission were made to count again."""
    _preview("submission", progress)


@jobs.job_kind(jobs.WEIGH_TABULATION)
def weigh_tabulation(progress: jobs.Progress) -> None:
    """What would change if an older table of counts were made to count again."""
    _preview("tabulation", progress)


def _preview(of: str, progress: jobs.Progress) -> None:
    """Compute the round twice, as it stands and as proposed, and keep what differs.

    Where nothing is proposed any more there is nothing to do. Done twice, it ends in the same state; stopped, it leaves
    what was there before.
    """
    proposed = PROPOSED[of](progress.subject)
    if proposed is None:
        return
    inputs = inputs_of(proposed.round)
    versions = inputs.versions
    rows = proposed.rows + frames.answers_of(inputs.submissions)
    steps = _Steps(progress, 2 * len(versions) + rows // frames.AT_ONCE + 2)
    before = _values(
        proposed.round,
        versions,
        frames.answers_frame(inputs.submissions, corrections=inputs.corrections, heard=steps),
        inputs.roster,
        steps,
        inputs.table,
    )
    table = as_table(proposed.round, proposed.tabulation) or inputs.table
    after = _values(proposed.round, versions, proposed.answers(steps), proposed.roster, steps, table)
    content = {
        "values": [_as_plain(change) for change in changes(before, after)],
        "figures": _figures(versions, before, after),
    }
    made = {"input_hash": _hash(proposed, inputs), "content": content, "made": timezone.now()}
    steps.all()
    Impact.objects.update_or_create(**{f"{of}_id": progress.subject}, defaults=made)


class _Steps:
    """Says one step more each time that it is called: some rows were read, or a definition was computed."""

    def __init__(self, progress: jobs.Progress, total: int):
        self.progress, self.done, self.total = progress, 0, total
        progress(0, total)

    def __call__(self) -> None:
        self.done += 1
        self.progress(self.done, self.total)

    def all(self) -> None:
        self.progress(self.total, self.total)


def still_holds(impact: Impact) -> bool:
    """Whether nothing began to count since the impact was worked out. A fixed number of queries."""
    proposed = PROPOSED[impact.of](getattr(impact, f"{impact.of}_id"))
    return proposed is not None and _hash(proposed, inputs_of(proposed.round)) == impact.input_hash


def value_from(version, content: dict | None, year: int, breakdown: dict) -> Value | None:
    """A value as an impact keeps it, for words to be made of it. It is no row."""
    if content is None:
        return None
    numbers = {name: None if content[name] is None else Decimal(content[name]) for name in NUMBERS}
    counts = {name: content[name] for name in COUNTS}
    return Value(version=version, year=year, breakdown=breakdown, **numbers, **counts)


def _values(round, versions, answers, roster, step, table: Table | None) -> list[Value]:
    """The values out of the answers, or out of a table of counts where that feeds a definition."""
    made, answered = [], set(answers["item"])
    definitions = [version.as_definition() for version in versions]
    found = engine.compute_all(definitions, answers, roster)
    for version, definition, values in zip(versions, definitions, found, strict=True):
        if table and table.feeds(definition, answered):
            values = table.values(definition, roster, ())
        made += [_value(round, version, one) for one in values]
        step()
    return made


def _value(round, version, one) -> Value:
    numbers = {name: getattr(one, name) for name in NUMBERS}
    return Value(
        version=version,
        year=one.year,
        breakdown=dict(sorted(one.breakdown.items())),
        **{name: None if number is None else Decimal(str(number)) for name, number in numbers.items()},
        invited=one.invited,
        answered=one.answered,
        exclusions=dict(one.exclusions),
        state=one.state,
        reason=one.reason or "",
        reason_parameters=dict(one.reason_parameters or {}),
        illustrative=round.illustrative,
    )


def _as_plain(change) -> dict:
    one = change.after or change.before
    return {
        "code": change.code,
        "version": one.version.number,
        "year": change.year,
        "breakdown": change.breakdown,
        "before": _plain(change.before),
        "after": _plain(change.after),
    }


def _plain(value: Value | None) -> dict | None:
    if value is None:
        return None
    numbers = {name: getattr(value, name) for name in NUMBERS}
    return {name: None if number is None else str(number) for name, number in numbers.items()} | {
        name: getattr(value, name) for name in COUNTS
    }


def _figures(versions, before: list[Value], after: list[Value]) -> list[dict]:
    points = points_of(published_of({version.indicator.code for version in versions}))
    at_hand = VersionsAtHand(versions)
    states = [
        {one.figure.code: one for one in reconcile(points, values, at_hand, lambda survey, part: True)}
        for values in (before, after)
    ]
    return [
        {"code": code, "before": _state(one), "after": _state(states[1][code])}
        for code, one in states[0].items()
        if _state(one) != _state(states[1][code])
    ]


def _state(one: Reconciled) -> dict:
    difference = None if one.difference is None else str(one.difference)
    return {"state": one.state, "reason": one.reason, "difference": difference}


def _hash(proposed: Proposed, inputs: Inputs) -> str:
    """The hash of what the round is computed from now, and as proposed. An upload's own answers stay as they are; an older
    version may be corrected meanwhile."""
    changing = [one for one in [getattr(proposed, "changing", None)] if one]
    after = input_hash(
        versions_for(proposed.round),
        changing,
        proposed.roster,
        inputs.open_years,
        frames.corrections_of(changing) if changing else (),
    )
    return f"{inputs.fingerprint[:32]}{after[:32]}"

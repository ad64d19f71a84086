"""After one approved submission: how long until what it touches is computed, and whether that grows with the years.

An answer to the newest round touches that round alone, with the changes since the round before and since the first. One to
the oldest round touches the changes of every later one, and all of these are queued with it: its line is the sum of them.
Prints a table; asserts that only what the submission touches was computed, and nothing about time.
"""

import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators import actions
from indicators.models import Run
from surveys import frames
from surveys.models import Answer, Submission, Upload
from tests.bench.table import Table
from tests.indicators import rows

RESPONDENTS, INDICATORS, TIMES = 400, 20, 3
YEARS = (1, 3, 6, 11)

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


def filled(world, year: int):
    """A round that everybody answered: three questions each, written in bulk."""
    codes = [f"R{number:03}" for number in range(RESPONDENTS)]
    round_ = rows.round_of(world, year, codes)
    common = {"round": round_, "sender": world.sender, "size": 1, "sha256": "a" * 64, "file_name": "x.xlsx"}
    uploads = Upload.objects.bulk_create(
        [Upload(respondent=rows.respondent(world, code), **common) for code in codes]
    )
    given = {
        "submitted_by": world.sender,
        "submitted": rows.NOW,
        "decided_by": world.sender,
        "decided": rows.NOW,
    }
    submissions = Submission.objects.bulk_create(
        [
            Submission(
                round=round_, respondent=rows.respondent(world, code), version=1, upload=upload, state="approved", **given
            )
            for code, upload in zip(codes, uploads, strict=True)
        ]
    )  # fmt: skip
    place = {"sheet": "A", "row": 1, "column": 1, "raw": "x"}
    answers = []
    for at, submission in enumerate(submissions):
        option = world.options["yes" if at % 3 else "no"]
        answers.append(Answer(submission=submission, item=world.items["focal_point"], option=option, **place))
        for item, number in (("cpd_total", at % 9 + 1), ("cpd_with_sstc", at % 2)):
            answers.append(Answer(submission=submission, item=world.items[item], number=number, **place))
    Answer.objects.bulk_create(answers, batch_size=5_000)
    return round_


def measured(world, rounds: list, touched) -> list[str]:
    """Approve one submission after the other in a round, and compute what the product queues then."""
    queued = [touched, *frames.later_rounds(touched)]
    seconds, own_round, busy = [], [], []
    before = Run.objects.count()
    whole = touched.runs.earliest("pk").values.count()
    for time_ in range(TIMES):
        answer = "yes" if time_ % 2 else "no"
        rows.answered(world, touched, "R000", focal_point=answer, cpd_total=time_ + 20, cpd_with_sstc=2)
        began, own = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as queries:
            run = actions.compute_round(round=touched)
            own_round.append(time.perf_counter() - began)
            for later in queued[1:]:
                actions.compute_round(round=later)
        seconds.append(time.perf_counter() - began)
        busy.append(time.process_time() - own)
    assert Run.objects.count() - before <= TIMES * len(queued)
    assert run.round == touched
    assert 0 < run.values.count() < 10 * INDICATORS
    assert run.changes.exists() == (touched != rounds[0])
    medians = [f"{statistics.median(times):.2f}" for times in (seconds, own_round, busy)]
    counts = (run.values.count(), whole, run.changes.count(), len(queries))
    return [*medians, str(len(queued)), *(f"{count:,}" for count in counts)]


def test_recompute_after_one_approval():
    world = rows.world()
    for number in range(INDICATORS):
        (rows.defined if number % 2 else rows.ratio)(world, f"9.{number}")
    table = Table(
        f"Computing anew after one approved submission ({RESPONDENTS} respondents, {INDICATORS} indicators by "
        f"respondent and group; median of {TIMES})",
        (
            "years stored", "approved in", "seconds", "of which its own round", "of which this process", "rounds",
            "values written", "of all", "changes", "queries",
        ),
    )  # fmt: skip
    rounds = []
    for years in YEARS:
        while len(rounds) < years:
            rounds.append(filled(world, 2019 + len(rounds)))
            actions.compute_round(round=rounds[-1])
        table.add(str(years), "the newest", *measured(world, rounds, rounds[-1]))
        if years > 1:
            table.add(str(years), "the oldest", *measured(world, rounds, rounds[0]))
    table.show()

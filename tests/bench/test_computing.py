"""All indicators over many rounds, beside SQL GROUP BY over the same grouping sets, and the cost of a row.

Prints tables; asserts nothing about time.
"""

import io
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from django.db import connection

from indicators.engine import compute_all
from tests.bench.processor import processor_seconds
from tests.bench.table import Table
from tests.indicators.small import define

YEARS, RESPONDENTS, QUESTIONS = range(2012, 2023), 400, 150
BY = ["region", "entity_type", "ldc", "lldc", "sids"]

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


def synthetic(years, respondents: int, questions: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Answers and roster: yes or no by turns with whole numbers, one in twenty absent, from a fixed seed."""
    random = np.random.default_rng(7)
    grid = pd.MultiIndex.from_product([years, range(respondents), range(questions)]).to_frame(index=False)
    grid.columns = ["year", "person", "question"]
    absent = random.random(len(grid)) < 0.05
    number = grid["question"] % 2 == 1
    option = np.where(random.random(len(grid)) < 0.6, "yes", "no")
    answers = pd.DataFrame({
        "year": grid["year"],
        "respondent": np.array([f"R{i:04}" for i in range(respondents)], dtype=object)[grid["person"]],
        "item": np.array([f"q{i}" for i in range(questions)], dtype=object)[grid["question"]],
        "occurrence": 1,
        "option": pd.Series(option, dtype=object).where(~number & ~absent, None),
        "number": np.where(number & ~absent, random.integers(0, 50, len(grid)), np.nan),
        "absence": pd.Series(np.where(absent, "blank", None), dtype=object),
        "answer": np.arange(len(grid)),
    })  # fmt: skip
    people = pd.MultiIndex.from_product([years, range(respondents)]).to_frame(index=False)
    people.columns = ["year", "person"]
    roster = pd.DataFrame(
        {"year": people["year"], "respondent": [f"R{i:04}" for i in people["person"]], "answered": True}
    )
    for at, grouping in enumerate(BY, start=2):
        roster[grouping] = [f"{grouping}-{i % (at + 1)}" for i in people["person"]]
    return answers, roster


def definitions(questions: int) -> list:
    """A share of every question with options, a total of every one with numbers, by every grouping."""
    common = {"by": BY, "valid": {"from": "2000"}}
    return [
        define("total", question=f"q{i}", code=f"t.{i}", **common)
        if i % 2
        else define("share", question=f"q{i}", code=f"s.{i}", **common)
        for i in range(questions)
    ]


def grouped_by_sql(
    answers: pd.DataFrame, roster: pd.DataFrame, by: list[str], times: int
) -> tuple[float, float, int]:
    """Seconds, processor seconds and rows of one GROUP BY over the same grouping sets, the answers being in the table
    already."""
    rows = answers.merge(roster, on=["year", "respondent"])[
        ["year", "item", "option", "number", "absence", *by]
    ]
    text = io.StringIO()
    rows.to_csv(text, index=False, header=False)
    text.seek(0)
    groups = ", ".join(f"{grouping} text" for grouping in by)
    sets = ", ".join(["(year, item)", *(f"(year, item, {grouping})" for grouping in by)])
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bench_rows (year int, item text, option text, number float8, absence text, {groups})"
        )
        cursor.copy_expert("COPY bench_rows FROM STDIN WITH (FORMAT csv)", text)
        cursor.execute("ANALYZE bench_rows")
        seconds = []
        for _ in range(times):
            began, used = time.perf_counter(), processor_seconds()
            cursor.execute(
                f"SELECT year, item, {', '.join(by)}, count(*), count(*) FILTER (WHERE option = 'yes'), count(option),"
                f" sum(number), count(number), count(absence) FROM bench_rows GROUP BY GROUPING SETS ({sets})"
            )
            found = len(cursor.fetchall())
            seconds.append((time.perf_counter() - began, processor_seconds() - used))
        cursor.execute("DROP TABLE bench_rows")
    return *min(seconds), found


def timed(work, times: int = 3) -> tuple[float, float]:
    """The fastest of several times that the work is done: seconds, and seconds of this process alone."""
    found = []
    for _ in range(times):
        began, own = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - began, time.process_time() - own))
    return min(found)


@pytest.mark.parametrize(
    ("by", "questions", "times"),
    [(BY, QUESTIONS, 3), (["respondent", *BY], QUESTIONS // 10, 1)],
    ids=["groups", "respondents_too"],
)
def test_all_indicators_over_all_years(by, questions, times):
    answers, roster = synthetic(YEARS, RESPONDENTS, questions)
    wanted = [replace(definition, by=tuple(by)) for definition in definitions(questions)]
    results = 0

    def work():
        nonlocal results
        results = sum(map(len, compute_all(wanted, answers, roster)))

    seconds, own = timed(work, times)
    sql, sql_used, rows = grouped_by_sql(answers, roster, by, times)
    table = Table(
        f"{len(wanted)} indicators by {len(by)} groupings, 11 years x 400 respondents x {questions} questions (fastest of {times})",
        ("", "seconds", "processor seconds", "results"),
    )
    table.add("SQL: GROUP BY GROUPING SETS", f"{sql:.2f}", f"{sql_used:.2f}", f"{rows:,}")
    table.add("engine, storing left out", f"{seconds:.2f}", f"{own:.2f}", f"{results:,}")
    table.add("times SQL", f"{seconds / sql:.1f}", f"{own / sql_used:.1f}", "")
    table.show()


def test_cost_of_a_row():
    table = Table(
        "Cost of a row as answers grow (10 questions, one year, fastest of 3)",
        ("answers", "seconds", "of which this process", "microseconds a row"),
    )
    for many in (10_000, 30_000, 100_000, 300_000, 1_000_000):
        answers, roster = synthetic([2022], many // 10, 10)
        wanted = definitions(10)
        seconds, own = timed(lambda: list(compute_all(wanted, answers, roster)))  # noqa: B023 - done at once
        table.add(f"{many:,}", f"{seconds:.2f}", f"{own:.2f}", f"{own / many * 1e6:.2f}")
    table.show()

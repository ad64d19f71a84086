"""The votes of the General Assembly as one survey: every roll call a question, every country a respondent.

870,109 answers to 6,203 questions in 75 years, from the folder that SSCDASH_SAMPLES names. Prints tables beside the
floors of the same run; asserts nothing about time.
"""

import csv
import io
import os
import resource
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from django.db import connection
from django.utils import timezone

from indicators.engine import compute_counted
from surveys import frames, jobs
from surveys.actions.checking import COPY_ANSWERS
from surveys.actions.receiving import SAVE
from surveys.models import (
    Invitation,
    Item,
    Option,
    Questionnaire,
    Respondent,
    Round,
    Submission,
    Survey,
    Upload,
    User,
)
from tests.bench.processor import processor_seconds
from tests.bench.table import Table
from tests.indicators.small import define

FILE = (
    Path(os.environ.get("SSCDASH_SAMPLES") or "samples-are-not-here")
    / "scale/un-general-assembly-votes.csv.gz"
)
FIXTURES = Path(__file__).parents[2] / "fixtures"
VOTES = ("yes", "no", "abstain")
MARKS = (10_000, 30_000, 100_000, 300_000, 600_000, 1_000_000)
COLUMNS = (
    'id, submission_id, item_id, occurrence, option_id, number, text, absence, raw, sheet, "row", "column"'
)

pytestmark = [
    pytest.mark.bench,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FILE.is_file(), reason="SSCDASH_SAMPLES names no folder with the votes"),
]


def votes() -> pd.DataFrame:
    """year, respondent (ISO2), item, option."""
    read = pd.read_csv(FILE, dtype=str, keep_default_na=False)
    read["respondent"] = read["iso2"].where(read["iso2"] != "", read["country"])
    read["item"] = "rc" + read["roll_call"]
    read["year"] = read["year"].astype(int)
    return read.rename(columns={"vote": "option"})[["year", "respondent", "item", "option"]]


def regions() -> dict[str, str]:
    """ISO2 -> region, as the countries of the project have them; states that are no more are in none."""
    with (
        (FIXTURES / "countries.csv").open() as countries,
        (FIXTURES / "country_memberships.csv").open() as groups,
    ):
        iso2 = {row["iso3"]: row["iso2"] for row in csv.DictReader(countries)}
        return {iso2[r["iso3"]]: r["group"] for r in csv.DictReader(groups) if r["grouping"] == "region"}


def survey_of(answers: pd.DataFrame) -> dict[int, Upload]:
    """The survey with its questions, rosters and rounds, and an upload for each year, still empty."""
    survey = Survey.objects.create(code="votes", owner="GA", respondent_kind="government")
    questionnaire = Questionnaire.objects.create(survey=survey, version="1", definition={})
    items = Item.objects.bulk_create(
        Item(questionnaire=questionnaire, code=code, question=code, kind="one_of", position=at)
        for at, code in enumerate(answers["item"].unique())
    )
    Option.objects.bulk_create(
        [Option(item=item, code=code, position=at) for item in items for at, code in enumerate(VOTES)],
        batch_size=5_000,
    )
    people = {
        one.code: one
        for one in Respondent.objects.bulk_create(
            Respondent(kind="government", code=code, slug=f"s{at}")
            for at, code in enumerate(answers["respondent"].unique())
        )
    }
    sender = User.objects.create_superuser(email="bench@example.org")
    uploads = {}
    for year, codes in answers.groupby("year")["respondent"].unique().items():
        round_ = Round.objects.create(
            survey=survey, data_year=year, state="open", questionnaire=questionnaire
        )
        Invitation.objects.bulk_create(Invitation(round=round_, respondent=people[code]) for code in codes)
        uploads[year] = Upload.objects.create(
            round=round_,
            sender=sender,
            file_name="votes.csv",
            size=1,
            sha256="a" * 64,
            state="saving",
            checked=timezone.now(),
            layout="plain",
        )
    return uploads


def as_staged(answers: pd.DataFrame, uploads: dict[int, Upload]) -> dict[int, io.StringIO]:
    """The rows of each year as the reader of files writes them for the staging table: a state in each row of the file,
    a question in each column."""
    texts = {}
    for year, rows in answers.groupby("year"):
        row, column = (pd.factorize(rows[name])[0] + 2 for name in ("respondent", "item"))
        rows = rows.assign(
            upload=uploads[year].pk, one=1, nothing=r"\N", sheet="votes", row=row, column=column
        )
        texts[year] = io.StringIO()
        nothing = ["nothing"] * 3
        rows.sort_values(["row", "column"])[
            ["upload", "respondent", "row", "item", "one", "option", *nothing, "option", "sheet", "column"]
        ].to_csv(texts[year], sep="\t", header=False, index=False)
        texts[year].seek(0)
    return texts


def load(texts: dict[int, io.StringIO], uploads: dict[int, Upload]) -> tuple[list[tuple[int, float]], float]:
    """Every year staged and saved as a file of that year would be: answers and seconds from the beginning on, and
    processor seconds of all."""
    began, used, answers, line = time.perf_counter(), processor_seconds(), 0, []
    for at, (year, text) in enumerate(texts.items(), start=1):
        with connection.cursor() as cursor:
            cursor.copy_expert(COPY_ANSWERS, text)
            answers += cursor.rowcount
            jobs.run(jobs.enqueue(SAVE, uploads[year].pk, by=uploads[year].sender).pk)
            if at % 10 == 0:  # a server that is used does this by itself, the one for tests does not
                cursor.execute("VACUUM surveys_stagedanswer")
        line.append((answers, time.perf_counter() - began))
    return line, processor_seconds() - used


def show_growth(line: list[tuple[int, float]]) -> None:
    """What an answer costs while the table fills up."""
    table = Table("Cost of loading an answer as the table grows", ("answers there", "microseconds an answer"))
    before, then = 0, 0.0
    for answers, seconds in line:
        if answers >= MARKS[sum(mark <= before for mark in MARKS)] or answers == line[-1][0]:
            table.add(f"{answers:,}", f"{(seconds - then) / (answers - before) * 1e6:.1f}")
            before, then = answers, seconds
    table.show()


def copied_again() -> tuple[float, float]:
    """Seconds and processor seconds of COPY for the very same rows into the same table, emptied, every key, check and
    index in place."""
    kept = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT {COLUMNS} FROM surveys_answer ORDER BY id) TO STDOUT", kept)
        cursor.execute("TRUNCATE surveys_answer CASCADE")
        kept.seek(0)
        began, used = time.perf_counter(), processor_seconds()
        cursor.copy_expert(f"COPY surveys_answer ({COLUMNS}) FROM STDIN", kept)
        return time.perf_counter() - began, processor_seconds() - used


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


GROUPED = """
SELECT year, item, region, count(*), count(*) FILTER (WHERE option = 'yes'), count(*) FILTER (WHERE option = 'no')
  FROM {table} GROUP BY GROUPING SETS ((year, item), (year, item, region))
"""


def grouped_by_postgresql(answers: pd.DataFrame) -> tuple[float, float]:
    text = io.StringIO()
    answers[["year", "item", "region", "option"]].to_csv(text, index=False, header=False)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_votes (year int, item text, region text, option text)")
        cursor.copy_expert("COPY bench_votes FROM STDIN WITH (FORMAT csv)", text)
        cursor.execute("ANALYZE bench_votes")
        began, used = time.perf_counter(), processor_seconds()
        cursor.execute(GROUPED.format(table="bench_votes"))
        cursor.fetchall()
        seconds, used = time.perf_counter() - began, processor_seconds() - used
        cursor.execute("DROP TABLE bench_votes")
    return seconds, used


def grouped_by_duckdb(answers: pd.DataFrame) -> tuple[float, float]:
    with duckdb.connect() as database:
        database.register("frame", answers)
        database.execute("CREATE TABLE votes AS SELECT year, item, region, option FROM frame")
        began, used = time.perf_counter(), processor_seconds()
        database.execute(GROUPED.format(table="votes")).fetchall()
        return time.perf_counter() - began, processor_seconds() - used


def asked_in(answers: pd.DataFrame) -> list:
    """The share of yes among yes, no and abstain for each question, in the year in which it was put to the vote."""
    share = define("share", by=["region"], valid={"from": "1946"})
    years = answers.drop_duplicates("item")[["item", "year"]].itertuples(index=False)
    return [replace(share, question=item, valid_from=year, valid_to=year) for item, year in years]


def count_and_compute(
    wanted: list, submissions: list[Submission], roster: pd.DataFrame
) -> tuple[float, float, pd.DataFrame, int]:
    """Seconds of all, seconds of counting, the counts, and how many values they made."""
    began = time.perf_counter()
    counts = frames.answer_counts(submissions, roster, ["region"])
    counting = time.perf_counter() - began
    values = sum(map(len, compute_counted(wanted, counts, roster)))
    return time.perf_counter() - began, counting, counts, values


def show_cost_of_computing(
    answers: pd.DataFrame, submissions: list[Submission], roster: pd.DataFrame
) -> None:
    table = Table(
        "Cost of computing an answer as answers grow", ("answers", "seconds", "microseconds an answer")
    )
    upto = answers.groupby("year").size().cumsum()
    for many in sorted({int((upto < mark).sum()) + 1 for mark in MARKS}):
        years = upto.index[:many]
        some = answers[answers["year"].isin(years)]
        of_these = [one for one in submissions if one.round.data_year in years]
        seconds, *_ = count_and_compute(asked_in(some), of_these, roster[roster["year"].isin(years)])
        table.add(f"{len(some):,}", f"{seconds:.2f}", f"{seconds / len(some) * 1e6:.2f}")
    table.show()


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    read = votes()
    read["region"] = read["respondent"].map(regions()).astype(object)
    return read


def test_votes_of_the_general_assembly(answers):
    uploads = survey_of(answers)
    texts = as_staged(answers, uploads)
    line, used = load(texts, uploads)
    show_growth(line)
    loading, (least, least_used) = line[-1][1], copied_again()
    table = Table(
        "Loading the votes of the General Assembly", ("", "seconds", "processor seconds", "answers a second")
    )
    for name, seconds, of_processor in (
        ("floor: COPY into the same table", least, least_used),
        ("staged and saved, year by year", loading, used),
    ):
        table.add(name, f"{seconds:.1f}", f"{of_processor:.1f}", f"{len(answers) / seconds:,.0f}")
    table.add("of the speed of COPY", f"{least / loading:.2f}", f"{least_used / used:.2f}", "")
    table.show()

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    submissions = list(Submission.objects.select_related("respondent", "round"))
    roster = frames.roster_frame([upload.round for upload in uploads.values()], submissions)
    roster["region"] = roster["respondent"].map(regions()).astype(object)
    roster = roster.where(roster.notna(), None)
    wanted, used = asked_in(answers), processor_seconds()
    seconds, counting, counts, values = count_and_compute(wanted, submissions, roster)
    used = processor_seconds() - used
    (sql, sql_used), (duck, duck_used) = grouped_by_postgresql(answers), grouped_by_duckdb(answers)
    table = Table(
        f"{len(wanted):,} shares of yes, by region, over {len(answers):,} votes",
        ("", "seconds", "processor seconds", "results"),
    )
    table.add("PostgreSQL: GROUP BY GROUPING SETS", f"{sql:.2f}", f"{sql_used:.2f}", "")
    table.add("DuckDB: the same", f"{duck:.2f}", f"{duck_used:.2f}", "")
    table.add("counted by SQL and computed", f"{seconds:.2f}", f"{used:.2f}", f"{values:,}")
    table.add("  of which counting", f"{counting:.2f}", "", f"{len(counts):,}")
    table.add("times PostgreSQL", f"{seconds / sql:.1f}", f"{used / sql_used:.1f}", "")
    table.add("most memory, MB", f"{peak():,.0f}", "", "")
    table.show()
    assert np.isclose(counts[counts["dimension"].isna()]["respondents"].sum(), len(answers))
    show_cost_of_computing(answers, submissions, roster)

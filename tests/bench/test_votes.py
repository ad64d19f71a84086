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
from tests.bench.table import Table
from tests.indicators.small import define

FILE = (
    Path(os.environ.get("SSCDASH_SAMPLES") or "samples-are-not-here")
    / "scale/un-general-assembly-votes.csv.gz"
)
FIXTURES = Path(__file__).parents[2] / "fixtures"
VOTES = ("yes", "no", "abstain")
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


def load(answers: pd.DataFrame, uploads: dict[int, Upload]) -> None:
    """Every year staged and saved as a file of that year would be."""
    for year, rows in answers.groupby("year"):
        text = io.StringIO()
        upload = uploads[year]
        rows.assign(upload=upload.pk, occurrence=1, nothing=r"\N", sheet="votes", row=1, column=1)[
            ["upload", "respondent", "row", "item", "occurrence", "option", "nothing", "nothing", "nothing"]
            + ["option", "sheet", "column"]
        ].to_csv(text, sep="\t", header=False, index=False)
        text.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(COPY_ANSWERS, text)
        jobs.run(jobs.enqueue(SAVE, upload.pk, by=upload.sender).pk)


def copied_again() -> float:
    """Seconds of COPY for the very same rows into the same table, emptied, every key, check and index in place."""
    kept = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY (SELECT {COLUMNS} FROM surveys_answer ORDER BY id) TO STDOUT", kept)
        cursor.execute("TRUNCATE surveys_answer CASCADE")
        kept.seek(0)
        began = time.perf_counter()
        cursor.copy_expert(f"COPY surveys_answer ({COLUMNS}) FROM STDIN", kept)
        return time.perf_counter() - began


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


GROUPED = """
SELECT year, item, region, count(*), count(*) FILTER (WHERE option = 'yes'), count(*) FILTER (WHERE option = 'no')
  FROM {table} GROUP BY GROUPING SETS ((year, item), (year, item, region))
"""


def grouped_by_postgresql(answers: pd.DataFrame) -> float:
    text = io.StringIO()
    answers[["year", "item", "region", "option"]].to_csv(text, index=False, header=False)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_votes (year int, item text, region text, option text)")
        cursor.copy_expert("COPY bench_votes FROM STDIN WITH (FORMAT csv)", text)
        cursor.execute("ANALYZE bench_votes")
        began = time.perf_counter()
        cursor.execute(GROUPED.format(table="bench_votes"))
        cursor.fetchall()
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_votes")
    return seconds


def grouped_by_duckdb(answers: pd.DataFrame) -> float:
    with duckdb.connect() as database:
        database.register("frame", answers)
        database.execute("CREATE TABLE votes AS SELECT year, item, region, option FROM frame")
        began = time.perf_counter()
        database.execute(GROUPED.format(table="votes")).fetchall()
        return time.perf_counter() - began


def asked_in(answers: pd.DataFrame) -> list:
    """The share of yes among yes, no and abstain for each question, in the year in which it was put to the vote."""
    share = define("share", by=["region"], valid={"from": "1946"})
    years = answers.drop_duplicates("item")[["item", "year"]].itertuples(index=False)
    return [replace(share, question=item, valid_from=year, valid_to=year) for item, year in years]


def test_votes_of_the_general_assembly():
    answers = votes()
    of_region = regions()
    answers["region"] = answers["respondent"].map(of_region).astype(object)
    uploads = survey_of(answers)
    began = time.perf_counter()
    load(answers, uploads)
    loading = time.perf_counter() - began
    least = copied_again()
    table = Table("Loading the votes of the General Assembly", ("", "seconds", "answers a second"))
    table.add("floor: COPY into the same table", f"{least:.1f}", f"{len(answers) / least:,.0f}")
    table.add("staged and saved, year by year", f"{loading:.1f}", f"{len(answers) / loading:,.0f}")
    table.add("of the speed of COPY", f"{least / loading:.2f}", "")
    table.show()

    submissions = list(Submission.objects.select_related("respondent"))
    roster = frames.roster_frame([upload.round for upload in uploads.values()], submissions)
    roster["region"] = roster["respondent"].map(of_region).astype(object)
    roster = roster.where(roster.notna(), None)
    wanted = asked_in(answers)
    began, own = time.perf_counter(), time.process_time()
    counts = frames.answer_counts(submissions, roster, ["region"])
    counting = time.perf_counter() - began
    values = sum(map(len, compute_counted(wanted, counts, roster)))
    seconds, own = time.perf_counter() - began, time.process_time() - own
    sql, duck = grouped_by_postgresql(answers), grouped_by_duckdb(answers)
    table = Table(
        f"{len(wanted):,} shares of yes, by region, over {len(answers):,} votes", ("", "seconds", "results")
    )
    table.add("PostgreSQL: GROUP BY GROUPING SETS", f"{sql:.2f}", "")
    table.add("DuckDB: the same", f"{duck:.2f}", "")
    table.add("counted by SQL and computed", f"{seconds:.2f}", f"{values:,}")
    table.add("  of which counting", f"{counting:.2f}", f"{len(counts):,}")
    table.add("  of which this process", f"{own:.2f}", "")
    table.add("times PostgreSQL", f"{seconds / sql:.1f}", "")
    table.add("most memory, MB", f"{peak():,.0f}", "")
    table.show()
    assert np.isclose(counts[counts["dimension"].isna()]["respondents"].sum(), len(answers))

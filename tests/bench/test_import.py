"""A large workbook from arrival to preview, beside the floor: reading the same cells and copying them into a table.

Prints a table; asserts nothing about time.
"""

import io
import resource
import time
from contextlib import contextmanager

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import connection
from python_calamine import CalamineWorkbook

from surveys import jobs
from surveys.actions.checking import CHECK
from surveys.actions.marking import forget_marked, mark_problems, marked_file
from surveys.actions.receiving import receive_file
from surveys.models import (
    Invitation,
    Issue,
    Questionnaire,
    Respondent,
    Round,
    StagedAnswer,
    Survey,
    Upload,
    User,
)
from tests.bench.table import Table

RESPONDENTS, QUESTIONS = 2_000, 150

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


@contextmanager
def stopwatch(seconds: dict, name: str):
    began = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - began


def workbook() -> bytes:
    """A wide table: a row per respondent, a column per question, numbers and yes or no by turns."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["respondent", *(f"q{question}" for question in range(QUESTIONS))])
        for respondent in range(RESPONDENTS):
            cells = [
                (respondent * 31 + question * 7) % 500
                if question % 2
                else ("yes" if (respondent + question) % 3 else "no")
                for question in range(QUESTIONS)
            ]
            sheet.write_row(respondent + 1, 0, [f"R{respondent:05}", *cells])
    return target.getvalue()


def floor(data: bytes) -> float:
    """Seconds for calamine to read the sheet and for COPY to write its cells into a table without any index."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (respondent text, item text, cell text)")
        began = time.perf_counter()
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Answers").to_python()
        heading, *lines = rows
        text = "".join(
            f"{line[0]}\t{item}\t{cell}\n"
            for line in lines
            for item, cell in zip(heading[1:], line[1:], strict=True)
        )
        cursor.copy_expert("COPY bench_floor FROM STDIN", io.StringIO(text))
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_floor")
    return seconds


def round_of_many() -> Round:
    """A round with a questionnaire of 150 questions and a roster of 2,000 fictional respondents."""
    definition = {
        "survey": "bench",
        "version": "1",
        "status": {"en": "made for measuring"},
        "year": "2022",
        "title": {"en": "A survey for measuring"},
        "sections": [
            {
                "code": "all",
                "title": {"en": "All"},
                "questions": [
                    {
                        "code": f"q{question}",
                        "kind": "whole_number" if question % 2 else "yes_no",
                        "text": {"en": f"Question {question}"},
                    }
                    for question in range(QUESTIONS)
                ],
            }
        ],
    }
    survey = Survey.objects.create(code="bench", owner="UNOSSC", respondent_kind="entity")
    questionnaire = Questionnaire.objects.create(survey=survey, version="1", definition=definition)
    round_ = Round.objects.create(
        survey=survey, data_year=2022, state="open", questionnaire=questionnaire, illustrative=True
    )
    respondents = Respondent.objects.bulk_create(
        Respondent(kind="entity", code=f"R{number:05}", slug=f"r{number:05}", fictional=True)
        for number in range(RESPONDENTS)
    )
    Invitation.objects.bulk_create(Invitation(round=round_, respondent=one) for one in respondents)
    return round_


def mark(upload: Upload, sender: User) -> float:
    """Seconds from asking for the marked workbook to its file: 1,000 cells are wrong, a twentieth of the rows."""
    Issue.objects.bulk_create(
        Issue(
            upload=upload,
            position=position,
            code="not_a_number",
            severity="error",
            sheet="Answers",
            row=2 + position // 10,
            column=2 + position % 10,
            value="many",
        )
        for position in range(1000)
    )
    began = time.perf_counter()
    mark_problems(upload=upload, by=sender)
    jobs.run(jobs.latest("mark_upload.en", upload.pk).pk)
    seconds = time.perf_counter() - began
    assert marked_file(upload, "en").is_file()
    forget_marked(upload)
    return seconds


def test_import(settings, tmp_path):
    settings.UPLOADS = tmp_path
    data, round_ = workbook(), round_of_many()
    sender = User.objects.create_superuser(email="bench@example.org")
    seconds: dict[str, float] = {}
    least = min(floor(data) for _ in range(3))
    with stopwatch(seconds, "preview"):
        upload = receive_file(file=ContentFile(data, "bench.xlsx"), round=round_, respondent=None, by=sender)
        jobs.run(jobs.latest(CHECK, upload.pk).pk)
    upload.refresh_from_db()
    assert upload.state == Upload.State.NEEDS_REVIEW, upload.refusal
    cells = StagedAnswer.objects.filter(upload=upload).count()
    assert cells == RESPONDENTS * QUESTIONS
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table = Table(
        "Import of 2,000 respondents x 150 questions (xlsx)", ("", "seconds", "cells a second", "peak MB")
    )
    table.add("floor: calamine and COPY into a bare table", f"{least:.2f}", f"{cells / least:,.0f}", "")
    table.add(
        "received to preview ready",
        f"{seconds['preview']:.2f}",
        f"{cells / seconds['preview']:,.0f}",
        f"{peak:.0f}",
    )
    table.add("the workbook with 1,000 cells marked", f"{mark(upload, sender):.2f}", "", "")
    table.add("times the floor", f"{seconds['preview'] / least:.1f}", "", "")
    table.show()

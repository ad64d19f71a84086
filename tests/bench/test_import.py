"""Large workbooks from arrival to preview, beside the floor: reading the same cells and copying them into a table.

Both are done several times by turns, and the least of each counts: what else the machine does meanwhile, and memory that
it has to be given first, only ever add. Prints tables; asserts nothing about time.
"""

import io
import resource
import statistics
import time
from itertools import pairwise
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from surveys import jobs
from surveys.actions.checking import CHECK
from surveys.actions.marking import forget_marked, mark_problems, marked_file
from surveys.actions.readers import warm_up
from surveys.actions.receiving import discard_upload, receive_file
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
from tests.bench.processor import processor_seconds
from tests.bench.table import Table

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


def workbook(respondents: int, questions: int) -> bytes:
    """A wide table: a row per respondent, a column per question, numbers and yes or no by turns."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["respondent", *(f"q{question}" for question in range(questions))])
        for respondent in range(respondents):
            cells = [
                (respondent * 31 + question * 7) % 500
                if question % 2
                else ("yes" if (respondent + question) % 3 else "no")
                for question in range(questions)
            ]
            sheet.write_row(respondent + 1, 0, [f"R{respondent:05}", *cells])
    return target.getvalue()


def floor(data: bytes) -> tuple[float, float]:
    """Seconds for calamine to read the sheet and for COPY to write its cells into a table without any index, and
    processor seconds of both."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (respondent text, item text, cell text)")
        began, used = time.perf_counter(), processor_seconds()
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Answers").to_python()
        heading, *lines = rows
        text = "".join(
            f"{line[0]}\t{item}\t{cell}\n"
            for line in lines
            for item, cell in zip(heading[1:], line[1:], strict=True)
        )
        cursor.copy_expert("COPY bench_floor FROM STDIN", io.StringIO(text))
        seconds, used = time.perf_counter() - began, processor_seconds() - used
        cursor.execute("DROP TABLE bench_floor")
    return seconds, used


def round_of_many(respondents: int, questions: int) -> Round:
    """A round with a questionnaire of so many questions and a roster of so many fictional respondents."""
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
                    for question in range(questions)
                ],
            }
        ],
    }
    survey = Survey.objects.create(code="bench", owner="UNOSSC", respondent_kind="entity")
    questionnaire = Questionnaire.objects.create(survey=survey, version="1", definition=definition)
    round_ = Round.objects.create(
        survey=survey, data_year=2022, state="open", questionnaire=questionnaire, illustrative=True
    )
    roster = Respondent.objects.bulk_create(
        Respondent(kind="entity", code=f"R{number:05}", slug=f"r{number:05}", fictional=True)
        for number in range(respondents)
    )
    Invitation.objects.bulk_create(Invitation(round=round_, respondent=one) for one in roster)
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


class Reader:
    """Somebody who looks at the page of progress again and again."""

    def __init__(self, client: Client, upload: Upload):
        self.client, self.upload = client, upload
        self.address = reverse("upload-progress", args=[upload.pk])
        self.seconds: list[float] = []
        self.seen: list[tuple[float, str]] = []

    def until_over(self) -> None:
        """Ask every tenth of a second while the worker is at it."""
        states = Upload.objects.values_list("state", flat=True)
        while states.get(pk=self.upload.pk) in {"received", "checking"}:
            began = time.perf_counter()
            page = self.client.get(self.address).content.decode()
            self.seconds.append(time.perf_counter() - began)
            if not self.seen or self.seen[-1][1] != page:
                self.seen.append((began, page))
            time.sleep(0.1)

    @property
    def longest_stillness(self) -> float:
        """The longest time in seconds between two pages that said something new."""
        moments = [moment for moment, _ in self.seen]
        return max((later - earlier for earlier, later in pairwise(moments)), default=0.0)


@pytest.mark.parametrize(("respondents", "questions", "times"), [(2_000, 150, 3), (20_000, 100, 2)])
def test_import(settings, tmp_path, client, read_apart, respondents, questions, times):
    settings.UPLOADS = tmp_path
    data, round_ = workbook(respondents, questions), round_of_many(respondents, questions)
    sender = User.objects.create_superuser(email="bench@example.org")
    client.force_login(sender)
    # The worker's process is another one than that of the pages, and has been up for a while, as in production.
    to_worker, at_worker = Pipe()
    worker = Process(target=work, args=(at_worker,))
    connections.close_all()
    worker.start()
    to_worker.recv()
    floors, imports, readers = [], [], []
    for _ in range(times):
        if readers:
            discard_upload(upload=readers[-1].upload, by=sender)
        floors.append(floor(data))
        upload = receive_file(file=ContentFile(data, "bench.xlsx"), round=round_, respondent=None, by=sender)
        readers.append(Reader(client, upload))
        imports.append(measured(readers[-1], to_worker))
    to_worker.send(None)
    worker.join()
    cells = StagedAnswer.objects.filter(upload=upload).count()
    assert cells == respondents * questions
    (least, least_used), (seconds, used) = (map(min, zip(*each, strict=True)) for each in (floors, imports))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table = Table(
        f"Import of {respondents:,} respondents x {questions} questions (xlsx, {len(data) / 1e6:.1f} MB)",
        ("", "seconds", "processor seconds", "cells a second", "peak MB"),
    )
    table.add(
        "floor: calamine and COPY into a bare table",
        f"{least:.2f}",
        f"{least_used:.2f}",
        f"{cells / least:,.0f}",
        "",
    )
    table.add(
        "received to preview ready",
        *(f"{seconds:.2f}", f"{used:.2f}", f"{cells / seconds:,.0f}", f"{peak:.0f}"),
    )
    table.add("times the floor", f"{seconds / least:.1f}", f"{used / least_used:.1f}", "", "")
    waited = statistics.median(one for reader in readers for one in reader.seconds)
    table.add("the page of progress meanwhile, median", f"{waited:.3f}", "", "", "")
    stillness = max(reader.longest_stillness for reader in readers)
    table.add("longest time without anything new on it", f"{stillness:.2f}", "", "", "")
    if respondents < 10_000:
        table.add("the workbook with 1,000 cells marked", f"{mark(upload, sender):.2f}", "", "", "")
    table.show()


def measured(reader: Reader, worker: Connection) -> tuple[float, float]:
    """Seconds from telling the worker of a file to its preview, and processor seconds."""
    reader.client.get(
        reader.address
    )  # a server that has been up for a while knows its addresses and templates
    began = time.perf_counter()
    worker.send(jobs.latest(CHECK, reader.upload.pk).pk)
    reader.until_over()
    seconds, used = time.perf_counter() - began, worker.recv()
    reader.upload.refresh_from_db()
    assert reader.upload.state == Upload.State.NEEDS_REVIEW, reader.upload.refusal
    return seconds, used


def work(asked: Connection) -> None:
    """What the worker does with jobs, in a process of its own; it tells how many processor seconds each took."""
    warm_up()
    time.sleep(1)
    asked.send("ready")
    while job := asked.recv():
        used = processor_seconds()
        jobs.run(job)
        asked.send(processor_seconds() - used)
    connections.close_all()

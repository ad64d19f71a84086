"""An analyst brings a table of counts for a survey of DESA: from the blank table to a value that opens to its cells."""

import io
import os
import time
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from indicators.actions import publish_release
from indicators.models import Run
from surveys.loading import make_demo_accounts
from surveys.models import Questionnaire, Round, Survey, User

pytestmark = pytest.mark.worker

FILLED = {
    ("", "invited"): {"all": 60},
    ("", "answered"): {"all": 58},
    ("provides_ssc", "yes"): {"all": 53, "region/africa": 28},
    ("provides_ssc", "no"): {"all": 4, "region/africa": 2},
    ("provides_ssc", "n"): {"all": 57, "region/africa": 30},
    ("provides_ssc", "do_not_know"): {"all": 1},
}
PICTURES = os.environ.get("SSCDASH_PICTURES")


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, for those who ask for it, narrow and wide."""
    if PICTURES:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def filled(blank: Path) -> bytes:
    """The blank table as somebody fills it in."""
    workbook = openpyxl.load_workbook(blank)
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[5]}
    for row in range(6, sheet.max_row + 1):
        key = (sheet.cell(row, 1).value or "", sheet.cell(row, 2).value)
        for group, count in FILLED.get(key, {}).items():
            sheet.cell(row, columns[group]).value = count
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def computed(round_: Round) -> Run:
    """The run that the approval asked for, as soon as the worker has made it."""
    deadline = time.monotonic() + 60
    while not (run := round_.runs.first()):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return run


def test_from_the_blank_table_to_a_value(facts, worker, page, live_server, sign_in):
    survey = Survey.objects.get(code="desa_government")
    asked = Questionnaire.objects.get(survey=survey, version="2022.1")
    round_ = Round.objects.create(survey=survey, data_year=2022, state=Round.State.OPEN, questionnaire=asked)
    make_demo_accounts()
    sign_in("analyst")
    page.goto("/en/surveys/desa_government/2022/")
    picture(page, "round")
    with page.expect_download() as download:
        page.get_by_role("link", name="Blank table of counts").click()
    page.get_by_role("link", name="Send a table of counts").click()
    content = filled(Path(download.value.path()))
    page.get_by_label("Workbook").set_input_files(
        {"name": "desa.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Send and check").click()

    expect(page.get_by_text("answers down and groups across")).to_be_visible()
    expect(page.get_by_text("53 of 57")).to_be_visible()
    expect(page.get_by_text("No problem was found in any cell.")).to_be_visible()
    picture(page, "checked")
    page.get_by_role("button", name="Submit these counts").click()
    page.get_by_role("link", name="Table of counts · version 1").click()
    picture(page, "tabulation")
    page.get_by_role("button", name="Approve: let it count").click()

    assert [table.version for table in computed(round_).tabulations.all()] == [1]
    publish_release(name="First", by=User.objects.get(email="analyst@example.org"))
    page.goto("/en/indicators/0.1/2022/")
    expect(page.get_by_text("53 ÷ 57 × 100")).to_be_visible()
    expect(page.get_by_role("link", name="desa.xlsx")).to_be_visible()
    expect(page.get_by_text("28 of 30")).to_have_count(0)
    picture(page, "value")
    page.goto("/en/indicators/0.1/2022/region=africa/")
    expect(page.get_by_text("28 of 30")).to_be_visible()

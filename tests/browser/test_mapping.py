"""An analyst sends an export of another tool, says where its columns belong, and submits it."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from surveys.loading import make_demo_accounts
from surveys.models import Submission
from tests.surveys import rounds

pytestmark = pytest.mark.worker

EXPORT = """Respondent ID,Custom Data 1,Email Address,cpd_total,results_reported,Do you have a focal point for this?,Notes
1,ENTITY-07,a@example.org,3,Yes,Jawohl,First
2,ENTITY-08,b@example.org,4,Yes,No,Second
"""
PICTURES = os.environ.get("SSCDASH_PICTURES")


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, for those who ask for it, narrow and wide."""
    if PICTURES:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def test_an_export_of_several_respondents_is_placed_and_submitted(facts, worker, page, live_server, sign_in):
    asked = rounds.entity_round()
    make_demo_accounts()
    sign_in("analyst")
    page.goto(f"/en/surveys/unossc_entity/{asked.data_year}/?illustrative=yes")
    page.get_by_role("link", name="Send answers of several respondents").click()
    file = {"name": "export.csv", "mimeType": "text/csv", "buffer": EXPORT.encode()}
    page.get_by_label("Workbook").set_input_files(file)
    page.get_by_role("button", name="Send and check").click()
    page.get_by_role("link", name="Say where they belong").click()
    picture(page, "mapping")
    page.get_by_label("Do you have a focal point for this?").select_option("focal_point")
    page.get_by_label("Notes").select_option("remarks")
    page.get_by_role("button", name="Confirm and check again").click()

    page.get_by_role("link", name="Say where they belong").click()
    page.get_by_label("Jawohl").select_option("yes")
    picture(page, "answers")
    page.get_by_role("button", name="Confirm and check again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Your workbook"))
    picture(page, "checked")
    for label in ("Submit these answers",):
        page.get_by_role("button", name=label).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")

    assert set(Submission.objects.values_list("respondent__code", flat=True)) == {"ENTITY-07", "ENTITY-08"}

"""An analyst brings in what DESA sends: one file with the answers of all."""

import pytest
from playwright.sync_api import Page, expect

from surveys.loading import make_demo_accounts
from surveys.models import Submission
from tests.surveys import desa

pytestmark = pytest.mark.worker


def send(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Workbook").set_input_files(file)
    page.get_by_role("button", name="Send and check").click()


def test_a_file_of_all_answers_is_sent_and_approved_together(facts, worker, page, sign_in):
    round_ = desa.round_of("desa_unct")
    make_demo_accounts()
    sign_in("analyst")
    page.goto(f"/en/surveys/desa_unct/{desa.YEAR}/?illustrative=yes")
    page.get_by_role("link", name="Send answers of several respondents").click()
    send(page, *desa.file_of_all(round_))

    page.get_by_role("button", name="Submit these answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")
    page.goto("/en/review/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Approve the chosen submissions").click()
    expect(page.get_by_text("6 submissions count from now on")).to_be_visible()
    assert Submission.objects.counted().filter(round=round_).count() == 6

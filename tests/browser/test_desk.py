"""A focal point, an analyst and the public, one after the other, with the worker at work."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from indicators.models import Run
from surveys.loading import make_demo_accounts
from surveys.models import User
from tests.surveys import rounds
from tests.workers import paused, until

pytestmark = pytest.mark.worker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOUND = {
    "cpd_total": 12, "cpd_with_sstc": 7, "results_reported": "Yes", "focal_point": "Yes", "dedicated_unit": "No",
    "dedicated_budget": "No", "regional_support": "Yes", "events": 14,
}  # fmt: skip


@pytest.fixture
def round_(facts, worker):
    """A round in which four said that they have a focal point and one that it has none; entity 7 is asked."""
    rounds.entity(7)
    make_demo_accounts()
    analyst, sender = (User.objects.get(email=f"{name}@example.org") for name in ("analyst", "focal-point"))
    asked = rounds.entity_round(entities=range(1, 8))
    with paused(worker):
        for number, answer in enumerate(["yes", "yes", "yes", "yes", "no"], start=1):
            rounds.approved(asked, rounds.entity(number), sender, analyst, focal_point=answer)
    return asked


def filled(template: bytes, answers: dict) -> tuple[dict, dict[str, str]]:
    """The template with these answers, as a file to choose, and the cell of each."""
    book, cells = load_workbook(io.BytesIO(template)), {}
    for row in book["Answers"].iter_rows(min_row=5):
        if row[1].value in answers:
            row[3].value = answers[row[1].value]
            cells[row[1].value] = f"Answers!{row[3].coordinate}"
    content = io.BytesIO()
    book.save(content)
    return {"name": "entity-07.xlsx", "mimeType": XLSX, "buffer": content.getvalue()}, cells


def send(page: Page, worker, file: dict) -> None:
    """Send a workbook; the page shows progress while the worker is at it, and the result by itself."""
    page.get_by_label("Workbook").set_input_files(file)
    with paused(worker):
        page.get_by_role("button", name="Send and check").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your file is being checked")
        expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Your workbook"))


def test_a_workbook_becomes_a_released_number(round_, worker, page, sign_in):
    sign_in("focal-point")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template").click()
    template = download.value.path().read_bytes()

    page.get_by_role("link", name="Send a workbook").click()
    wrong, cells = filled(template, SOUND | {"events": "many", "cpd_with_sstc": 15})
    send(page, worker, wrong)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workbook has 2 errors to correct")
    for item in ("events", "cpd_with_sstc"):
        expect(page.locator("td.cell", has_text=cells[item]).first).to_be_visible()
    expect(page.get_by_role("button", name="Submit these answers")).to_have_count(0)

    page.get_by_role("link", name="Send a corrected workbook").click()
    right, _ = filled(template, SOUND)
    send(page, worker, right)
    page.get_by_role("button", name="Submit these answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")

    sign_in("analyst")
    page.get_by_role("link", name="Entity 07").click()
    return_with_comment(page, cells["events"], "Are 14 events right?")

    sign_in("focal-point")
    expect(page.get_by_role("listitem").filter(has_text="Are 14 events right?")).to_contain_text(
        cells["events"]
    )
    page.get_by_role("link", name="Send a workbook").click()
    second, _ = filled(template, SOUND | {"events": 13})
    send(page, worker, second)
    page.get_by_role("button", name="Submit these answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")

    sign_in("analyst")
    page.get_by_role("link", name="Entity 07").click()
    page.get_by_role("button", name="Approve: let it count").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")
    publish(page)

    page.goto("/en/indicators/1.4/2022/")
    expect(page.locator(".big")).to_have_text("83 per cent")  # five of six
    expect(page.get_by_role("main")).to_contain_text(cells["focal_point"])
    expect(page.get_by_role("main")).to_contain_text("entity-07.xlsx")

    page.context.clear_cookies()
    page.goto("/en/indicators/1.4/2022/")
    expect(page.locator(".big")).to_have_text("83 per cent")
    expect(page.get_by_role("main")).not_to_contain_text(cells["focal_point"])
    expect(page.get_by_role("main")).not_to_contain_text("entity-07.xlsx")
    page.goto("/en/indicators/1.4/")
    expect(page.get_by_role("main")).to_contain_text("6 of 7 answered")


def return_with_comment(page: Page, cell: str, words: str) -> None:
    """Send the submission back, with a comment on one cell."""
    comment = page.get_by_label(f"Comment on {cell}")
    page.locator("td details", has=comment).locator("summary").click()
    comment.fill(words)
    page.get_by_label("What has to be corrected").fill("One question")
    page.get_by_role("button", name="Return with this remark").click()
    expect(page.get_by_role("status")).to_contain_text("Returned.")


def publish(page: Page) -> None:
    """Publish once the worker has computed."""
    until(lambda: Run.objects.filter(submissions__respondent__code="ENTITY-07").exists())
    page.goto("/en/releases/")
    expect(page.get_by_text("New: ")).to_be_visible()
    page.get_by_label("Name").fill("After the approval")
    page.get_by_role("button", name="Publish the release").click()
    expect(page.get_by_role("status")).to_contain_text("is published")

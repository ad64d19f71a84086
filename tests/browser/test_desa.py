"""An analyst brings in what DESA sends: a table of counts, or one file with the answers of all."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indicators.actions import publish_release
from indicators.models import Run
from surveys.loading import make_demo_accounts
from surveys.models import Questionnaire, Round, Submission, Survey, Tabulation, User
from tests.surveys import desa
from tests.workers import until

pytestmark = pytest.mark.worker

COUNTS = {
    ("", "invited"): {"all": 60},
    ("", "answered"): {"all": 58},
    ("support_requested", "yes"): {"all": 53, "region/africa": 28},
    ("support_requested", "no"): {"all": 4, "region/africa": 2},
    ("support_requested", "n"): {"all": 57, "region/africa": 30},
    ("support_requested", "do_not_know"): {"all": 1},
}


def send(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Workbook").set_input_files(file)
    page.get_by_role("button", name="Send and check").click()


def test_from_the_blank_table_to_a_value(facts, worker, page, sign_in):
    survey = Survey.objects.get(code="desa_government")
    asked = Questionnaire.objects.get(survey=survey, version="2022.1")
    round_ = Round.objects.create(survey=survey, data_year=2022, state=Round.State.OPEN, questionnaire=asked)
    make_demo_accounts()
    sign_in("analyst")
    page.goto("/en/surveys/desa_government/2022/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Blank table of counts").click()
    page.get_by_role("link", name="Send a table of counts").click()
    send(page, "desa.xlsx", desa.filled(Path(download.value.path()).read_bytes(), COUNTS))

    expect(page.get_by_text("53 of 57")).to_be_visible()
    expect(page.get_by_text("No problem was found in any cell.")).to_be_visible()
    page.get_by_role("button", name="Submit these counts").click()
    page.get_by_role("link", name="Table of counts · version 1").click()
    page.get_by_role("button", name="Approve: let it count").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")

    run = until(lambda: Run.objects.filter(round=round_).first(), seconds=60)
    assert [table.version for table in run.tabulations.all()] == [1]
    publish_release(name="First", by=User.objects.get(email="analyst@example.org"))
    page.goto("/en/indicators/2.1/")
    expect(page.get_by_text("From a table of counts", exact=True)).to_be_visible()
    expect(page.locator(".head .big").first).to_contain_text("93")
    page.goto("/en/indicators/2.1/2022/")
    expect(page.get_by_text("53 ÷ 57 × 100")).to_be_visible()
    expect(page.get_by_role("link", name="desa.xlsx")).to_be_visible()
    page.goto("/en/indicators/2.1/2022/region=africa/")
    expect(page.get_by_text("28 of 30")).to_be_visible()


@pytest.mark.parametrize("survey", ["desa_entity_hq", "desa_unct"])
def test_a_table_of_counts_is_sent_and_approved(facts, worker, page, sign_in, survey):
    round_ = desa.round_of(survey)
    make_demo_accounts()
    sign_in("analyst")
    page.goto(f"/en/surveys/{survey}/{desa.YEAR}/?illustrative=yes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Blank table of counts").click()
    page.get_by_role("link", name="Send a table of counts").click()
    blank = Path(download.value.path()).read_bytes()
    send(page, "desa.xlsx", desa.filled(blank, desa.counts_of(round_)))

    expect(page.get_by_text("4 of 6")).to_be_visible()
    page.get_by_role("button", name="Submit these counts").click()
    page.get_by_role("link", name="Table of counts · version 1").click()
    page.get_by_role("button", name="Approve: let it count").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")
    assert Tabulation.objects.get(round=round_).state == Tabulation.State.APPROVED


@pytest.mark.parametrize("survey", desa.KINDS)
def test_a_file_of_all_answers_is_sent_and_approved_together(facts, worker, page, sign_in, survey):
    round_ = desa.round_of(survey)
    make_demo_accounts()
    sign_in("analyst")
    page.goto(f"/en/surveys/{survey}/{desa.YEAR}/?illustrative=yes")
    page.get_by_role("link", name="Send answers of several respondents").click()
    send(page, *desa.file_of_all(round_))

    if survey == desa.CONTRADICTING:
        page.get_by_label("The same explanation for all that have none").fill("Counted by another ministry.")
        page.get_by_role("button", name="Save the explanations").click()
    page.get_by_role("button", name="Submit these answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")
    page.goto("/en/review/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Approve the chosen submissions").click()
    expect(page.get_by_text("6 submissions count from now on")).to_be_visible()
    assert Submission.objects.counted().filter(round=round_).count() == 6

"""Everything that people come for, done by Tab, Enter and typing alone, with the focus to be seen at every step."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from surveys.loading import demo_password, make_demo_accounts
from surveys.models import Invitation, Round
from tests.surveys import rounds

pytestmark = pytest.mark.worker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [one === document.body || (ring && inside && box.width > 0), one.outerHTML.slice(0, 200)];
}"""


def tab_to(page: Page, place: Locator, *, at_most: int = 150) -> None:
    """Press Tab until the focus is there; wherever it stops on the way, it can be seen."""
    expect(place).to_be_visible()
    page.wait_for_load_state()  # without its style sheet a page shows no focus
    for _ in range(at_most):
        page.keyboard.press("Tab")
        seen, where = page.evaluate(FOCUSED)
        assert seen, f"nobody sees the focus on {where}"
        if place.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {place}")


def press(page: Page, place: Locator) -> None:
    tab_to(page, place)
    page.keyboard.press("Enter")


def sign_in(page: Page, name: str) -> None:
    press(page, page.get_by_role("banner").get_by_role("link", name="Sign in"))
    tab_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type(f"{name}@example.org")
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type(demo_password())
    press(page, page.get_by_role("main").get_by_role("button", name="Sign in"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.fixture
def asked(public_release, worker) -> Round:
    """The released round, with a respondent on its roster for whom the demo account answers."""
    round_ = Round.objects.get()
    Invitation.objects.create(round=round_, respondent=rounds.entity(7))
    make_demo_accounts()
    return round_


def test_from_sending_to_approving_by_keyboard(asked, page):
    # Chromium tells of a chooser only once it was asked to, and that takes a moment: listening starts long before.
    page.on("filechooser", lambda chooser: None)
    page.goto("/en/")
    sign_in(page, "focal-point")
    press(page, page.get_by_role("link", name="Send a workbook"))
    tab_to(page, page.get_by_label("Workbook"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    content = rounds.workbook(rounds.entity(7))
    chooser.value.set_files({"name": "entity-07.xlsx", "mimeType": XLSX, "buffer": content})
    press(page, page.get_by_role("button", name="Send and check"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Your workbook"))
    press(page, page.get_by_role("button", name="Submit these answers"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")
    press(page, page.get_by_role("button", name="Sign out"))

    sign_in(page, "analyst")
    page.goto("/en/review/")
    press(page, page.get_by_role("link", name="Entity 07"))
    press(page, page.get_by_role("button", name="Approve: let it count"))
    expect(page.get_by_role("status")).to_contain_text("Approved.")


def test_searching_comparing_and_another_language_by_keyboard(public_release, page):
    page.goto("/en/")
    tab_to(page, page.get_by_role("searchbox").first)
    page.keyboard.type("focal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=focal")
    press(page, page.get_by_role("main").get_by_role("link").first)
    page.wait_for_url(lambda address: "/search/" not in address)

    page.goto("/en/compare/")
    tab_to(page, page.get_by_label("Indicator 1"))
    page.keyboard.type("1.4")
    press(page, page.get_by_role("button", name="Compare"))
    page.wait_for_url("**/en/compare/?i=1.4*")
    press(page, page.get_by_role("button", name="Explore chart").first)
    expect(page.locator(".explore .main-svg").first).to_be_visible()

    page.goto("/en/compare/?i=1.4")
    press(page, page.locator("header .tongues summary"))
    press(page, page.locator('header a[hreflang="fr"]'))
    page.wait_for_url("**/fr/compare/?i=1.4*")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_tools_of_an_explored_chart_show_the_focus(public_release, page):
    page.goto("/en/indicators/1.4/")
    key = page.locator(".find kbd")
    expect(key).to_be_visible()
    page.keyboard.press("/")
    expect(key).to_be_hidden()
    press(page, page.get_by_role("button", name="Explore chart").first)
    expect(page.locator(".explore .main-svg").first).to_be_visible()
    tools = page.locator(".explore .modebar-btn").count()
    assert tools
    for _ in range(tools):
        page.keyboard.press("Shift+Tab")
        seen, where = page.evaluate(FOCUSED)
        assert "modebar-btn" in where
        assert seen, f"nobody sees the focus on {where}"

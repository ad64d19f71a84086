"""What the public reads: in two languages, on a telephone, by keyboard, and without JavaScript."""

from playwright.sync_api import BrowserContext, Page, expect

PUBLIC = (
    "",
    "outcomes/strategy-2020-2024/1/",
    "indicators/1.4/",
    "indicators/1.4/2022/",
    "published/",
    "surveys/",
    "recommendations/",
    "systems/",
    "entities/entity-07/",
    "countries/",
    "search/?q=focal",
    "compare/?i=1.4&i=BA.3",
)
LANGUAGES = ("en", "zh-hans")
SIZES = ((1280, 900), (720, 900), (360, 740))


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def narrowest(page: Page, selector: str) -> float:
    """The width of the narrowest of these elements in pixels; infinite where there is none."""
    widths = page.locator(selector).evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    return min(widths, default=float("inf"))


def test_pages_fit_every_screen_in_both_languages(public_release, page):
    for language in LANGUAGES:
        for path in PUBLIC:
            assert page.goto(f"/{language}/{path}").status == 200
            expect(page.locator("html")).to_have_attribute("lang", language)
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                assert not scrolls_sideways(page), (page.url, width)
                assert narrowest(page, ".key") >= 120, (page.url, width)
    the_language_switch_keeps_the_page(page)


def the_language_switch_keeps_the_page(page: Page) -> None:
    page.goto("/en/indicators/1.4/?by=entity_type&release=1")
    for language in ("zh-hans", "en"):
        page.locator("header .tongues summary").click()
        page.locator(f'header a[hreflang="{language}"]').click()
        page.wait_for_url(f"**/{language}/indicators/1.4/?by=entity_type&release=1")


def test_why_groups_are_hidden_is_said_once_under_the_chart_on_a_telephone(hidden_groups, page):
    page.set_viewport_size({"width": 360, "height": 740})
    for language in ("en", "ar"):
        page.goto(f"/{language}/indicators/1.5/?by=entity_type")
        assert not scrolls_sideways(page), language
        figure = page.locator("[data-figure]").first
        letters = figure.locator("ul.src sup").all_inner_texts()
        assert letters == ["a"]
        reason = figure.locator("ul.src li").first.inner_text().removeprefix("a").strip()
        assert len(reason) > 100
        assert figure.inner_text().count(reason) == 1
        cells = figure.locator("td sup")
        assert cells.all_inner_texts() == ["a", "a"]
        assert cells.first.bounding_box()["width"] > 0


def test_a_chart_is_explored_with_what_this_host_has(public_release, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/indicators/1.4/")
    assert not [url for url in asked if "plotly" in url]
    figure = page.locator("[data-figure]").first
    figure.get_by_role("button", name="Explore chart").focus()
    page.keyboard.press("Enter")
    expect(figure.locator(".explore .main-svg").first).to_be_visible()
    expect(figure.locator(".chart-wide")).to_be_hidden()
    expect(figure.get_by_role("button", name="Back to the drawing")).to_be_focused()
    page.keyboard.press("Space")
    expect(figure.locator(".explore")).to_be_hidden()
    expect(figure.locator(".chart-wide svg")).to_be_visible()
    figure.get_by_role("button", name="Explore chart").click()
    expect(figure.locator(".explore")).to_be_visible()


LATE_FRAMES = """
const frame = requestAnimationFrame;
window.requestAnimationFrame = (draw) => frame((at) => setTimeout(() => { window.framed = true; draw(at); }, 300));
addEventListener("DOMContentLoaded", () => new MutationObserver(() => { document.documentElement.dataset.begun ??= Boolean(window.framed); }).observe(document.head, { childList: true }));
"""


def test_a_press_is_answered_before_the_work_begins_on_a_busy_machine_too(public_release, page):
    page.add_init_script(LATE_FRAMES)
    page.goto("/en/indicators/1.4/")
    page.get_by_role("button", name="Explore chart").first.click()
    expect(page.locator("html")).to_have_attribute("data-begun", "true")


def test_another_breakdown_comes_into_the_place_of_the_chart_that_is_explored(public_release, page):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto("/en/indicators/BA.3/")
    button = page.get_by_role("button", name="Explore chart").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".explore .main-svg").first).to_be_visible()
    page.evaluate("window.samePage = true")

    choice = page.get_by_role("navigation", name="Breakdown").get_by_role("link", name="Respondent")
    choice.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/indicators/BA.3/?by=respondent*")
    chart = page.locator("[data-figure]").first
    expect(chart.locator(".explore .main-svg").first).to_be_visible()
    expect(chart.get_by_role("button", name="Back to the drawing")).to_be_visible()
    expect(choice).to_be_focused()
    expect(chart.get_by_role("status")).to_contain_text("Per cent")
    assert "by=respondent" in page.locator('header a[hreflang="fr"]').get_attribute("href")
    assert page.evaluate("window.samePage")
    page.go_back()
    page.wait_for_url(lambda address: "by=" not in address)
    expect(chart.get_by_role("button", name="Explore chart")).to_be_visible()
    assert not errors


def test_the_breakdown_of_an_outcome_comes_into_its_place(public_release, page):
    page.goto("/en/outcomes/strategy-2020-2024/1/")
    page.evaluate("window.same = true")
    page.get_by_label("Breakdown").select_option("entity_type")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/1/?by=entity_type")
    expect(page.locator("form.looks button")).to_be_focused()
    assert page.evaluate("window.same")


def test_without_javascript_the_page_is_complete(public_release, chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/indicators/1.4/")
    figure = page.locator("[data-figure]", has_text="Illustrative data").first
    expect(figure.locator(".chart-wide svg")).to_be_visible()
    cell = figure.get_by_role("cell").first
    expect(cell).to_have_text("80 [67–83] 5 of 6 answered")
    figure.get_by_text("Data in a table").click()  # the table stands open, and can be closed
    expect(cell).to_be_hidden()
    expect(page.get_by_role("button", name="Explore chart")).to_have_count(0)
    context.close()


def test_pages_that_are_not_there_or_not_open_are_designed(public_release, context: BrowserContext, sign_in):
    sign_in("focal-point")
    page = context.new_page()  # its console reports the status as an error
    for path, status in (("/en/nowhere/", 404), ("/zh-hans/indicators/9.9/", 404), ("/en/review/", 403)):
        assert page.goto(path).status == status
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("navigation").first).to_be_visible()
        assert not scrolls_sideways(page)


def test_search_and_the_list_behind_more_work_by_keyboard(public_release, page):
    page.goto("/en/")
    page.keyboard.press("/")
    page.keyboard.type("focal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=focal")
    more = page.locator("nav .more")
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(more.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(more.locator("a").first).to_be_hidden()


def test_data_link_and_code_of_a_figure_are_copied(public_release, context, page):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/indicators/1.4/")
    figure = page.locator("[data-figure]").first
    figure.get_by_role("button", name="Copy the data").click()
    expect(figure.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\t" in copied.splitlines()[1]
    assert "Source" in copied
    figure.get_by_text("Embed").first.click()
    figure.get_by_role("button", name="Copy the code").click()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe src=")
    page.goto("/en/" + code.split("/en/")[1].split('"')[0].replace("&amp;", "&"))
    expect(page.locator(".embedded figure svg").first).to_be_visible()
    expect(page.locator("header, nav, script, form")).to_have_count(0)


def test_a_figure_is_printed_alone_and_whole(public_release, page):
    page.goto("/en/indicators/1.4/")
    page.evaluate("window.print = () => {}")
    figure = page.locator("[data-figure]").first
    figure.get_by_text("Data in a table").click()  # closed on the screen
    figure.get_by_role("button", name="Print").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(figure.locator(".chart-wide svg")).to_be_visible()
    expect(figure.get_by_role("cell").first).to_be_visible()
    expect(page.locator("aside")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("h1")).to_be_visible()

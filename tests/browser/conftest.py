"""A page in Chromium that tolerates no error: none in the console, none against the content security
policy, no request to another machine."""

from urllib.parse import urlsplit

import django
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.chromium import launch_options

PATIENCE = 60_000
"""Milliseconds until something counts as never coming. Ten seconds were too few beside other work on the machine."""
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    django.setup()  # started on this folder alone, pytest reads this file before Django is set up
    for module in ("tests.pages.indicators.world", "tests.browser.visits"):  # the second uses the first
        config.pluginmanager.import_plugin(module)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(_layers, django_db_blocker):
    """The browser of this process.

    While Playwright's loop runs, Django has another connection, which could not take away rows that are kept on the
    first one and would wait for them: they go before it begins, and those kept meanwhile before it ends.
    """
    options = launch_options()
    with django_db_blocker.unblock():
        _layers.end()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        yield browser
        with django_db_blocker.unblock():
            _layers.end()
        browser.close()


@pytest.fixture
def context(chromium, live_server):
    """A visit of its own: no cookies, English, 1280 x 900. Addresses may be given without host."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="en",
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, live_server):
    """A page; the test fails afterwards if anything went wrong in it."""
    page = context.new_page()
    complaints = watch(page, live_server.url)
    yield page
    assert not complaints, "\n".join(complaints)


def watch(page: Page, address: str) -> list[str]:
    """A list that fills with what goes wrong in the page; outside requests are stopped as well."""
    complaints: list[str] = []
    here = urlsplit(address).netloc

    def route(route) -> None:
        target = urlsplit(route.request.url)
        if target.scheme in ("http", "https") and target.netloc != here:
            complaints.append(f"request to another host: {route.request.url}")
            route.abort()
        else:
            route.continue_()

    page.route("**/*", route)
    # Violations of the content security policy arrive as errors in the console.
    page.on(
        "console", lambda message: message.type == "error" and complaints.append(f"console: {message.text}")
    )
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    return complaints

"""The pages as readers meet them: over the wire, on a slow line, many at once; the server is that of `make run`.

The release is synthetic: eleven years, 400 respondents. Prints tables, each with a floor of the same run; asserts what is
promised about bytes, requests and answers, and nothing about time.
"""

import os
import statistics
import time
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, sync_playwright

from tests.bench import load, many_years
from tests.bench.serving import served
from tests.bench.table import Table
from tests.chromium import launch_options

SLOW_4G = {
    "offline": False, "latency": 562.5, "downloadThroughput": 1.44e6 / 8, "uploadThroughput": 0.675e6 / 8,
}  # fmt: skip
"""The setting of that name in Chromium's tools: 1.44 megabits a second, 562 ms before each answer begins."""
BYTES_AT_MOST, REQUESTS_AT_MOST = 250_000, 15
READERS, REQUESTS, TIMES = 500, 2_000, 60
PAGES = {
    "overview": many_years.OVERVIEW,
    "outcome": many_years.OUTCOME,
    "indicator": many_years.INDICATOR,
}

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def spread(seconds: list[float]) -> tuple[str, str]:
    """Median and 95th percentile in milliseconds."""
    return ms(statistics.median(seconds)), ms(statistics.quantiles(seconds, n=20)[-1])


def busy() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def test_readers(tmp_path):
    many_years.publish()
    in_this_process()
    with served(tmp_path) as address:
        many(address)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            on_the_wire(browser, address)
            on_a_slow_line(browser, address)
            browser.close()


# --- the time of the server -------------------------------------------------------------------------------


def in_this_process() -> None:
    """Kept pages, and the same made anew: an address that nobody asked for before, with figures that are drawn."""
    cache.clear()
    caches["pages"].clear()
    client = Client(headers={"accept-encoding": "gzip"})
    table = Table(
        f"{many_years.NAME}: time of the server in ms, {TIMES} times each, {busy()}",
        ("", "first, with drawing", "kept", "95th %", "anew", "95th %", "anew, own time", "queries"),
    )
    floor = timed(lambda: client.get("/healthz"))[0]
    table.add("floor: one query, two letters", "", *spread(floor), "", "", "", "1")
    for name, address in PAGES.items():
        first = timed(lambda: client.get(address), times=1)[0][0]  # noqa: B023 - done at once
        kept, _ = timed(lambda: client.get(address))  # noqa: B023
        unasked = iter(range(10_000))
        anew, own = timed(lambda: client.get(f"{address}?never={next(unasked)}"))  # noqa: B023
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{address}?never=asked").status_code == 200
        mine = ms(statistics.median(own))
        table.add(name, ms(first), *spread(kept), *spread(anew), mine, str(len(queries)))
    table.show()


def timed(work, times: int = TIMES) -> tuple[list[float], list[float]]:
    """Seconds of each time that the work is done, and seconds of this process alone."""
    whole, own = [], []
    for _ in range(times):
        began, mine = time.perf_counter(), time.process_time()
        work()
        whole.append(time.perf_counter() - began)
        own.append(time.process_time() - mine)
    return whole, own


# --- many readers -----------------------------------------------------------------------------------------


def many(address: str) -> None:
    table = Table(
        f"{REQUESTS} requests over 8 lines, then {READERS} readers at once; {busy()}",
        ("", "a second", "median ms", "95th % ms", "longest ms", "wrong"),
    )
    rates = {}
    for name, path in (("floor: one query, two letters", "/healthz"), ("outcome", many_years.OUTCOME)):
        right = load.once(address, path)
        seconds, answers = load.hammered(address, path, requests=REQUESTS)
        rates[name] = len(answers) / seconds
        add(table, name, f"{rates[name]:.0f}", answers, right)
    floor, outcome = rates.values()
    table.add("of the floor", f"{outcome / floor:.2f}", "", "", "", "")
    right = load.once(address, many_years.OUTCOME)
    add(table, f"{READERS} at once", "", load.at_once(address, many_years.OUTCOME, READERS), right)
    table.show()


def add(table: Table, name: str, rate: str, answers: list[load.Answer], right: load.Answer) -> None:
    """A row about these answers, each of which has to be the right one to the last byte."""
    wrong = sum(not answer.same(right) for answer in answers)
    seconds = [answer.seconds for answer in answers]
    table.add(name, rate, *spread(seconds), ms(max(seconds)), str(wrong))
    assert right.status == 200
    assert not wrong


# --- in a browser -----------------------------------------------------------------------------------------


def on_the_wire(browser, address: str) -> None:
    """What a browser with an empty cache fetches, and that the page is whole without scripts."""
    table = Table(
        "The outcome in an empty browser, JavaScript off",
        ("", "requests", "kB over the wire", "other hosts"),
    )
    for language in ("en", "ar", "ru", "zh-hans"):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        session, sizes, hosts = context.new_cdp_session(page), [], []
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event, to=sizes: to.append(event["encodedDataLength"]))
        page.on("request", lambda request, to=hosts: to.append(urlsplit(request.url).netloc))
        page.goto(address + many_years.OUTCOME.replace("en", language, 1), wait_until="networkidle")
        assert page.locator("table tbody td").count() > 10
        assert page.locator(".chart-wide svg").first.is_visible()
        elsewhere = {host for host in hosts if host} - {urlsplit(address).netloc}
        total = f"{sum(sizes) / 1000:.0f}"
        table.add(f"outcome, {language}", str(len(sizes)), total, str(len(elsewhere)))
        assert sum(sizes) <= BYTES_AT_MOST
        assert len(sizes) <= REQUESTS_AT_MOST
        assert not elsewhere
        context.close()
    table.show()


WATCH = """
window.seen = { shift: 0, paint: 0, slowest: 0 };
const watch = (type, see, more) => new PerformanceObserver(list => list.getEntries().forEach(see)).observe({ type, buffered: true, ...more });
watch("layout-shift", one => { if (!one.hadRecentInput) seen.shift += one.value });
watch("paint", one => { if (one.name === "first-contentful-paint") seen.paint = one.startTime });
watch("event", one => { if (one.interactionId) seen.slowest = Math.max(seen.slowest, one.duration) }, { durationThreshold: 16 });
"""


def on_a_slow_line(browser, address: str) -> None:
    """First paint and shifts on a slow line, then how long the page takes to answer a press of a button."""
    table = Table(
        f"In Chromium, Slow 4G, empty cache; {busy()}",
        ("", "first paint ms", "layout shift", "press of Explore ms", "of another breakdown ms"),
    )
    outcome = many_years.OUTCOME
    for name, path, size in (
        ("floor: a page that is not there", "/en/nowhere/", (1280, 900)),
        ("outcome, en, 1280 px", outcome, (1280, 900)),
        ("outcome, en, 360 px", outcome, (360, 740)),
        ("outcome, ar, 360 px", outcome.replace("en", "ar", 1), (360, 740)),
        ("indicator, en, 1280 px", many_years.INDICATOR, (1280, 900)),
    ):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        page.add_init_script(WATCH)
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_4G)
        page.goto(f"{address}{path}", wait_until="networkidle")
        seen = page.evaluate("seen")
        presses = ["", ""]
        if path != "/en/nowhere/":
            line.send("Network.emulateNetworkConditions", SLOW_4G | {"latency": 0, "downloadThroughput": -1})
            presses = [of_explore(page), of_another_breakdown(page) if "indicators" in path else ""]
        table.add(name, f"{seen['paint']:.0f}", f"{seen['shift']:.3f}", *presses)
        context.close()
    table.show()


def of_explore(page: Page) -> str:
    """The slowest answer to a press of the button, once the bundle is there."""
    button = page.locator("[data-explore]").first
    button.click()  # brings the bundle
    page.locator(
        '[data-explore][aria-expanded="true"]'
    ).first.wait_for()  # that the drawing takes is not the press's
    page.wait_for_timeout(400)
    page.evaluate("seen.slowest = 0")
    for _ in range(4):
        button.click()
        page.wait_for_timeout(400)
    return f"{page.evaluate('seen.slowest'):.0f}"


def of_another_breakdown(page: Page) -> str:
    """From the press of a link to the first paint of the page that it leads to."""
    began = time.perf_counter()
    page.locator('a[href*="by=entity_type"]').first.click()
    page.wait_for_load_state()
    waited = (time.perf_counter() - began) * 1000
    return f"{min(waited, page.evaluate('seen.paint') or waited):.0f}"

"""The outcome page as readers meet it: over the wire, on a slow line, many at once; the servers are those of `make run`.

Prints tables, the floor of the same run in each; asserts what is promised about bytes, requests and answers, and nothing
about time.
"""

import gzip
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from sscdash.run import WEB
from tests.bench.table import Table
from tests.chromium import launch_options

OUTCOME = "/en/outcomes/strategy-2020-2024/3/"
SLOW_4G = {
    "offline": False, "latency": 562.5, "downloadThroughput": 1.44e6 / 8, "uploadThroughput": 0.675e6 / 8,
}  # fmt: skip
"""The setting of that name in Chromium's tools: 1.44 megabits a second, 562 ms before each answer begins."""
BYTES_AT_MOST, REQUESTS_AT_MOST = 250_000, 15
READERS, REQUESTS = 500, 2_000

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def served(live_server, tmp_path):
    """The address of a server as `make run` starts it, on the test database with every fact and example.

    `live_server` is asked for its database alone: it commits.
    """
    call_command("load_facts", verbosity=0)
    call_command("load_examples", "--here", verbosity=0)
    environment = {
        **os.environ,
        "DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{settings.DATABASES['default']['NAME']}",
        "SSCDASH_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "sscdash.settings",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        env=environment, cwd=settings.BASE, check=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{free_port()}"
    log = (tmp_path / "web.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", *WEB, "--bind", urlsplit(address).netloc],
        env=environment, cwd=settings.BASE, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        until_it_answers(address)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_it_answers(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if get(address, "/healthz")[0] == 200:
                return
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)


def get(address: str, path: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, bytes]:
    """Status and body, compressed on the way."""
    own = connection or http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        own.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = own.getresponse()
        body = answer.read()
        return answer.status, gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
    finally:
        if connection is None:
            own.close()


def hammered(address: str, path: str, *, threads: int = 8) -> tuple[float, list[float], int]:
    """Seconds for REQUESTS requests over as many lines as threads, the seconds of each, and how many went wrong."""
    right = get(address, path)

    def line(times: int) -> list[tuple[float, bool]]:
        connection, done = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60), []
        for _ in range(times):
            began = time.perf_counter()
            answer = get(address, path, connection)
            done.append((time.perf_counter() - began, answer == right))
        connection.close()
        return done

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        done = [one for line_ in pool.map(line, [REQUESTS // threads] * threads) for one in line_]
    return (
        time.perf_counter() - began,
        [seconds for seconds, _ in done],
        sum(not is_right for _, is_right in done),
    )


def at_once(address: str, path: str) -> tuple[list[float], int]:
    """READERS who ask at the same moment: the seconds that each waited, and how many got something else."""
    right, start = get(address, path), threading.Barrier(READERS)

    def reader(_number: int) -> tuple[float, bool]:
        start.wait()
        began = time.perf_counter()
        try:
            answer = get(address, path)
        except OSError:
            answer = (0, b"")
        return time.perf_counter() - began, answer == right

    with ThreadPoolExecutor(READERS) as pool:
        done = list(pool.map(reader, range(READERS)))
    return [seconds for seconds, _ in done], sum(not is_right for _, is_right in done)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


def test_readers(served):
    many(served)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        on_the_wire(browser, served)
        on_a_slow_line(browser, served)
        browser.close()


def many(address: str) -> None:
    table = Table(
        f"{REQUESTS} requests over 8 lines; {READERS} readers at once",
        ("", "a second", "median ms", "95th % ms", "longest ms", "wrong"),
    )
    for name, path in (("floor: one query, two letters", "/healthz"), ("outcome 3", OUTCOME)):
        seconds, each, wrong = hammered(address, path)
        assert not wrong
        quantile = ms(statistics.quantiles(each, n=20)[-1])
        rate = f"{len(each) / seconds:.0f}"
        table.add(name, rate, ms(statistics.median(each)), quantile, ms(max(each)), str(wrong))
    waited, wrong = at_once(address, OUTCOME)
    quantile = ms(statistics.quantiles(waited, n=20)[-1])
    table.add(f"{READERS} at once", "", ms(statistics.median(waited)), quantile, ms(max(waited)), str(wrong))
    table.show()
    assert not wrong


def on_the_wire(browser, address: str) -> None:
    """What a browser with an empty cache fetches, and that the page is whole without scripts."""
    table = Table("A page in an empty browser", ("", "requests", "kB over the wire", "other hosts"))
    for language in ("en", "ar", "ru"):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        session, sizes, hosts = context.new_cdp_session(page), [], []
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event, to=sizes: to.append(event["encodedDataLength"]))
        page.on("request", lambda request, to=hosts: to.append(urlsplit(request.url).netloc))
        page.goto(f"{address}{OUTCOME.replace('en', language, 1)}", wait_until="networkidle")
        assert page.locator("table tbody td").count() > 10
        assert page.locator(".chart-wide svg").first.is_visible()
        elsewhere = {host for host in hosts if host} - {urlsplit(address).netloc}
        table.add(f"outcome 3, {language}", str(len(sizes)), f"{sum(sizes) / 1000:.0f}", str(len(elsewhere)))
        assert sum(sizes) <= BYTES_AT_MOST
        assert len(sizes) <= REQUESTS_AT_MOST
        assert not elsewhere
        context.close()
    table.show()


WATCH = """
window.seen = { shift: 0, paint: 0, slowest: 0 };
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value })
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver(list => { for (const one of list.getEntries()) if (one.name === "first-contentful-paint") seen.paint = one.startTime })
  .observe({ type: "paint", buffered: true });
new PerformanceObserver(list => { for (const one of list.getEntries()) seen.slowest = Math.max(seen.slowest, one.duration) })
  .observe({ type: "event", durationThreshold: 16, buffered: true });
"""


def on_a_slow_line(browser, address: str) -> None:
    """First paint and shifts on a slow line, then how long the page takes to answer a press of a button."""
    table = Table(
        "Outcome 3 in Chromium, Slow 4G, empty cache",
        ("", "first paint ms", "layout shift", "slowest answer to a press, ms"),
    )
    for name, path, size in (
        ("floor: a page that is not there", "/en/nowhere/", (1280, 900)),
        ("en, 1280 px", OUTCOME, (1280, 900)),
        ("en, 360 px", OUTCOME, (360, 740)),
        ("ar, 360 px", OUTCOME.replace("en", "ar", 1), (360, 740)),
    ):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        page = context.new_page()
        page.add_init_script(WATCH)
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_4G)
        page.goto(f"{address}{path}", wait_until="networkidle")
        seen = page.evaluate("seen")
        slowest = ""
        if path != "/en/nowhere/":
            line.send("Network.emulateNetworkConditions", SLOW_4G | {"latency": 0, "downloadThroughput": -1})
            button = page.locator("[data-explore]").first
            button.click()  # brings the bundle
            page.locator(".explore .main-svg").first.wait_for()
            page.evaluate("seen.slowest = 0")
            for _ in range(4):
                button.click()
                page.wait_for_timeout(300)
            slowest = f"{page.evaluate('seen.slowest'):.0f}"
        table.add(name, f"{seen['paint']:.0f}", f"{seen['shift']:.3f}", slowest)
        context.close()
    table.show()

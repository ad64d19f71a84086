"""The outcome page with all facts and examples loaded: server time, bytes, requests, queries.

Prints a table; asserts nothing about time.
"""

import gzip
import re
import statistics
import time

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.table import Table

PAGES = {
    "overview": "/en/",
    "outcome 3": "/en/outcomes/strategy-2020-2024/3/",
    "indicator BA.3": "/en/indicators/BA.3/",
}
TIMES = 30

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True)]


def loaded_with(page: str) -> list[str]:
    """The files that a browser fetches at once with this page, by their path below static/."""
    links = re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]*href="/static/([^"]+)"', page)
    links += re.findall(r'<link rel="(?:stylesheet|preload|icon)" href="/static/([^"]+)"', page)
    return sorted({*links, *re.findall(r'<script[^>]*src="/static/([^"]+)"', page)})


def compressed(name: str) -> int:
    """Bytes on the wire: fonts are compressed already."""
    with open(finders.find(name), "rb") as file:  # noqa: PTH123 - finders give text
        data = file.read()
    return len(data) if name.endswith(".woff2") else len(gzip.compress(data))


def test_pages(settings, tmp_path):
    settings.UPLOADS = tmp_path
    call_command("load_facts", verbosity=0)
    call_command("load_examples", "--here", verbosity=0)
    client = Client()
    table = Table(
        f"Pages with every fact and example (median of {TIMES}, in this process)",
        ("", "first ms", "then ms", "95th %", "queries", "requests", "kB page", "kB in all, compressed"),
    )
    for name, address in PAGES.items():
        began = time.perf_counter()
        page = client.get(address).content.decode()
        first = time.perf_counter() - began
        seconds = []
        for _ in range(TIMES):
            began = time.perf_counter()
            client.get(address)
            seconds.append(time.perf_counter() - began)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        files = loaded_with(page)
        wire = len(gzip.compress(page.encode())) + sum(compressed(file) for file in files)
        table.add(
            name,
            f"{first * 1000:.0f}",
            f"{statistics.median(seconds) * 1000:.0f}",
            f"{statistics.quantiles(seconds, n=20)[-1] * 1000:.0f}",
            str(len(queries)),
            str(1 + len(files)),
            f"{len(page.encode()) / 1000:.0f}",
            f"{wire / 1000:.0f}",
        )
    table.show()

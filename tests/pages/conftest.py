"""Who comes to the pages, and what is there.

The fixtures live in modules that need Django. When pytest is started on this folder alone, this file is read
before Django is set up; they are therefore brought in as plugins, as soon as it is.
"""

import shutil

import django
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.utils import translation

FIXTURES = ("tests.pages.personas", "tests.pages.indicators.world")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    django.setup()
    for module in FIXTURES:
        config.pluginmanager.import_plugin(module)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test draws its own figures and makes its own pages."""
    cache.clear()
    caches["pages"].clear()
    shutil.rmtree(settings.KEPT_PAGES, ignore_errors=True)


@pytest.fixture(autouse=True)
def _in_english():
    """A page read in another language leaves that language behind in the process."""
    with translation.override("en"):
        yield

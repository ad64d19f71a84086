import django
import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Personas need Django, which is ready only now: an import at the top would come too early."""
    django.setup()
    config.pluginmanager.import_plugin("tests.pages.personas")
    config.pluginmanager.import_plugin("tests.pages.indicators_world")


@pytest.fixture(autouse=True, scope="session")
def _folder_for_static_files():
    """WhiteNoise warns where it is not there, and warnings are errors."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test draws its own figures."""
    cache.clear()

import django
import pytest


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Personas need Django, which is ready only now: an import at the top would come too early."""
    django.setup()
    config.pluginmanager.import_plugin("tests.pages.personas")

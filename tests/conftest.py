"""What all tests share: a database server of their own, cheap passwords, a worker for those who ask for one.

The server is the embedded one, with its data under var/test and without fsync. It is started once, before
Django reads its settings; TEST_DATABASE_URL names another one. Each process of pytest-xdist has a database, a
queue and a folder for files of its own; sessions that run beside each other share the server alone.

Properties are tried on few examples, so that the tests stay fast; with THOROUGH=1 in the environment on many.
"""

import os
import time
from pathlib import Path

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import translation

from sscdash import catalogues
from sscdash.embedded import Server
from tests.kept import _django_db_helper, _kept_for_this_test, _layers, by_layers  # noqa: F401 - fixtures
from tests.network import forbid_outside
from tests.sessions import Session
from tests.snapshots import Snapshots
from tests.template_database import migrated_template
from tests.workers import started_worker

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var" / "test"
SERVER = Server(VAR, safe=False)
SESSION = Session(VAR)
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")

THOROUGH = bool(os.environ.get("THOROUGH"))
hypothesis.settings.register_profile("quick", max_examples=8, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=300, deadline=None)
hypothesis.settings.load_profile("thorough" if THOROUGH else "quick")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Runs before pytest-django sets Django up: the settings must find all this in the environment."""
    if PROCESS == "main":
        os.environ["SSCDASH_TEST_SESSION"] = str(SESSION.join())
        os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or SERVER.start()
        catalogues.compile_all()
        # Many tests start processes of ours, each of which would compile all of our modules again.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    session = os.environ["SSCDASH_TEST_SESSION"]
    os.environ["SSCDASH_VAR"] = str(VAR / session / PROCESS)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sscdash.settings"
    os.environ["MAKE_PAGES_AHEAD"] = "0"  # by the tests of it alone
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's synchronous interface runs an event loop
    for name in ("CELERY_BROKER_URL", "EMAIL_URL", "HTTPS", "DEBUG"):
        os.environ.pop(name, None)
    settings.DATABASES["default"]["TEST"] = {"NAME": f"test_sscdash_{session}"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Pages are tested without the step that collects and renames static files.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_sessionstart(session: pytest.Session) -> None:
    """These need Django, which is set up by now."""
    session.config.pluginmanager.import_plugin("tests.reading")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    by_layers(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """A process of pytest-xdist has to read the settings after its own folder is known, not before."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    if PROCESS == "main":
        with SESSION.leaving() as last:
            if last:
                SERVER.stop()


OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The database of this process begins as a copy of one in which all migrations were applied."""
    template = migrated_template(connection, os.environ["DATABASE_URL"])
    connection.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of this process; before it is dropped, what killed workers left running in it is ended."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        deadline = time.monotonic() + 10
        while cursor.execute(OTHERS) or cursor.fetchall():
            assert time.monotonic() < deadline, "somebody keeps using the database of the tests"
            time.sleep(0.05)


@pytest.fixture(autouse=True, scope="session")
def _offline():
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_outside(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _no_language_left_over():
    """A request leaves its language active, in which the next test would make addresses."""
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _folder_for_static_files():
    """WhiteNoise warns where it is not there, and warnings are errors."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def snapshots() -> Snapshots:
    """Rows for tests that commit, made once in this process, see `Snapshots`."""
    return Snapshots()


@pytest.fixture(scope="session")
def _worker_process(django_db_setup, django_db_blocker):
    """A real worker on the test database of this process and on its queue."""
    with started_worker(Path(os.environ["SSCDASH_VAR"])) as process:
        yield process


@pytest.fixture
def worker(transactional_db, _worker_process):
    """The worker runs jobs that the test commits: use it for tests that are marked `worker`.

    What the test left it to do ends before the tables are emptied, which would wait for each other.
    """
    yield _worker_process
    deadline = time.monotonic() + 10
    while _worker_process.poll() is None and time.monotonic() < deadline and _work_left():
        time.sleep(0.05)


def _work_left() -> bool:
    job = apps.get_model("surveys", "Job")
    return job.objects.filter(state__in=["queued", "running"]).exists()

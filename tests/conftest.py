"""What all tests share: a database server of their own, cheap passwords, a worker for those who ask for one.

The server is the embedded one, with its data under var/test and without fsync. It is started once, before
Django reads its settings; TEST_DATABASE_URL names another one. Each process of pytest-xdist has a database, a
queue and a folder for files of its own.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from sscdash import catalogues
from sscdash.embedded import Server
from tests.network import forbid_outside

PROJECT = Path(__file__).resolve().parent.parent
VAR = PROJECT / "var" / "test"
SERVER = Server(VAR, safe=False)
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Runs before pytest-django sets Django up: the settings must find all this in the environment."""
    if PROCESS == "main":
        os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or SERVER.start()
        catalogues.compile_all()
    os.environ["SSCDASH_VAR"] = str(VAR / PROCESS)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sscdash.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's synchronous interface runs an event loop
    for name in ("CELERY_BROKER_URL", "EMAIL_URL", "HTTPS", "DEBUG"):
        os.environ.pop(name, None)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Pages are tested without the step that collects and renames static files.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """A process of pytest-xdist has to read the settings after its own folder is known, not before."""
    del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure() -> None:
    if PROCESS == "main":
        SERVER.stop()


@pytest.fixture(autouse=True, scope="session")
def _offline():
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_outside(monkeypatch)
        yield


@pytest.fixture(scope="session")
def _worker_process(django_db_setup, django_db_blocker):
    """A real worker on the test database of this process and on its queue."""
    ready = Path(os.environ["SSCDASH_VAR"]) / "worker-ready"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "celery", "-A", "sscdash", "worker", "--loglevel", "INFO"]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    database = settings.DATABASES["default"]["NAME"]  # pytest-django put the name of the test database there
    environment = {**os.environ, "DATABASE_URL": f"{server}/{database}", "PYTHONWARNINGS": "default"}
    environment["DJANGO_SETTINGS_MODULE"] = "sscdash.settings"
    log = ready.with_name("worker.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, cwd=PROJECT, env=environment, start_new_session=True
        )
    try:
        deadline = time.monotonic() + 60
        while not ready.exists():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield process
    finally:
        os.killpg(process.pid, 9)  # a polite stop takes six seconds, and nothing is left to lose
        process.wait()


@pytest.fixture
def worker(transactional_db, _worker_process):
    """The worker runs jobs that the test commits: use it for tests that are marked `worker`."""
    return _worker_process

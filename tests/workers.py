"""A real worker on the test database, for as long as a block runs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

PROJECT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "celery", "-A", "sscdash", "worker", "--loglevel", "INFO"]
COMMAND += ["--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]


@contextmanager
def started_worker(var: Path, broker_url: str = "") -> Iterator[subprocess.Popen]:
    """A worker that takes messages; its files, and its queue unless a broker is named, lie in `var`."""
    ready, log = var / "worker-ready", var / "worker.log"
    ready.unlink(missing_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            COMMAND, stdout=output, stderr=output, cwd=PROJECT, env=_environment(var, broker_url),
            start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not ready.exists():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield process
    finally:
        kill_group(process)  # a polite stop takes six seconds, and nothing is left to lose


def kill_group(process: subprocess.Popen) -> None:
    """Kill the process and everything that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def paused(process: subprocess.Popen) -> Iterator[None]:
    """Let the worker stand still while the block runs: what is queued meanwhile waits."""
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGCONT)


def until(is_so, *, seconds: float = 30):
    """What `is_so` returns once that is true; the test fails when it takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)
    return found


def _environment(var: Path, broker_url: str) -> dict:
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    database = settings.DATABASES["default"]["NAME"]  # pytest-django put the name of the test database there
    return {
        **os.environ,
        "SSCDASH_VAR": str(var),
        "DATABASE_URL": f"{server}/{database}",
        "CELERY_BROKER_URL": broker_url,
        "PYTHONWARNINGS": "default",
        "DJANGO_SETTINGS_MODULE": "sscdash.settings",
    }

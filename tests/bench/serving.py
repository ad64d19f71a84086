"""The web server of `make run`, on the test database, for as long as a block runs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from sscdash.run import WEB
from tests.bench.load import once


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The server's address. What it writes lies in the folder; static files are collected as for a service."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{settings.DATABASES['default']['NAME']}",
        "SSCDASH_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "sscdash.settings",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, cwd=settings.BASE, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", *WEB, "--bind", f"127.0.0.1:{port}"]
    with (folder / "web.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=environment, cwd=settings.BASE, stdout=log, stderr=log, start_new_session=True
        )
    try:
        _wait(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _wait(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while once(address, "/healthz").status != 200:
        assert server.poll() is None, "the server ended"
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)

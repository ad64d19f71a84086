"""Processes that read one file each, forked by a server that has imported all that they need (`surveys.readserver`)."""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

NEEDED = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
)


class _Server:
    """A server of our own; it ends with this process, or when it is closed."""

    def __init__(self):
        self.socket, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "surveys.readserver"],
                stdin=theirs,
                cwd=settings.BASE,
                env=_environment(),
            )
        # Unbuffered: what was not read yet has to show in the socket.
        self.answers = self.socket.makefile("rb", buffering=0)
        atexit.register(self.close)

    def close(self) -> None:
        """End it; what it is reading goes on, and nobody learns how that ends."""
        atexit.unregister(self.close)
        self.answers.close()
        self.socket.close()
        self.process.kill()
        self.process.wait()


def _environment() -> dict[str, str]:
    """What a reader needs of ours: neither the address of the database nor any key, which a file could be made to take."""
    needed = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return needed | {"PYTHONIOENCODING": "utf-8"}


_idle: defaultdict[int, list[_Server]] = defaultdict(list)
"""Servers that read nothing, by the process that started them: a fork of ours must not speak to them."""


def warm_up() -> None:
    """Start a server before the first file arrives."""
    _idle[os.getpid()].append(_Server())


def _server() -> _Server:
    """One that reads nothing and lives."""
    idle = _idle[os.getpid()]
    while idle:
        server = idle.pop()
        if server.process.poll() is None:
            return server
        server.close()
    return _Server()


class Reader:
    """A process that reads what the request in a folder says; `output` is what it writes to its standard output."""

    def __init__(self, module: str, folder: Path, errors: BinaryIO):
        self._server = _server()
        self.output, theirs = os.pipe()
        request = json.dumps({"module": module, "folder": str(folder)}).encode()
        try:
            socket.send_fds(self._server.socket, [request], [theirs, errors.fileno()])
        finally:
            os.close(theirs)
        self.pid = int(self._server.answers.readline())
        self.returncode: int | None = None

    def kill(self) -> None:
        """End it at once, unless it has ended."""
        if self.returncode is None and not select.select([self._server.socket], [], [], 0)[0]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code once it has ended; the server is free then."""
        if self.returncode is None:
            told = self._server.answers.readline()
            os.close(self.output)
            if told:
                self.returncode = int(told)
                _idle[os.getpid()].append(self._server)
            else:
                self.returncode = -signal.SIGKILL
                self._server.close()
        return self.returncode

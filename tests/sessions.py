"""Sessions of pytest that run in one folder at the same time: they share the database server and nothing else.

A session has a number, which its databases and its folder for files bear. Both locks go with the process that
holds them, so a session that is killed leaves nothing behind that would hinder the next.
"""

import contextlib
import fcntl
from pathlib import Path
from typing import TextIO

MOST_AT_ONCE = 100


class Session:
    """The place of this process among the sessions under the folder `var`."""

    def __init__(self, var: Path):
        self.var = var
        self._users: TextIO | None = None
        self._seat: TextIO | None = None

    def join(self) -> int:
        """The lowest number that no other session has. Waits while another one stops the server."""
        self.var.mkdir(parents=True, exist_ok=True)
        self._users = (self.var / "sessions.lock").open("w")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        for number in range(MOST_AT_ONCE):
            seat = (self.var / f"session-{number}.lock").open("w")
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(seat, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._seat = seat
                return number
            seat.close()
        raise RuntimeError(f"{MOST_AT_ONCE} sessions of pytest run under {self.var}")

    @contextlib.contextmanager
    def leaving(self):
        """Whether this is the last session; nobody joins before the block is over."""
        if self._users is None:
            yield False
            return
        self._seat.close()
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            last = True
        except BlockingIOError:
            last = False
        try:
            yield last
        finally:
            self._users.close()
            self._users = self._seat = None

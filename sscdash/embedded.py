"""The embedded database: a PostgreSQL server of our own on the loopback interface, its data under var/.

    python -m sscdash.embedded start|stop|status|url|psql

DATABASE_URL in the environment wins: then nothing here is needed. SSCDASH_POSTGRES chooses the binaries:
"system", "wheel" or a folder. The server outlives the shell that started it and comes back after a
`kill -9`; importing this module starts nothing.
"""

import argparse
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2

from sscdash.binaries import Binaries, NoBinariesError
from sscdash.cluster import EmbeddedError, choose, home, initialise, set_password, within_reach, without_root
from sscdash.places import var_folder

NAME = "sscdash"  # of the database and of its owner
NOT_STARTED = "postgresql://sscdash@127.0.0.1:1/the-embedded-database-was-never-started"
PATIENCE = 120  # seconds for a start, which may have to replay the log after a crash
FASTER_BUT_UNSAFE = (  # a power cut may cost everything
    "fsync=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "jit=off",
)


def database_url(var: Path | None = None) -> str:
    """DATABASE_URL where set, else the address of the embedded server as its last start recorded it.

    Starts nothing. Before the first start the address is one that refuses every connection.
    """
    if os.environ.get("DATABASE_URL"):
        return os.environ["DATABASE_URL"]
    record = Server(var or var_folder()).record()
    return record.get("url", NOT_STARTED)


class Server:
    """The embedded server whose records lie in the folder `var`."""

    def __init__(self, var: Path, *, safe: bool = True):
        self.var = var
        self.safe = safe
        self.log = var / "log" / "postgres.log"
        self._record_file = var / "embedded.json"
        self._process: subprocess.Popen | None = None
        self._seen: psutil.Process | None = None  # the postmaster of the last look, which spares a search

    def record(self) -> dict:
        """What the last start wrote down: url, port, password, data, binaries; {} before the first."""
        try:
            record = json.loads(self._record_file.read_text())
        except (OSError, ValueError):
            return {}
        # In a copy of the project the record still names the server of the original.
        return record if record["var"] == str(self.var.resolve()) else {}

    def start(self) -> str:
        """Make sure that the server runs and has our database; returns its URL. Raises EmbeddedError."""
        with self._alone():
            record = self.record()
            if not (self.postmaster() and _answers(record)):
                record = self._launch(record)
            _create_database(record)
        return record["url"]

    def stop(self) -> None:
        """Stop the server, if it runs: open transactions are rolled back, data stay."""
        with self._alone():
            postmaster = self.postmaster()
            if postmaster is None:
                return
            for signum, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    postmaster.send_signal(signum)
                if self._wait_until_gone(seconds):
                    break

    def postmaster(self) -> psutil.Process | None:
        """The server's main process, found by the folder it works in; no stale pid file can mislead it."""
        if self._process is not None:
            self._process.poll()  # takes leave of a dead child, which would stay as a zombie
        data = self.record().get("data")
        if not (data and self._seen and _works_in(self._seen, data)):
            at_work = self._at_work()
            pids = {process.pid for process in at_work}
            self._seen = next((process for process in at_work if _parent(process) not in pids), None)
        return self._seen

    # --- starting

    def _launch(self, record: dict) -> dict:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        binaries, data = choose(home(self.var))
        binaries = within_reach(binaries, home(self.var))
        record |= {"var": str(self.var.resolve()), "data": str(data), "binaries": str(binaries.folder)}
        new_password = secrets.token_urlsafe(24)
        if not data.exists():
            initialise(binaries, data, new_password, safe=self.safe)
            record["password"] = new_password
        self._write(record)
        self._clear_remains(data)
        if "password" not in record:  # the record was lost, or came with a copy of the project
            set_password(binaries, data, new_password)
            record["password"] = new_password
        for _ in range(3):  # somebody may take the port between our look and the server's start
            port = _free_port(record.get("port"))
            url = f"postgresql://{NAME}:{record['password']}@127.0.0.1:{port}/{NAME}"
            record |= {"port": port, "url": url}
            self._write(record)
            if self._run(binaries, data, port):
                return record
        raise EmbeddedError(f"PostgreSQL does not start. The end of {self.log}:\n{_tail(self.log)}")

    def _run(self, binaries: Binaries, data: Path, port: int) -> bool:
        """Start the process and wait until it takes connections; False when it gave up."""
        settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        settings += () if self.safe else FASTER_BUT_UNSAFE
        options = [part for setting in settings for part in ("-c", setting)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [binaries.folder / "postgres", "-D", data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=data,
                start_new_session=True,  # a Ctrl-C or a closed terminal must not reach it
                **without_root(),
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            if _answers(self.record()):
                return True
            time.sleep(0.05)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        return False

    def _clear_remains(self, data: Path) -> None:
        """After a crash: wait for the dead server's processes to leave, then remove its pid file.

        PostgreSQL trusts a pid file whose number is in use, be it by a zombie or by another program.
        """
        for process in self._at_work():  # mute or orphaned: SIGQUIT is safe, the log is replayed at the start
            with contextlib.suppress(psutil.Error):
                process.send_signal(signal.SIGQUIT)
        if not self._wait_until_gone(10):
            raise EmbeddedError(f"Processes of an earlier PostgreSQL still work in {data}.")
        (data / "postmaster.pid").unlink(missing_ok=True)

    def _at_work(self) -> list[psutil.Process]:
        data = self.record().get("data")
        return [process for process in psutil.process_iter() if data and _works_in(process, data)]

    def _wait_until_gone(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.postmaster() or self._at_work():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        if self._process is not None:
            self._process.wait()
        return True

    # --- records

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One start or stop at a time."""
        self.var.mkdir(parents=True, exist_ok=True)
        with (self.var / "embedded.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, record: dict) -> None:
        draft = self._record_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:  # noqa: PTH123
            json.dump(record, file, indent=1)
        draft.replace(self._record_file)


# --- small things


def _works_in(process: psutil.Process, folder: str) -> bool:
    try:
        alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
        return alive and process.cwd() == folder
    except psutil.Error:
        return False


def _parent(process: psutil.Process) -> int | None:
    try:
        return process.ppid()
    except psutil.Error:
        return None


def _free_port(wished: int | None) -> int:
    """The wished port if nobody listens there, else any free one."""
    for port in (wished, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port or 0))
            return probe.getsockname()[1]
    raise EmbeddedError("No free port on 127.0.0.1.")


def _connect(record: dict, database: str):
    return psycopg2.connect(
        host="127.0.0.1",
        port=record["port"],
        user=NAME,
        password=record["password"],
        dbname=database,
        connect_timeout=5,
    )


def _answers(record: dict) -> bool:
    """Whether our own server takes connections: a stranger on the port does not know the password."""
    try:
        _connect(record, "postgres").close()
    except (psycopg2.OperationalError, KeyError):
        return False
    return True


def _create_database(record: dict) -> None:
    connection = _connect(record, "postgres")
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {NAME}")


def _tail(file: Path, lines: int = 15) -> str:
    return "\n".join(file.read_text(errors="replace").splitlines()[-lines:]) if file.exists() else ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sscdash.embedded", description="The embedded database.")
    parser.add_argument("command", choices=["start", "stop", "status", "url", "psql"])
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="arguments for psql")
    chosen = parser.parse_args(arguments)
    server = Server(var_folder())
    try:
        return _obey(chosen.command, chosen.rest, server)
    except (EmbeddedError, NoBinariesError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _obey(command: str, rest: list[str], server: Server) -> int:
    if command == "psql":
        psql = shutil.which("psql", path=server.record().get("binaries")) or "psql"
        return subprocess.call([psql, database_url(server.var), *rest])
    if command == "start":
        sys.stdout.write(f"{server.start()}\n")
    elif command == "stop":
        server.stop()
    elif command == "url":
        sys.stdout.write(f"{database_url(server.var)}\n")
    else:
        postmaster = server.postmaster()
        state = f"runs, pid {postmaster.pid}, port {server.record()['port']}" if postmaster else "stopped"
        sys.stdout.write(f"{state}\n")
        return 0 if postmaster else 3
    return 0


if __name__ == "__main__":
    sys.exit(main())

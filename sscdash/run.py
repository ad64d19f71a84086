"""Starts everything and keeps it running: database, worker, web. This is what `make run` calls.

    python -m sscdash.run [--host 127.0.0.1] [--port 8000] [--no-demo]
    python -m sscdash.run --stop

Ctrl-C or SIGTERM stops every process that was started here, and no other. A process that dies is started
again; after a crash of the supervisor itself the next start ends what it left behind.
"""

import argparse
import contextlib
import hashlib
import http.client
import os
import re
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import psutil

from sscdash import catalogues
from sscdash.binaries import NoBinariesError
from sscdash.cluster import EmbeddedError
from sscdash.embedded import Server
from sscdash.places import PROJECT, var_folder
from sscdash.processes import MARK, GaveUpError, RunRecord, Service, end_processes

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
PATIENCE = 90  # seconds until worker and web must answer
WEB = [
    "gunicorn",
    "sscdash.wsgi",
    "--workers",
    "2",
    "--threads",
    "4",
    "--keep-alive",
    "15",
    "--no-control-socket",
]
WORKER = ["celery", "-A", "sscdash", "worker", "-B", "--concurrency", "2", "--loglevel", "INFO"]
WORKER += ["--without-gossip", "--without-mingle", "--without-heartbeat"]


class StoppedError(Exception):
    """Somebody asked to stop while the start was under way."""


class Run:
    """One run: what it started, and the order in which that starts and stops."""

    def __init__(self, var: Path, host: str, port: int, *, demo: bool):
        self.var, self.host, self.port, self.demo = var, host, port, demo
        self.address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        self.record = RunRecord(var)
        self.stopping = threading.Event()
        self.database = None if os.environ.get("DATABASE_URL") else Server(var)
        self.url = ""
        self.services: list[Service] = []

    def start(self) -> None:
        """Bring everything up; returns when the worker takes jobs and the site answers."""
        self._prepare_ground()
        environment = {
            MARK: self.record.write(self.address),
            "SITE_ADDRESS": os.environ.get("SITE_ADDRESS") or self.address,
            "ALLOWED_HOSTS": os.environ.get("ALLOWED_HOSTS") or ",".join(names_of(self.host)),
        }
        say("Starting the database and loading the facts …")
        if self.database:
            self.url = self.database.start()
        catalogues.compile_all()
        self._steps(environment, "migrate --noinput", "load_facts", *self._static_step())
        remember_static(self.var)
        ready = self.var / "worker-ready"
        ready.unlink(missing_ok=True)
        worker = self._service("worker", WORKER, environment)
        self._wait(ready.exists, worker)
        web = self._service("web", [*WEB, "--bind", f"{self.host}:{self.port}"], environment)
        if self.demo:
            say("Loading illustrative data: every workbook is checked, approved and computed …")
            self._steps(environment, "load_examples", f"demo_accounts > {self._accounts}")
        self._wait(self._answers, web)

    def watch(self) -> None:
        """Start again what dies, until somebody asks to stop. Raises GaveUpError where that is no use."""
        while not self.stopping.wait(0.5):
            self._watch_database()
            for service in self.services:
                self._watch(service)

    def stop(self) -> None:
        for service in self.services:
            service.ask_to_stop()
        for service in self.services:
            service.end()
        if self.database:
            self.database.stop()
        self.record.clear()

    def greeting(self) -> str:
        accounts = self._accounts.read_text(encoding="utf-8") if self.demo else self._what_demo_left()
        logs = self.var / "log"
        if self.demo and self.host not in LOOPBACK:
            accounts += (
                "Whoever reaches this address can sign in with them; DEMO_PASSWORD sets another password.\n"
            )
        return f"\nsscdash runs at {self.address}\n{accounts}Ctrl-C stops it. Logs are in {logs}.\n"

    def _what_demo_left(self) -> str:
        """Releases and answers never change, so an earlier start's illustrative data can only go as a whole."""
        if not self._accounts.exists():
            return ""
        return (
            f"An earlier start left illustrative data and the demo accounts in {self.var}; they are still there.\n"
            "`make clean-data` deletes everything in it, then DEMO=0 starts with the published facts only.\n"
        )

    # --- parts of the start

    @property
    def _accounts(self) -> Path:
        return self.var / "demo-accounts.txt"

    def _prepare_ground(self) -> None:
        if self.record.supervisor():
            running = self.record.read()["address"]
            raise GaveUpError(f"sscdash of this folder runs already at {running}; `make stop` stops it.")
        left_over = self.record.left_over()
        if left_over:
            say(f"Ending {len(left_over)} processes that an earlier run left behind.")
            end_processes(left_over)
        if not port_is_free(self.host, self.port):
            raise GaveUpError(
                f"Port {self.port} of {self.host} is taken by another program. "
                f"Choose another one: make run PORT={self.port + 1}"
            )

    def _static_step(self) -> list[str]:
        return [] if static_is_collected(self.var) else ["collectstatic --noinput --verbosity 0"]

    def _steps(self, environment: dict, *steps: str) -> None:
        """Run management commands to their end. Raises GaveUpError when one fails."""
        step = Service("prepare", [sys.executable, "-m", "sscdash.steps", *steps], self._logs, environment)
        step.start()
        try:
            while step.alive():
                self._unless_stopped(0.05)
        finally:
            step.end(patience=2)
        if step.process.returncode:
            raise GaveUpError(f"One of these failed: {', '.join(steps)}.\n{step.tail()}")

    def _service(self, name: str, command: list, environment: dict) -> Service:
        service = Service(name, [sys.executable, "-m", *command], self._logs, environment)
        self.services.append(service)
        service.start()
        return service

    @property
    def _logs(self) -> Path:
        return self.var / "log"

    def _wait(self, is_there, service: Service) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_there():
            if not service.alive():
                raise GaveUpError(f"{service.name} ended while it started.\n{service.tail()}")
            if time.monotonic() > deadline:
                raise GaveUpError(f"{service.name} does not answer.\n{service.tail()}")
            self._unless_stopped(0.05)

    def _unless_stopped(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise StoppedError

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 400
        return False

    # --- parts of the watch

    def _watch(self, service: Service) -> None:
        if service.alive():
            return
        if service.start_again_at == 0:
            pause = service.note_death()
            say(f"{service.name} ended ({service.log}); starting it again in {pause:.0f} s.")
        if time.monotonic() >= service.start_again_at:
            service.start_again_at = 0
            service.start()

    def _watch_database(self) -> None:
        if self.database is None or self.database.postmaster():
            return
        say(f"The database ended ({self.database.log}); starting it again.")
        url = self.database.start()
        if url != self.url:  # its port was taken meanwhile: the others have to learn the new one
            self.url = url
            for service in self.services:
                service.end()


# --- small things


def names_of(host: str) -> list[str]:
    """The names by which readers may ask for the site: where it listens on every address, those of this machine."""
    if host != "0.0.0.0":  # noqa: S104
        return list(dict.fromkeys([*LOOPBACK, host]))
    found = [each.address for card in psutil.net_if_addrs().values() for each in card]
    here = [address for address in found if re.fullmatch(r"[0-9.]+", address)]
    return list(dict.fromkeys([*LOOPBACK, socket.gethostname(), *here]))


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def static_is_collected(var: Path) -> bool:
    stamp = var / "staticfiles.stamp"
    return stamp.exists() and stamp.read_text() == _static_fingerprint()


def remember_static(var: Path) -> None:
    (var / "staticfiles.stamp").write_text(_static_fingerprint())


def _static_fingerprint() -> str:
    """Changes with any file under static/ and with any package that may bring files of its own."""
    files = sorted(path for path in (PROJECT / "static").rglob("*") if path.is_file())
    files += [PROJECT / "deploy" / "constraints.txt"]
    facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files if path.exists()]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def stop_run(var: Path) -> None:
    """Stop the run recorded in `var`, wherever it was started; also what a crashed run left behind."""
    record = RunRecord(var)
    supervisor = record.supervisor()
    if supervisor:
        end_processes([supervisor], patience=40)
    end_processes(record.left_over())
    Server(var).stop()
    record.clear()


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sscdash.run", description="Start sscdash.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=8000, type=int)
    parser.add_argument("--no-demo", action="store_true", help="without illustrative data and accounts")
    parser.add_argument("--stop", action="store_true", help="stop what runs")
    chosen = parser.parse_args(arguments)
    if chosen.stop:
        stop_run(var_folder())
        return 0
    return keep_running(Run(var_folder(), chosen.host, chosen.port, demo=not chosen.no_demo))


def keep_running(run: Run) -> int:
    """Start, watch and stop; the exit code is 0 where somebody asked to stop."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda *_: run.stopping.set())
    try:
        run.start()
        say(run.greeting())
        run.watch()
    except (GaveUpError, EmbeddedError, NoBinariesError) as error:
        say(f"\n{error}")
        return 1
    except StoppedError:
        pass
    finally:
        if run.services or run.url:
            say("Stopping.")
            run.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

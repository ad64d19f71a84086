"""Processes that we start, watch and end: by their ids and groups, never by name."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import time
from collections import deque
from pathlib import Path

import psutil

from sscdash.places import PROJECT

MARK = "SSCDASH_RUN"  # environment variable that every process of one run carries
DEATHS_ALLOWED = 5
WITHIN = 120  # seconds


class GaveUpError(Exception):
    """A process ended too often, or a step failed; the text shows the end of its log."""


class RunRecord:
    """What var/run.json says about the run that wrote it: its mark, its supervisor, its address."""

    def __init__(self, var: Path):
        self.file = var / "run.json"

    def write(self, address: str) -> str:
        """Record this process as the supervisor; returns the mark for the processes it will start."""
        mark = secrets.token_hex(16)
        me = psutil.Process()
        record = {"mark": mark, "pid": me.pid, "created": me.create_time(), "address": address}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(record))
        return mark

    def read(self) -> dict:
        try:
            return json.loads(self.file.read_text())
        except (OSError, ValueError):
            return {}

    def supervisor(self) -> psutil.Process | None:
        """The recorded supervisor, if that very process is alive: a number that was reused does not count."""
        record = self.read()
        with contextlib.suppress(psutil.Error, KeyError):
            process = psutil.Process(record["pid"])
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and abs(process.create_time() - record["created"]) < 0.1:
                return process
        return None

    def left_over(self) -> list[psutil.Process]:
        """Living processes of the recorded run."""
        mark = self.read().get("mark")
        return [process for process in psutil.process_iter() if mark and _mark_of(process) == mark]

    def clear(self) -> None:
        self.file.unlink(missing_ok=True)


class Service:
    """One process in a group of its own, with its log and the times at which it died."""

    def __init__(self, name: str, command: list, log_folder: Path, environment: dict):
        self.name = name
        self.command = [str(part) for part in command]
        self.log = log_folder / f"{name}.log"
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        self.deaths: deque[float] = deque(maxlen=DEATHS_ALLOWED)
        self.start_again_at = 0.0
        self.process: subprocess.Popen | None = None
        self.asked = False

    def start(self) -> None:
        self.asked = False
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=PROJECT,
                env=self.environment,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the rest in order
            )

    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def note_death(self) -> float:
        """Seconds to wait before the next start, longer each time. Raises GaveUpError after too many."""
        self._signal(signal.SIGKILL)  # what the dead process left of its group
        now = time.monotonic()
        self.deaths.append(now)
        recent = [death for death in self.deaths if now - death < WITHIN]
        if len(recent) == DEATHS_ALLOWED:
            times = f"{DEATHS_ALLOWED} times within {WITHIN} seconds"
            raise GaveUpError(f"{self.name} ended {times}.\n{self.tail()}")
        pause = 2.0 ** (len(recent) - 1) - 1
        self.start_again_at = now + pause
        return pause

    def ask_to_stop(self) -> None:
        if self.alive() and not self.asked:  # a second request would make gunicorn and celery drop their work
            self.asked = True
            self.process.terminate()

    def end(self, patience: float = 8) -> None:
        """Stop it, with force when it does not stop by itself in time; its whole group is gone afterwards."""
        if self.process is None:
            return
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self._signal(signal.SIGKILL)
        self.process.wait()

    def tail(self, lines: int = 15) -> str:
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join([f"The end of {self.log}:", *text.splitlines()[-lines:]])

    def _signal(self, signum: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signum)


def end_processes(processes: list[psutil.Process], patience: float = 5) -> None:
    """End exactly these: asked first, then with force."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(processes, timeout=patience)
    for process in stubborn:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(stubborn, timeout=patience)


def _mark_of(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except psutil.Error:
        return None

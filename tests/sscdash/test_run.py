"""`make run`, on a project of a few lines: what starts, what comes back, what is left behind (nothing)."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from sscdash.processes import GaveUpError, RunRecord, Service
from sscdash.run import Run, names_of
from tests.sscdash.stub_project import write_stub


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Project:
    """The stub project with `python -m sscdash.run` at hand."""

    def __init__(self, folder: Path):
        self.folder = write_stub(folder)
        self.port = free_port()
        hidden = ("DATABASE_URL", "SSCDASH_VAR", "DJANGO_SETTINGS_MODULE", "CELERY_BROKER_URL")
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden}
        self.output = folder / "output.txt"
        self.started: list[subprocess.Popen] = []

    def command(self, *options: object) -> list[str]:
        return [sys.executable, "-m", "sscdash.run", *map(str, options)]

    def start(self) -> subprocess.Popen:
        """Start in the background; returns when the address is printed."""
        with self.output.open("w") as output:
            run = subprocess.Popen(
                self.command("--port", self.port),
                cwd=self.folder,
                env=self.environment,
                stdout=output,
                stderr=output,
            )
        self.started.append(run)
        wait_until(lambda: "Ctrl-C stops it" in self.output.read_text() or run.poll() is not None)
        assert run.poll() is None, self.output.read_text()
        return run

    def once(self, *options: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            self.command(*options),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def stop(self) -> None:
        self.once("--stop")
        for run in self.started:
            run.wait(30)

    def child(self, module: str) -> psutil.Process:
        """The process of ours that the supervisor started for this module."""
        children = psutil.Process(self.started[-1].pid).children()
        return next(child for child in children if module in child.cmdline())

    def answer(self) -> str | None:
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).read().decode()
        return None

    def processes(self) -> list[psutil.Process]:
        """Everything alive that works in the project's folder or below it."""
        return [process for process in psutil.process_iter() if works_below(process, self.folder)]


def works_below(process: psutil.Process, folder: Path) -> bool:
    try:
        alive = process.status() != psutil.STATUS_ZOMBIE
        return alive and Path(process.cwd()).is_relative_to(folder)
    except psutil.Error:
        return False


def wait_until(condition, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def project():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server of the database is not root
        project = Project(Path(folder).resolve())
        yield project
        project.stop()


@pytest.fixture
def running(project):
    if not RunRecord(project.folder / "var").supervisor():
        project.start()
    return project


def test_it_says_where_it_runs_and_who_can_sign_in(running):
    output = running.output.read_text()
    assert f"http://127.0.0.1:{running.port}" in output
    assert "analyst@example.org" in output
    assert running.answer() == "1"  # the example went through the worker


@pytest.mark.parametrize("module", ["gunicorn", "celery"])
def test_a_killed_process_comes_back(running, module):
    killed = running.child(module)
    killed.kill()
    wait_until(
        lambda: f"{ {'gunicorn': 'web', 'celery': 'worker'}[module] } ended" in running.output.read_text()
    )
    wait_until(lambda: running.answer() == "1")
    assert running.child(module).pid != killed.pid


def test_a_killed_database_comes_back_with_its_rows(running):
    record = json.loads((running.folder / "var" / "embedded.json").read_text())
    (server,) = [
        child
        for child in psutil.Process(running.started[-1].pid).children()
        if record["data"] in child.cmdline()
    ]
    server.kill()
    wait_until(lambda: "The database ended" in running.output.read_text())
    wait_until(lambda: running.answer() == "1")


def test_a_second_start_beside_the_first_is_refused(running):
    second = running.once("--port", free_port())
    assert second.returncode == 1
    assert f"runs already at http://127.0.0.1:{running.port}" in second.stdout


def test_after_a_kill_of_the_supervisor_the_next_start_cleans_up(running):
    before = running.started[-1]
    before.kill()
    before.wait()
    running.start()
    assert "left behind" in running.output.read_text()
    assert running.answer() == "2"


def test_ctrl_c_stops_everything(running):
    run = running.started[-1]
    run.send_signal(signal.SIGINT)
    assert run.wait(30) == 0
    assert running.processes() == []
    assert not (running.folder / "var" / "run.json").exists()


def test_a_taken_port_is_named_with_the_way_out(project):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = project.once("--port", port)
    assert refused.returncode == 1
    assert f"Port {port} of 127.0.0.1 is taken" in refused.stdout
    assert f"make run PORT={port + 1}" in refused.stdout


def test_the_site_answers_to_the_names_of_what_it_listens_on():
    assert names_of("127.0.0.1") == ["localhost", "127.0.0.1", "[::1]"]
    assert "192.0.2.7" in names_of("192.0.2.7")
    everywhere = names_of("0.0.0.0")
    assert socket.gethostname() in everywhere
    assert "0.0.0.0" not in everywhere
    assert "*" not in everywhere


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("192.0.2.7", True)])
def test_demo_accounts_that_others_can_reach_are_told(tmp_path, host, warned):
    (tmp_path / "demo-accounts.txt").write_text("analyst@example.org\n")
    greeting = Run(tmp_path, host, 8000, demo=True).greeting()

    assert "analyst@example.org" in greeting
    assert ("DEMO_PASSWORD" in greeting) == warned


def test_without_demo_it_says_what_an_earlier_start_left(tmp_path):
    assert "clean-data" not in Run(tmp_path, "127.0.0.1", 8000, demo=False).greeting()
    (tmp_path / "demo-accounts.txt").write_text("analyst@example.org\n")
    greeting = Run(tmp_path, "127.0.0.1", 8000, demo=False).greeting()

    assert "make clean-data" in greeting
    assert "analyst@example.org" not in greeting


def test_a_failing_step_shows_the_end_of_its_log_and_leaves_nothing_running(project):
    command = project.folder / "sscdash" / "management" / "commands" / "load_facts.py"
    whole = command.read_text()
    command.write_text(whole.replace("self.stdout.write('facts')", "raise ValueError('no such entity')"))
    failed = project.once("--port", free_port())
    command.write_text(whole)
    assert failed.returncode == 1
    assert "ValueError: no such entity" in failed.stdout
    assert project.processes() == []


def test_a_reused_process_number_is_not_taken_for_the_supervisor(tmp_path):
    record = RunRecord(tmp_path)
    record.write("http://127.0.0.1:8000")
    assert record.supervisor() == psutil.Process()
    record.file.write_text(json.dumps({**record.read(), "created": 1.0}))
    assert record.supervisor() is None


def test_a_process_that_always_dies_is_given_up_with_its_last_words(tmp_path):
    service = Service("worker", [sys.executable, "-c", "print('out of luck')"], tmp_path, {})
    pauses = []

    def die() -> None:
        service.start()
        service.process.wait()
        pauses.append(service.note_death())

    for _ in range(4):
        die()
    assert pauses == [0, 1, 3, 7]
    with pytest.raises(GaveUpError, match="out of luck"):
        die()

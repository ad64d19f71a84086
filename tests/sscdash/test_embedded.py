"""The embedded database, on a real server of its own for each kind of binaries that this machine has.

Making a server's data takes a second: tests share one of each kind, and leave it able to run.
"""

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from sscdash import cluster
from sscdash.binaries import NoBinariesError, find_binaries
from sscdash.embedded import NOT_STARTED, Server, database_url
from sscdash.places import PROJECT


def kinds() -> list[str]:
    found = []
    for kind in ("system", "wheel"):
        try:
            find_binaries(kind)
        except NoBinariesError:
            continue
        found.append(kind)
    return found


each_kind = pytest.mark.parametrize("server", kinds(), indirect=True)


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that the unprivileged user of the server can enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@pytest.fixture
def var():
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Server]]:
    """A server for each kind of binaries, not started."""
    with reachable_folder() as folder:
        servers = {kind: Server(folder / kind, safe=False) for kind in kinds()}
        yield servers
        for server in servers.values():
            server.stop()


@pytest.fixture(params=kinds()[:1])
def server(request, servers, monkeypatch) -> Server:
    """The server that the tests share, perhaps running."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SSCDASH_POSTGRES", request.param)
    return servers[request.param]


@pytest.fixture
def new_server(var, monkeypatch) -> Iterator[Server]:
    """A server that was never started."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("SSCDASH_POSTGRES", kinds()[0])
    server = Server(var / "one", safe=False)
    yield server
    server.stop()


def ask(url: str, statement: str) -> list[tuple]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@each_kind
def test_a_started_server_answers_at_its_url(server):
    url = server.start()
    assert ask(url, "SELECT current_database(), current_user") == [("sscdash", "sscdash")]
    assert database_url(server.var) == url


@each_kind
def test_text_is_utf8_sorted_by_code_point_and_cased_in_every_script(server):
    url = server.start()
    assert ask(url, "SHOW server_encoding") == [("UTF8",)]
    assert ask(url, "SELECT lower('ÉGYPTE'), 'a' > 'Z'") == [("égypte", True)]


def test_a_second_start_changes_nothing(server):
    url = server.start()
    pid = server.postmaster().pid
    assert server.start() == url
    assert server.postmaster().pid == pid


@each_kind
def test_rows_survive_a_stop_and_two_kills(server):
    url = server.start()
    ask(url, "CREATE TABLE round (year integer)")
    for year, end in (
        (2020, lambda: server.stop()),
        (2021, lambda: kill(server)),
        (2022, lambda: kill(server)),
    ):
        ask(url, f"INSERT INTO round VALUES ({year})")
        end()
        url = server.start()
    assert ask(url, "SELECT year FROM round ORDER BY year") == [(2020,), (2021,), (2022,)]


def kill(server: Server) -> None:
    os.kill(server.postmaster().pid, signal.SIGKILL)


def test_a_pid_file_that_names_another_living_process_does_no_harm(server):
    server.start()
    data = server.record()["data"]
    server.stop()
    (Path(data) / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")
    assert ask(server.start(), "SELECT 1") == [(1,)]


def test_a_half_made_data_folder_is_made_anew(new_server):
    major = find_binaries(os.environ["SSCDASH_POSTGRES"])[0].major
    half = new_server.var / f"postgres-{major}.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text(f"{major}\n")
    assert ask(new_server.start(), "SELECT 1") == [(1,)]


def test_a_port_taken_meanwhile_is_left_to_its_owner(server):
    server.start()
    port = server.record()["port"]
    server.stop()
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        url = server.start()
    assert server.record()["port"] != port
    assert ask(url, "SELECT 1") == [(1,)]


def test_a_lost_record_costs_no_data(server):
    ask(server.start(), "CREATE TABLE kept ()")
    (server.var / "embedded.json").unlink()
    assert ask(server.start(), "SELECT count(*) FROM pg_tables WHERE tablename = 'kept'") == [(1,)]


def test_two_folders_have_two_servers(server, var):
    other = Server(var / "other", safe=False)
    try:
        assert server.start() != other.start()
        assert server.postmaster().pid != other.postmaster().pid
    finally:
        other.stop()


def test_a_copied_record_does_not_lead_to_the_original(server, tmp_path):
    server.start()
    (tmp_path / "embedded.json").write_text((server.var / "embedded.json").read_text())
    assert database_url(tmp_path) == NOT_STARTED
    assert Server(tmp_path).postmaster() is None


def test_only_the_owner_may_read_the_password_and_nobody_gets_in_without(server):
    server.start()
    assert stat.S_IMODE((server.var / "embedded.json").stat().st_mode) == 0o600
    stranger = server.record()["url"].replace(server.record()["password"], "guess")
    with pytest.raises(psycopg2.OperationalError, match="password"):
        ask(stranger, "SELECT 1")


def test_the_server_does_not_run_as_root(server):
    server.start()
    assert psutil.Process(server.postmaster().pid).uids().effective != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may enter a folder that is closed to all")
def test_data_of_a_closed_folder_lie_where_the_server_can_reach_them(new_server, var, monkeypatch):
    monkeypatch.setattr(cluster, "SHARED", var / "shared")
    new_server.var.mkdir(mode=0o700)
    assert ask(new_server.start(), "SELECT 1") == [(1,)]
    assert Path(new_server.record()["data"]).is_relative_to(var / "shared")


def test_the_server_outlives_the_command_that_started_it(server):
    environment = {**os.environ, "SSCDASH_VAR": str(server.var)}
    command = [sys.executable, "-m", "sscdash.embedded"]
    started = subprocess.run(
        [*command, "start"], env=environment, cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert ask(started.stdout.strip(), "SELECT 1") == [(1,)]
    assert subprocess.run([*command, "status"], env=environment, cwd=PROJECT, check=False).returncode == 0
    subprocess.run([*command, "stop"], env=environment, cwd=PROJECT, check=True)
    assert server.postmaster() is None


def test_database_url_of_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    assert database_url(tmp_path) == "postgresql://somewhere/else"


def test_before_the_first_start_no_server_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database_url(tmp_path) == NOT_STARTED


def test_binaries_that_are_not_there_are_named(tmp_path):
    with pytest.raises(NoBinariesError, match=str(tmp_path)):
        find_binaries(str(tmp_path))

"""What the processes that open files from outside are given."""

import os

import psutil

from surveys.actions import readers


def test_they_know_neither_the_database_nor_a_key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for a file from outside")
    assert "DATABASE_URL" in os.environ
    readers.warm_up()
    server = readers._idle[os.getpid()].pop()
    try:
        known = psutil.Process(server.process.pid).environ()
    finally:
        server.close()

    assert {"SECRET_KEY", "DATABASE_URL"}.isdisjoint(known)
    assert known["PYTHONIOENCODING"] == "utf-8"

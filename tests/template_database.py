"""The empty database that every test database is a copy of.

Applying all migrations takes some ten seconds of a core, copying what they made a fraction of one; so they run once
for as long as none of them changes, and not once in every process of every session.
"""

import hashlib
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.sql import SQL, Identifier

PROJECT = Path(__file__).resolve().parent.parent
LOCK = 7_205_759
"""Any number, as long as nothing else takes an advisory lock of this one in the database `postgres`."""


def migrated_template(connection: BaseDatabaseWrapper, url: str) -> str:
    """The name of a database on the server of `connection` in which all migrations were applied.

    `url` is the address of any database there. Processes that ask at the same time wait for the one that makes
    it; templates of other migrations are dropped. Raises CalledProcessError where migrating fails.
    """
    name = f"sscdash_template_{_fingerprint()}"
    here = connection.get_connection_params() | {"dbname": "postgres"}
    here.pop("cursor_factory", None)
    with closing(psycopg2.connect(**here)) as session:
        session.autocommit = True
        cursor = session.cursor()
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'sscdash_template_%'")
        found = {row[0] for row in cursor.fetchall()}
        if name not in found:
            for old in found:
                cursor.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(old)))
            _make(cursor, name, url)
    return name


def _make(cursor, name: str, url: str) -> None:
    """Under another name until it is whole, so that nobody ever copies half of it."""
    unfinished = f"{name}_unfinished"
    cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
    environment = os.environ | {"DATABASE_URL": urlsplit(url)._replace(path=f"/{unfinished}").geturl()}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    cursor.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name)))


def _fingerprint() -> str:
    """Of all that decides which migrations there are: ours, and the versions of those that we took from others."""
    files = [PROJECT / "requirements.txt", *sorted(PROJECT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]

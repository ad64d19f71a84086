"""Rows that were made once, put back into the emptied database of a test that commits.

A test whose rows a worker or a browser must see cannot keep them in a transaction, as `tests.kept` does. What takes ten
seconds to make is copied out of its tables afterwards, and copied back in half a second.
"""

import io
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

STAYS = {"django_migrations"}


class Snapshot:
    """What a function left in the database when it was called first; `result` is what it returned."""

    def __init__(self, result: Any):
        self.result = result
        with connection.cursor() as cursor:
            self._tables = {table: _out(cursor, table) for table in _tables()}
            cursor.execute("SELECT schemaname, sequencename, last_value FROM pg_sequences")
            self._sequences = [row for row in cursor.fetchall() if row[2] is not None]

    def restore(self) -> None:
        """Put the rows back, in place of all others. Neither triggers nor foreign keys are asked: they were, once."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {', '.join(map(connection.ops.quote_name, self._tables))}")
            for table, rows in self._tables.items():
                if rows:
                    cursor.copy_expert(
                        f"COPY {connection.ops.quote_name(table)} FROM STDIN", io.BytesIO(rows)
                    )
            for schema, name, last in self._sequences:
                cursor.execute("SELECT setval(%s, %s)", [f'{schema}."{name}"', last])


class Snapshots:
    """Each function's snapshot, for as long as the process runs."""

    def __init__(self):
        self._kept: dict[Callable[[], Any], Snapshot] = {}

    def rows(self, make: Callable[[], Any]) -> Any:
        """Have the rows that `make` makes in an empty database; returns what it returned when it made them."""
        if make in self._kept:
            self._kept[make].restore()
        else:
            self._kept[make] = Snapshot(make())
        return self._kept[make].result


def _tables() -> list[str]:
    return [table for table in connection.introspection.table_names() if table not in STAYS]


def _out(cursor, table: str) -> bytes:
    rows = io.BytesIO()
    cursor.copy_expert(f"COPY {connection.ops.quote_name(table)} TO STDOUT", rows)
    return rows.getvalue()

"""Rows that the tests of a module share: made once, in a transaction around those of the tests.

Each test changes what it likes, in a savepoint of that transaction, and the next finds the rows as they were made.
"""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction


class Kept:
    """At most one set of rows at a time; asking for another one takes the first away."""

    def __init__(self, blocker):
        self._blocker = blocker
        self._make: Callable[[], Any] | None = None
        self._made: Any = None
        self._transaction: transaction.Atomic | None = None

    def rows(self, make: Callable[[], Any]) -> Any:
        """Have the rows that `make` makes; returns a copy of what it returned.

        To be asked before the test's own transaction begins, by a fixture that a second one names before `db`:
        `def world(kept_world, db)`. Where that transaction has begun, the rows are made for this test alone.
        """
        if self._make is not make:
            if self._transaction is None and connection.in_atomic_block:
                return make()
            self.end()
            self._begin(make)
        return copy.deepcopy(self._made)

    def _begin(self, make: Callable[[], Any]) -> None:
        name = connection.settings_dict["NAME"]
        assert name.startswith("test_"), f"{name} is no test database: no test of this run names `db`"
        with self._blocker.unblock():
            self._transaction = transaction.atomic()
            self._transaction.__enter__()
            try:
                self._made = make()
            except BaseException:
                self.end()
                raise
            self._make = make

    def end(self) -> None:
        """Take the rows away, if there are any."""
        if self._transaction is None:
            return
        assert len(connection.savepoint_ids) == 0, (
            "a test is inside: its fixtures have to name the rows before `db`"
        )
        with self._blocker.unblock():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
        self._make = self._made = self._transaction = None


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """Rows that the tests of this module share, see `Kept`."""
    kept = Kept(django_db_blocker)
    yield kept
    kept.end()

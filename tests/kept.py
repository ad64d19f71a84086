"""Rows that tests share: a fixture that is `keeping` is made once for the tests that follow each other.

The rows of each lie in a savepoint upon those that it needs, like layers: `computed(world)` upon `world`. A test
changes what it likes, in a savepoint upon all of them, and the next finds the rows as they were made, and the objects
too, which are copied for each test. What the next one does not need is taken away, from the top; tests of a file are
therefore sorted by what they need. A test that commits finds no layers: what it asks for is made for it alone.

Files are no rows: where tests of a module delete a file that their fixture stored, or leave one under the number of a
row, the fixture stays one of pytest's own.
"""

import copy
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import translation

COMMITTING = {"transactional_db", "live_server"}


def keeping(make: Callable | None = None, *, upon: tuple[str, ...] = ()):
    """A fixture whose rows are kept for the tests that follow.

    That is so where it takes `db` and fixtures that are kept; where a file has another one of the same name, it is made
    for each test. `upon` names others that lie below it where the test asks for them.
    """
    if make is None:
        return lambda make: keeping(make, upon=upon)

    @wraps(make)
    def given(**needed):
        return LAYERS.copies[make] if make in LAYERS.copies else make(**needed)

    given.kept = make, upon
    return pytest.fixture(given)


@dataclass(frozen=True)
class Kind:
    """What makes a layer, and what that takes: the kinds below it, by the names of parameters."""

    make: Callable
    takes: tuple[tuple[str, "Kind | None"], ...]
    upon: tuple["Kind", ...]


class Layers:
    """At most one pile at a time; `copies` are of what each layer's function returned, for the test that runs."""

    def __init__(self):
        self.copies: dict[Callable, Any] = {}
        self._pile: list[tuple[Kind, transaction.Atomic, dict[Callable, Any]]] = []

    def have(self, kinds: Iterable[Kind]) -> None:
        """Have these and no others, and copies of what they returned. To be called before the test's own transaction."""
        kinds = list(kinds)
        alike = 0
        while alike < min(len(kinds), len(self._pile)) and kinds[alike] == self._pile[alike][0]:
            alike += 1
        self.end(alike)
        for kind in kinds[alike:]:
            self._add(kind)
        # All in one go: what two of them hold is one object in the copies as well.
        self.copies = copy.deepcopy(self._made())

    def end(self, left: int = 0) -> None:
        """Take layers away from the top until so many are left."""
        self.copies = {}
        while len(self._pile) > left:
            _, block, _ = self._pile.pop()
            transaction.set_rollback(True)
            block.__exit__(None, None, None)

    def _made(self) -> dict[Callable, Any]:
        return self._pile[-1][2] if self._pile else {}

    def _add(self, kind: Kind) -> None:
        name = connection.settings_dict["NAME"]
        assert name.startswith("test_"), f"{name} is no test database"
        # Making it may change the objects of what lies below, which have to be as they were when it is gone.
        made = copy.deepcopy(self._made())
        block = transaction.atomic()
        block._from_testcase = True
        block.__enter__()
        self._pile.append((kind, block, made))
        try:
            with translation.override("en"):
                made[kind.make] = kind.make(
                    **{name: made[of.make] if of else None for name, of in kind.takes}
                )
        except BaseException:
            self.end(len(self._pile) - 1)
            raise


LAYERS = Layers()
_RANKS: dict[Kind, int] = {}
"""In which order kinds were first asked for: whatever lies below another one comes first."""


def kinds_of(item: pytest.Item) -> list[Kind]:
    """The layers that a test asks for, from the bottom."""
    if COMMITTING & set(item.fixturenames) or _commits(item):
        return []
    known, found = item._fixtureinfo.name2fixturedefs, {}

    def look(name: str) -> Kind | None:
        if name not in found:
            kept = getattr(known[name][-1].func, "kept", None) if name in known else None
            found[name] = kept and _kind(*kept)
        return found[name]

    def _kind(make: Callable, upon: tuple[str, ...]) -> Kind | None:
        takes = tuple((name, look(name)) for name in inspect.signature(make).parameters)
        below = tuple(look(name) for name in upon if name in item.fixturenames)
        if not all(kind or name == "db" for name, kind in (*takes, *zip(upon, below, strict=False))):
            return None
        kind = Kind(make, takes, below)
        _RANKS.setdefault(kind, len(_RANKS))
        return kind

    for name in item.fixturenames:
        look(name)
    return sorted((kind for kind in found.values() if kind), key=_RANKS.__getitem__)


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


def by_layers(items: list[pytest.Item]) -> None:
    """Sort the tests of each file by the layers that they ask for."""
    files = {item.path: at for at, item in reversed(list(enumerate(items)))}
    items.sort(key=lambda item: (files[item.path], [_RANKS[kind] for kind in kinds_of(item)]))


@pytest.fixture(scope="session")
def _layers(django_db_setup, django_db_blocker):
    yield LAYERS
    with django_db_blocker.unblock():
        LAYERS.end()


@pytest.fixture
def _kept_for_this_test(request, _layers, django_db_blocker):
    with django_db_blocker.unblock():
        _layers.have(kinds_of(request.node))
    yield
    _layers.copies = {}


@pytest.fixture
def _django_db_helper(_kept_for_this_test, _django_db_helper):
    """Begins the transaction of a test, upon the layers that it asks for."""

"""Files are read in the process of the tests, unless a test is about the process that reads them.

The product gives each file a process of its own, which may die. Starting one takes four times as long as reading a small
workbook, and most tests that send one are about something else. A module whose tests need the real thing names the
fixture `read_apart`; a real worker always has it.
"""

import contextlib
import gc
import importlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from surveys import annotatefile, readfile, xlsformfile
from surveys.actions import checking, founding, marking, reading

STARTED_BY = (checking, founding, marking)
LIMITED = (readfile, annotatefile, xlsformfile)


class _Told(io.TextIOBase):
    """Standard output of the reader: each line of progress is passed on at once."""

    def __init__(self, progress: Callable[[int, int], None], meanwhile: Callable[[], object]):
        self._progress, self._meanwhile = progress, meanwhile

    def write(self, line: str) -> int:
        told = json.loads(line)
        self._progress(told["done"], told["total"])
        self._meanwhile()
        return len(line)


def read_here(
    folder: Path,
    request: dict,
    progress: Callable[[int, int], None],
    *,
    meanwhile: Callable[[], object] = lambda: None,
    seconds_at_most: float = 0,
    module: str = "surveys.readfile",
) -> dict:
    """What `reading.read_file` does, without a process, limits, or a way to die."""
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(_Told(progress, meanwhile)):
            importlib.import_module(module).main(folder)
    finally:
        gc.enable()  # the reader of a single file does without
    return reading.storable(json.loads((folder / "result.json").read_text(encoding="utf-8")))


@pytest.fixture(autouse=True, scope="session")
def _read_here():
    with pytest.MonkeyPatch.context() as patched:
        for module in LIMITED:
            patched.setattr(module, "set_limits", lambda memory_mb, cpu_seconds: None)
        for module in STARTED_BY:
            patched.setattr(module, "read_file", read_here)
        yield


@pytest.fixture(scope="module")
def read_apart(_read_here):
    """Each file is read by a process of its own, as in the product."""
    with pytest.MonkeyPatch.context() as patched:
        for module in STARTED_BY:
            patched.setattr(module, "read_file", reading.read_file)
        yield

"""The reading process: a file from outside is read by a child that may die without taking the worker along.

Refusals of its own, beside those of `surveys.archives` and `surveys.formats`: reader_died; out_of_memory;
took_too_long (seconds).
"""

import json
import logging
import os
import select
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from surveys.actions.readers import Reader

log = logging.getLogger(__name__)

SECONDS_AT_MOST = 180
LISTENING = 0.25
"""Seconds between two words of progress, whatever the child says: so soon it ends when it is cancelled."""
ANSWERS = "answers.copy"


class ReadingFailed(Exception):
    """The child did not come to an end by itself: `code` and `parameters` of the refusal."""

    def __init__(self, code: str, **parameters):
        super().__init__(code, parameters)
        self.code, self.parameters = code, parameters


def read_file(
    folder: Path,
    request: dict,
    progress: Callable[[int, int], None],
    *,
    meanwhile: Callable[[], object] = lambda: None,
    seconds_at_most: float = SECONDS_AT_MOST,
    module: str = "surveys.readfile",
) -> dict:
    """Let a child open the file that `request` describes (see the module that it runs); what it found.

    `folder` holds the child's answers afterwards; `meanwhile` is called again and again until then, and after each
    word of the child's. Raises ReadingFailed; what `progress` and `meanwhile` raise comes through, after the child
    has been ended.
    """
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    errors = folder / "errors.txt"
    with errors.open("wb") as stream:
        child = Reader(module, folder, stream)
    out_of_time = _listen(child, progress, meanwhile, seconds_at_most)
    if out_of_time or child.returncode == -signal.SIGXCPU:
        raise ReadingFailed("took_too_long", seconds=int(seconds_at_most))
    if child.returncode:
        told = errors.read_text(encoding="utf-8", errors="replace")
        log.error("The reading process ended with %s: %s", child.returncode, told[-2000:])
        raise ReadingFailed("out_of_memory" if "MemoryError" in told else "reader_died")
    return storable(json.loads((folder / "result.json").read_text(encoding="utf-8")))


def storable(found):
    """The same mappings and lists, their texts without what PostgreSQL cannot hold: NUL and half characters."""
    if isinstance(found, str):
        return found.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(found, list):
        return [storable(each) for each in found]
    if isinstance(found, dict):
        return {storable(name): storable(each) for name, each in found.items()}
    return found


def _listen(
    child: Reader, progress: Callable[[int, int], None], meanwhile: Callable[[], object], seconds: float
) -> bool:
    """Pass on what the child tells until it ends; whether it had to be ended for want of time."""
    late = threading.Event()

    def end():
        late.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        for done, total in _told(child, meanwhile):
            progress(done, total)
        child.wait()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
    return late.is_set()


def _told(child: Reader, meanwhile: Callable[[], object]) -> Iterator[tuple[int, int]]:
    """The last that the child told, (done, total), four times a second until it ends, and then once more."""
    told, rest, said = (0, 0), b"", time.monotonic()
    while True:
        if select.select([child.output], [], [], LISTENING)[0]:
            piece = os.read(child.output, 65536)
            if not piece:
                yield told
                return
            *lines, rest = (rest + piece).split(b"\n")
            if lines:
                word = json.loads(lines[-1])
                told = word["done"], word["total"]
        meanwhile()
        if time.monotonic() - said >= LISTENING:
            yield told
            said = time.monotonic()

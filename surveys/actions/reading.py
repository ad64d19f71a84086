"""The reading process: a file from outside is read by a child that may die without taking the worker along.

Refusals of its own, beside those of `surveys.archives` and `surveys.formats`: reader_died; out_of_memory;
took_too_long (seconds).
"""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)

SECONDS_AT_MOST = 180
LISTENING = 0.5
"""Seconds between two words of progress while the child says nothing: so soon it ends when it is cancelled."""
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
    seconds_at_most: float = SECONDS_AT_MOST,
    module: str = "surveys.readfile",
) -> dict:
    """Let a child open the file that `request` describes (see the module that it runs); what it found.

    `folder` is empty, and holds the child's answers afterwards. Raises ReadingFailed; what `progress` raises
    comes through, after the child has been ended.
    """
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    errors = folder / "errors.txt"
    with errors.open("wb") as stream:
        child = subprocess.Popen(  # noqa: S603 - our own module, and a folder that we made
            [sys.executable, "-m", module, str(folder)],
            stdout=subprocess.PIPE,
            stderr=stream,
            stdin=subprocess.DEVNULL,
            cwd=settings.BASE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    out_of_time = _listen(child, progress, seconds_at_most)
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


def _listen(child: subprocess.Popen, progress: Callable[[int, int], None], seconds: float) -> bool:
    """Pass on what the child tells until it ends; whether it had to be ended for want of time."""
    late = threading.Event()

    def end():
        late.set()
        child.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        for done, total in _told(child):
            progress(done, total)
        child.wait()
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        child.stdout.close()
    return late.is_set()


def _told(child: subprocess.Popen) -> Iterator[tuple[int, int]]:
    """What the child tells, (done, total), and the same again twice a second while it is silent, until it ends."""
    told, rest = (0, 0), b""
    while True:
        if not select.select([child.stdout], [], [], LISTENING)[0]:
            yield told
            continue
        piece = os.read(child.stdout.fileno(), 65536)
        if not piece:
            return
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            word = json.loads(line)
            told = word["done"], word["total"]
            yield told

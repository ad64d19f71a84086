"""Pages as they were answered, packed for the wire, and files of them that survive a restart.

A page is kept under the edition that it was made from and its address. An edition is everything besides the address
that an answer follows from; where it changes, another name is asked for, and nothing kept ever has to be taken back.
"""

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WHOLE = "whole"
"""The file that says: every page of this edition that is made ahead is there."""


@dataclass(frozen=True)
class Page:
    """An answer: its headers, and its body compressed."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def etag(self) -> str:
        return f'W/"{hashlib.sha256(self.body).hexdigest()[:32]}"'


def packed(headers: Iterable[tuple[str, str]], content: bytes) -> Page:
    """The page of an answer; equal answers are equal bytes."""
    return Page(tuple(headers), gzip.compress(content, 6, mtime=0))


def name_of(*parts) -> str:
    """A name for plain parts, such as an edition or a page of it."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class PageFiles:
    """The pages of one edition as files, in a folder beside those of other editions."""

    def __init__(self, editions: Path, edition: str):
        self.folder = editions / edition

    @property
    def whole(self) -> bool:
        """Whether everything that is made ahead is there."""
        return (self.folder / WHOLE).exists()

    def read(self, name: str) -> Page | None:
        """The page of this name; None where there is none."""
        try:
            head, _, body = (self.folder / name).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return None
        return Page(tuple((key, value) for key, value in json.loads(head)), body)

    def write(self, name: str, page: Page) -> None:
        """Keep a page; it has its name when it is complete."""
        self._write(name, json.dumps(page.headers).encode() + b"\n" + page.body)

    def end(self) -> None:
        """Say that everything is there, and let go of the other editions."""
        self._write(WHOLE, b"")
        for other in self.folder.parent.iterdir():
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

    def _write(self, name: str, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # Another process may let go of this edition meanwhile: then nobody asks for the page any more.
        with contextlib.suppress(FileNotFoundError):
            handle, part = tempfile.mkstemp(dir=self.folder, prefix="part-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).rename(self.folder / name)

"""Files on disk: every file under the SHA-256 of its bytes, so that one sent twice is kept once."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from surveys.actions.refusals import FileMissing, FileTooLarge


@dataclass(frozen=True)
class StoredFile:
    """The hash of the bytes that were stored, and how many there are."""

    sha256: str
    size: int


def store(chunks: Iterable[bytes], folder: Path, *, at_most: int) -> StoredFile:
    """Write the bytes below `folder` under their hash, without holding them in memory.

    Raises FileMissing for no bytes and FileTooLarge for more than `at_most`; then nothing stays on disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="arriving-", delete=False) as arriving:
        path = Path(arriving.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > at_most:
                    raise FileTooLarge(at_most)
                digest.update(chunk)
                arriving.write(chunk)
            if not size:
                raise FileMissing
            arriving.flush()
            os.fsync(arriving.fileno())
            final = folder / digest.hexdigest()[:2] / digest.hexdigest()
            final.parent.mkdir(exist_ok=True)
            path.replace(final)
        finally:
            path.unlink(missing_ok=True)
    return StoredFile(digest.hexdigest(), size)


def lock_bytes(sha256: str) -> None:
    """Until the transaction ends, nobody else gives these bytes a row, or takes them from the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(sha256[:15], 16)])

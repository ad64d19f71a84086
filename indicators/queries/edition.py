"""What the public reads at this moment: one query, which every kept page asks before it is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from indicators.models import Release
from indicators.page_store import PageFiles, name_of
from indicators.program import program_hash


@dataclass(frozen=True)
class Edition:
    """The newest public release, and the surveys that declare their answers attributable today."""

    release: int
    number: int
    content_hash: str
    attributable: tuple[str, ...]

    @classmethod
    def of(cls, release: Release, attributable: Iterable[str]) -> "Edition":
        """The edition in which this release is the newest."""
        return cls(release.pk, release.number, release.content_hash, tuple(sorted(attributable)))

    @property
    def name(self) -> str:
        """What pages of this edition are kept under, as this program makes them."""
        return name_of(program_hash(), self.release, self.number, self.content_hash, self.attributable)


def edition_now() -> Edition | None:
    """The edition of this moment; None before the first release. One query, written by hand: every reader waits for it."""
    tables = {"release": Release._meta.db_table, "survey": apps.get_model("surveys", "Survey")._meta.db_table}
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST.format(**tables), [Release.State.PUBLISHED, timezone.now()])
        row = cursor.fetchone()
    return Edition(*row[:3], tuple(row[3])) if row else None


def files_of(edition: Edition) -> PageFiles:
    """The files of the edition's pages."""
    return PageFiles(Path(settings.KEPT_PAGES), edition.name)


_NEWEST = """
SELECT id, number, content_hash, ARRAY(SELECT code FROM {survey} WHERE attributable ORDER BY code COLLATE "C")
FROM {release} WHERE state = %s AND published <= %s ORDER BY number DESC LIMIT 1
"""

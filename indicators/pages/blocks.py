"""Parts of pages that are kept in this process, for all who may see the same of a release."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.cache import caches
from django.utils.translation import get_language

from indicators.models import Value
from indicators.page_store import name_of
from indicators.queries.published import PublishedPoint
from indicators.queries.released import OpenRelease

T = TypeVar("T")


def follows_from(
    opened: OpenRelease, values: Iterable[Value], points: Iterable[PublishedPoint], *asked
) -> tuple | None:
    """All that decides what is said of these values and figures in one language, `asked` what the page adds to it; None
    where not all of it was frozen by a release.

    A value that is hidden from the reader has the state of it; figures of documents are those of the release.
    """
    if not opened.whole:
        return None
    seen = [(value.pk, value.state) for value in values]
    printed = [(point.figure.code, point.baseline) for point in points]
    return opened.release.pk, opened.release.content_hash, opened.pinned, seen, printed, *map(repr, asked)


def kept(what: str, follows: tuple | None, make: Callable[[], T]) -> T:
    """What `make` gives, made once in this process and language for all for whom it follows from the same; `what` tells
    parts apart that do. Made each time where it follows from nothing frozen."""
    if follows is None:
        return make()
    return caches["blocks"].get_or_set(name_of(what, get_language(), follows), make)

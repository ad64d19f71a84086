"""Pages that are read through a release, kept as they were answered to those who are not signed in.

What such a page says follows from its address, its language, the release (which never changes) and which surveys
declare their answers attributable today. All of it is in the key, so that nothing that is kept ever has to be taken
back: where one of them changes, another key is asked for. Whoever is signed in gets a page of their own each time.
"""

import gzip
import hashlib
import re
import threading
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from indicators.queries import newest_release_number
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views.opening import opened_for

LONGEST_ADDRESS = 300
_ACCEPTS_GZIP = re.compile(r"\bgzip\b")
_MAKING = [threading.Lock() for _ in range(64)]
"""Of many who ask for a page that is not there yet one makes it, and the others wait for it."""


def through_release(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the open release and its reader to the view after the request, and keep its answer for the public."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        opened, reader = opened_for(request)
        key = _key(request, opened, reader)
        if key is None:
            return view(request, opened, reader, *args, **kwargs)
        pages = caches["pages"]
        found = pages.get(key)
        if found is not None:
            return _response(request, *found)
        with _MAKING[int(key[:8], 16) % len(_MAKING)]:
            found = pages.get(key)
            if found is None:
                response = view(request, opened, reader, *args, **kwargs)
                if not _for_everybody(request, response):
                    return response
                found = _packed(response)
                pages.set(key, found)
        return _response(request, *found)

    return answer


def _key(request: HttpRequest, opened: OpenRelease, reader: Reader) -> str | None:
    """Under what the answer is kept; None for one that is made anew."""
    personal = {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)
    if personal or not opened.whole or not opened.release.public:
        return None
    address = request.build_absolute_uri()  # with the host, which the page cites
    if len(address) > LONGEST_ADDRESS:
        return None
    newest = newest_release_number() if opened.pinned else opened.number  # every page names it
    release = (opened.release.pk, opened.release.content_hash, newest)
    parts = (get_language(), address, release, sorted(reader.public_surveys))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether nothing in the answer was meant for this reader alone."""
    has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META  # set where the page was given one
    return response.status_code == 200 and not response.cookies and not has_token


def _packed(response: HttpResponse) -> tuple[str, str, bytes]:
    """Content type, ETag and compressed body of an answer."""
    body = gzip.compress(response.content, 6, mtime=0)
    return response["Content-Type"], f'W/"{hashlib.sha256(body).hexdigest()[:32]}"', body


def _response(request: HttpRequest, content_type: str, etag: str, body: bytes) -> HttpResponse:
    zipped = bool(_ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))
    response = HttpResponse(body if zipped else gzip.decompress(body), content_type=content_type)
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response

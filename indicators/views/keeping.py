"""Pages that are read through a release, kept as they were answered to those who are not signed in.

What such a page says follows from its address, which begins with its language, and from the edition: the newest
release, which never changes, and which surveys declare their answers attributable today. All of it is in the name that
a page is kept under, so that nothing kept ever has to be taken back: where one of them changes, another name is asked
for. Whoever is signed in gets a page of their own each time.

A kept page is answered before sessions, languages and accounts are looked at. It lies in the memory of this process
and, where its address has no query or the worker made it ahead, in a file as well.
"""

import gzip
import re
import threading
from collections.abc import Callable
from functools import cache, wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils.cache import patch_vary_headers

from indicators.page_store import Page, name_of, packed
from indicators.queries import release_of
from indicators.queries.edition import Edition, edition_now, files_of
from indicators.views.opening import opened_for

LONGEST_ADDRESS = 300
AHEAD = "sscdash.ahead"
"""In a request's META: the worker makes the page ahead. Of addresses with a query only such pages become files,
because of them there is no end; no header of a request has such a name.
"""
_ACCEPTS_GZIP = re.compile(r"\bgzip\b")
_MAKING = [threading.Lock() for _ in range(64)]
"""Of many who ask for a page that is not there yet one makes it, and the others wait for it."""


def through_release(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the open release and its reader to the view after the request, and let its answer be kept for the public."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        opened, reader = opened_for(request)
        response = view(request, opened, reader, *args, **kwargs)
        is_for_all = opened.whole and opened.release.public and not request.user.is_authenticated
        if is_for_all and response.status_code == 200:
            newest = release_of(None) if opened.pinned else opened.release  # every page names it
            response.made_from = Edition.of(newest, reader.public_surveys)
        return response

    answer.kept = True
    return answer


class KeptPagesMiddleware:
    """Answers what is kept, and keeps what the views of `through_release` answer to the public.

    Whatever an inner middleware says in headers is kept with the page; what differs from reader to reader belongs
    outside of this one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a name that is not ours, as a page that is made anew does
        edition = edition_now() if _for_the_public(request) else None
        if edition is None:
            return self.get_response(request)
        address = request.get_full_path()
        found = _kept(edition, address)
        if found is None:
            with _MAKING[int(name_of(address)[:8], 16) % len(_MAKING)]:
                found = _kept(edition, address)
                if found is None:
                    return self._made(request, address)
        return _response(request, found)

    def _made(self, request: HttpRequest, address: str) -> HttpResponse:
        response = self.get_response(request)
        made_from = getattr(response, "made_from", None)
        has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META  # set where the page was given one
        if made_from is None or response.cookies or has_token:
            return response
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        del response["Content-Length"]  # of what is not packed
        page = packed(response.items(), response.content)
        _keep(made_from, address, page, as_file="?" not in address or AHEAD in request.META)
        return _response(request, page)


def _for_the_public(request: HttpRequest) -> bool:
    personal = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    if personal or request.method not in ("GET", "HEAD") or len(request.get_full_path()) > LONGEST_ADDRESS:
        return False
    _, language, rest = request.path_info.split("/", 2) if request.path_info.count("/") > 1 else ("", "", "")
    return language in _languages() and any(pattern.match(rest) for pattern in _patterns())


@cache
def _languages() -> frozenset[str]:
    return frozenset(code for code, _name in settings.LANGUAGES)


@cache
def _patterns() -> list[re.Pattern]:
    """The addresses, below the language, of views whose answers are kept."""
    found = get_resolver("indicators.urls").url_patterns
    return [one.pattern.regex for one in found if getattr(one.callback, "kept", False)]


def _name(edition: Edition, address: str) -> str:
    return name_of(edition.name, address)


def _kept(edition: Edition, address: str) -> Page | None:
    name = _name(edition, address)
    page = caches["pages"].get(name)
    if page is None:
        page = files_of(edition).read(name)
        if page is not None:
            caches["pages"].set(name, page)
    return page


def _keep(edition: Edition, address: str, page: Page, *, as_file: bool) -> None:
    name = _name(edition, address)
    caches["pages"].set(name, page)
    if as_file:
        files_of(edition).write(name, page)


def _response(request: HttpRequest, page: Page) -> HttpResponse:
    zipped = bool(_ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")))
    response = HttpResponse(page.body if zipped else gzip.decompress(page.body), headers=dict(page.headers))
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    response["Content-Length"] = str(len(response.content))
    return response

"""Pages made ahead of their first reader, in the worker.

While an embargo lasts everything is drawn and no page is kept; once a release is public its pages are kept as files,
which every web process finds. A reader who comes before they are there gets a page that is made for the moment.
"""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import resolve, reverse
from django.utils import translation

from indicators.models import Release
from indicators.queries import open_release
from indicators.queries.access import Reader
from indicators.queries.edition import edition_now, files_of
from indicators.queries.released import RESPONDENT, OpenRelease
from indicators.releasing import MAKE_PAGES
from indicators.views.keeping import AHEAD
from surveys import jobs


@jobs.job_kind(MAKE_PAGES)
def make_pages_job(progress: jobs.Progress) -> None:
    """The subject is the release's primary key; one that was discarded meanwhile needs nothing.

    It takes minutes, and nobody waits for it as somebody waits for a file to be read: so it gives way after each page.
    """
    release = Release.objects.defer("frozen").filter(pk=progress.subject).first()
    if release is not None and release.public:
        keep_pages(progress)
    elif release is not None:
        draw_pages(release, progress)


def keep_pages(progress: jobs.Progress) -> None:
    """Make the pages of the newest release that are not there yet: one that is kept is passed over in no time."""
    edition = edition_now()
    answer = WSGIHandler().get_response
    addresses = addresses_of(open_release())
    for done, (_language, address) in enumerate(addresses, start=1):
        answer(_request(address))
        progress.or_give_way(done, len(addresses))
    if edition_now() == edition:
        files_of(edition).end()
    caches["pages"].clear()  # this process answers nobody


def draw_pages(release: Release, progress: jobs.Progress) -> None:
    """Draw what the public is going to see of a release, and throw the pages away. What was drawn is kept: it goes on
    after the last page that was made."""
    opened = replace(open_release(release.number, ahead=True), pinned=False)
    addresses = addresses_of(opened)
    for done, (language, address) in list(enumerate(addresses, start=1))[progress.before :]:
        request = _request(address)
        request.user = AnonymousUser()
        with translation.override(language):
            request.resolver_match = found = resolve(request.path_info)
            view = inspect.unwrap(found.func)
            view(request, opened, Reader(request.user, opened), *found.args, **found.kwargs)
        progress.or_give_way(done, len(addresses))


def addresses_of(opened: OpenRelease) -> list[tuple[str, str]]:
    """(language, address) of the pages that most begin with; those that most read come first, in every language."""
    nodes = [key.split("/") for key in opened.frozen["nodes"]]
    front = [("overview", []), *(("outcome", node) for node in nodes)]
    behind = [("indicators", []), *(("indicator", [code]) for code in opened.indicator_codes)]
    broken_down = [
        ("indicator", [code], f"?by={dimension}")
        for code in opened.indicator_codes
        for dimension in opened.definition(code).by
        if dimension != RESPONDENT
    ]
    return [*_in_every_language(front), *_in_every_language(behind), *_in_every_language(broken_down)]


def _in_every_language(places: list[tuple]) -> Iterator[tuple[str, str]]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found = [reverse(name, args=args) + "".join(query) for name, args, *query in places]
        yield from ((language, address) for address in found)


def _request(address: str) -> WSGIRequest:
    """A request of nobody for a page of this site."""
    site, (path, _, query) = urlsplit(settings.SITE_ADDRESS), address.partition("?")
    return WSGIRequest({
        AHEAD: True, "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO(),
        "HTTP_HOST": site.netloc, "SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port or 80),
        "wsgi.url_scheme": site.scheme, "HTTP_X_FORWARDED_PROTO": site.scheme,
    })  # fmt: skip

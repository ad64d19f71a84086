"""Several indicators, groups and years on one chart; the address holds the whole state."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.comparison import asked_from
from indicators.pages.addresses import links_of
from indicators.pages.compare import Comparison
from indicators.pictures import FILES, file_of, parts_of
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views.opening import context, opened_for, strangers


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What is asked for on one chart with its table, and a word on what could not be shown."""
    opened, page = _page(request)
    downloads = [
        {"label": kind.upper(), "url": f"{reverse('comparison-file', args=[kind])}?{page.query}"}
        for kind in FILES
    ]
    drawn = parts_of(page.figure, key="figure-comparison") if page.figure else None
    remarks = [*page.remarks, *strangers(request, ("from", "to", "data"), several=("i", "part"))]
    more = {
        "page": page,
        "f": drawn,
        "downloads": downloads,
        "links": _links(opened, page),
        "remarks": remarks,
    }
    return render(request, "indicators/compare.html", context(opened, **more))


def _links(opened: OpenRelease, page: Comparison) -> dict | None:
    """Where the comparison opens again as it is now, here and on pages of others."""
    if page.figure is None:
        return None
    query = page.query if opened.pinned or not opened.number else f"{page.query}&release={opened.number}"
    here, embedded = (
        f"{settings.SITE_ADDRESS}{reverse(name)}?{query}" for name in ("compare", "embedded-comparison")
    )
    return links_of(here, embedded, page.figure.title)


@require_safe
def comparison_file(request: HttpRequest, format: str) -> HttpResponse:
    """The chart of the page with the same query, as a file."""
    _opened, page = _page(request)
    if format not in FILES or page.figure is None:
        raise Http404("There is no such file of this comparison.")
    content_type, content = file_of(page.figure, format)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="comparison.{format}"'
    return response


def _page(request: HttpRequest):
    opened, reader = opened_for(request)
    return opened, compared(request, opened, reader)


def compared(request: HttpRequest, opened: OpenRelease, reader: Reader) -> Comparison:
    """What the query of the address compares, through the eyes of this reader."""
    get = request.GET
    parts = [part for part in get.getlist("part") if part != "-"]
    asked, remarks = asked_from(
        get.getlist("i"), parts, get.get("from", ""), get.get("to", ""), get.get("data", "")
    )
    return pages.compare.comparison(opened, reader, asked, remarks)

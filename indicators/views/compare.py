"""Several indicators, groups and years on one chart; the address holds the whole state."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.comparison import asked_from
from indicators.pictures import FILES, file_of, parts_of
from indicators.views.opening import context, opened_for


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What is asked for on one chart with its table, and a word on what could not be shown."""
    opened, page = _page(request)
    downloads = [
        {"label": kind.upper(), "url": f"{reverse('comparison-file', args=[kind])}?{page.query}"}
        for kind in FILES
    ]
    drawn = parts_of(page.figure, key="figure-comparison") if page.figure else None
    return render(
        request, "indicators/compare.html", context(opened, page=page, f=drawn, downloads=downloads)
    )


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
    get = request.GET
    parts = [part for part in get.getlist("part") if part != "-"]
    asked, remarks = asked_from(
        get.getlist("i"), parts, get.get("from", ""), get.get("to", ""), get.get("data", "")
    )
    return opened, pages.compare.comparison(opened, reader, asked, remarks)

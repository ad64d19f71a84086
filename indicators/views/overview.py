"""The overview of a framework, and its outcomes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.overview import NoSuchFramework
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views.keeping import through_release
from indicators.views.opening import context, drawn, year_from


@require_safe
@through_release
def overview(request: HttpRequest, opened: OpenRelease, reader: Reader) -> HttpResponse:
    """The outcomes of a framework: words of judgement, headline numbers, what is missing."""
    if not opened.frameworks:
        return render(request, "indicators/nothing.html", context(opened))
    try:
        page = pages.overview.overview(opened, reader, request.GET.get("framework") or None)
    except NoSuchFramework as missing:
        raise Http404(str(missing)) from missing
    return render(request, "indicators/overview.html", context(opened, page=page))


@require_safe
@through_release
def outcome(
    request: HttpRequest, opened: OpenRelease, reader: Reader, framework: str, code: str
) -> HttpResponse:
    """One outcome with every indicator, over the years or for the year picked."""
    try:
        page = pages.overview.outcome(opened, reader, framework, code, year_from(request))
    except NoSuchFramework as missing:
        raise Http404(str(missing)) from missing
    blocks = [
        {
            "entry": b.entry,
            "figures": drawn(b.shown, b.entry.code),
        }
        for b in page.blocks
    ]
    return render(request, "indicators/outcome.html", context(opened, page=page, blocks=blocks))

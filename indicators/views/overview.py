"""The overview of a framework, and its outcomes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.overview import NoSuchFramework
from indicators.views.opening import context, drawn, opened_for, year_from


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The outcomes of a framework: words of judgement, headline numbers, what is missing."""
    opened, reader = opened_for(request)
    if not opened.frameworks:
        return render(request, "indicators/nothing.html", context(opened))
    try:
        page = pages.overview.overview(opened, reader, request.GET.get("framework") or None)
    except NoSuchFramework as missing:
        raise Http404(str(missing)) from missing
    return render(request, "indicators/overview.html", context(opened, page=page))


@require_safe
def outcome(request: HttpRequest, framework: str, code: str) -> HttpResponse:
    """One outcome with every indicator, over the years or for the year picked."""
    opened, reader = opened_for(request)
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

"""Search, from every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.views.opening import context, opened_for, strangers

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Whatever holds the words of ?q= and is open to the reader."""
    opened, _reader = opened_for(request)
    query = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    result = pages.search.search(opened, request.user, query)
    more = {"query": query, "result": result, "remarks": strangers(request, ("q",))}
    return render(request, "indicators/search.html", context(opened, **more))

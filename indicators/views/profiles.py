"""Entities and countries."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.queries import profiles as known
from indicators.views.opening import context, opened_for


@require_safe
def entities(request: HttpRequest) -> HttpResponse:
    """United Nations entities by name; illustrative ones apart."""
    return _list(request, known.ENTITY)


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    """Countries by name."""
    return _list(request, known.GOVERNMENT)


@require_safe
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of one entity."""
    return _profile(request, known.ENTITY, known.respondent(known.ENTITY, slug=slug))


@require_safe
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is known of one country. Its code is written in capitals; another spelling leads there."""
    if iso3 != iso3.upper():
        return redirect("country", iso3=iso3.upper())
    return _profile(request, known.GOVERNMENT, known.respondent(known.GOVERNMENT, code=iso3))


def _list(request: HttpRequest, kind: str) -> HttpResponse:
    opened, _reader = opened_for(request)
    real, illustrative = pages.profiles.names_of(kind)
    more = {"real": real, "illustrative": illustrative, "countries": kind == known.GOVERNMENT}
    return render(request, "indicators/respondents.html", context(opened, **more))


def _profile(request: HttpRequest, kind: str, row) -> HttpResponse:
    opened, reader = opened_for(request)
    if row is None:
        raise Http404("Nobody has this code.")
    page = pages.profiles.profile(opened, reader, row)
    more = {"page": page, "country": kind == known.GOVERNMENT}
    return render(request, "indicators/profile.html", context(opened, **more))

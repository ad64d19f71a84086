"""Entities and countries."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.addresses import links_of
from indicators.pictures import FILES, file_of, parts_of
from indicators.queries import profiles as known
from indicators.views import missing
from indicators.views.opening import context, left_aside, opened_for


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
    return _profile(request, known.ENTITY, slug, known.respondent(known.ENTITY, slug=slug))


@require_safe
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is known of one country. Its code is written in capitals; another spelling leads there."""
    if iso3 != iso3.upper():
        return redirect("country", iso3=iso3.upper())
    return _profile(request, known.GOVERNMENT, iso3, known.respondent(known.GOVERNMENT, code=iso3))


def _list(request: HttpRequest, kind: str) -> HttpResponse:
    opened, _reader = opened_for(request)
    rows = known.respondents(kind)
    real, illustrative = pages.profiles.names_of(rows)
    more = {"real": real, "illustrative": illustrative, "countries": kind == known.GOVERNMENT}
    more["remarks"] = left_aside(request, takes=("map",) if kind == known.GOVERNMENT else ())
    if kind == known.GOVERNMENT and real:
        page = pages.profiles.country_map(rows, request.GET.get("map"))
        more |= {"map": page} | _drawn_map(page)
    return render(request, "indicators/respondents.html", context(opened, **more))


@require_safe
def countries_file(request: HttpRequest, format: str) -> HttpResponse:
    """The map of the page with the same query, as a file."""
    page = pages.profiles.country_map(known.respondents(known.GOVERNMENT), request.GET.get("map"))
    if format not in FILES or page.figure is None or page.unknown:
        raise Http404("There is no such file of this map.")
    content_type, content = file_of(page.figure, format)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="countries-{page.which}.{format}"'
    return response


def _drawn_map(page: pages.profiles.CountryMap) -> dict:
    """The map as `_figure.html` takes it."""
    if page.figure is None:
        return {}
    query = f"?map={page.which}"
    return {
        "f": parts_of(page.figure, key=f"map-{page.which}"),
        "downloads": [
            {"label": kind.upper(), "url": reverse("countries-file", args=[kind]) + query} for kind in FILES
        ],
        "links": links_of(
            page.figure.address,
            settings.SITE_ADDRESS + reverse("embedded-map") + query,
            page.figure.title,
            of_release=False,
        ),
    }


def _profile(request: HttpRequest, kind: str, slug: str, row) -> HttpResponse:
    opened, reader = opened_for(request)
    if row is None:
        countries = kind == known.GOVERNMENT
        raise missing.nobody(
            opened,
            slug,
            *((_("Countries"), "countries") if countries else (pgettext("place", "Entities"), "entities")),
        )
    page = pages.profiles.profile(opened, reader, row)
    more = {"page": page, "country": kind == known.GOVERNMENT, "remarks": left_aside(request, takes=())}
    return render(request, "indicators/profile.html", context(opened, **more))

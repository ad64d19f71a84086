"""A figure for pages of others: nothing around it, only what is public, and any page may frame it."""

from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.indicator import NoSuchIndicator
from indicators.pictures import parts_of
from indicators.queries import ReleaseNotThere, open_release
from indicators.queries import profiles as known
from indicators.queries.access import Reader
from indicators.views.compare import compared
from indicators.views.files import figures_asked_for
from indicators.views.opening import asked_from, context, element_of


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def embedded_figure(request: HttpRequest, code: str) -> HttpResponse:
    """The figure that the address means, as the public sees it, whoever is signed in here."""
    try:
        opened = open_release(request.GET.get("release"))
        reader = Reader(AnonymousUser(), opened)
        page = pages.indicator.indicator_page(opened, reader, code, *asked_from(request))
    except (ReleaseNotThere, NoSuchIndicator):
        return _nothing(request)
    found = figures_asked_for(page, request)
    if not found:
        return _nothing(request)
    shown, basis = found[0]
    figure = parts_of(shown.figures[basis], key=element_of(shown, code, basis))
    back = shown.addresses.figure_page(basis)
    return render(request, "indicators/embedded.html", context(opened, f=figure, back=back))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def embedded_map(request: HttpRequest) -> HttpResponse:
    """The map of countries that the address means. There is nothing on it that is not public."""
    page = pages.profiles.country_map(known.respondents(known.GOVERNMENT), request.GET.get("map"))
    if page.figure is None or page.unknown:
        return _nothing(request)
    drawn_map = parts_of(page.figure, key=f"map-{page.which}")
    return render(request, "indicators/embedded.html", {"f": drawn_map, "back": page.figure.address})


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@require_safe
def embedded_comparison(request: HttpRequest) -> HttpResponse:
    """The comparison that the address means, as the public sees it."""
    try:
        opened = open_release(request.GET.get("release"))
    except ReleaseNotThere:
        return _nothing(request)
    page = compared(request, opened, Reader(AnonymousUser(), opened))
    if page.figure is None:
        return _nothing(request)
    drawn_figure = parts_of(page.figure, key="figure-comparison")
    return render(
        request, "indicators/embedded.html", context(opened, f=drawn_figure, back=page.figure.address)
    )


def _nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "indicators/embedded.html", {"f": None}, status=404)

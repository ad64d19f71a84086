"""Systems that the documents name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.queries import systems as known
from indicators.views import missing
from indicators.views.opening import context, opened_for, strangers


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Every system by kind, with the newest that is said of it."""
    opened, _reader = opened_for(request)
    more = {"groups": pages.systems.system_list(), "remarks": strangers(request, ())}
    return render(request, "indicators/systems.html", context(opened, **more))


@require_safe
def system(request: HttpRequest, code: str) -> HttpResponse:
    """What the documents say of one system, as of when, with paragraph and figures."""
    opened, _reader = opened_for(request)
    found = known.system(code)
    if found is None:
        raise missing.nobody(opened, code, _("Systems"), "systems")
    more = {"page": pages.systems.system_page(found), "remarks": strangers(request, ())}
    return render(request, "indicators/system.html", context(opened, **more))

"""Pages for what Django or the server refuses before a view is reached."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger(__name__)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: most often a page that stood open for long, or cookies are off."""
    return HttpResponse(_page(request, "403_csrf.html"), status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that makes no sense; says nothing about why, so as not to help who tries things out."""
    return HttpResponse(_page(request, "400.html"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. A view that knows what is missing raises Http404(sentence, leads): [(words, address), …] to go on from."""
    said, leads = exception.args if len(exception.args) == 2 else ("", [])
    return render(request, "404.html", {"said": said, "leads": leads}, status=404)


def too_large(request: HttpRequest, limit: str) -> HttpResponse:
    """413 for a body above the limit."""
    return HttpResponse(_page(request, "413.html", limit=limit), status=413)


def took_too_long(request: HttpRequest) -> HttpResponse:
    """503 for a page whose statement the database ended, see `sscdash.statements`; the log names the page."""
    log.error("A statement took too long: %s %s", request.method, request.path, exc_info=True)
    return HttpResponse(_page(request, "503.html"), status=503, headers={"Retry-After": "60"})


def _page(request: HttpRequest, template: str, **context) -> str:
    """In the language of the address: these pages may come before the middleware that chooses it."""
    language = translation.get_language_from_request(request, check_path=True)
    with translation.override(language):
        return render_to_string(template, context)

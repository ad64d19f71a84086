"""The language of an address: remembered for the next visit, and replaced where it is none of ours."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _


class RememberedLanguageMiddleware:
    """Remembers in a cookie in which language a page was read last, where the browser would ask for another one.

    So an address without a language opens in it. Nobody gets a cookie whose browser asks for that language anyway.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        language = translation.get_language_from_path(request.path_info)
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        if language and is_page and language != translation.get_language_from_request(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=365 * 24 * 60 * 60,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response


def other_language(request: HttpRequest, tag: str, rest: str) -> HttpResponse:
    """The same page in a language that there is, with a word about it. Http404 where there is no such page in any.

    /zh-CN/ and /FR/ lead to the Chinese and the French page; /de/ to the language that the reader's browser asks for.
    """
    try:
        language = translation.get_supported_language_variant(tag.lower())
    except LookupError:
        language = translation.get_language()
    address = f"/{language}/{rest}"
    try:
        resolve(address)
    except Resolver404 as missing:
        raise Http404(f"There is no page at {request.path}.") from missing
    if not tag.lower().startswith(language.split("-")[0]):
        messages.info(
            request,
            _("There are no pages in the language “%(tag)s”. This is the page in a language that there is.")
            % {"tag": tag},
        )
    address = escape_uri_path(address)
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)

"""How long an answer may be kept on its way to the reader."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class FreshnessMiddleware:
    """Cache-Control for every answer whose view did not set it: it may be kept, and has to be asked about each time.

    An embargo ends, or a survey becomes confidential, at a moment that nobody can tell a cache beforehand. So nothing
    is shown without asking; an answer of 304 costs little. What a person who is signed in gets, or what sets a cookie,
    is for that browser alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            personal = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
            response["Cache-Control"] = f"{'private' if personal else 'public'}, no-cache"
            patch_vary_headers(response, ["Cookie"])
        return response

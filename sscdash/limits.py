"""Limits on requests: how large they may be, and by whose address wrong passwords are counted."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat

from sscdash.errors import too_large

CHUNK = 64 * 1024


def client_address(request: HttpRequest) -> str:
    """Where the request comes from: the header that the proxy writes, else the connection."""
    header = settings.CLIENT_ADDRESS_FROM
    return (header and request.headers.get(header, "").strip()) or request.META.get("REMOTE_ADDR", "")


class BodyLimitMiddleware:
    """413 for a body above BODY_BYTES_AT_MOST.

    The body is read and thrown away, up to four times the limit: a browser that is still sending when the
    connection closes shows its own error, not our page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = settings.BODY_BYTES_AT_MOST
        declared = request.META.get("CONTENT_LENGTH") or ""
        length = int(declared) if declared.isdecimal() else 0  # without a length nothing is read, by WSGI
        if length <= limit:
            return self.get_response(request)
        left = min(length, 4 * limit)
        while left > 0 and (chunk := request.read(min(CHUNK, left))):
            left -= len(chunk)
        return too_large(request, filesizeformat(settings.UPLOAD_BYTES_AT_MOST))

"""The style sheet as it stands inside each page.

On a slow line a request costs half a second, and nothing is painted before the style sheet is there; its seven kilobytes
cost a twentieth. The content security policy names the text by its hash, so that no other style gets into a page.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.safestring import SafeString

SHEET = "css/sscdash.css"
BESIDE = re.compile(r'url\("\.\./([^"]+)"\)')


class StyleMiddleware:
    """Lets the policy of every answer allow this one text as a style."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response._csp_update = {"style-src": [source()]}
        return response


def style(request: HttpRequest) -> dict[str, str]:
    """What templates know of it, as a context processor: `style`."""
    return {"style": sheet()}


@cache
def sheet() -> str:
    """The style sheet with the addresses of fonts as a page has to ask for them. Read once: a page that is kept and
    the policy of its answer have to mean the same text."""
    text = Path(finders.find(SHEET)).read_text()
    assert "</" not in text, f"{SHEET} would end its element"
    return SafeString(BESIDE.sub(lambda found: f'url("{static(found[1])}")', text))


@cache
def source() -> str:
    """The sheet as the policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(sheet().encode()).digest()).decode()}'"

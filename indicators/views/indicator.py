"""Indicators: the list, the page of one, and the page of one value."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from indicators import pages, words
from indicators.pages.blocks import kept
from indicators.pages.indicator import IndicatorPage, NoSuchIndicator
from indicators.pages.value import NoSuchValue, NotOpen
from indicators.pages.versions import NoSuchVersion
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.queries.replies import replies_on
from indicators.views import missing
from indicators.views.keeping import through_release
from indicators.views.opening import (
    OF_AN_INDICATOR,
    asked_from,
    context,
    drawn,
    left_aside,
    opened_for,
    reads_replies,
)


@require_safe
@through_release
def indicators(request: HttpRequest, opened: OpenRelease, reader: Reader) -> HttpResponse:
    """Every indicator by framework."""
    return render(
        request,
        "indicators/indicators.html",
        context(opened, lists=pages.overview.indicator_list(opened, reader)),
    )


@require_safe
@through_release
def indicator(request: HttpRequest, opened: OpenRelease, reader: Reader, code: str) -> HttpResponse:
    """One indicator, by its own code or by that of a published list."""
    try:
        page = pages.indicator.indicator_page(opened, reader, code, *asked_from(request))
    except NoSuchIndicator as gone:
        raise missing.no_indicator(opened, code) from gone
    content = _content_of(page, opened, may_enter=request.user.has_perm("indicators.change_indicatorversion"))
    remarks = left_aside(request, page.unknown, takes=OF_AN_INDICATOR)
    return render(
        request,
        "indicators/indicator.html",
        context(opened, page=page, content=content, remarks=remarks),
    )


def _content_of(page: IndicatorPage, opened: OpenRelease, *, may_enter: bool) -> str:
    """What the page says of the indicator; `may_enter` whether the reader may enter values of a series."""

    def make() -> str:
        figures = drawn(page.shown, page.code, opened=True)
        change = drawn(page.change, page.code, opened=False)
        more = {"page": page, "figures": figures, "change": change, "may_enter": may_enter}
        return render_to_string("indicators/_indicator.html", context(opened, **more))

    return kept(f"indicator {may_enter}", page.follows_from, make)


@require_safe
@through_release
def version(
    request: HttpRequest, opened: OpenRelease, reader: Reader, code: str, number: int
) -> HttpResponse:
    """One version of an indicator's definition, to read, with the values that it gave."""
    if code not in opened.indicator_codes:
        raise missing.no_indicator(opened, code)
    try:
        page = pages.versions.version_page(opened, reader, code, number)
    except NoSuchVersion as gone:
        raise missing.no_version(opened, code, number) from gone
    more = {"page": page, "remarks": left_aside(request, takes=())}
    return render(request, "indicators/version.html", context(opened, **more))


@require_safe
def value(request: HttpRequest, code: str, year: int, breakdown: str = "") -> HttpResponse:
    """One value and the answers behind it."""
    opened, reader = opened_for(request)
    data = request.GET.get("data", "")
    wanted = {"illustrative": True, "computed": False}.get(data)
    try:
        page = pages.value.value_page(opened, reader, code, year, breakdown, illustrative=wanted)
    except NoSuchIndicator as gone:
        raise missing.no_indicator(opened, code) from gone
    except NoSuchValue as gone:
        raise missing.no_value(opened, code, year, breakdown) from gone
    except NotOpen as closed:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied from closed
    replies = replies_on(opened.release, page.value) if page.value and reads_replies(request.user) else []
    unknown = words.comparison("no_such_data", {"data": data[:20]}) if data and wanted is None else ""
    more = {"page": page, "replies": replies, "remarks": left_aside(request, unknown, takes=("data",))}
    return render(request, "indicators/value.html", context(opened, **more))

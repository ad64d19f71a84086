"""The overview of a framework, and its outcomes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.blocks import kept
from indicators.pages.outcome import IndicatorBlock
from indicators.pages.overview import NoSuchOutcome
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views import missing
from indicators.views.keeping import through_release
from indicators.views.opening import context, drawn, left_aside, year_from


@require_safe
@through_release
def overview(request: HttpRequest, opened: OpenRelease, reader: Reader) -> HttpResponse:
    """The outcomes of a framework: words of judgement, headline numbers, what is missing."""
    if not opened.frameworks:
        return render(request, "indicators/nothing.html", context(opened))
    page = pages.overview.overview(opened, reader, request.GET.get("framework") or None)
    remarks = left_aside(request, page.unknown, takes=("framework",))
    nodes = kept(
        "overview",
        page.follows_from,
        lambda: render_to_string("indicators/_overview.html", context(opened, page=page)),
    )
    return render(
        request, "indicators/overview.html", context(opened, page=page, nodes=nodes, remarks=remarks)
    )


@require_safe
@through_release
def outcome(
    request: HttpRequest, opened: OpenRelease, reader: Reader, framework: str, code: str
) -> HttpResponse:
    """One outcome with every indicator, over the years or for the year picked, by the breakdown chosen."""
    by = request.GET.get("by") or None
    try:
        page = pages.outcome.outcome(opened, reader, framework, code, year_from(request), by)
    except NoSuchOutcome as gone:
        raise missing.no_outcome(opened, framework, code) from gone
    blocks = [_html_of(block, opened) for block in page.blocks]
    remarks = left_aside(request, *page.unknown, takes=("by", "year"))
    return render(
        request, "indicators/outcome.html", context(opened, page=page, blocks=blocks, remarks=remarks)
    )


def _html_of(block: IndicatorBlock, opened: OpenRelease) -> str:
    """The block as the page shows it."""

    def make() -> str:
        figures = drawn(block.shown, block.code, opened=True)
        return render_to_string("indicators/_block.html", context(opened, block=block, figures=figures))

    return kept("outcome", block.follows_from, make)

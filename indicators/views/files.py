"""A figure as a file: SVG, PNG, XLSX, CSV, each with source, notes and n inside."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.indicator import IndicatorPage, NoSuchIndicator
from indicators.pages.showing import Shown
from indicators.pictures import FILES, file_of
from indicators.views import missing
from indicators.views.opening import NARROWING, OF_AN_INDICATOR, asked_from, left_aside, opened_for


@require_safe
def figure_file(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The figure that the indicator's page shows for the same query; `basis` chooses where there are two."""
    opened, reader = opened_for(request)
    try:
        page = pages.indicator.indicator_page(opened, reader, code, *asked_from(request))
    except NoSuchIndicator as gone:
        raise missing.no_indicator(opened, code) from gone
    found = figures_asked_for(page, request)
    if not found or format not in FILES:
        raise missing.no_figure(opened, code)
    one, basis = found[0]
    figure = one.figures[basis]
    content_type, content = file_of(figure, format)
    asked = one.addresses.asked
    name = "-".join(filter(None, [code, asked.by, asked.kind, str(asked.year or ""), basis]))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response


def figures_asked_for(page: IndicatorPage, request: HttpRequest) -> list[tuple[Shown, str]]:
    """The figures of the page that the address means by `basis` and `kind`, each with its basis.

    [] where anything in the address had to be left aside: a file has no place for a word about it.
    """
    if left_aside(request, page.unknown, takes=OF_AN_INDICATOR, among=NARROWING):
        return []
    basis, kind = request.GET.get("basis"), request.GET.get("kind")
    return [
        (one, each)
        for one in page.every_figure
        for each in one.figures
        if basis in (None, "", each) and kind in (None, "", one.addresses.asked.kind)
    ]

"""A figure as a file: SVG, PNG, XLSX, CSV, each with source, notes and n inside."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from indicators import pages
from indicators.pages.indicator import NoSuchIndicator
from indicators.pictures import FILES, file_of
from indicators.views.opening import asked_from, opened_for


@require_safe
def figure_file(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """The figure that the indicator's page shows for the same query; `basis` chooses where there are two."""
    opened, reader = opened_for(request)
    if format not in FILES:
        raise Http404(f"There are no files of the kind {format}.")
    try:
        page = pages.indicator.indicator_page(opened, reader, code, *asked_from(request))
    except NoSuchIndicator as missing:
        raise Http404(str(missing)) from missing
    wanted = request.GET.get("basis")
    kind = request.GET.get("kind")
    figures = [
        (one, basis, figure)
        for one in page.every_figure
        for basis, figure in one.figures.items()
        if wanted in (None, "", basis) and kind in (None, "", one.addresses.asked.kind)
    ]
    if not figures:
        raise Http404(f"There is no {wanted} figure of {code}.")
    one, basis, figure = figures[0]
    content_type, content = file_of(figure, format)
    asked = one.addresses.asked
    name = "-".join(filter(None, [code, asked.by, asked.kind, str(asked.year or ""), basis]))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response

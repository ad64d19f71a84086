"""The register of everything that the documents print."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import words
from indicators.forms import FilterForm
from indicators.pages.published import figure_rows
from indicators.queries.published import choices
from indicators.queries.published import published_figures as found
from indicators.views.opening import context, opened_for, page_asked, strangers

PER_PAGE = 25


@require_safe
def published_figures(request: HttpRequest) -> HttpResponse:
    """Published figures with qualifier, unit, document, paragraph and n; filtered, page by page."""
    opened, _reader = opened_for(request)
    surveys = {code: words.text(row["names"]) for code, row in opened.frozen["surveys"].items()}
    form = FilterForm(request.GET, choices=choices(), surveys=surveys)
    page = Paginator(found(form.filters()), PER_PAGE).get_page(request.GET.get("page"))
    more = {
        "rows": figure_rows(opened, page.object_list),
        "remarks": [*strangers(request, (*form.fields, "page")), *page_asked(request, page)],
    }
    return render(request, "indicators/published.html", context(opened, form=form, page=page, **more))

"""What changed from one round of a survey to the next, for all indicators together."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators import pages, words
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views.keeping import through_release
from indicators.views.opening import context, strangers


@require_safe
@through_release
def changes(request: HttpRequest, opened: OpenRelease, reader: Reader) -> HttpResponse:
    """How much each number changed, and how much of it those changed who answered in both years."""
    asked = request.GET.get("since", "")
    is_year = re.fullmatch("[0-9]{4}", asked)
    page = pages.changes.changes_page(reader, int(asked) if is_year else None)
    wrong = words.comparison("no_year", {"text": asked[:20]}) if asked and not is_year else ""
    remarks = [*strangers(request, ("since",)), *filter(None, (wrong, page.unknown))]
    return render(request, "indicators/changes.html", context(opened, page=page, remarks=remarks))

"""Requests and recommendations: the list, its files, one of them, and what has become of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import words
from indicators.forms import AssessmentForm, SoughtForm
from indicators.models import Recommendation
from indicators.pages import recommendations as page_of
from indicators.queries.recommendations import Sought, matching
from indicators.queries.recommendations import recommendations as all_of_them
from indicators.views import missing
from indicators.views.opening import context, opened_for, page_asked, strangers
from surveys import listing
from surveys.content_types import XLSX
from surveys.wording import RIGHT_TO_LEFT

MAY_ASSESS = "indicators.assess_recommendation"
PER_PAGE = 20
FORMATS = ("csv", "xlsx")


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """What the documents ask of whom, and what has become of it; filtered, page by page."""
    opened, _reader = opened_for(request)
    known = all_of_them()
    form = SoughtForm(request.GET, choices=page_of.choices(known))
    sought = form.sought()
    found = matching(known, sought)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    files = [(kind.upper(), f"{reverse('recommendations-file', args=[kind])}?{query}") for kind in FORMATS]
    more = {
        "rows": page_of.rows(page.object_list, timezone.localdate()),
        "shortcuts": page_of.shortcuts(known),
        "counts": page_of.counts(found),
        "narrowed": sought != Sought(),
        "remarks": [*strangers(request, (*form.fields, "page")), *page_asked(request, page)],
    }
    return render(
        request,
        "indicators/recommendations.html",
        context(opened, form=form, page=page, files=files, **more),
    )


@require_safe
def recommendations_file(request: HttpRequest, format: str) -> HttpResponse:
    """The list as the page narrows it, all pages of it, as CSV or as a workbook."""
    if format not in FORMATS:
        raise Http404(f"There are no files of the kind {format}.")
    known = all_of_them()
    form = SoughtForm(request.GET, choices=page_of.choices(known))
    sought = form.sought()
    if form.not_there:
        raise missing.no_choice(form.not_there, _("Recommendations"), "recommendations")
    table = page_of.table(matching(known, sought))
    if format == "csv":
        response = HttpResponse(listing.csv_bytes(table), content_type="text/csv; charset=utf-8")
    else:
        mirrored = words.language() in RIGHT_TO_LEFT
        content = listing.xlsx_bytes(table, title=_("Recommendations"), right_to_left=mirrored)
        response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="recommendations.{format}"'
    return response


@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    """One of them; who may assess it finds the form."""
    row = Recommendation.objects.select_related("assessed_by").filter(code=code).first()
    if row is None:
        raise missing.nothing(code, _("Recommendations"), "recommendations")
    return _one(request, row, AssessmentForm(instance=row))


@require_POST
@login_required
@permission_required(MAY_ASSESS, raise_exception=True)
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Say what has become of it."""
    with transaction.atomic():
        row = get_object_or_404(Recommendation.objects.select_for_update(), code=code)
        form = AssessmentForm(request.POST, instance=row)
        if not form.is_valid():
            return _one(request, Recommendation.objects.get(code=code), form, status=400)
        form.save_by(request.user)
    messages.success(request, _("The assessment is saved."))
    return redirect("recommendation", code=code)


def _one(request: HttpRequest, row: Recommendation, form: AssessmentForm, status: int = 200) -> HttpResponse:
    opened, _reader = opened_for(request)
    shown = page_of.row(row, timezone.localdate())
    more = {"row": shown, "form": form if request.user.has_perm(MAY_ASSESS) else None}
    more["remarks"] = strangers(request, ())
    return render(request, "indicators/recommendation.html", context(opened, **more), status=status)

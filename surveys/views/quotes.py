"""Quotes: the list, its files, the permission to name, and letting one go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, listing, permissions
from surveys.content_types import XLSX
from surveys.models import Quote
from surveys.queries import quotes, texts
from surveys.quote_table import table_of
from surveys.text_forms import PermissionForm, QuotesForm
from surveys.wording import RIGHT_TO_LEFT

PER_PAGE = 20
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}


@login_required
@require_safe
def all_quotes(request: HttpRequest) -> HttpResponse:
    """Every quote that the reader may see; narrowed, page by page, with its attribution to copy."""
    form, found = _asked_for(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": quotes.quote_rows(page.object_list),
        "may_quote": permissions.may_quote(request.user),
        "kinds": [(kind.upper(), kind) for kind in TYPES],
    }
    return render(request, "surveys/quotes.html", context)


@login_required
@require_safe
def quotes_file(request: HttpRequest, format: str) -> HttpResponse:
    """The chosen quotes, or all that the page narrows to, as CSV or as a workbook."""
    chosen = [int(key) for key in request.GET.getlist("quote") if key.isdecimal()]
    _form, found = _asked_for(request, chosen)
    table = table_of(
        quotes.quote_rows(found), request.build_absolute_uri, notes=permissions.reads_all_texts(request.user)
    )
    if format == "csv":
        content = listing.csv_bytes(table)
    else:
        mirrored = request.LANGUAGE_CODE in RIGHT_TO_LEFT
        content = listing.xlsx_bytes(table, title=_("Quotes"), right_to_left=mirrored)
    response = HttpResponse(content, content_type=TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="quotes.{format}"'
    return response


@login_required
@require_POST
def set_permission(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Note whether the respondent allows to be named."""
    found = _quote_to_change(request, quote_id)
    form = PermissionForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("This choice is not offered any more. The page now shows how things stand.")
        )
        return redirect(found)
    try:
        actions.set_permission(quote=found, permission=form.cleaned_data["permission"], by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect(found)


@login_required
@require_POST
def discard(request: HttpRequest, quote_id: int) -> HttpResponse:
    """Let a quote go."""
    found = _quote_to_change(request, quote_id)
    answer_id = found.answer_id
    actions.discard_quote(quote=found)
    messages.success(request, _("The quote is gone. The answer stays as it is."))
    return redirect("text-answer", answer_id)


def _asked_for(request: HttpRequest, chosen=()):
    if not permissions.may_read_texts(request.user):
        raise PermissionDenied
    form = QuotesForm(request.GET, known=texts.choices_for(request.user))
    return form, quotes.find_quotes(request.user, form.sought(), form.permission_sought(), chosen)


def _quote_to_change(request: HttpRequest, quote_id: int) -> Quote:
    if not permissions.may_quote(request.user):
        raise PermissionDenied
    return get_object_or_404(Quote.objects.select_related("answer__submission__round__survey"), pk=quote_id)

"""Reconciliation: every published figure beside the computed value, one of them, and why two numbers differ."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import explaining, pages
from indicators.forms import AgreementForm, ExplanationForm
from indicators.queries.reconciled import Reconciled, reconciled
from indicators.views import missing
from indicators.views.opening import context, opened_for, page_asked, strangers

MAY_EXPLAIN = "indicators.add_explaineddifference"
PER_PAGE = 50


@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """How many figures are in which state, the figures themselves, and the contradictions of the documents."""
    opened, reader = opened_for(request)
    found = reconciled(opened, reader)
    form = AgreementForm(request.GET, choices=pages.reconciliation.choices(found))
    filters = form.filters()
    page = Paginator(pages.reconciliation.narrowed(found, **filters), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = pages.reconciliation.rows_of(opened, page.object_list)
    more = {
        "account": pages.reconciliation.account(found),
        "contradictions": pages.reconciliation.contradictions(),
        "remarks": [*strangers(request, (*form.fields, "page")), *page_asked(request, page)],
    }
    return render(
        request,
        "indicators/reconciliation.html",
        context(opened, form=form, page=page, rows=rows, filters=filters, **more),
    )


@require_safe
def reconciled_figure(request: HttpRequest, code: str) -> HttpResponse:
    """One figure beside its value, with every explanation; for those who may, the form for the next one."""
    return _figure(request, code, ExplanationForm())


@require_POST
@login_required
@permission_required(MAY_EXPLAIN, raise_exception=True)
def explain_difference(request: HttpRequest, code: str) -> HttpResponse:
    """Write down why the two numbers differ."""
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _figure(request, code, form, status=400)
    _opened, one = _found(request, code)
    try:
        explaining.explain_difference(
            reconciled=one, words=form.cleaned_data["words"], language=get_language(), by=request.user
        )
    except explaining.NothingToExplain:
        messages.warning(request, _("There is no difference to explain any more."))
    else:
        messages.success(request, _("The explanation stands beside the figure from now on."))
    return redirect("reconciled-figure", code)


def _figure(request: HttpRequest, code: str, form: ExplanationForm, status: int = 200) -> HttpResponse:
    opened, one = _found(request, code)
    row = pages.reconciliation.rows_of(opened, [one])[0]
    history = one.figure.explained_differences.select_related("author")
    may_explain = request.user.has_perm(MAY_EXPLAIN) and row.may_be_explained
    return render(
        request,
        "indicators/reconciled_figure.html",
        context(opened, row=row, form=form, history=history, may_explain=may_explain),
        status=status,
    )


def _found(request: HttpRequest, code: str) -> tuple[object, Reconciled]:
    opened, reader = opened_for(request)
    one = next((one for one in reconciled(opened, reader) if one.figure.code == code), None)
    if one is None:
        raise missing.nothing(code, _("Reconciliation"), "reconciliation")
    return opened, one

"""Tables of counts: the blank one of a round, and one version with its counts, its history and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.content_types import XLSX
from surveys.count_table_xlsx import build_count_table
from surveys.forms import ReturnForm
from surveys.models import Round, Tabulation


@login_required
@require_safe
def blank_table(request: HttpRequest, round_id: int) -> HttpResponse:
    """The blank table of counts of a round, in the language of the page."""
    if not permissions.may_send_for_several(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round.objects.select_related("survey", "questionnaire"), pk=round_id)
    groups = [(group.grouping.code, group.code, group.names) for group in queries.groups_of(round_)]
    questionnaire = round_.questionnaire.as_questionnaire()
    content = build_count_table(questionnaire, groups, year=round_.data_year, language=get_language())
    name = f"{round_.survey.code}-{round_.data_year}-counts.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
@require_safe
def tabulation(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """One version: its counts beside those that count, its history, and for reviewers the decision."""
    found = _tabulation(tabulation_id)
    if not permissions.may_see_tabulation(request.user, found):
        raise PermissionDenied
    return _page(request, found, ReturnForm())


@login_required
@require_POST
def approve_tabulation(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """Let it count."""
    found = _tabulation_to_decide(request, tabulation_id)
    try:
        actions.approve_tabulation(tabulation=found, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("tabulation", tabulation_id)
    if found.submitted_by.is_active:
        said = _("Approved. The counts are used from now on; a letter to the sender is on its way.")
    else:
        said = _(
            "Approved. The counts are used from now on. No letter is sent: the sender’s account is closed."
        )
    messages.success(request, said)
    return redirect("review")


@login_required
@require_POST
def return_tabulation(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """Send it back with a remark; the remark stays on the page when it cannot be done."""
    found = _tabulation_to_decide(request, tabulation_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.return_tabulation(tabulation=found, by=request.user, remark=form.cleaned_data["remark"])
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=409)
    if found.submitted_by.is_active:
        said = _("Returned. A letter that says what to correct is on its way.")
    else:
        said = _("Returned. No letter is sent: the sender’s account is closed.")
    messages.success(request, said)
    return redirect("review")


def _page(
    request: HttpRequest,
    found: Tabulation,
    form: ReturnForm,
    *,
    status: int = 200,
) -> HttpResponse:
    may_decide = permissions.may_review(request.user)
    context = {
        "tabulation": found,
        "table": queries.table_of(found),
        "problems": queries.problems_of(
            found.upload, found.round.questionnaire.as_questionnaire(), request.GET.get("problems")
        ),
        "versions": queries.tables_of(found.round),
        "form": form,
        "may_decide": may_decide and found.state == Tabulation.State.SUBMITTED,
        "may_count_again": may_decide and found.state == Tabulation.State.SUPERSEDED,
        "may_open_file": permissions.may_open_file(request.user, found.upload),
    }
    return render(request, "surveys/tabulation.html", context, status=status)


def _tabulation(tabulation_id: int) -> Tabulation:
    sent = Tabulation.objects.sent().select_related(
        "round__survey",
        "round__questionnaire",
        "upload__round",
        "upload__redaction",
        "submitted_by",
        "decided_by",
    )
    return get_object_or_404(sent, pk=tabulation_id)


def _tabulation_to_decide(request: HttpRequest, tabulation_id: int) -> Tabulation:
    found = _tabulation(tabulation_id)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    return found

"""The desk of a focal point: what is asked, the template to fill in, and sending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from surveys import actions, permissions, queries
from surveys.content_types import XLSX
from surveys.forms import SendFileForm
from surveys.models import Invitation, Respondent, Round


@login_required
@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """Every round to which somebody whom the user represents was invited."""
    desks = queries.desks_of(request.user)
    context = {
        "open_desks": [desk for desk in desks if desk.round.takes_answers],
        "closed_desks": [desk for desk in desks if not desk.round.takes_answers],
    }
    return render(request, "surveys/workspace.html", context)


@login_required
@require_safe
def template(request: HttpRequest, round_id: int, slug: str) -> HttpResponse:
    """The workbook of a round for one respondent, in the language of the page, with the last answers beside.

    With `?carry=yes` those that are still asked in the same way are filled in.
    """
    round_, respondent = _place(request, round_id, slug)
    if not permissions.may_send(request.user, round_, respondent) and not permissions.sees_all(request.user):
        raise PermissionDenied
    carry_over = request.GET.get("carry") == "yes"
    content = actions.workbook_for(round_, respondent, get_language(), carry_over=carry_over)
    name = f"{respondent.slug}-{round_.data_year}.xlsx"
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_file(request: HttpRequest, round_id: int, slug: str) -> HttpResponse:
    """Choose a workbook and send it; the worker checks it."""
    round_, respondent = _place(request, round_id, slug)
    if not permissions.may_send(request.user, round_, respondent):
        raise PermissionDenied
    form = SendFileForm()
    if request.method == "POST":
        form = SendFileForm(request.POST, request.FILES)
        if form.is_valid() and (done := _receive(request, form, round_, respondent)):
            return done
    return render(
        request, "surveys/send_file.html", {"form": form, "round": round_, "respondent": respondent}
    )


def _receive(
    request: HttpRequest, form: SendFileForm, round_: Round, respondent: Respondent
) -> HttpResponse | None:
    try:
        upload = actions.receive_file(
            file=form.cleaned_data["file"], round=round_, respondent=respondent, by=request.user
        )
    except actions.SameFileTwice as twice:
        messages.info(request, str(twice))
        return redirect("upload", twice.upload.pk)
    except actions.ActionRefused as refused:
        form.add_error("file", str(refused))
        return None
    return redirect("upload", upload.pk)


def _place(request: HttpRequest, round_id: int, slug: str) -> tuple[Round, Respondent]:
    """A round, and a respondent on its roster; 404 where there is no such line.

    Who may not see the roster gets 403 in that case too: the difference would say who was invited.
    """
    lines = Invitation.objects.select_related("round__survey", "round__questionnaire", "respondent")
    invitation = lines.filter(round=round_id, respondent__slug=slug).first()
    if invitation:
        return invitation.round, invitation.respondent
    if permissions.sees_all(request.user):
        raise Http404
    raise PermissionDenied

"""Columns and answers that could not be placed, the encoding of a file, and files with several respondents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys import actions, permissions, queries
from surveys.forms import SendFileForm
from surveys.models import Round, Upload


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Say where columns belong and what answers mean; the file is checked again with it."""
    found = _upload_to_change(request, upload_id)
    if found.state != Upload.State.NEEDS_REVIEW or not found.placing:
        return redirect("upload", upload_id)
    if request.method == "POST":
        return _confirm(request, found)
    page = queries.mapping_page(found, found.round.questionnaire.as_questionnaire())
    return render(request, "surveys/mapping.html", {"upload": found, "page": page})


def _confirm(request: HttpRequest, found: Upload) -> HttpResponse:
    columns, answers = _decisions(request, found)
    try:
        actions.confirm_mapping(upload=found, columns=columns, answers=answers, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Remembered for every file of this survey with the same headings."))
    return redirect("upload", found.pk)


def _decisions(request: HttpRequest, found: Upload) -> tuple[dict, dict]:
    """What the form says, by column key and by item and text. Columns placed by themselves stay undecided."""
    columns = {}
    for number, column in enumerate(found.placing.get("columns", ())):
        chosen = request.POST.get(f"column-{number}")
        undecided = column["by"] not in {"", "nearest", "mapping", "earlier"} and chosen == column["target"]
        if chosen is not None and not undecided:
            columns[column["key"]] = chosen
    answers = {
        (answer["item"], answer["text"]): chosen
        for number, answer in enumerate(found.placing.get("answers", ()))
        if (chosen := request.POST.get(f"answer-{number}"))
    }
    return columns, answers


@login_required
@require_POST
def encoding(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Read a text table with other letters."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.choose_encoding(upload=found, encoding=request.POST.get("encoding", ""), by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_POST
def decimal_mark(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Read numbers with another sign before decimals."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.choose_decimal_mark(upload=found, mark=request.POST.get("mark", ""), by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_for_several(request: HttpRequest, round_id: int) -> HttpResponse:
    """Send one file with the answers of several respondents."""
    if not permissions.may_send_for_several(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round.objects.select_related("survey"), pk=round_id)
    form = SendFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = actions.receive_file(
                file=form.cleaned_data["file"], round=round_, respondent=None, by=request.user
            )
        except actions.SameFileTwice as twice:
            messages.info(request, str(twice))
            return redirect("upload", twice.upload.pk)
        except actions.ActionRefused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("upload", upload.pk)
    return render(request, "surveys/send_for_several.html", {"form": form, "round": round_})


def _upload_to_change(request: HttpRequest, upload_id: int) -> Upload:
    found = get_object_or_404(
        Upload.objects.select_related("round__survey", "round__questionnaire", "respondent"), pk=upload_id
    )
    if not permissions.may_change_upload(request.user, found):
        raise PermissionDenied
    return found

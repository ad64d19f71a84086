"""A file that was sent: progress, what was found, and handing it in."""

from collections.abc import Mapping
from pathlib import PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.alphabet import by_name
from surveys.models import Issue, Respondent, Tabulation, Upload

RESPONDENTS_SHOWN = 50
OTHER_TEMPLATES = ("wrong_survey", "wrong_round", "wrong_template_version")
"""The issues that a template of another survey, round or version brings."""


@login_required
@require_safe
def upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Progress while the worker is at it; then problems by cell, changes, and the next step."""
    found = _upload(upload_id)
    if not permissions.may_see_upload(request.user, found):
        raise PermissionDenied
    context = {
        "upload": found,
        "work": queries.work_on(found),
        "may_change": permissions.may_change_upload(request.user, found),
        "may_open_file": permissions.may_open_file(request.user, found),
        "refusal": queries.refusal_of(found),
        **(_findings(found, request.GET) if found.state == Upload.State.NEEDS_REVIEW else {}),
    }
    if found.encoding_refused:
        context["encodings"] = queries.encodings_for(found)
    if found.state == Upload.State.READY:
        context["tabulation"] = Tabulation.objects.filter(upload=found).first()
        submissions = by_name(
            found.submissions.select_related("respondent"), lambda one: one.respondent.names
        )
        context["submissions"] = _some(submissions, request.GET)
    return render(request, "surveys/upload.html", context)


def _some(rows: list, asked: Mapping[str, str]) -> Page:
    """Those of a page of the respondents."""
    return Paginator(rows, RESPONDENTS_SHOWN).get_page(asked.get("respondents"))


def _findings(found: Upload, asked: Mapping[str, str]) -> dict:
    """What the worker found in a file that waits for its sender; of several respondents the answers of one, by code."""
    respondents = by_name(queries.respondents_in(found), lambda pair: pair[0].names)
    tabulation = Tabulation.objects.filter(upload=found).first()
    return {
        "problems": queries.problems_of(
            found, found.round.questionnaire.as_questionnaire(), asked.get("problems")
        ),
        "of_this_round": not found.issues.filter(code__in=OTHER_TEMPLATES).exists(),
        "errors": found.counts.get("issues", {}).get(Issue.Severity.ERROR, 0),
        "asking": found.issues.that_ask().count(),
        "unexplained": found.issues.unexplained().count(),
        "respondents": respondents,
        "respondents_shown": _some(respondents, asked),
        "table": queries.table_of(tabulation) if tabulation else None,
        "layout_name": queries.layout_name(found),
        "unplaced": queries.unplaced_in(found),
        "encodings": queries.encodings_for(found),
        "decimal_marks": queries.decimal_marks_for(found),
        "several": len(respondents) > 1,
        "comparison": _compared(found, [one for one, _counts in respondents], asked.get("respondent")),
    }


def _compared(found: Upload, respondents: list[Respondent], code: str | None) -> queries.Comparison | None:
    """What changes for the only respondent of a file, or for the one that was asked for."""
    chosen = respondents if len(respondents) == 1 else [one for one in respondents if one.code == code]
    return queries.compare_upload(found, chosen[0]) if chosen else None


@login_required
@never_cache
@require_safe
def upload_progress(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The fragment that the page asks for again and again."""
    found = _upload(upload_id)
    if not permissions.may_see_upload(request.user, found):
        raise PermissionDenied
    return render(request, "surveys/_progress.html", {"upload": found, "work": queries.work_on(found)})


@login_required
@require_POST
def submit_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Hand in what was checked."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.submit_upload(upload=found, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_POST
def stop_saving(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Stop the worker while it saves."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.stop_saving(upload=found)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Stopped. Nothing is submitted; the file waits for you as before."))
    return redirect("upload", upload_id)


@login_required
@require_POST
def stop_checking(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Stop the worker while it checks."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.stop_checking(upload=found)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_POST
def check_again(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Check a file whose check was stopped or broke off."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.check_again(upload=found, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_POST
def explain_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Keep the words of explanation that stand in the fields: `explanation-7` for an issue, and one for all others."""
    found = _upload_to_change(request, upload_id)
    given = {
        int(key): text
        for name, text in request.POST.items()
        if (key := name.removeprefix("explanation-")) != name and key.isdecimal()
    }
    try:
        actions.explain_warnings(upload=found, given=given, others=request.POST.get("others", ""))
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
    return redirect("upload", upload_id)


@login_required
@require_POST
def discard_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Let the file go."""
    found = _upload_to_change(request, upload_id)
    try:
        actions.discard_upload(upload=found, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("upload", upload_id)
    messages.success(request, _("The file was discarded. Nothing of it counts."))
    return redirect("workspace")


@login_required
@require_safe
def upload_file(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The file itself, as it was sent; later the copy without contacts."""
    found = _upload(upload_id)
    if not permissions.may_open_file(request.user, found):
        raise PermissionDenied
    if not found.leaves_a_file or not found.kept_path.is_file():
        raise Http404
    # Never shown by the browser itself: what it holds came from outside.
    return FileResponse(
        found.kept_path.open("rb"),
        as_attachment=True,
        filename=_copy_name(found) if found.replaced else found.file_name,
        content_type="application/octet-stream",
    )


def _copy_name(found: Upload) -> str:
    # Translators: the end of a file's name.
    end = pgettext("file name", "without contacts")
    return f"{PurePath(found.file_name).stem} - {end}.xlsx"


def _upload(upload_id: int) -> Upload:
    uploads = Upload.objects.select_related(
        "round__survey", "round__questionnaire", "respondent", "sender", "redaction"
    )
    return get_object_or_404(uploads, pk=upload_id)


def _upload_to_change(request: HttpRequest, upload_id: int) -> Upload:
    found = _upload(upload_id)
    if not permissions.may_change_upload(request.user, found):
        raise PermissionDenied
    return found

"""Correcting wordings and aliases of a questionnaire, all six languages side by side, and its form as a file."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from surveys import actions, permissions, queries
from surveys.content_types import XLSX
from surveys.models import Questionnaire
from surveys.rewording import entry_from, subject_in
from surveys.xlsform_writing import write_xlsform

COMPARABILITIES = {
    "same": gettext_lazy("asks the same as before"),
    "similar": gettext_lazy("asks something similar"),
    "broken": gettext_lazy("cannot be compared any more"),
}


@login_required
@require_safe
def questionnaire(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """The questions of a questionnaire, with how much of each is corrected and what nobody has read."""
    found = questionnaire_for(request, questionnaire_id)
    context = {"questionnaire": found, "lines": queries.rewording.lines_of(found)}
    return render(request, "surveys/questionnaire.html", context)


@login_required
@require_safe
def xlsform(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """The questionnaire with today's wordings as an XLSForm: changed and read again it is the next version."""
    found = questionnaire_for(request, questionnaire_id)
    name = f"{found.survey.code}-{found.version}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_xlsform(found.as_questionnaire().as_asked), content_type=XLSX, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, questionnaire_id: int, code: str) -> HttpResponse:
    """One question: its texts and those of its options in six languages, with their state, and other names.

    The same for the title of a section, and for the words for yes and no.
    """
    found = questionnaire_for(request, questionnaire_id)
    definition = subject_in(found.definition, code)
    if definition is None:
        raise Http404
    if request.method != "POST":
        return question_page(request, found, code)
    entry = entry_from(definition, request.POST)
    try:
        actions.reword(questionnaire=found, question=code, entry=entry, seen=_seen(request))
    except actions.ActionRefused as refused:
        return question_page(request, found, code, entry=entry, problem=str(refused), status=409)
    messages.success(
        request, _("Saved. Templates, checks and pages say it from now on; releases stay as they are.")
    )
    return redirect("questionnaire", questionnaire_id)


def question_page(
    request: HttpRequest, found: Questionnaire, code: str, *, entry=None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of a question, with what was typed where it was refused: an entry, or one more option."""
    seen, asked = found.wording.get(code, {}), found.as_questionnaire().questions.get(code)
    context = {
        "options": queries.revising.options_of(found, asked),
        "added": queries.revising.added_option(request.POST if problem else {}),
        "compared_year": queries.revising.compared_year(asked),
        "comparabilities": COMPARABILITIES.items(),
        "newer": queries.revising.newer_than(found),
        "questionnaire": found,
        "code": code,
        "pieces": queries.rewording.pieces_of(found, code, seen if entry is None else entry),
        "seen": json.dumps(seen, sort_keys=True),
        "problem": problem,
    }
    return render(request, "surveys/question.html", context, status=status)


def _seen(request: HttpRequest) -> Any:
    try:
        return json.loads(request.POST.get("seen", ""))
    except ValueError:
        return None


def questionnaire_for(request: HttpRequest, questionnaire_id: int) -> Questionnaire:
    """The questionnaire, for those who may correct it; else PermissionDenied, or a page that is not there."""
    if not permissions.may_reword(request.user):
        raise PermissionDenied
    return get_object_or_404(Questionnaire.objects.select_related("survey"), pk=questionnaire_id)

"""Options of a question come and go, in a later version of its questionnaire."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from surveys import actions, queries
from surveys.models import Questionnaire
from surveys.questions import EQUIVALENCES, Question
from surveys.rewording import added_from
from surveys.views.rewording import question_page, questionnaire_for


@login_required
@require_POST
def options(request: HttpRequest, questionnaire_id: int, code: str) -> HttpResponse:
    """One more option."""
    found = questionnaire_for(request, questionnaire_id)
    question = _question(found, code)
    option, states = added_from(request.POST, queries.revising.NEW)
    try:
        made = actions.add_option(
            questionnaire=found,
            question=code,
            option=option,
            states=states,
            compares=_compares(request, question),
            by=request.user,
        )
    except actions.ActionRefused as refused:
        return question_page(request, found, code, problem=str(refused), status=409)
    return _asked_now(request, made, code)


@login_required
@require_POST
def option(request: HttpRequest, questionnaire_id: int, code: str, option: str) -> HttpResponse:
    """Close an option, or offer it again."""
    found = questionnaire_for(request, questionnaire_id)
    offered = {each.code: each.closed for each in _question(found, code).options}
    closed = request.POST.get("closed") == "yes"
    if option not in offered:
        raise Http404
    if offered[option] == closed:
        messages.error(request, str(actions.WrongState()))
        return redirect("question", questionnaire_id, code)
    try:
        made = actions.close_option(
            questionnaire=found, question=code, option=option, closed=closed, by=request.user
        )
    except actions.ActionRefused as refused:
        return question_page(request, found, code, problem=str(refused), status=409)
    return _asked_now(request, made, code)


def _asked_now(request: HttpRequest, made: Questionnaire, code: str) -> HttpResponse:
    messages.success(
        request,
        _("Saved: version %(version)s is asked from now on. What was sent before keeps its version.")
        % {"version": made.version},
    )
    return redirect(f"{reverse('question', args=[made.pk, code])}#options")


def _compares(request: HttpRequest, question: Question) -> dict[str, Any]:
    """What the page says about how far the question still compares. Raises OptionRefused where it has to and does not."""
    year = queries.revising.compared_year(question)
    if year is None:
        return {}
    state, reason = request.POST.get("compares", ""), request.POST.get("reason", "").strip()
    if state not in EQUIVALENCES or (state != "same" and not reason):
        raise actions.OptionRefused("compares")
    return {str(year): "same" if state == "same" else {state: {"en": reason}}}


def _question(found: Questionnaire, code: str) -> Question:
    question = found.as_questionnaire().questions.get(code)
    if question is None or not question.options:
        raise Http404
    return question

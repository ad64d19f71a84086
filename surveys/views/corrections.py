"""One answer: its cell, what it counts as, and the corrections that are laid over it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.forms import CorrectionForm, UndoForm
from surveys.models import Answer, Correction


@login_required
@require_safe
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """An answer with its history; for analysts the form that corrects it, or undoes its correction."""
    return _page(request, _answer_open_to(request, answer_id))


@login_required
@require_POST
def correct_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Lay a correction over it; what was typed stays on the page when it cannot be done."""
    found = _answer_open_to(request, answer_id, correcting=True)
    form = CorrectionForm(request.POST, item=_item(found))
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        actions.correct_answer(answer=found, by=request.user, **form.cleaned_data)
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form=form, status=409)
    if queries.readers_of([found.submission])[found.submission_id]:
        said = _("Corrected. The round is computed anew; a letter to those who answer is on its way.")
    else:
        said = _("Corrected. The round is computed anew. No letter is sent: there is nobody to write to.")
    messages.success(request, said)
    return redirect("answer", answer_id)


@login_required
@require_POST
def undo_correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Take it away again; it stays in the history."""
    correction = get_object_or_404(Correction, pk=correction_id)
    found = _answer_open_to(request, correction.answer_id, correcting=True)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, found, undoing=form)
    try:
        actions.undo_correction(
            correction=correction, by=request.user, reason=form.cleaned_data["undo_reason"]
        )
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("answer", found.pk)
    messages.success(request, _("Undone. The answer counts as it was sent; the round is computed anew."))
    return redirect("answer", found.pk)


def _page(request: HttpRequest, found: Answer, *, form=None, undoing=None, status: int = 200) -> HttpResponse:
    page = queries.answer_page(found)
    may_correct = permissions.may_correct(request.user)
    correctable = may_correct and not page.in_force and found.submission.state in actions.CORRECTABLE
    if correctable and form is None:
        form = CorrectionForm(item=_item(found), initial={"expected": page.was.token})
    context = {
        "page": page,
        "submission": found.submission,
        "form": form if may_correct else None,
        "undoing": (undoing or UndoForm()) if may_correct and page.in_force else None,
        "may_correct": may_correct,
    }
    return render(request, "surveys/answer.html", context, status=status)


def _item(found: Answer):
    return found.submission.round.questionnaire.as_questionnaire().items[found.item.code]


def _answer_open_to(request: HttpRequest, answer_id: int, *, correcting: bool = False) -> Answer:
    answers = Answer.objects.select_related(
        "item", "option", "submission__respondent", "submission__upload__round", "submission__upload__redaction",
        "submission__round__survey", "submission__round__questionnaire",
    )  # fmt: skip
    found = get_object_or_404(answers, pk=answer_id)
    if not permissions.may_see_submission(request.user, found.submission):
        raise PermissionDenied
    if correcting and not permissions.may_correct(request.user):
        raise PermissionDenied
    return found

"""Reviewing: what waits, one submission with its changes, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.forms import ReturnForm
from surveys.models import Submission


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Submissions that wait for a decision, longest waiting first."""
    if not permissions.may_review(request.user):
        raise PermissionDenied
    return render(
        request,
        "surveys/review.html",
        {"submissions": queries.review_queue(), "tables": queries.tables_waiting()},
    )


@login_required
@require_safe
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """One version: its answers beside those before, its history, and for reviewers the decision."""
    found = _submission(submission_id)
    if not permissions.may_see_submission(request.user, found):
        raise PermissionDenied
    return _page(request, found, ReturnForm())


@login_required
@require_POST
def approve_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Let it count."""
    found = _submission_to_decide(request, submission_id)
    try:
        actions.approve_submission(submission=found, by=request.user)
    except actions.ActionRefused as refused:
        messages.error(request, str(refused))
        return redirect("submission", submission_id)
    messages.success(request, _("Approved. The answers count from now on; the sender was told."))
    return redirect("review")


@login_required
@require_POST
def return_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Send it back with a remark; the remark stays on the page when it cannot be done."""
    found = _submission_to_decide(request, submission_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.return_submission(submission=found, by=request.user, remark=form.cleaned_data["remark"])
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=409)
    messages.success(request, _("Returned. The sender was told what to correct."))
    return redirect("review")


def _page(request: HttpRequest, found: Submission, form: ReturnForm, *, status: int = 200) -> HttpResponse:
    comparison = queries.compare_submission(found)
    context = {
        "submission": found,
        "comparison": comparison,
        "problems": queries.problems_of(found.upload, found.round.questionnaire.as_questionnaire()),
        "versions": queries.versions_of(found),
        "form": form,
        "may_decide": permissions.may_review(request.user) and found.state == Submission.State.SUBMITTED,
        "may_open_file": permissions.may_open_file(request.user, found.upload),
    }
    return render(request, "surveys/submission.html", context, status=status)


def _submission(submission_id: int) -> Submission:
    submissions = Submission.objects.select_related(
        "round__survey", "round__questionnaire", "respondent", "upload__round", "submitted_by", "decided_by"
    )
    return get_object_or_404(submissions, pk=submission_id)


def _submission_to_decide(request: HttpRequest, submission_id: int) -> Submission:
    found = _submission(submission_id)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    return found

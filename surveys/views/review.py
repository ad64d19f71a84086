"""Reviewing: what waits, one submission with its changes, and the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions, queries
from surveys.forms import CommentForm, ReturnForm
from surveys.models import Submission, Upload

PER_PAGE = 50


@login_required
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Submissions that wait for a decision, longest waiting first."""
    if not permissions.may_review(request.user):
        raise PermissionDenied
    page = Paginator(queries.waiting(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "submissions": queries.review_queue(page),
        "files": queries.files_waiting(),
        "tables": queries.tables_waiting(),
        "unsent": queries.unsent_letters(),
    }
    return render(request, "surveys/review.html", context)


@login_required
@require_safe
def submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """One version: its answers beside those before, its history, and for reviewers the decision."""
    found = _submission(submission_id)
    if not permissions.may_see_submission(request.user, found):
        raise PermissionDenied
    return _page(request, found)


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
    if queries.readers_of([found])[found.pk]:
        said = _("Approved. The answers count from now on; a letter to those who answer is on its way.")
    else:
        said = _("Approved. The answers count from now on. No letter is sent: there is nobody to write to.")
    messages.success(request, said)
    return redirect("review")


@login_required
@require_POST
def approve_several(request: HttpRequest) -> HttpResponse:
    """Let all chosen submissions count, and say what became of each."""
    if not permissions.may_review(request.user):
        raise PermissionDenied
    chosen = [int(key) for key in request.POST.getlist("submission") if key.isdecimal()]
    found = Submission.objects.filter(pk__in=chosen).select_related("round__survey", "respondent")
    if not found:
        messages.error(request, _("Choose at least one submission."))
        return redirect("review")
    outcomes = actions.approve_several(submissions=found.order_by("submitted", "pk"), by=request.user)
    approved = sum(outcome.refused is None for outcome in outcomes)
    readers = queries.readers_of([outcome.submission for outcome in outcomes])
    unread = [submission for submission, reached in readers.items() if not reached]
    context = {"outcomes": outcomes, "approved": approved, "unread": unread}
    return render(request, "surveys/approved.html", context)


@login_required
@require_POST
def approve_file(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Let all submissions of a file count that wait for review."""
    if not permissions.may_review(request.user):
        raise PermissionDenied
    upload = get_object_or_404(Upload, pk=upload_id)
    outcomes = actions.approve_several(submissions=queries.waiting().filter(upload=upload), by=request.user)
    approved = sum(outcome.refused is None for outcome in outcomes)
    if approved:
        said = ngettext(
            "%(n)d submission counts from now on.", "%(n)d submissions count from now on.", approved
        )
        messages.success(request, said % {"n": approved})
    if approved < len(outcomes) or not outcomes:
        messages.error(request, _("What no longer waited for review stays as it was."))
    return redirect("review")


@login_required
@require_POST
def comment(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Say something about the submission or about answers of it; both sides may."""
    found = _submission(submission_id)
    if not permissions.may_see_submission(request.user, found):
        raise PermissionDenied
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    said = {"text": form.cleaned_data["remark"], "on_answers": _on_answers(request)}
    try:
        actions.comment_on(submission=found, by=request.user, **said)
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=400)
    messages.success(request, _("Your comment is kept; everybody else who takes part gets a letter."))
    return redirect("submission", submission_id)


@login_required
@require_POST
def return_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Send it back with a remark; the remark stays on the page when it cannot be done."""
    found = _submission_to_decide(request, submission_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.return_submission(
            submission=found,
            by=request.user,
            remark=form.cleaned_data["remark"],
            on_answers=_on_answers(request),
        )
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=409)
    if queries.readers_of([found])[found.pk]:
        said = _("Returned. A letter that says what to correct is on its way.")
    else:
        said = _("Returned. No letter is sent: there is nobody to write to. The roster takes an address.")
    messages.success(request, said)
    return redirect("review")


def _on_answers(request: HttpRequest) -> dict[int, str]:
    """What was typed beside answers: the field `comment-7` is about the answer 7."""
    return {
        int(key): text
        for name, text in request.POST.items()
        if (key := name.removeprefix("comment-")) != name and key.isdecimal()
    }


def _page(
    request: HttpRequest,
    found: Submission,
    form: CommentForm | ReturnForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A form that was refused comes back with all that was typed."""
    may_review = permissions.may_review(request.user)
    may_decide = may_review and found.state == Submission.State.SUBMITTED
    comparison = queries.compare_submission(found)
    context = {
        "submission": found,
        "comparison": comparison,
        "problems": queries.problems_of(
            found.upload, found.round.questionnaire.as_questionnaire(), request.GET.get("problems")
        ),
        "versions": queries.versions_of(found),
        "form": form or (ReturnForm() if may_decide else CommentForm()),
        "thread": queries.thread_of(found),
        "typed": _on_answers(request) if form else {},
        "decisions": queries.decisions_on(found),
        "may_decide": may_decide,
        "may_count_again": may_review and found.state == Submission.State.SUPERSEDED,
        "may_open_file": permissions.may_open_file(request.user, found.upload),
    }
    return render(request, "surveys/submission.html", context, status=status)


def _submission(submission_id: int) -> Submission:
    submissions = Submission.objects.select_related(
        "round__survey",
        "round__questionnaire",
        "respondent",
        "upload__round",
        "upload__redaction",
        "submitted_by",
        "decided_by",
    )
    return get_object_or_404(submissions, pk=submission_id)


def _submission_to_decide(request: HttpRequest, submission_id: int) -> Submission:
    found = _submission(submission_id)
    if not permissions.may_review(request.user):
        raise PermissionDenied
    return found

"""An older version is made to count again: first what would change, then the decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys import actions, jobs, permissions, queries
from surveys.forms import CountAgainForm
from surveys.models import Submission, Tabulation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count_again(request: HttpRequest, submission_id: int) -> HttpResponse:
    """What would change if this version counted in the place of the one that does, and the decision."""
    found = _submission(request, submission_id)
    if request.method == "POST":
        return _decide(request, found)
    return _page(request, found, CountAgainForm())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def count_table_again(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """The same of a table of counts."""
    found = _tabulation(request, tabulation_id)
    if request.method == "POST":
        return _decide(request, found)
    return _page(request, found, CountAgainForm())


@login_required
@require_POST
def weigh(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Have it worked out, in the worker, what would change."""
    return _weigh(request, _submission(request, submission_id), jobs.WEIGH_SUBMISSION)


@login_required
@require_POST
def weigh_table(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """The same of a table of counts."""
    return _weigh(request, _tabulation(request, tabulation_id), jobs.WEIGH_TABULATION)


@login_required
@require_POST
def stop_weighing(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Work it out no further: nothing is kept of it, and nothing is decided."""
    return _stop(_submission(request, submission_id))


@login_required
@require_POST
def stop_weighing_table(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """The same of a table of counts."""
    return _stop(_tabulation(request, tabulation_id))


def _weigh(request: HttpRequest, version: Submission | Tabulation, kind: str) -> HttpResponse:
    if version.state == version.State.SUPERSEDED:
        jobs.enqueue(kind, version.pk, by=request.user)
    return redirect(*_address(version))


def _stop(version: Submission | Tabulation) -> HttpResponse:
    if job := queries.weighing_of(version).job:
        jobs.cancel(job)
    return redirect(*_address(version))


def _decide(request: HttpRequest, version: Submission | Tabulation) -> HttpResponse:
    form = CountAgainForm(request.POST)
    if not form.is_valid():
        return _page(request, version, form, status=400)
    try:
        _let_count(request, version, form.cleaned_data["reason"])
    except actions.ActionRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, version, form, status=409)
    messages.success(request, _("This version counts from now on. The other one can be made to count again."))
    return redirect("tabulation" if isinstance(version, Tabulation) else "submission", version.pk)


def _let_count(request: HttpRequest, version: Submission | Tabulation, reason: str) -> None:
    superseded = version.state == version.State.SUPERSEDED
    if superseded and not queries.weighing_of(version).done:
        raise actions.NotWeighed
    if isinstance(version, Tabulation):
        actions.count_again(tabulation=version, by=request.user, reason=reason)
    else:
        actions.restore_submission(submission=version, by=request.user, reason=reason)


def _page(
    request: HttpRequest, version: Submission | Tabulation, form: CountAgainForm, *, status: int = 200
) -> HttpResponse:
    """What would change, as far as it is worked out; a form that was refused comes back with all that was typed."""
    context = {"version": version, "weighing": queries.weighing_of(version), "form": form}
    if isinstance(version, Tabulation):
        context |= {"tabulation": version, "table": queries.table_of(version)}
    else:
        context |= {"submission": version, "comparison": queries.compare_with_counted(version)}
    return render(request, "surveys/count_again.html", context, status=status)


def _address(version: Submission | Tabulation) -> tuple[str, int]:
    return ("count-tabulation-again" if isinstance(version, Tabulation) else "count-again"), version.pk


def _submission(request: HttpRequest, submission_id: int) -> Submission:
    submissions = Submission.objects.select_related("round__survey", "round__questionnaire", "respondent")
    return _for_reviewers(request, get_object_or_404(submissions, pk=submission_id))


def _tabulation(request: HttpRequest, tabulation_id: int) -> Tabulation:
    tables = Tabulation.objects.sent().select_related("round__survey", "round__questionnaire")
    return _for_reviewers(request, get_object_or_404(tables, pk=tabulation_id))


def _for_reviewers(request: HttpRequest, version: Submission | Tabulation):
    if not permissions.may_review(request.user):
        raise PermissionDenied
    return version

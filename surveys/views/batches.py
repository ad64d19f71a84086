"""All workbooks of a round in one file: asked for, waited for, downloaded."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from surveys import actions, permissions
from surveys.forms import BatchForm
from surveys.models import Batch, Round


@login_required
@require_POST
def ask(request: HttpRequest, round_id: int) -> HttpResponse:
    """Have them made."""
    if not permissions.may_run_rounds(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round, pk=round_id)
    form = BatchForm(request.POST)
    if not form.is_valid() or not round_.invitations.exists():
        messages.error(request, _("Nobody is invited yet, or there is no such language."))
        return redirect("steer-round", round_id)
    return redirect("batch", actions.ask_for_batch(round=round_, by=request.user, **form.cleaned_data).pk)


@login_required
@never_cache
@require_safe
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far the worker is, and the file."""
    return render(request, "surveys/batch.html", _context(_batch(request, batch_id)))


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The fragment that the page asks for again and again."""
    return render(request, "surveys/_batch.html", _context(_batch(request, batch_id)))


@login_required
@require_POST
def cancel(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Stop making them."""
    if actions.cancel_batch(batch=_batch(request, batch_id)):
        messages.success(request, _("The work was stopped; nothing is kept of it."))
    return redirect("batch", batch_id)


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The zip, while it is kept."""
    found = _batch(request, batch_id)
    if not found.ready:
        raise Http404
    name = f"{found.round.survey.code}-{found.round.data_year}.zip"
    return FileResponse(
        found.path.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    if not permissions.may_run_rounds(request.user):
        raise PermissionDenied
    return get_object_or_404(Batch.objects.select_related("round__survey"), pk=batch_id)


def _context(found: Batch) -> dict:
    job = actions.batch_job(found)
    return {"batch": found, "round": found.round, "job": job, "under_way": job is not None and not job.over}

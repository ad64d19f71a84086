"""The audit trail: who changed an answer or decided about one."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys import permissions
from surveys.forms import AuditForm
from surveys.queries import audit as trail


@login_required
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What happened to submissions, corrections, rounds, rosters, representations and mappings, newest first."""
    if not permissions.sees_all(request.user):
        raise PermissionDenied
    form = AuditForm(request.GET)
    entries, more = trail.audit_trail(trail.Asked(**form.cleaned_data)) if form.is_valid() else ([], False)
    return render(request, "surveys/audit.html", {"form": form, "entries": entries, "more": more})

"""Signing in, and where one goes from there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from surveys import permissions


@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Reviewers go to what waits for them, focal points to their desk, everybody else to the overview."""
    if permissions.may_review(request.user):
        return redirect("review")
    if permissions.is_focal_point(request.user):
        return redirect("workspace")
    return redirect("overview")

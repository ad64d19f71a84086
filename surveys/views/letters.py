"""Letters that the mail server did not take."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from surveys import actions, permissions


@login_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Have the worker try now, without waiting for the clock."""
    reviews = permissions.may_review(request.user)
    if not (reviews or permissions.may_run_rounds(request.user)):
        raise PermissionDenied
    if actions.try_again():
        messages.success(request, _("The letters are tried again now."))
    return redirect("review" if reviews else "surveys")

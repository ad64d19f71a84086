"""Signing in, where one goes from there, and in which language one wants to be written to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys import permissions
from surveys.forms import LanguageForm


@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Reviewers go to what waits for them, focal points to their desk, everybody else to the overview."""
    if permissions.may_review(request.user):
        return redirect("review")
    if permissions.is_focal_point(request.user):
        return redirect("workspace")
    return redirect("overview")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What we know of the person who is signed in, and the language of letters."""
    form = LanguageForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Letters and workbooks come in this language from now on."))
        return redirect("account")
    return render(request, "surveys/account.html", {"form": form}, status=400 if form.errors else 200)

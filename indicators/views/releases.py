"""Releases: the list, one of them, and publishing the next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import actions, pages
from indicators.forms import ReleaseForm
from indicators.queries import ReleaseNotThere, open_release
from indicators.views.opening import context, opened_for

MAY_PUBLISH = "indicators.publish_release"


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All releases; for those who may publish also what the next one would bring."""
    opened, _reader = opened_for(request)
    return _list(request, opened, ReleaseForm())


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """What one release holds."""
    try:
        opened = open_release(number)
    except ReleaseNotThere as missing:
        raise Http404(str(missing)) from missing
    holdings = pages.releases.holdings(opened)
    codes = opened.indicator_codes
    return render(
        request, "indicators/release.html", context(opened, holdings=holdings, indicators=len(codes))
    )


@require_POST
@login_required
@permission_required(MAY_PUBLISH, raise_exception=True)
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what has been computed, under a name."""
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _list(request, open_release(), form, status=400)
    try:
        made = actions.publish_release(name=form.cleaned_data["name"], by=request.user)
    except actions.NothingChanged as unchanged:
        messages.warning(
            request, _("Nothing changed since release %(number)s.") % {"number": unchanged.release.number}
        )
    except actions.NothingToPublish:
        messages.warning(request, _("Nothing has been computed yet, so that there is nothing to publish."))
    else:
        messages.success(request, _("Release %(number)s is published.") % {"number": made.number})
        return redirect("release", number=made.number)
    return redirect("releases")


def _list(request: HttpRequest, opened, form: ReleaseForm, status: int = 200) -> HttpResponse:
    may_publish = request.user.has_perm(MAY_PUBLISH)
    return render(
        request,
        "indicators/releases.html",
        context(
            opened,
            releases=pages.releases.published_releases(),
            pending=pages.releases.pending(open_release()) if may_publish else None,
            form=form,
        ),
        status=status,
    )

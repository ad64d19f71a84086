"""Making a release: preparing it, publishing it at once or later, taking it back while it is not public."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indicators import pages, releasing, replying
from indicators.forms import MomentForm, ReleaseForm, ReplyDayForm
from indicators.models import Release
from indicators.pages.replies import Doubts
from indicators.queries.replies import everybody_asked
from indicators.views.opening import MAY_PUBLISH
from indicators.views.releases import release_list, release_page


def for_publishers(view):
    """POST only, by those who may publish; for the unknown the sign-in page."""
    return require_POST(login_required(permission_required(MAY_PUBLISH, raise_exception=True)(view)))


@for_publishers
def prepare(request: HttpRequest) -> HttpResponse:
    """Freeze what has been computed, for analysts to look at."""
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return release_list(request, form=form, status=400)
    made = _made(request, lambda: releasing.prepare_release(name=form.cleaned_data["name"]))
    if made is None:
        return release_list(request, form=form, moment=MomentForm(request.POST), status=409)
    messages.success(
        request, _("Release %(number)s is prepared. Only analysts see it.") % {"number": made.number}
    )
    return redirect("release", number=made.number)


@for_publishers
def publish(request: HttpRequest) -> HttpResponse:
    """Publish what has been computed, under a name, now or at a moment to come."""
    form, moment = ReleaseForm(request.POST), MomentForm(request.POST)
    if not (form.is_valid() & moment.is_valid()):
        return release_list(request, form=form, moment=moment, status=400)
    name, at = form.cleaned_data["name"], moment.cleaned_data["at"]
    made = _made(request, lambda: releasing.publish_release(name=name, by=request.user, at=at))
    if made is None:
        return release_list(request, form=form, moment=moment, status=409)
    messages.success(request, _said(made))
    return redirect("release", number=made.number)


@for_publishers
def publish_prepared(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a prepared release, or move the moment of one under embargo.

    Where replies are still taken at that moment, or somebody does not agree, it asks first.
    """
    found, moment = get_object_or_404(Release, number=number), MomentForm(request.POST)
    if not moment.is_valid():
        return release_page(request, number, moment=moment, status=400)
    at = moment.cleaned_data["at"]
    if request.POST.get("sure") != "yes" and (doubts := _doubts(found, at)):
        return render(
            request, "indicators/publish_anyway.html", {"release": found, "doubts": doubts, "moment": moment}
        )
    try:
        messages.success(request, _said(releasing.publish_prepared(release=found, by=request.user, at=at)))
    except releasing.AlreadyPublic:
        messages.warning(request, _("This release is public already: nothing of it changes any more."))
    return redirect("release", number=number)


@for_publishers
def ask_for_replies(request: HttpRequest, number: int) -> HttpResponse:
    """Set the day until which respondents may reply, move it, or ask no more."""
    found, day = get_object_or_404(Release, number=number), ReplyDayForm(request.POST)
    if not day.is_valid():
        return release_page(request, number, day=day, status=400)
    try:
        replying.set_reply_day(release=found, until=day.cleaned_data["until"], by=request.user)
    except releasing.AlreadyPublic:
        messages.warning(request, _("This release is public already: nothing of it changes any more."))
    else:
        messages.success(request, _("The day for replies is kept."))
    return redirect("release", number=number)


@for_publishers
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back the publication of a release under embargo."""
    try:
        releasing.withdraw_release(release=get_object_or_404(Release, number=number))
    except releasing.AlreadyPublic:
        messages.warning(request, _("This release is public already: nothing of it changes any more."))
    else:
        messages.success(request, _("The publication is taken back; the release is prepared again."))
    return redirect("release", number=number)


@for_publishers
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Let go of a release that was never public."""
    try:
        releasing.discard_release(release=get_object_or_404(Release, number=number))
    except releasing.AlreadyPublic:
        messages.warning(request, _("This release is public already: nothing of it changes any more."))
        return redirect("release", number=number)
    except releasing.HasReplies:
        messages.warning(
            request,
            _("Respondents have replied to this release. What they said is kept, and the release with it."),
        )
        return redirect("release", number=number)
    messages.success(request, _("The prepared release was discarded; the computed values are still there."))
    return redirect("releases")


def _made(request: HttpRequest, make: Callable[[], Release]) -> Release | None:
    """The release; None, with a word to the reader, where there is nothing to release."""
    try:
        return make()
    except releasing.NothingChanged as unchanged:
        number = unchanged.release.number
        messages.warning(request, _("Nothing changed since release %(number)s.") % {"number": number})
    except releasing.NothingToPublish:
        messages.warning(request, _("Nothing has been computed yet, so that there is nothing to publish."))
    return None


def _doubts(release: Release, at) -> Doubts | None:
    if release.public or release.reply_until is None:
        return None
    return pages.replies.doubts(release, everybody_asked(release), at)


def _said(made: Release) -> str:
    if made.public:
        return _("Release %(number)s is published.") % {"number": made.number}
    moment = date_format(made.published, "DATETIME_FORMAT")
    return _("Release %(number)s becomes public by itself on %(moment)s.") % {
        "number": made.number, "moment": moment,
    }  # fmt: skip

"""The right of reply: what a focal point may reply to before a release, and the replies. Shown on the workspace too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators import pages, replying
from indicators.forms import ReplyForm
from indicators.models import Release
from indicators.queries import open_release
from indicators.queries.access import Reader
from indicators.queries.replies import Asked, asked_ahead, asked_for, everybody_asked, replied_before
from indicators.views.opening import context, reads_replies
from surveys import lineage


@login_required
@never_cache
@require_safe
def replies(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """What the reader may reply to now; of one release also what is over, and for analysts everybody asked."""
    if number is None:
        found, earlier = asked_ahead(request.user), replied_before(request.user)
    else:
        found, earlier = [_asked(request, number)], []
    rows = [row for release, asked in found for row in pages.replies.asked_rows(release, asked)]
    return render(request, "indicators/replies.html", {"rows": rows, "earlier": earlier, "number": number})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: int, survey: str, slug: str) -> HttpResponse:
    """The values that rest on somebody's answers, and replying to them."""
    release, asked = _one_asked(request, number, survey, slug)
    mine = (asked.survey.pk, asked.respondent.pk) in lineage.represented_by(request.user)
    if request.method != "POST":
        form = ReplyForm(initial={"value": request.GET.get("value", "")})
        return _page(request, release, asked, form, mine=mine)
    if not mine:
        raise PermissionDenied
    form = ReplyForm(request.POST)
    if form.is_valid() and _is_about(request, release, asked, form.cleaned_data["value"]):
        return _keep(request, release, asked, form)
    return _page(request, release, asked, form, mine=mine, status=400)


def _keep(request: HttpRequest, release: Release, asked: Asked, form: ReplyForm) -> HttpResponse:
    given, key = form.cleaned_data, form.cleaned_data["value"]
    try:
        replying.reply(
            release=release, survey=asked.survey, respondent=asked.respondent, value_id=key,
            agrees=form.agrees, words=given["words"], language=get_language(), by=request.user,
        )  # fmt: skip
    except replying.RepliesClosed:
        messages.warning(request, _("Replies are not taken any more. Yours was not kept."))
    else:
        messages.success(request, _("Your reply is kept. You may change it until the last day."))
    return redirect("reply", release.number, asked.survey.code, asked.respondent.slug)


def _page(
    request: HttpRequest, release: Release, asked: Asked, form: ReplyForm, *, mine: bool, status: int = 200
) -> HttpResponse:
    opened = open_release(release.number, ahead=True)
    opens = release.public or reads_replies(request.user)
    rows = pages.replies.value_rows(opened, Reader(request.user, opened), asked, opens=opens)
    about = next((row for row in rows if str(row.key) == str(form["value"].value())), None)
    more = {
        "asked": asked,
        "rows": rows,
        "about": about,
        "form": form,
        "whole": next((one for one in asked.replies if one.current and one.value_id is None), None),
        "history": pages.replies.summary(opened, [asked]).said,
        "may_reply": mine and release.takes_replies,
    }
    return render(request, "indicators/reply.html", context(opened, **more), status=status)


def _is_about(request: HttpRequest, release: Release, asked: Asked, key: int | None) -> bool:
    """Whether this is the whole, or a value that rests on the answers of the one who is asked."""
    opened = open_release(release.number, ahead=True)
    rows = pages.replies.value_rows(opened, Reader(request.user, opened), asked, opens=False)
    return key is None or key in {row.key for row in rows}


def _one_asked(request: HttpRequest, number: int, survey: str, slug: str) -> tuple[Release, Asked]:
    release, asked = _asked(request, number)
    for one in asked:
        if (one.survey.code, one.respondent.slug) == (survey, slug):
            return release, one
    if reads_replies(request.user):
        raise Http404
    raise PermissionDenied


def _asked(request: HttpRequest, number: int) -> tuple[Release, list[Asked]]:
    """A release and those asked about it who are open to the reader.

    Who reads none gets 403, be the release there or not: the difference would tell of one that is not public.
    """
    analyst = reads_replies(request.user)
    release = Release.objects.filter(number=number, reply_until__isnull=False).defer("frozen").first()
    if release is None and analyst:
        raise Http404
    asked = (everybody_asked(release) if analyst else asked_for(request.user, release)) if release else []
    if not asked and not analyst:
        raise PermissionDenied
    return release, asked

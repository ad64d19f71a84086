"""Releases to look at: the list, one of them, two compared, and what one holds as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import pages, words
from indicators.actions import COMPUTE
from indicators.forms import MomentForm, ReleaseForm, ReplyDayForm
from indicators.pages import release_content as content
from indicators.pages.columns import columns, keys_in_english
from indicators.queries import ReleaseNotThere, open_release
from indicators.queries.access import Reader
from indicators.queries.compared import compared, frozen_changes, release_before
from indicators.queries.released import OpenRelease
from indicators.queries.replies import everybody_asked
from indicators.releasing import MAKE_PAGES
from indicators.renderers import release_file
from indicators.views import missing
from indicators.views.opening import MAY_PUBLISH, context, opened_for, reads_replies
from surveys import jobs
from surveys.content_types import XLSX
from surveys.wording import RIGHT_TO_LEFT

PER_PAGE = 100


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All releases; for those who may publish also what the next one would bring."""
    return release_list(request)


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    """What one release holds."""
    return release_page(request, number)


@require_safe
def compare_releases(request: HttpRequest, earlier: int, later: int) -> HttpResponse:
    """What changed from one release to another, and why."""
    if earlier > later:
        messages.info(request, _("The two releases are compared from the earlier to the later one."))
        return redirect("compare-releases", later, earlier)
    before, after = _opened(request, earlier), _opened(request, later)
    found = compared(before, after, Reader(request.user, after))
    page = Paginator(found.values, PER_PAGE).get_page(request.GET.get("page"))
    told = Paginator(found.changes, PER_PAGE).get_page(request.GET.get("changes"))
    more = {
        "page": page,
        "rows": pages.releases.compared_rows(before, after, page.object_list),
        "told": told,
        "changes": pages.releases.compared_changes(before, after, told.object_list),
        "frozen": pages.releases.frozen_rows(frozen_changes(before, after)),
    }
    return render(request, "indicators/compare_releases.html", context(after, earlier=before.release, **more))


@require_safe
def compare_chosen(request: HttpRequest) -> HttpResponse:
    """From the two numbers of a form to the address of their comparison."""
    chosen = [request.GET.get(name, "") for name in ("earlier", "later")]
    if not all(number.isdecimal() for number in chosen):
        messages.warning(request, _("Choose two releases to compare."))
        return redirect("releases")
    return redirect("compare-releases", *map(int, chosen))


@require_safe
def release_content(request: HttpRequest, number: int, format: str) -> HttpResponse:
    """All that the public may see of a release, as one file."""
    if format not in MADE_BY:
        raise Http404(f"There are no files of the kind {format}.")
    make, kind = MADE_BY[format]
    response = HttpResponse(make(_opened(request, number)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="release-{number}.{format}"'
    return response


def _json(opened: OpenRelease) -> bytes:
    values = content.values_of(opened)
    frozen = content.frozen_of(opened, values)
    return release_file.as_json(content.about(opened.release), values, frozen, keys_in_english())


def _csv(opened: OpenRelease) -> bytes:
    return release_file.as_csv(content.values_of(opened))


def _xlsx(opened: OpenRelease) -> bytes:
    return release_file.as_xlsx(
        content.values_of(opened),
        about=content.about_in_words(opened.release),
        columns=columns(),
        names=(_("Values"), _("Columns")),
        right_to_left=words.language() in RIGHT_TO_LEFT,
    )


MADE_BY = {
    "json": (_json, "application/json"),
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (_xlsx, XLSX),
}
"""Kind of file -> what makes it, and its media type."""


def release_page(
    request: HttpRequest, number: int, *, moment=None, day=None, status: int = 200
) -> HttpResponse:
    """The page of a release; `moment` and `day` are forms that were refused."""
    opened = _opened(request, number)
    may_publish = request.user.has_perm(MAY_PUBLISH)
    asks = opened.release.reply_until is not None and reads_replies(request.user)
    more = {
        "holdings": pages.releases.holdings(opened),
        "indicators": len(opened.indicator_codes),
        "columns": columns(),
        "before": release_before(opened.release),
        "moment": moment or MomentForm(),
        "day": day or ReplyDayForm(initial={"until": opened.release.reply_until}),
        "replies": pages.replies.summary(opened, everybody_asked(opened.release)) if asks else None,
        "may_publish": may_publish and not opened.release.public,
        "making": jobs.latest(MAKE_PAGES, opened.release.pk) if may_publish else None,
    }
    return render(request, "indicators/release.html", context(opened, **more), status=status)


def release_list(request: HttpRequest, form=None, moment=None, status: int = 200) -> HttpResponse:
    """The list of releases; `form` and `moment` are forms that were refused."""
    opened, _reader = opened_for(request)
    may_publish = request.user.has_perm(MAY_PUBLISH)
    more = {
        "releases": pages.releases.published_releases(),
        "ahead": pages.releases.releases_ahead() if may_publish else [],
        "pending": pages.releases.pending(open_release()) if may_publish else None,
        "computing": len(jobs.waiting_subjects(COMPUTE)) if may_publish else 0,
        "form": form or ReleaseForm(),
        "moment": moment or MomentForm(),
    }
    return render(request, "indicators/releases.html", context(opened, **more), status=status)


def _opened(request: HttpRequest, number: int) -> OpenRelease:
    try:
        return open_release(number, ahead=request.user.has_perm(MAY_PUBLISH))
    except ReleaseNotThere as gone:
        raise missing.no_release(request, number) from gone

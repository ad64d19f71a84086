"""What rests on the answers of a submission, and what an upload would change. Shown inside the pages of surveys too."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indicators import pages
from indicators.impact import PREVIEW, WEIGH, still_holds
from indicators.links import value_address
from indicators.models import Impact, Value
from indicators.queries.touched import value_with_releases
from indicators.views.opening import context, opened_for
from surveys import jobs, lineage


@login_required
@never_cache
@require_safe
def touched(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Each answer with every released value and figure that rests on it."""
    submission = _open_to(request, lineage.submission_for, submission_id)
    return _resting_on(request, pages.touched.answers_of, "indicators/touched.html", submission=submission)


@login_required
@never_cache
@require_safe
def fed(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """Each question of a table of counts with every released value and figure that rests on it."""
    tabulation = _open_to(request, lineage.tabulation_for, tabulation_id)
    return _resting_on(request, pages.touched.counts_of, "indicators/fed.html", tabulation=tabulation)


@login_required
@never_cache
@require_safe
def waiting_value(request: HttpRequest, value_id: int) -> HttpResponse:
    """A value that no public release holds yet, and the answers behind it; one that a release holds is shown there."""
    try:
        value, releases = value_with_releases(value_id)
        page = pages.value.waiting_value_page(request.user, value)
    except Value.DoesNotExist as gone:
        raise Http404 from gone
    except pages.value.NotOpen as closed:
        raise PermissionDenied from closed
    if releases:
        code = value.version.indicator.code
        return redirect(value_address(code, value.year, value.breakdown, f"?release={releases[0]}"))
    return render(
        request, "indicators/value.html", {"page": page, "waiting": True, "pinned": False, "pin": ""}
    )


@login_required
@never_cache
@require_safe
def impact(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Which values and reconciliation states would change, by how much; progress while that is worked out."""
    upload = _open_to(request, lineage.upload_for, upload_id)
    opened, reader = opened_for(request)
    job = jobs.latest(PREVIEW, upload.pk)
    found = Impact.objects.select_related("upload__round").filter(upload=upload).first()
    under_way = job is not None and not job.over
    more = {
        "upload": upload,
        "job": job,
        "under_way": under_way,
        "page": pages.touched.impact_page(opened, reader, found) if found and not under_way else None,
        "holds": bool(found) and not under_way and still_holds(found),
    }
    return render(request, "indicators/impact.html", context(opened, **more))


@login_required
@require_POST
def impact_again(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Work it out anew, because other answers began to count or because it failed."""
    upload = _open_to(request, lineage.upload_for, upload_id)
    jobs.enqueue(PREVIEW, upload.pk, by=request.user)
    return redirect("impact", upload.pk)


@login_required
@require_POST
def stop_impact(request: HttpRequest, upload_id: int) -> HttpResponse:
    """Work it out no further: nothing is kept of it, and submitting does not depend on it."""
    upload = _open_to(request, lineage.upload_for, upload_id)
    if job := jobs.latest(PREVIEW, upload.pk):
        jobs.cancel(job)
    return redirect("impact", upload.pk)


@login_required
@never_cache
@require_safe
def weighed_submission(request: HttpRequest, submission_id: int) -> HttpResponse:
    """What would change if an older version counted again; progress while that is worked out."""
    return _weighed(
        request, "count-again", submission=_open_to(request, lineage.submission_to_decide, submission_id)
    )


@login_required
@never_cache
@require_safe
def weighed_tabulation(request: HttpRequest, tabulation_id: int) -> HttpResponse:
    """The same of an older table of counts."""
    tabulation = _open_to(request, lineage.tabulation_to_decide, tabulation_id)
    return _weighed(request, "count-tabulation-again", tabulation=tabulation)


def _weighed(request: HttpRequest, decided_at: str, **of) -> HttpResponse:
    """`of` is the version. With `?waiting=yes` whoever waits is led to the page of the decision when it is worked out."""
    [(name, version)] = of.items()
    opened, reader = opened_for(request)
    job = jobs.latest(WEIGH[name], version.pk)
    found = Impact.objects.filter(**of).first()
    under_way = job is not None and not job.over
    more = {
        "version": version,
        "job": job,
        "under_way": under_way,
        "decide": reverse(decided_at, args=[version.pk]),
        "waiting": request.GET.get("waiting") == "yes",
        "page": pages.touched.impact_page(opened, reader, found) if found and not under_way else None,
        "holds": bool(found) and not under_way and still_holds(found),
    }
    return render(request, "indicators/weighed.html", context(opened, **more))


def _resting_on(request: HttpRequest, rows_of, template: str, **sent) -> HttpResponse:
    """A page of what was sent in, row by row with what rests on it; `sent` is that one thing."""
    opened, reader = opened_for(request)
    rows = rows_of(opened, reader, *sent.values())
    return render(request, template, context(opened, rows=rows, **sent))


def _open_to(request: HttpRequest, find, key: int):
    try:
        found = find(request.user, key)
    except lineage.NotOpen as closed:
        raise PermissionDenied from closed
    if found is None:
        raise Http404
    return found

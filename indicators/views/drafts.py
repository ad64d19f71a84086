"""Definitions for analysts: drafts, their check by a second person, publication, and the definition as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators import drafting, pages, words
from indicators.definition_files import definition_as_yaml
from indicators.models import Indicator, IndicatorVersion
from indicators.views.opening import context, opened_for
from indicators.vocabulary import MEASURES

MAY_DEFINE = "indicators.change_indicatorversion"


def for_definers(view):
    """Only for those who work on definitions; for the unknown the sign-in page."""
    return login_required(permission_required(MAY_DEFINE, raise_exception=True)(view))


@require_safe
@for_definers
def definitions(request: HttpRequest) -> HttpResponse:
    """Every indicator with the versions of its definition."""
    opened, _reader = opened_for(request)
    found = pages.drafts.indicators_with_versions()
    entered = {
        indicator.code for indicator, _name, versions in found
        if versions and not MEASURES[versions[0].definition["measure"]].computed
    }  # fmt: skip
    return render(request, "indicators/definitions.html", context(opened, found=found, entered=entered))


@require_POST
@for_definers
def begin_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next version of a definition."""
    draft = drafting.begin_draft(indicator=get_object_or_404(Indicator, code=code), by=request.user)
    return redirect("definition", code, draft.number)


@require_safe
@for_definers
def definition(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version: its text, and the values of all years before and after."""
    version = _version(code, number)
    return _page(request, version, definition_as_yaml(version.as_definition()))


@require_POST
@for_definers
def edit_draft(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Keep the text of a draft, or only look at its values; say what is wrong with it. What was typed stays."""
    version, text = _version(code, number), request.POST.get("text", "").replace("\r\n", "\n")
    try:
        if "look" in request.POST:
            return _page(request, version, text, tried=drafting.tried(version, text))
        drafting.edit_draft(version=version, text=text, by=request.user)
    except drafting.WrongText as wrong:
        return _page(request, version, text, wrong.mistakes, status=400)
    except drafting.CannotBeDone as refused:
        messages.warning(request, words.word(words.CANNOT_BE_DONE, refused.code))
    else:
        messages.success(request, _("The draft is kept."))
    return redirect("definition", code, number)


@require_POST
@for_definers
def decide_draft(request: HttpRequest, code: str, number: str, step: str) -> HttpResponse:
    """Check, publish or discard a draft."""
    version = _version(code, int(number))
    try:
        if step == "check":
            drafting.check_draft(version=version, by=request.user)
            messages.success(request, _("Checked. It can be published now."))
        elif step == "publish":
            drafting.publish_version(version=version, by=request.user)
            messages.success(
                request, _("Published. Its rounds are computed anew; releases stay as they are.")
            )
        else:
            drafting.discard_draft(version=version)
            messages.success(request, _("The draft was discarded."))
            return redirect("definitions")
    except drafting.CannotBeDone as refused:
        messages.warning(request, words.word(words.CANNOT_BE_DONE, refused.code))
    return redirect("definition", code, number)


@require_safe
@for_definers
def definition_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The version as the file that declares it."""
    text = definition_as_yaml(_version(code, number).as_definition())
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
    return response


def _page(
    request: HttpRequest, version: IndicatorVersion, text: str, mistakes=(), status: int = 200, tried=None
) -> HttpResponse:
    """The version with the values of all years, by what was kept last or, once it is `tried`, by the text."""
    opened, _reader = opened_for(request)
    more = {
        "version": version,
        "text": text,
        "mistakes": mistakes,
        "rows": pages.drafts.rows_of(opened, version, tried or version.as_definition()),
        "tried": tried,
        "overtaken": drafting.overtaken(version),
        "entered": not MEASURES[version.definition["measure"]].computed,
        "own": version.author_id == request.user.pk,
        "open": version.state != IndicatorVersion.State.PUBLISHED,
    }
    return render(request, "indicators/definition.html", context(opened, **more), status=status)


def _version(code: str, number: int) -> IndicatorVersion:
    versions = IndicatorVersion.objects.select_related("indicator", "author", "checker", "publisher")
    return get_object_or_404(versions, indicator__code=code, number=number)

"""What every page shows around its content: where one can go, in which languages, as whom."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from indicators.phrases import release_label
from indicators.queries import newest_release
from surveys.permissions import is_focal_point, may_review, reads_all_texts


def navigation(request: HttpRequest) -> dict:
    """Context of templates/base.html. At most four queries."""
    known = hasattr(request, "newest_release")
    release = request.newest_release if known else newest_release()
    more = _shown(request, _further(request))
    return {
        "nav_items": _shown(request, _reachable(request)),
        "nav_more": more,
        "nav_more_current": next((place["label"] for place in more if place["current"]), ""),
        "languages": list(_languages(request)),
        "home_url": _address("overview", get_language()),
        "page_address": settings.SITE_ADDRESS + request.get_full_path(),
        "search_url": _address("search", get_language()),
        "sign_in_url": _address("sign-in", get_language()),
        "sign_out_url": _address("sign-out", get_language()),
        "account_url": _address("account", get_language()),
        "api_url": _address("api", get_language()),
        "release_label": release_label(release),
        "release_url": reverse("release", args=[release.number]) if release else "",
    }


@cache
def _address(name: str, language: str) -> str:
    """The address of a place in this language, which is the active one; it never changes."""
    return reverse(name)


def _shown(request: HttpRequest, places) -> list[dict]:
    """Places as the template takes them: each is current on the pages that lie below it."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {"label": label, "url": _address(names[0], get_language()), "current": here in names}
        for label, names in places
    ]


def _reachable(request: HttpRequest):
    """What stands in the masthead: the few places that most come for, and what this reader has to do."""
    yield _("Outcomes"), ("overview", "outcome")
    yield _("Indicators"), ("indicators", "indicator", "value")
    yield _("Compare"), ("compare",)
    yield _("Recommendations"), ("recommendations", "recommendation", "assess-recommendation")
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        focal_point = is_focal_point(user)
        if focal_point:
            yield _("Workspace"), ("workspace", "send-file", "upload", "mapping")
        if may_review(user):
            yield (
                _("Definitions"),
                ("definitions", "definition", "edit-draft", "series", "enter-value", "enter-table"),
            )
            yield _("Reconciliation"), ("reconciliation", "reconciled-figure", "explain-difference")
        if focal_point or reads_all_texts(user):
            yield (
                _("Answers in words"),
                ("text-answers", "text-answer", "quote-answer", "tag-answer", "quotes"),
            )
        if may_review(user):
            yield _("Review"), ("review", "submission", "answer", "correct-answer", "audit")


def _further(request: HttpRequest):
    """What stands in the list behind "More"."""
    yield _("What changed"), ("changes",)
    yield _("Published figures"), ("published-figures",)
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated and may_review(user)):  # to them it is work, and stands before
        yield _("Reconciliation"), ("reconciliation", "reconciled-figure")
    yield pgettext("place", "Entities"), ("entities", "entity")
    yield pgettext("place", "Countries"), ("countries", "country")
    yield _("Systems"), ("systems", "system")
    yield _("Surveys"), ("surveys", "round", "send-for-several", "steer-round", "extend-round", "batch")
    yield _("Releases"), ("releases", "release")


def _languages(request: HttpRequest):
    """The same page in each language. Sign-in pages and errors have their own addresses too."""
    here = request.get_full_path()
    for code, name in settings.LANGUAGES:
        yield {
            "code": code,
            "name": name,
            "url": translate_url(here, code),
            "current": code == get_language(),
        }

"""What every page shows around its content: where one can go, in which languages, as whom."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from indicators.queries import newest_release_number
from surveys.permissions import is_focal_point


def navigation(request: HttpRequest) -> dict:
    """Context of the base template. At most three queries, and none for a page outside the languages."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "navigation": [
            {"title": title, "address": reverse(name), "current": here in names}
            for title, name, names in _places(request)
        ],
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"]}
            for code, _name in settings.LANGUAGES
        ],
        "newest_release": newest_release_number(),
        "api_address": reverse("api"),
    }


def _places(request: HttpRequest) -> list[tuple[str, str, tuple[str, ...]]]:
    """(title, URL name, URL names of the pages below it) of the places that this reader may go to."""
    places = [
        (_("Outcomes"), "overview", ("overview", "outcome")),
        (_("Indicators"), "indicators", ("indicators", "indicator", "value")),
        (_("Published figures"), "published-figures", ("published-figures",)),
        (_("Surveys"), "surveys", ("surveys", "round")),
        (_("Releases"), "releases", ("releases", "release")),
    ]
    user = getattr(request, "user", None)
    if user and user.is_authenticated:
        if is_focal_point(user):
            places.append((_("Workspace"), "workspace", ("workspace", "send-file", "upload")))
        if user.has_perm("surveys.review_submission"):
            places.append((_("Review"), "review", ("review", "submission")))
    return places

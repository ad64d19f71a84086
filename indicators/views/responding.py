"""The map of who answered in a round, for those who may see its roster."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from indicators import maps
from indicators.figure import Figure
from indicators.pictures import FILES, file_of, parts_of
from indicators.queries.responding import answered_in, round_open_to
from indicators.views import missing
from surveys import lineage


@require_safe
def response_map(request: HttpRequest, round_id: int) -> HttpResponse:
    """Who answered and who did not, on the map where they are countries, and in a table."""
    try:
        round_, figure = _figure(request, round_id)
    except lineage.NotOpen as closed:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied from closed
    downloads = [
        {"label": kind.upper(), "url": reverse("response-map-file", args=[round_id, kind])} for kind in FILES
    ]
    drawn = {"f": parts_of(figure, key=f"answered-{round_id}"), "downloads": downloads} if figure else {}
    more = {"round": round_, "on_map": figure is not None and any(figure.places)}
    return render(request, "indicators/response_map.html", drawn | more)


@require_safe
def response_map_file(request: HttpRequest, round_id: int, format: str) -> HttpResponse:
    """The map of the page as a file."""
    try:
        _round, figure = _figure(request, round_id)
    except lineage.NotOpen as closed:
        raise PermissionDenied from closed
    if format not in FILES or figure is None:
        raise Http404("There is no such file.")
    content_type, content = file_of(figure, format)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="answered-{round_id}.{format}"'
    return response


def _figure(request: HttpRequest, round_id: int) -> tuple[object, Figure | None]:
    round_ = round_open_to(request.user, round_id)
    if round_ is None:
        raise missing.no_round(round_id)
    answered, others = answered_in(round_)
    address = settings.SITE_ADDRESS + reverse("response-map", args=[round_id])
    classes = [(gettext("Answered"), answered), (gettext("No answers that count"), others)]
    return round_, maps.answered_map(classes, round_, address) if answered or others else None

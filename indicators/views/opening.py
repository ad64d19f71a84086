"""What every page begins with: the release that the address pins, and who reads it."""

import re
from collections.abc import Collection
from functools import partial

from django.core.paginator import Page
from django.http import HttpRequest

from indicators import words
from indicators.pages.addresses import links_of
from indicators.pages.showing import Shown
from indicators.phrases import release_in_words
from indicators.pictures import html_of
from indicators.queries import ReleaseNotThere, open_release
from indicators.queries.access import Reader
from indicators.queries.released import OpenRelease
from indicators.views import missing

MAY_PUBLISH = "indicators.publish_release"


def reads_replies(user) -> bool:
    """Whether the user may read what respondents say about results: analysts."""
    return user.has_perm(MAY_PUBLISH) and user.has_perm("surveys.see_any_answer")


def opened_for(request: HttpRequest) -> tuple[OpenRelease, Reader]:
    """The release that the page is to be read through, and its reader. Http404 for one that is not there.

    A release that is not public yet opens to those who may publish, where the address names it. The number of the
    newest one stays with the request, since the head of the page names it as well.
    """
    try:
        opened = open_release(request.GET.get("release"), ahead=request.user.has_perm(MAY_PUBLISH))
    except ReleaseNotThere as gone:
        raise missing.no_release(request, request.GET["release"]) from gone
    if not opened.pinned:
        request.newest_release = opened.release
    return opened, Reader(request.user, opened)


def context(opened: OpenRelease, **more) -> dict:
    """What every template of indicators finds: the release in words, and how links keep it pinned."""
    return {
        "release": opened.release,
        "release_label": release_in_words(opened),
        "pinned": opened.pinned,
        "pin": f"?release={opened.number}" if opened.pinned else "",
        **more,
    }


def year_from(request: HttpRequest) -> int | None:
    """The year that the address asks for; None for none, and for what is no year."""
    year = request.GET.get("year", "")
    return int(year) if re.fullmatch(r"[0-9]{4}", year) else None


NARROWING = ("by", "data", "framework", "kind", "year")
"""What addresses of figures ask for; each page takes some of it."""

EVERYWHERE = ("basis", "release")
"""What any address may name: of two figures one, and the release to read through."""

OF_OTHERS = re.compile(r"utm_\w+|\w+clid")
"""What others write behind addresses that they link to, to know who came from them. No reader asked for it."""

SAID_AT_MOST = 4
LONGEST_NAME = 30

OF_AN_INDICATOR = ("by", "kind", "year")


def left_aside(
    request: HttpRequest, *more: str, takes: Collection[str], among: Collection[str] | None = None
) -> list[str]:
    """Sentences about what the address asks for and cannot be: what this page does not take or is given several times,
    a year that is none, and what the page found itself. Where `among` is given, other names are passed over."""
    said = [*strangers(request, takes, among)]
    if "year" in takes and request.GET.get("year") and year_from(request) is None:
        said.append(words.comparison("no_year", {"text": request.GET["year"][:20]}))
    return [*said, *filter(None, more)]


def strangers(
    request: HttpRequest,
    takes: Collection[str],
    among: Collection[str] | None = None,
    several: Collection[str] = (),
) -> list[str]:
    """Sentences about names in the address that this page does not take, and about those that it is given twice and
    does not take `several` times."""
    asked = [name for name in request.GET if request.GET.get(name) and not OF_OTHERS.fullmatch(name)]
    known = {*takes, *several, *EVERYWHERE}
    wrong = [name[:LONGEST_NAME] for name in asked if name not in known and (among is None or name in among)]
    said = [words.left_aside("not_taken", name=name) for name in wrong[:SAID_AT_MOST]]
    twice = [name for name in asked if name in known - {*several} and len(request.GET.getlist(name)) > 1]
    return said + [words.left_aside("repeated", name=name) for name in twice]


def page_asked(request: HttpRequest, page: Page) -> list[str]:
    """A word where the address asks for a page of a list that there is not; the nearest one is shown."""
    asked = request.GET.get("page", "")
    if not asked or asked == str(page.number):
        return []
    return [words.left_aside("no_page", name=asked[:LONGEST_NAME], shown=page.number)]


def asked_from(request: HttpRequest) -> tuple[str | None, int | None, str | None]:
    """Which breakdown, which year and which kind of chart the address asks for."""
    return request.GET.get("by"), year_from(request), request.GET.get("kind") or None


def drawn(shown: list[Shown], code: str, *, opened: bool) -> list[str]:
    """Figures as they stand on a page, each with its files; `opened` whether their tables are."""
    return [
        html_of(
            figure, key=element_of(one, code, basis), opened=opened, around=partial(_around, one, basis, figure.title)
        )
        for one in shown
        for basis, figure in one.figures.items()
    ]  # fmt: skip


def _around(shown: Shown, basis: str, title: str) -> dict:
    addresses = shown.addresses
    links = links_of(addresses.figure_page(basis), addresses.embedded(basis), title)
    return {"downloads": addresses.downloads(basis), "links": links}


def element_of(shown: Shown, code: str, basis: str) -> str:
    """The id of a figure on its page, where links to it lead."""
    element = "figure-" + re.sub(r"[^A-Za-z0-9]+", "-", code)
    return "-".join(filter(None, [element, shown.addresses.asked.by, shown.addresses.asked.kind, basis]))

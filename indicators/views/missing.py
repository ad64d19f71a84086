"""What an address names and is not there: a sentence about it, and where the reader may have wanted to go.

Each of these is a 404 as `sscdash.errors.not_found` shows it: `Http404(sentence, leads)`, a lead being words and address.
"""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators import pages, words
from indicators.queries.computed import nobody_was_invited
from indicators.queries.released import OpenRelease


def no_release(request: HttpRequest, number: object) -> Http404:
    """A release that never was, or is not public: nobody is told which of the two."""
    rest = request.GET.copy()
    rest.pop("release", None)
    query = rest.urlencode()
    newest = [(_("This page in the newest release"), f"{request.path}?{query}" if query else request.path)]
    leads = newest if "release" in request.GET else []
    said = _(
        "There is no public release %(number)s. Either none was ever made under that number, or it is not public yet."
    )
    return Http404(said % {"number": str(number)[:20]}, [*leads, (_("All releases"), reverse("releases"))])


def no_indicator(opened: OpenRelease, code: str) -> Http404:
    """A code that neither an indicator nor a published list has in this release."""
    said = _("No indicator has the code “%(code)s” in this release.") % {"code": code[:40]}
    near = pages.search.near(opened, code)
    return Http404(said, [*near, (_("All indicators"), reverse("indicators") + _pin(opened))])


def no_outcome(opened: OpenRelease, framework: str, code: str) -> Http404:
    """A part that no framework has; of a framework that there is, its parts are offered."""
    said = _("There is no part “%(code)s” of a framework “%(framework)s”.")
    parts = pages.overview.parts_of(opened, framework)
    leads = [(title, reverse("outcome", args=[framework, part]) + _pin(opened)) for part, title in parts]
    return Http404(
        said % {"code": code[:40], "framework": framework[:40]},
        leads or [(_("All outcomes"), reverse("overview") + _pin(opened))],
    )


def no_value(opened: OpenRelease, code: str, year: int, breakdown: str) -> Http404:
    """A year or a part for which an indicator has neither a computed value nor a published figure; why, where nobody
    was invited."""
    said = _("The indicator %(code)s has no value for %(year)s and this part.") if breakdown else ""
    said = said or _("The indicator %(code)s has no value for %(year)s.")
    leads = [
        (_("Everything about the indicator %(code)s") % {"code": code}, reverse("indicator", args=[code]))
    ]
    if nobody_was_invited(opened.definition(code).survey, year):
        said = words.sentences([said, _("Nobody was invited to its survey of that year.")])
    return Http404(said % {"code": code, "year": year}, [(words, url + _pin(opened)) for words, url in leads])


def no_version(opened: OpenRelease, code: str, number: int) -> Http404:
    """A number that no version of an indicator's definition has in this release."""
    said = _("The definition of the indicator %(code)s has no version %(number)s in this release.")
    lead = (
        _("Everything about the indicator %(code)s") % {"code": code},
        reverse("indicator", args=[code]) + _pin(opened),
    )
    return Http404(said % {"code": code, "number": number}, [lead])


def no_figure(opened: OpenRelease, code: str) -> Http404:
    """A breakdown, year, kind of chart, basis or kind of file that an indicator does not have."""
    said = _("The indicator %(code)s has no such figure, or no file of that kind.")
    lead = (
        _("Everything about the indicator %(code)s") % {"code": code},
        reverse("indicator", args=[code]) + _pin(opened),
    )
    return Http404(said % {"code": code}, [lead])


def nobody(opened: OpenRelease, code: str, listed: str, address: str) -> Http404:
    """An entity, country or system that is not known; `listed` and `address` lead to all of its kind."""
    said = _("“%(code)s” is not among those that are listed here.") % {"code": code[:40]}
    return Http404(said, [*pages.search.near(opened, code.replace("-", " ")), (listed, reverse(address))])


def no_round(key: int) -> Http404:
    """A number that no round of a survey has."""
    return Http404(
        _("No round has the number %(key)s.") % {"key": key}, [(_("All surveys"), reverse("surveys"))]
    )


def no_choice(labels: list[str], listed: str, address: str) -> Http404:
    """What a list is to be narrowed to and does not exist: a file of the whole list would be taken for a narrowed one."""
    said = _("What the address asks for under “%(names)s” does not exist, so that there is no such file.")
    return Http404(said % {"names": words.listed(labels)}, [(listed, reverse(address))])


def nothing(code: str, listed: str, address: str) -> Http404:
    """One of a list that is not in it; `listed` and `address` lead to the list."""
    said = _("“%(code)s” is not among those that are listed here.") % {"code": code[:40]}
    return Http404(said, [(listed, reverse(address))])


def _pin(opened: OpenRelease) -> str:
    return f"?release={opened.number}" if opened.pinned else ""

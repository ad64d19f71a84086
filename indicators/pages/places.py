"""The pages that one may look for: their names, and what they show."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators import words
from indicators.queries.released import OpenRelease

PLACES = {
    "changes": (
        _("What changed from round to round"),
        _("What changed from round to round, and whether the same respondents answered"),
    ),
    "recommendations": (
        _("Requests and recommendations"),
        _(
            "What the documents ask, of whom, and what has become of it. Nothing is marked as done without evidence."
        ),
    ),
    "compare": (
        _("Compare"),
        _(
            "Several indicators, groups, entities, countries and years on one chart. The address of the page keeps all that you chose."
        ),
    ),
    "published-figures": (
        _("Published figures"),
        _(
            "Every figure as its document prints it, with document and paragraph. Computing never changes them."
        ),
    ),
    "reconciliation": (
        _("Reconciliation"),
        _("Every published figure beside the computed value, with state and reason."),
    ),
    "entities": (
        pgettext_lazy("place", "Entities"),
        _("What the documents publish of each entity, and what it answered, beside its group."),
    ),
    "countries": (
        pgettext_lazy("place", "Countries"),
        _(
            "The groups of each country by year, and the published figures that name it. What a single Government answers is confidential."
        ),
    ),
    "systems": (
        _("Systems"),
        _(
            "Funds, platforms, frameworks, surveys and instruments that the documents name, each with what they say of it and as of when."
        ),
    ),
    "surveys": (
        _("Surveys"),
        _("The surveys that feed the indicators, and how many of those who were asked have answered."),
    ),
    "releases": (
        _("Releases"),
        _(
            "A release freezes values, definitions and names. It can never be changed; its address opens for ever as it was."
        ),
    ),
}
"""Name of an address -> name of its page, and what the page lists or puts together."""


def places(opened: OpenRelease) -> list[tuple[str, str, str]]:
    """(name, what it shows, address) of each of PLACES, in the language of the reader."""
    more = {"changes": _since(opened)}
    return [
        (str(name), words.in_line([str(shows), *more.get(address, [])]), reverse(address))
        for address, (name, shows) in PLACES.items()
    ]


def _since(opened: OpenRelease) -> list[str]:
    """Since when something changed, as one may ask for it: "Since 2021", "Since 2022"."""
    changes = opened.frozen.get("changes", {}).values()
    years = sorted({change["from_year"] for of_indicator in changes for change in of_indicator})
    return [f"{_('Since')} {year}" for year in years]

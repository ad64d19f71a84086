"""What the columns of a release's files are, in words. The files are made by `renderers.release_file`."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators import words
from indicators.renderers.release_file import COLUMNS, EXCLUDED, KEYS, kind_of

COLUMN = {
    "indicator": _("Code of the indicator"),
    "title": _("Title of the indicator, in English"),
    "definition_version": _("Number of the definition that computed the value; the JSON file holds it"),
    "survey": _("Code of the survey"),
    "year": _("Year that the data are about"),
    "breakdown": _(
        "Dimension and code of the group, option or sub-question, as JSON; empty for all respondents"
    ),
    "unit": _("Unit of the value; percent runs from 0 to 100"),
    "value": _("The value, not rounded; empty where there is none, for the reason given"),
    "low": _(
        "Least that a share could be, if everybody whose answer is missing had said no; empty where there are no bounds"
    ),
    "high": _(
        "Most that a share could be, if everybody whose answer is missing had said yes; empty where there are no bounds"
    ),
    "numerator": _("What is counted or added up"),
    "denominator": _("What it is divided by; empty for counts and totals"),
    "invited": _("How many were invited"),
    "answered": _("How many of them answered the survey"),
    "respondents": _("How many stand in the number; empty where a small group is hidden"),
    "exclusions": _("How many of those invited are not in the number, by kind of absence"),
    "state": _(
        "computed, insufficient (too few answers), not_asked (the questionnaire did not ask), broken (the answers contradict each other), suppressed (not shown, so that nobody can be found in a small group) or entered (taken over from a document or record, and not computed)"
    ),
    "reason": _("Why there is no value, as a code"),
    "reason_in_words": _("Why there is no value, in English"),
    "illustrative": _("true for illustrative data: made so that the chain can be tried, and no result"),
    "release": _("Number of the release"),
    "qualifier": _("Of entered values: exact, about, at least, more than and the like, as the source says"),
    "document": _("Of entered values: the document or record that it was taken from"),
    "paragraph": _("Of entered values: the paragraph of the document"),
    "note": _("Of entered values: a note, in English"),
    "entered_by": _("Of entered values: in which role somebody entered it"),
    "entered": _("Of entered values: the day on which it was entered"),
    "confirmed_by": _("Of entered values: in which role a second person confirmed it"),
    "confirmed": _("Of entered values: the day on which it was confirmed"),
}


def columns(names: Iterable[str] = COLUMNS) -> list[tuple[str, str]]:
    """Name and description of each column, in the language that is on."""
    return [(name, _described(name)) for name in names]


def keys_in_english() -> dict[str, str]:
    """The same of the keys of a value in the JSON file, which speaks English."""
    with translation.override("en"):
        return dict(columns(KEYS))


def _described(name: str) -> str:
    if name not in EXCLUDED:
        return str(COLUMN[name])
    told = {"kind": words.word(words.ABSENCES, kind_of(name))}
    return gettext("How many of those invited are not in the number: %(kind)s") % told

"""Texts in the language of the page."""

from collections.abc import Iterable

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surveys import acronyms, wording
from surveys.fields import PAGE_CODES

register = template.Library()


@register.filter
def in_language(texts: dict | None) -> str:
    """The text of a wording in the page's language; English where it has none."""
    return wording.for_reader(texts, translation.get_language() or "en")


@register.filter
def in_language_marked(texts: dict | None) -> str:
    """The same for names and questions in the body of a page, see `named`."""
    return named(in_language(texts))


@register.filter
def named(text: str) -> str:
    """A name as the page shows it: one that is English for want of a translation is read and underlined as English.

    Not for titles, attributes and the inside of a translated sentence, which take no markup.
    """
    if not isinstance(text, wording.StandIn):
        return text
    return format_html('<span lang="en" dir="ltr" class="in-english">{}</span>', text.english)


@register.filter
def marked(text: str) -> str:
    """A text for the body of a page, once where it stands: behind English for want of a translation a word says so."""
    if not isinstance(text, wording.StandIn):
        return text
    return format_html('{}<small class="said-english">{}</small>', named(text), text.said)


@register.filter
def acronym(code: str) -> str:
    """An entity's short name in the language of the page."""
    return acronyms.acronym(code)


@register.filter
def colon(label: str) -> str:
    """A label with the colon of the language and what stands between it and the next word."""
    return label + SafeString(translation.pgettext("behind a label", ": "))


@register.filter
def behind_number(unit: str) -> str:
    """A unit as it stands behind its number: with a space before it where the language has one."""
    together = translation.pgettext("a number and its unit", "%(number)s %(unit)s")
    return together % {"number": "", "unit": unit} if unit else ""


@register.simple_tag
def gap() -> str:
    """What stands between two sentences: a space, in Chinese nothing."""
    return translation.pgettext("two sentences", "%(first)s %(second)s") % {"first": "", "second": ""}


@register.filter
def listed(names: Iterable) -> str:
    """Things of one kind in a row, with the comma that the language has between them."""
    return translation.pgettext("between the things of a list", ", ").join(map(str, names))


@register.filter
def language_named(key: str) -> str:
    """The name of one of the six languages in that of the page."""
    return translation.get_language_info(PAGE_CODES.get(key, key))["name_translated"]


@register.filter
def languages_named(keys: Iterable[str]) -> list[str]:
    """The same of several."""
    return [language_named(key) for key in keys]


@register.filter
def with_year(name: str, year: int | None) -> str:
    """ "Entity 07, 2022": a name and a data year, with the comma of the language."""
    together = translation.gettext("%(name)s, %(year)s")
    if not isinstance(name, wording.StandIn):
        return together % {"name": name, "year": year}
    text = together % {"name": name.english, "year": year}
    return wording.StandIn(text, translation.get_language() or "en")

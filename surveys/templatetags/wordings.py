"""Texts in the language of the page."""

from django import template
from django.utils import translation
from django.utils.html import format_html

from surveys import wording

register = template.Library()


@register.filter
def in_language(texts: dict | None) -> str:
    """The text of a wording in the page's language; English where it has none."""
    return wording.in_language(texts, translation.get_language() or "en")


@register.filter
def in_language_marked(texts: dict | None) -> str:
    """The same for the body of a page: English that stands in for a missing translation is marked as English.

    Not for titles, attributes and the inside of a translated sentence, which take no markup.
    """
    language = translation.get_language() or "en"
    text = wording.in_language(texts, language)
    if not text or wording.is_translated(texts, language):
        return text
    return format_html('<span lang="en" dir="ltr" class="in-english">{}</span>', text)


@register.filter
def with_year(name: str, year: int | None) -> str:
    """ "Entity 07, 2022": a name and a data year, with the comma of the language."""
    return translation.gettext("%(name)s, %(year)s") % {"name": name, "year": year}

"""Texts in the language of the page."""

from django import template
from django.utils import translation

from surveys import wording

register = template.Library()


@register.filter
def in_language(texts: dict | None) -> str:
    """The text of a wording in the page's language; English where it has none."""
    return wording.in_language(texts, translation.get_language() or "en")


@register.filter
def with_year(name: str, year: int | None) -> str:
    """ "Entity 07, 2022": a name and a data year, with the comma of the language."""
    return translation.gettext("%(name)s, %(year)s") % {"name": name, "year": year}

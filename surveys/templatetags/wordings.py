"""Texts in the language of the page."""

from django import template
from django.utils import translation

from surveys import wording

register = template.Library()


@register.filter
def in_language(texts: dict | None) -> str:
    """The text of a wording in the page's language; English where it has none."""
    return wording.in_language(texts, translation.get_language() or "en")

"""Codes as words, for templates."""

from django import template

from indicators import words

register = template.Library()


@register.filter
def absence(kind: str) -> str:
    """A kind of absence as a reader meets it."""
    return words.word(words.ABSENCES, kind)

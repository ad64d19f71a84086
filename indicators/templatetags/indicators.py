"""Codes as words, for templates."""

from collections.abc import Iterable

from django import template

from indicators import words

register = template.Library()


@register.filter
def absence(kind: str) -> str:
    """A kind of absence as a reader meets it."""
    return words.word(words.ABSENCES, kind)


@register.filter
def listed(names: Iterable) -> str:
    """Things of one kind in a row."""
    return words.listed(map(str, names))

"""Quotes on pages."""

from django import template
from django.utils.translation import get_language

from surveys import attribution
from surveys.models import Quote
from surveys.text_forms import PermissionForm

register = template.Library()


@register.filter
def attribution_line(quote: Quote) -> str:
    """The attribution in the language of the page."""
    return attribution.line_of(quote, get_language() or "en")


@register.filter
def attribution_lines(quote: Quote) -> list[tuple[str, str]]:
    """The attribution in every language but that of the page: (code, line)."""
    here = get_language()
    return [(code, line) for code, line in attribution.lines_of(quote).items() if code != here]


@register.filter
def permission_state(quote: Quote) -> str:
    """Whether the respondent may be named, in words."""
    return attribution.permission_of(quote)


@register.filter
def to_copy(quote: Quote) -> str:
    """Passage and attribution for the clipboard."""
    return attribution.to_copy(quote, get_language() or "en")


@register.filter
def permission_form(quote: Quote) -> PermissionForm:
    """The form that changes the permission, as it stands."""
    return PermissionForm(initial={"permission": quote.permission}, auto_id=f"permission-{quote.pk}")

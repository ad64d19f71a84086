"""Answers and states as pages show them."""

from dataclasses import replace

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from surveys import changes
from surveys.changes import Said
from surveys.models import Answer, Round, Submission, Tabulation, Upload
from surveys.queries.tabulations import CountLine
from surveys.wording import in_language

register = template.Library()

CHIPS = {
    Submission.State.APPROVED: "ok",
    Submission.State.RETURNED: "error",
    Submission.State.SUBMITTED: "warn",
    Upload.State.REFUSED: "error",
    Upload.State.READY: "ok",
    Upload.State.NEEDS_REVIEW: "warn",
    Round.State.OPEN: "ok",
}
KINDS = {
    changes.CHANGED: _("changed"),
    changes.NEW: _("new"),
    changes.GONE: _("left out"),
    changes.SAME: _("the same"),
}


@register.filter
def said(answer: Said | None) -> str:
    """An answer in words: the option, the number, the text, or in grey the kind of absence.

    Where it was corrected: what the cell said, struck, what counts instead, why and who says so.
    """
    if answer is None:
        return format_html('<span class="why">{}</span>', gettext("no answer"))
    if answer.explanations:
        return format_html("{}{}", said(replace(answer, explanations=())), explained(answer.explanations))
    if answer.corrected:
        return _corrected(answer)
    if answer.absence:
        return format_html('<span class="why">{}</span>', Answer.Absence(answer.absence).label)
    if answer.number is not None:
        return number_format(_without_zeros(answer.number), force_grouping=True)
    if answer.option:
        return in_language(answer.option_names, get_language()) or answer.option
    return answer.text


@register.filter
def of_answer(by_answer: dict, answer: int | None):
    """What a mapping by answer holds for this one."""
    return by_answer.get(answer, "")


@register.filter
def explained(explanations: tuple[str, ...]) -> str:
    """What the sender said about warnings on an answer, on lines of its own."""
    says = gettext("The sender says:")
    return format_html_join(
        "", '<br><small class="n">{} <bdi>{}</bdi></small>', ((says, text) for text in explanations)
    )


@register.filter
def kind_of_change(kind: str) -> str:
    """changed, new, left out or the same, in the page's language."""
    return KINDS[kind]


@register.filter
def chip(row: Submission | Tabulation | Upload | Round) -> str:
    """The state of a row as a chip."""
    state, label = row.state, row.get_state_display()
    if isinstance(row, Round):
        state, label = row.state_now, row.state_now.label
    return format_html('<span class="chip {}">{}</span>', CHIPS.get(state, ""), label)


@register.filter
def part_of_count(part: dict | str) -> str:
    """What is counted: an option in the page's language, or a word."""
    return in_language(part, get_language()) if isinstance(part, dict) else part


@register.filter
def count_of_base(line: CountLine) -> str:
    """k of n, as "53 of 57"; k alone where no n is told."""
    k = number_format(_without_zeros(line.k), force_grouping=True)
    if line.n is None:
        return k
    n = number_format(line.n, force_grouping=True)
    # Translators: 53 of 57 respondents.
    return pgettext("count", "%(k)s of %(n)s") % {"k": k, "n": n}


def _corrected(answer: Said) -> str:
    why = answer.corrected
    return format_html(
        '<del>{}</del> <ins>{}</ins><br><small class="n">{} <bdi>{}</bdi></small>',
        said(replace(why.was, explanations=())),
        said(replace(answer, corrected=None)),
        gettext("Corrected by %(name)s, %(day)s:")
        % {"name": why.author, "day": date_format(why.made, "DATE_FORMAT")},
        why.reason,
    )


def _without_zeros(number):
    """The database keeps six decimals; 12.000000 was written as 12."""
    return int(number) if number == int(number) else number.normalize()

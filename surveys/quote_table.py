"""Quotes as a table to take along: a row each, with everything that belongs to a quote in a report."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from surveys.attribution import lines_of, permission_of
from surveys.listing import Table
from surveys.queries.quotes import QuoteRow
from surveys.wording import for_reader


def table_of(rows: Iterable[QuoteRow], absolute: Callable[[str], str], *, notes: bool) -> Table:
    """Headings and rows in the language of the page, the attribution in all six; `absolute` completes an address."""
    return _headings(notes=notes), [_row(row, absolute, notes=notes) for row in rows]


def _headings(*, notes: bool) -> list[str]:
    attribution = _("Attribution")
    lines = [f"{attribution}: {name}" for _code, name in settings.LANGUAGES]
    return [
        _("Passage"), *lines, _("Respondent"), _("Survey"), _("Year"), _("Question"), _("Illustrative data"),
        _("Permission to name the respondent"), _("Stands in the text that counts"), _("Tags"),
        *([_("Note")] if notes else []), _("Quoted by"), _("Quoted on"), _("Address"),
    ]  # fmt: skip


def _row(row: QuoteRow, absolute: Callable[[str], str], *, notes: bool) -> list[str]:
    quote, language = row.quote, get_language() or "en"
    submission = quote.answer.submission
    return [
        quote.passage,
        *lines_of(quote).values(),
        for_reader(submission.respondent.names, language) or submission.respondent.code,
        for_reader(submission.round.survey.names, language),
        str(submission.round.data_year),
        for_reader(quote.answer.item.names, language),
        _yes_no(submission.round.illustrative),
        permission_of(quote),
        _yes_no(row.stands),
        ", ".join(tag.name for tag in row.tags),
        *([quote.note] if notes else []),
        str(quote.made_by),
        f"{quote.made:%Y-%m-%d}",
        absolute(reverse("text-answer", args=[row.answer.pk])),
    ]


def _yes_no(value: bool) -> str:
    return pgettext("answer", "yes") if value else pgettext("answer", "no")

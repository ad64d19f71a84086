"""Who said it: the line below a quote, in each of the six languages."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext

from surveys.models import Answer, Quote
from surveys.wording import in_language


def attribution(answer: Answer, language: str) -> str:
    """ "Entity 07, Survey of United Nations entities, 2022". The answer comes with respondent, round and survey."""
    submission = answer.submission
    with translation.override(language):
        return gettext("%(respondent)s, %(survey)s, %(year)s") % {
            "respondent": in_language(submission.respondent.names, language) or submission.respondent.code,
            "survey": in_language(submission.round.survey.names, language),
            "year": submission.round.data_year,
        }


def line_of(quote: Quote, language: str) -> str:
    """The attribution of a quote, with what must not be lost on the way into a report: that the data are
    illustrative, and that the respondent has not allowed to be named."""
    marks = []
    with translation.override(language):
        if quote.answer.submission.round.illustrative:
            marks.append(gettext("Illustrative data"))
        if not quote.may_be_named:
            asked_for = gettext("Permission to name the respondent")
            marks.append(f"{asked_for}: {quote.get_permission_display()}")
    return " ".join([attribution(quote.answer, language), *(f"[{mark}]" for mark in marks)])


def lines_of(quote: Quote) -> dict[str, str]:
    """The line in every language of the pages, by its code."""
    return {code: line_of(quote, code) for code, _name in settings.LANGUAGES}


def permission_of(quote: Quote) -> str:
    """The state of the permission in the language of the page."""
    if quote.declared:
        return pgettext("permission", "allowed by the survey's declaration")
    return str(quote.get_permission_display())


def to_copy(quote: Quote, language: str) -> str:
    """The passage and its attribution as one text for the clipboard."""
    return f"“{quote.passage}”\n— {line_of(quote, language)}"

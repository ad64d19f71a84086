"""The options of a question as the page for a later version shows them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from surveys.models import Answer, Questionnaire
from surveys.queries.rewording import LanguageField, language_field
from surveys.questions import Question
from surveys.rewording import field_of
from surveys.wording import LANGUAGES

NEW = "new"
"""In the place of an option's code, in the names of fields."""


@dataclass(frozen=True)
class OptionLine:
    """An option, and by how many respondents it was chosen in the rounds that ask this version."""

    code: str
    names: Mapping
    closed: bool
    chosen: int


@dataclass(frozen=True)
class AddedOption:
    """What was typed for one more option; empty at first."""

    fields: tuple[LanguageField, ...]
    code: str = ""
    aliases: str = ""
    compares: str = ""
    reason: str = ""


def options_of(questionnaire: Questionnaire, question: Question | None) -> list[OptionLine]:
    """The options of a question in their order; none where it has none. One query."""
    if question is None or not question.options:
        return []
    chosen = _chosen(questionnaire, question)
    return [
        OptionLine(option.code, option.text, option.closed, chosen[option.code])
        for option in question.options
    ]


def _chosen(questionnaire: Questionnaire, question: Question) -> Counter:
    rows = (
        Answer.objects.filter(
            submission__round__questionnaire=questionnaire,
            item__question=question.code,
            option__isnull=False,
        )
        .values_list("item__code", "option__code")
        .order_by()
        .annotate(many=Count("submission__respondent", distinct=True))
    )
    counts: Counter = Counter()
    for item, option, many in rows:
        if question.kind != "many_of":
            counts[option] += many
        elif option == "yes":
            counts[item.partition(".")[2]] += many
    return counts


def newer_than(questionnaire: Questionnaire) -> Questionnaire | None:
    """The latest version that took the place of this one; None where it is asked itself. One query."""
    later = questionnaire.survey.questionnaires.filter(definition__revises__has_key=questionnaire.version)
    return max(later, key=lambda one: len(one.definition["revises"]), default=None)


def added_option(posted: Mapping[str, str]) -> AddedOption:
    """What was typed, for the page that is shown again."""
    fields = tuple(
        language_field("text", NEW, language, posted.get(field_of("text", NEW, language), ""))
        for language in LANGUAGES
    )
    return AddedOption(fields, *(posted.get(name, "") for name in ("code", "aliases", "compares", "reason")))


def compared_year(question: Question | None) -> int | None:
    """The latest year with which a question says how far it compares."""
    return max((each.year for each in question.same_as), default=None) if question else None

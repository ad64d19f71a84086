"""How a number is made, in the words of its definition and of the questions and options that it reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators import words
from indicators.definitions import IndicatorDefinition
from indicators.phrases import answers_in_words, breakdown_in_words
from indicators.queries.released import OpenRelease
from indicators.vocabulary import ABSENCES, ANALYST, LEAVES, MEASURES


@dataclass(frozen=True)
class Making:
    """How a number is made, in words: what is counted above and below the line, and what leaves it.

    `question` is whose answers it is the middle one of: a median has nothing above or below a line. `direction` is what
    the document wants the number to do, "" where it does not say.
    """

    definition: str
    processing: str
    measure: str
    question: str
    numerator: str
    denominator: str
    about: list[str]
    weight: str
    one_by_one: list[str]
    leaves: list[str]
    stays: list[str]
    minimum: int
    direction: str
    source: str
    survey: str
    checked: str


def making(opened: OpenRelease, definition: IndicatorDefinition) -> Making:
    """A definition in words, with the wording that its questions had. No query."""
    questions = _questions(opened, definition)
    measure = MEASURES[definition.measure]
    above, below = _above_and_below(opened, definition, questions)
    survey = words.text(opened.survey(definition.survey).get("names"))
    return Making(
        definition=words.text(definition.definition),
        processing=words.text(definition.processing),
        measure=words.word(words.MEASURES, definition.measure),
        question=questions.get(definition.question, "") if definition.measure == "median" else "",
        numerator=above,
        denominator=below if measure.has_denominator else "",
        about=_about(opened, definition, questions),
        weight=_weight(opened, definition, questions),
        one_by_one=[questions[code] for code in definition.sub_questions],
        leaves=[words.word(words.ABSENCES, kind) for kind in ABSENCES if definition.out.get(kind) == LEAVES],
        stays=[
            words.word(words.ABSENCES, kind)
            for kind in ABSENCES
            if definition.out.get(kind, LEAVES) != LEAVES
        ],
        minimum=definition.minimum_respondents,
        direction=words.word(words.DIRECTIONS, definition.direction) if definition.direction else "",
        source=words.paragraph(definition.source.document, definition.source.paragraph or ""),
        survey=survey or words.word(words.SURVEYS, definition.survey or "none"),
        checked=_checked(definition),
    )


def _checked(definition: IndicatorDefinition) -> str:
    """By whom and when the definition was checked, or that it was not, and why. No person's account is named."""
    if definition.reviewed is None:
        why = words.word(words.UNCHECKED, definition.unchecked or "", otherwise="")
        return words.sentences(filter(None, [gettext("Not yet checked by a second person."), why]))
    day = words.date_of(definition.reviewed)
    if definition.checker == ANALYST or "@" in definition.checker:
        return gettext("Written by an analyst and checked by another one on %(day)s.") % {"day": day}
    return gettext("Checked by %(name)s on %(day)s.") % {"name": definition.checker, "day": day}


def _questions(opened: OpenRelease, definition: IndicatorDefinition) -> dict[str, str]:
    """Code -> wording of the questions that the definition reads, in the newest questionnaire at hand."""
    of_survey = opened.questions(definition.survey)
    named = {}
    for code in definition.items:
        names = [items[code]["names"] for _version, items in sorted(of_survey.items()) if code in items]
        named[code] = words.text(names[-1]) or code if names else code
    return named


def _above_and_below(
    opened: OpenRelease, definition: IndicatorDefinition, questions: Mapping[str, str]
) -> tuple[str, str]:
    asked = [questions.get(code, code) for code in definition.questions]
    if definition.sub_questions and not definition.question:
        asked = [gettext("each of the questions")]
    if definition.counted:
        options = words.joined(answers_in_words(opened, definition, definition.counted))
        above = gettext("Respondents who answered “%(options)s” to: %(question)s") % {
            "options": options, "question": asked[0],
        }  # fmt: skip
        return above, gettext("Respondents who answered, without those who are left out")
    if not asked:
        return "", ""
    if definition.options:
        above = gettext("Respondents who chose the answer, for each of: %(options)s") % {
            "options": words.listed(answers_in_words(opened, definition, definition.options))
        }
        return above, gettext("Respondents who answered, without those who are left out")
    if definition.measure == "median":
        return "", ""
    above = gettext("Sum of the answers to: %(question)s") % {"question": asked[0]}
    below = gettext("Sum of the answers to: %(question)s") % {"question": asked[-1]}
    return above, below


def _about(opened: OpenRelease, definition: IndicatorDefinition, questions: Mapping[str, str]) -> list[str]:
    """Whom alone the indicator is about; [] for everybody."""
    of_groups = [
        breakdown_in_words(opened, {grouping: group}, definition)
        for grouping, groups in definition.only_groups.items()
        for group in groups
    ]
    return of_groups + [
        gettext("those who answered “%(options)s” to: %(question)s") % {
            "options": words.joined(answers_in_words(opened, definition, options, code)),
            "question": questions.get(code, code),
        }
        for code, options in definition.only_answers.items()
    ]  # fmt: skip


def _weight(opened: OpenRelease, definition: IndicatorDefinition, questions: Mapping[str, str]) -> str:
    """How much each respondent counts; "" where all count the same."""
    if definition.weight_question:
        return questions.get(definition.weight_question, definition.weight_question)
    parts = [
        gettext("%(group)s × %(weight)s") % {
            "group": breakdown_in_words(opened, {grouping: group}, definition),
            "weight": words.plain_number(weight),
        }
        for grouping, weights in definition.weight_groups.items()
        for group, weight in weights.items()
    ]  # fmt: skip
    return words.listed(parts)

"""What fictional Governments, headquarters and country teams answer, by item; what is left out is left blank. PURE.

A respondent's character stays the same over the years and its answers vary around it, so that two rounds have
something to tell. Likelihoods are made up and follow no published figure.
"""

import random
from collections.abc import Callable, Mapping
from typing import Final

from surveys.example_respondents import YEARS, ExampleRespondent
from surveys.questionnaires import Questionnaire
from surveys.templates_xlsx import Value

RESPONSE: Final = {"desa_government": (0.55, 1.0), "desa_entity_hq": (0.75, 1.0), "desa_unct": (0.72, 1.0)}
"""Between which likelihoods a respondent answers a round at all."""
OTHER_SUPPORT: Final = ("Translation of training material", "Legal advice on a cooperation agreement")
OTHER_CHALLENGES: Final = ("Change of counterparts in ministries", "Travel restrictions")
REMARKS: Final = {
    "desa_government": (
        "Several ministries answered; their answers were put together by the cooperation agency.",
        "Support was given through a regional project and not to our country alone.",
    ),
    "desa_entity_hq": (
        "The strategic plan is under revision.",
        "Regional plans are made by regional offices.",
    ),
    "desa_unct": (
        "The Cooperation Framework was signed in December.",
        "Guidance reached us after the document was drafted.",
    ),
}


class _Character:
    """How a respondent is: drawn once from its code, with chances of its own in each year."""

    def __init__(self, survey: str, respondent: ExampleRespondent, year: int):
        ever = random.Random(f"{survey} {respondent.code}")  # noqa: S311 - invented answers, no secret
        self.drive, self.ties = ever.uniform(0.1, 0.85), ever.uniform(0.1, 0.85)
        self.answers = ever.uniform(*RESPONSE[survey])
        self.chance = random.Random(f"{survey} {respondent.code} {year}")  # noqa: S311
        drift = 0.04 * (year - YEARS[0])
        self.drive, self.ties = min(self.drive + drift, 0.95), min(self.ties + drift, 0.95)

    def yes_no(self, likely: float, unknown: float = 0.05, refused: float = 0.0) -> str:
        draw = self.chance.random()
        if draw < unknown:
            return "do_not_know"
        if draw < unknown + refused:
            return "refused"
        return "yes" if self.chance.random() < likely else "no"

    def many(self, question: str, likely: Mapping[str, float], at_most: int = 9) -> dict[str, Value]:
        """A yes or no for each option, and at most so many times yes."""
        chosen = [option for option, share in likely.items() if self.chance.random() < share][:at_most]
        return {f"{question}.{option}": "yes" if option in chosen else "no" for option in likely}

    def remark(self, survey: str) -> dict[str, Value]:
        return {"remarks": self.chance.choice(REMARKS[survey])} if self.chance.random() < 0.12 else {}


def responds(survey: str, respondent: ExampleRespondent, year: int) -> bool:
    """Whether the respondent, if it was asked, sends anything in that round."""
    character = _Character(survey, respondent, year)
    return year in respondent.invited and character.chance.random() < character.answers


def answers_of(questionnaire: Questionnaire, respondent: ExampleRespondent) -> dict[str, Value]:
    """What the respondent answers in the round of that questionnaire."""
    survey, year = questionnaire.survey, questionnaire.year
    character = _Character(survey, respondent, year)
    character.chance.random()  # the one that decided whether it responds
    answers = _ANSWERS[survey](character, respondent, questionnaire) | character.remark(survey)
    return {code: value for code, value in answers.items() if code in questionnaire.items}


def _absent(questionnaire: Questionnaire, question: str, absence: str) -> dict[str, Value]:
    items = questionnaire.questions[question].items
    return {item.code: absence for item in items if not item.specified}


def _government(
    character: _Character, respondent: ExampleRespondent, questionnaire: Questionnaire
) -> dict[str, Value]:
    poorer = respondent.is_in("ldc", questionnaire.year)
    received = character.yes_no(0.15 + 0.65 * character.ties, refused=0.03)
    knowledge = character.yes_no(0.1 + 0.6 * character.ties, refused=0.02)
    institutions = character.yes_no(0.5 * character.ties + (0.15 if poorer else 0.0), refused=0.02)
    answers: dict[str, Value] = {
        "provides_ssc": character.yes_no(character.drive * (0.6 if poorer else 1.1), refused=0.03),
        "support_requested": character.yes_no(0.1 + 0.6 * character.ties, refused=0.03),
        "support_received": received,
        "institutions_supported": "not_applicable" if character.chance.random() < 0.05 else institutions,
        "knowledge_sharing": knowledge,
    }
    if received == "yes":
        likely = {"capacity_gaps": 0.5, "advantages": 0.3, "matching": 0.45, "design": 0.4}
        likely |= {"measuring": 0.2} if questionnaire.year == YEARS[-1] else {}
        answers |= character.many("support_kinds", likely | {"other": 0.1})
        if answers["support_kinds.other"] == "yes":
            answers["support_kinds.other_text"] = character.chance.choice(OTHER_SUPPORT)
    if knowledge == "yes" and character.chance.random() < 0.93:
        answers |= character.many("knowledge_levels", {"global": 0.25, "regional": 0.55, "national": 0.6})
    draw = character.chance.random()
    if draw < 0.05:
        answers |= _absent(questionnaire, "solutions_documented", "do_not_know")
    elif draw < 0.93:
        answers |= character.many(
            "solutions_documented", {"sti": 0.1 + 0.4 * character.ties, "other": 0.2 + 0.4 * character.ties}
        )
    return answers


def _headquarters(
    character: _Character, respondent: ExampleRespondent, questionnaire: Questionnaire
) -> dict[str, Value]:
    levels = character.many("modality_levels", {"global": 0.3 + 0.65 * character.drive, "regional": 0.5})
    if character.chance.random() < 0.2:
        levels["modality_levels.regional"] = "not_applicable"
    if character.chance.random() < 0.05:
        levels = _absent(questionnaire, "modality_levels", "do_not_know")
    answers: dict[str, Value] = dict(levels)
    if levels["modality_levels.global"] == "yes":
        answers["plan_indicators"] = character.yes_no(0.3 + 0.6 * character.drive)
    guidance = character.yes_no(0.5 * character.ties + 0.2)
    works_in_countries = respondent.groups["entity_type"] in {"programme", "fund", "specialized_agency"}
    answers["country_guidance"] = guidance if works_in_countries else "not_applicable"
    trained = character.chance.choices(("number", "do_not_know", ""), weights=(70, 18, 12))[0]
    if trained:
        number = round(120 * character.drive * character.chance.random())
        answers["staff_trained"] = number if trained == "number" else trained
    return answers


def _country_team(
    character: _Character, respondent: ExampleRespondent, questionnaire: Questionnaire
) -> dict[str, Value]:
    asked_for = character.yes_no(0.15 + 0.55 * character.ties, refused=0.04)
    answers: dict[str, Value] = {**_new_documents(character), "support_asked_for": asked_for}
    draw = character.chance.random()
    if draw < 0.06:
        answers |= _absent(questionnaire, "support_given", "not_applicable")
    elif draw < 0.9:
        likely = {"institutions": 0.3, "matching": 0.35, "knowledge": 0.5, "funding": 0.15}
        answers |= character.many("support_given", likely)
    draw = character.chance.random()
    if draw < 0.09:
        absence = "not_applicable" if draw < 0.05 else "do_not_know"
        return answers | _absent(questionnaire, "main_challenges", absence)
    lack = 1 - character.ties
    likely = {"resources": 0.25 + 0.5 * lack, "engagement": 0.15 + 0.4 * lack, "strategy": 0.4}
    likely |= {"information": 0.3, "other": 0.08}
    at_most = questionnaire.questions["main_challenges"].at_most or len(likely)
    answers |= character.many("main_challenges", likely, at_most)
    if answers["main_challenges.other"] == "yes":
        answers["main_challenges.other_text"] = character.chance.choice(OTHER_CHALLENGES)
    return answers


def _new_documents(character: _Character) -> dict[str, Value]:
    if character.chance.random() < 0.05:
        return {"new_documents": "do_not_know"}
    numbers = {
        "new_analyses": int(character.chance.random() < 0.2 * character.drive),
        "new_frameworks": int(character.chance.random() < 0.2 * character.drive),
        "new_programmes": sum(character.chance.random() < 0.25 * character.drive for _ in range(3)),
    }
    whole: dict[str, Value] = {"new_documents": sum(numbers.values())}
    return whole if character.chance.random() < 0.12 else whole | numbers


_ANSWERS: Final[Mapping[str, Callable[[_Character, ExampleRespondent, Questionnaire], dict[str, Value]]]] = {
    "desa_government": _government,
    "desa_entity_hq": _headquarters,
    "desa_unct": _country_team,
}

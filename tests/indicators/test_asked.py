"""The words of questions and answers, as a release keeps them."""

from collections import Counter

import pytest

from indicators.freezing import questions_read
from indicators.queries.asked import answer_name, option_name, question_name
from surveys.loading.facts import add_questionnaire
from surveys.questionnaires import questionnaire_from_yaml
from tests.indicators import rows
from tests.indicators.small import define

YES_NO = {"yes": {"en": "Yes"}, "no": {"en": "No"}}
VERSIONS = {
    "2021": {
        "focal_point": {
            "names": {"en": "A focal point?"},
            "options": {**YES_NO, "partly": {"en": "In part"}},
        },
        "needs.money": {"names": {"en": "What is needed: Funds"}, "options": YES_NO, "part": {"en": "Funds"}},
    },
    "2022": {
        "focal_point": {"names": {"en": "Is there a focal point?"}, "options": {"yes": {"en": "There is"}}},
        "needs.money": {"names": {"en": "What is needed: Money"}, "options": YES_NO, "part": {"en": "Money"}},
    },
}


def test_the_newest_questionnaire_that_has_it_words_it():
    assert question_name(VERSIONS, "focal_point") == {"en": "Is there a focal point?"}
    assert question_name(VERSIONS, "needs.money") == {"en": "Money"}
    assert option_name(VERSIONS, "focal_point", "yes") == {"en": "There is"}
    assert option_name(VERSIONS, "focal_point", "partly") == {"en": "In part"}
    assert question_name(VERSIONS, "gone") is option_name(VERSIONS, "gone", "yes") is None


def test_an_option_of_many_is_told_by_the_option_and_not_by_its_yes():
    assert answer_name(VERSIONS, define("chosen"), "money") == {"en": "Money"}
    assert answer_name(VERSIONS, define("distribution"), "yes") == {"en": "There is"}
    assert answer_name(VERSIONS, define("entered"), "yes") is None


MANY = """
survey: unossc_entity
year: 2022
version: "2022.8"
status: {en: made for tests}
title: {en: Needs}
sections:
  - code: one
    title: {en: One}
    questions:
      - code: needs
        kind: many_of
        text: {en: What is needed}
        options: [{code: money, text: {en: Money, fr: De l’argent}}, {code: staff, text: {en: Staff}}]
"""


@pytest.mark.django_db
def test_the_words_of_an_option_of_many_are_frozen_alone():
    world = rows.world()
    add_questionnaire(
        world.survey, questionnaire_from_yaml(MANY, file="many.yaml"), MANY, "many.yaml", Counter()
    )

    frozen = questions_read([define("chosen", survey="unossc_entity", options=["money"])])["unossc_entity"]

    assert {code: item["part"]["en"]["text"] for code, item in frozen["2022.8"].items()} == {
        "needs.money": "Money"
    }
    assert frozen["2022.8"]["needs.money"]["part"]["fr"]["text"] == "De l’argent"

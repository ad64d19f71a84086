import re
from collections import Counter

import pytest

from surveys.loading.facts import add_questionnaire
from surveys.models import Round, Upload
from surveys.queries.comparisons import comparisons_for
from surveys.questionnaires import questionnaire_from_yaml
from tests.surveys import rounds
from tests.surveys.samples import FIXTURES

pytestmark = pytest.mark.django_db


def watched(year: int, *, events: str = "") -> None:
    """The questionnaire of a year, with these thresholds for the number of events and without any other."""
    text = (FIXTURES / "surveys" / "unossc_entity" / f"{year}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^ +(jump|outlier): .*\n", "", text, flags=re.M)
    declared = "      - code: events\n        kind: whole_number\n"
    assert declared in text
    text = text.replace(declared, declared + events)
    read = questionnaire_from_yaml(text, file="watched.yaml")
    add_questionnaire(rounds.entity_survey(), read, text, "watched.yaml", Counter())


THRESHOLDS = "        jump: {times: 3}\n        outlier: {times: 10, least: 1, grouping: entity_type}\n"


def test_a_file_is_compared_with_the_last_round_and_with_its_group():
    watched(2021, events=THRESHOLDS)
    watched(2022, events=THRESHOLDS)
    analyst, sender = rounds.person("a@example.org"), rounds.person("s@example.org")
    last, now = rounds.entity_round(2021), rounds.entity_round(2022)
    for number, group in ((1, "fund"), (7, "fund"), (8, "programme")):
        rounds.grouped(rounds.entity(number), group)
    for number, events in ((1, 10), (7, 12), (8, 900)):
        rounds.approved(last, rounds.entity(number), sender, analyst, events=events)
    Round.objects.filter(pk=last.pk).update(state=Round.State.CLOSED)
    known = comparisons_for(now, now.questionnaire.as_questionnaire())

    assert known.year == 2021
    assert known.before == {"events": {"ENTITY-01": 10, "ENTITY-07": 12, "ENTITY-08": 900}}
    assert known.others == known.before, "nobody has answered this round yet"
    assert known.groups == {
        "entity_type": {"ENTITY-01": "fund", "ENTITY-07": "fund", "ENTITY-08": "programme"}
    }
    jumped = rounds.checked(now, rounds.entity(7), sender, rounds.workbook(rounds.entity(7), events=36))
    assert [issue.code for issue in jumped.issues.all()] == ["jump_from_last_round"]
    assert jumped.state == Upload.State.NEEDS_REVIEW


def test_without_thresholds_nothing_is_asked_of_the_database(django_assert_num_queries):
    watched(2022)
    round_ = rounds.entity_round(2022)
    questionnaire = round_.questionnaire.as_questionnaire()
    with django_assert_num_queries(0):
        assert comparisons_for(round_, questionnaire).before == {}

"""Every questionnaire that is shipped: what has to hold for all of them, and what each survey is known for."""

import pytest

from surveys.declarations import LANGUAGES
from surveys.questionnaires import questionnaire_from_file
from tests.surveys.samples import FIXTURES

FILES = sorted((FIXTURES / "surveys").glob("*/*.yaml"))
SURVEYS = ("desa_entity_hq", "desa_government", "desa_unct", "unossc_entity")
YEARS = (2021, 2022, 2023)
QUESTIONNAIRES = {(file.parent.name, int(file.stem)): questionnaire_from_file(file) for file in FILES}


def test_each_survey_has_its_three_rounds():
    assert sorted(QUESTIONNAIRES) == [(survey, year) for survey in SURVEYS for year in YEARS]


@pytest.mark.parametrize("place", QUESTIONNAIRES, ids=str)
def test_a_questionnaire_is_of_its_folder_and_year_and_says_what_it_is(place):
    questionnaire = QUESTIONNAIRES[place]

    assert (questionnaire.survey, questionnaire.year) == place
    assert questionnaire.version == f"{place[1]}.1"
    assert "reconstructed from the indicators" in questionnaire.status["en"]
    assert "not the official questionnaire" in questionnaire.status["en"]


@pytest.mark.parametrize("place", QUESTIONNAIRES, ids=str)
def test_every_wording_is_there_in_all_languages(place):
    questionnaire = QUESTIONNAIRES[place]
    wordings = [questionnaire.status, questionnaire.title, *(each.title for each in questionnaire.sections)]
    for question in questionnaire.questions.values():
        wordings += [question.text, question.help, question.unit]
        wordings += [part.text for part in (*question.options, *question.rows)]
        wordings += [same.reason for same in question.same_as]

    assert [wording for wording in wordings if wording and set(wording) != set(LANGUAGES)] == []


@pytest.mark.parametrize("place", QUESTIONNAIRES, ids=str)
def test_a_question_asks_for_its_own_year(place):
    """The year of the round before stands only where the round says so: what was asked first, or no longer."""
    survey, year = place
    others = [
        (question.code, language)
        for question in QUESTIONNAIRES[place].questions.values()
        for wording in (question.text, question.help)
        for language, text in wording.items()
        for other in YEARS
        if other != year and str(other) in text
    ]

    assert {code for code, _language in others} == (
        {"technology_projects"} if place[0] == "unossc_entity" and year == 2023 else set()
    )


@pytest.mark.parametrize("place", QUESTIONNAIRES, ids=str)
def test_a_later_round_says_of_every_question_how_it_compares(place):
    survey, year = place
    earlier = QUESTIONNAIRES.get((survey, year - 1))
    states = {
        code: {same.year: same.state for same in question.same_as}.get(year - 1)
        for code, question in QUESTIONNAIRES[place].questions.items()
    }
    new = {"unossc_entity": {2022: {"technology_projects"}, 2023: {"platform_workplan"}}}
    if earlier is None:
        assert set(states.values()) == {None}
        return
    assert {code for code, state in states.items() if state is None} == new.get(survey, {}).get(year, set())
    assert earlier.questions.keys() <= states.keys()


def states_of(survey: str, year: int) -> dict[str, str]:
    return {
        code: same.state
        for code, question in QUESTIONNAIRES[survey, year].questions.items()
        for same in question.same_as
        if same.year == year - 1 and same.state != "same"
    }


def test_what_cannot_be_compared_without_a_word_is_known():
    assert {place: states_of(*place) for place in QUESTIONNAIRES if states_of(*place)} == {
        ("desa_government", 2022): {"solutions_documented": "similar"},
        ("desa_government", 2023): {"support_kinds": "similar"},
        ("desa_unct", 2022): {"main_challenges": "similar"},
        ("unossc_entity", 2022): {"good_practices": "similar"},
        ("unossc_entity", 2023): {"partnerships_supported": "broken"},
    }


def test_support_asked_for_and_support_received_are_two_questions_of_everybody():
    questions = QUESTIONNAIRES["desa_government", 2022].questions

    for code in ("support_requested", "support_received", "institutions_supported", "knowledge_sharing"):
        assert questions[code].shown_if is None
        assert questions[code].part_of is None
        assert questions[code].required


def test_the_documents_of_country_teams_are_added_up():
    (rule,) = QUESTIONNAIRES["desa_unct", 2023].rules

    assert (rule.whole, rule.parts) == ("new_documents", ("new_analyses", "new_frameworks", "new_programmes"))


NUMBERS = {"whole_number", "amount", "number", "percentage"}


@pytest.mark.parametrize("place", QUESTIONNAIRES, ids=str)
def test_every_number_is_compared_with_the_last_one_unless_it_is_part_of_one_that_is(place):
    questions = QUESTIONNAIRES[place].questions.values()
    numbers = [question for question in questions if question.kind in NUMBERS]

    unwatched = {question.part_of for question in numbers if not question.jump}
    assert unwatched <= {question.code for question in numbers if question.jump}


def test_answers_that_contradict_each_other_ask_for_a_word():
    known = {
        place[0]
        for place, each in QUESTIONNAIRES.items()
        for rule in each.rules
        if rule.severity == "warning"
    }

    assert known == {"desa_government", "unossc_entity"}
    (_received, shared) = QUESTIONNAIRES["desa_government", 2023].rules
    assert (shared.item, shared.option, shared.other) == ("support_received", "no", "knowledge_sharing")

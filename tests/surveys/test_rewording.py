"""Corrected wordings and aliases: a layer over a questionnaire, whose definition stays."""

import io
from collections import Counter

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys import actions
from surveys.coercion import choices_of
from surveys.loading.facts import add_questionnaire
from surveys.models import Item, Option, Questionnaire
from surveys.queries.audit import Asked, audit_trail
from surveys.questionnaires import Questionnaire as Asking
from surveys.rewording import YES_NO_KEY, entry_from, field_of, reworded, section_key, subject_in
from surveys.spreadsheets import read_workbook
from surveys.templates_xlsx import build_template
from surveys.wording import LANGUAGES
from surveys.xlsform_reading import read_xlsform
from surveys.xlsform_writing import write_xlsform
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.samples import SMALL, entity_questionnaire, small

DEFINITION = entity_questionnaire().to_dict()
REVIEWED = {"text": "Combien de documents ?", "state": "reviewed"}


def question_named(code: str) -> dict:
    return next(
        one for section in DEFINITION["sections"] for one in section["questions"] if one["code"] == code
    )


def test_nothing_laid_over_is_the_definition():
    assert reworded(DEFINITION, {}) == DEFINITION


def test_texts_and_aliases_are_laid_over_and_all_else_stays():
    layer = {"cpd_total": {"text": {"fr": REVIEWED}, "aliases": ["CPDs"]}}
    questions = Asking.from_dict(reworded(DEFINITION, layer)).questions

    assert questions["cpd_total"].text["fr"] == "Combien de documents ?"
    assert questions["cpd_total"].text["en"] == question_named("cpd_total")["text"]["en"]
    assert questions["cpd_total"].aliases == ("CPDs",)
    assert list(questions) == list(Asking.from_dict(DEFINITION).questions)
    assert (
        "aliases" not in question_named("cpd_total") or "CPDs" not in question_named("cpd_total")["aliases"]
    )


def test_a_page_that_changes_nothing_makes_no_entry():
    question = question_named("cpd_total")
    posted = {
        field_of(key, "", language): question[key][language]
        for key in ("text", "help")
        for language in LANGUAGES
    }
    states = {
        f"{name}.state": "draft" if name.rsplit(".", 1)[1] in {"ar", "zh", "fr", "ru", "es"} else "reviewed"
        for name in posted
    }
    posted["aliases."] = "\n".join(question.get("aliases", []))
    assert entry_from(question, posted | states) == {}
    read = entry_from(question, posted | states | {"text..fr.state": "reviewed"})
    assert read == {"text": {"fr": {"text": question["text"]["fr"], "state": "reviewed"}}}


@given(
    st.dictionaries(
        st.sampled_from(LANGUAGES),
        st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip),
    )
)
def test_what_is_typed_is_what_the_questionnaire_says(texts):
    posted = {f"text..{language}": text for language, text in texts.items()}
    posted |= {f"text..{language}.state": "draft" for language in texts}
    layer = {"events": entry_from(question_named("events"), posted)}
    said = Asking.from_dict(reworded(DEFINITION, layer)).questions["events"].text
    for language in LANGUAGES:
        assert said[language] == texts.get(language, question_named("events")["text"][language]).strip()


@keeping
def questionnaire(db) -> Questionnaire:
    return rounds.questionnaire()


def test_rows_template_checks_and_trail_say_it(questionnaire):
    round_ = rounds.entity_round(entities=(7,))
    sender = rounds.person("sender@example.org")
    entry = {
        "text": {"en": {"text": "Is somebody responsible?", "state": "reviewed"}, "fr": REVIEWED},
    }
    actions.reword(questionnaire=questionnaire, question="focal_point", entry=entry, seen={})
    questionnaire.refresh_from_db()

    assert questionnaire.definition == DEFINITION
    names = Item.objects.get(questionnaire=questionnaire, code="focal_point").names
    assert names["en"]["text"] == "Is somebody responsible?"
    assert (names["fr"]["state"], names["es"]["state"]) == ("reviewed", "draft")
    book = openpyxl.load_workbook(io.BytesIO(rounds.workbook(rounds.entity(7))))
    assert any("Is somebody responsible?" in str(cell.value) for row in book["Answers"] for cell in row)
    table = b"Respondent,Is somebody responsible?\nENTITY-07,yes\n"
    upload = rounds.checked(round_, rounds.entity(7), sender, table, "table.csv")
    assert upload.staged_answers.get(item="focal_point").option == "yes"
    change = audit_trail(Asked(kind="Questionnaire"))[0][0].changes
    assert [each.field for each in change] == ["Wording"]


def test_an_option_is_renamed_and_gets_an_alias_that_files_may_use(db):
    asking = add_questionnaire(rounds.entity_survey(), small(), SMALL, "small.yaml", Counter())
    africa = {"text": {"en": {"text": "The continent", "state": "draft"}}, "aliases": ["AFR"]}
    entry = {"parts": {"africa": africa}}
    actions.reword(questionnaire=asking, question="region", entry=entry, seen={})
    health = {"parts": {"health": {"text": {"fr": {"text": "Santé", "state": "reviewed"}}}}}
    actions.reword(questionnaire=asking, question="themes", entry=health, seen={})
    asking.refresh_from_db()

    option = Option.objects.get(item__questionnaire=asking, item__code="region", code="africa")
    assert option.names["en"] == {"text": "The continent", "state": "draft"}
    assert choices_of(asking.as_questionnaire().items["region"])["afr"] == "africa"
    assert (
        Item.objects.get(questionnaire=asking, code="themes.health").names["en"]["text"] == "Themes: Health"
    )
    wrong = {"parts": {"africa": africa, "asia": {"aliases": ["AFR"]}}}
    with pytest.raises(actions.WordingRefused) as refused, translation.override("fr"):
        actions.reword(questionnaire=asking, question="region", entry=wrong, seen=entry)
    assert (refused.value.code, refused.value.word) == ("names_two_options", "AFR")
    with pytest.raises(actions.WrongState):
        actions.reword(questionnaire=asking, question="region", entry={}, seen={})
    actions.reword(questionnaire=asking, question="region", entry={}, seen=entry)
    option.refresh_from_db()
    assert option.names["en"]["text"] == "Africa"
    asking.refresh_from_db()
    assert set(asking.wording) == {"themes"}


TITLE = {"text": "Programmes et politiques", "state": "reviewed"}
UNIT = {"text": "descriptifs", "state": "draft"}


def test_sections_and_units_are_reworded_for_templates(questionnaire):
    code = DEFINITION["sections"][0]["code"]
    section = section_key(code)
    actions.reword(questionnaire=questionnaire, question=section, entry={"title": {"fr": TITLE}}, seen={})
    actions.reword(questionnaire=questionnaire, question="cpd_total", entry={"unit": {"fr": UNIT}}, seen={})
    questionnaire.refresh_from_db()
    asking = questionnaire.as_questionnaire()

    assert asking.sections[0].title["fr"] == TITLE["text"]
    assert asking.sections[0].title["en"] == DEFINITION["sections"][0]["title"]["en"]
    assert asking.questions["cpd_total"].unit["fr"] == "descriptifs"
    book = openpyxl.load_workbook(io.BytesIO(template(asking, "fr")))
    said = [cell.value for row in book.worksheets[1] for cell in row]
    assert {TITLE["text"], "descriptifs"} <= set(said)
    actions.reword(questionnaire=questionnaire, question=section, entry={}, seen={"title": {"fr": TITLE}})
    questionnaire.refresh_from_db()
    assert questionnaire.as_questionnaire().sections[0].title == DEFINITION["sections"][0]["title"]


def template(asking: Asking, language: str) -> bytes:
    return build_template(
        asking,
        respondent_code="E",
        respondent_name="E",
        year=2022,
        language=language,
        deadline=None,
        contact="",
    )


def test_yes_and_no_are_reworded_once_for_all_questions_and_the_usual_words_stay_understood(questionnaire):
    entry = {
        "parts": {"yes": {"text": {"fr": {"text": "Tout à fait", "state": "reviewed"}}, "aliases": ["sure"]}}
    }
    actions.reword(questionnaire=questionnaire, question=YES_NO_KEY, entry=entry, seen={})
    questionnaire.refresh_from_db()
    asking = Asking.from_dict(questionnaire.as_questionnaire().to_dict())
    words = choices_of(asking.items["focal_point"])

    assert {words[word] for word in ("tout à fait", "sure", "oui", "yes", "1", "有")} == {"yes"}
    assert words["non"] == "no"
    names = Option.objects.get(item__questionnaire=questionnaire, item__code="focal_point", code="yes").names
    assert names["fr"] == {"text": "Tout à fait", "state": "reviewed"}
    book = openpyxl.load_workbook(io.BytesIO(template(asking, "fr")))
    assert "Tout à fait" in str([cell.value for sheet in book for row in sheet for cell in row])
    assert read_xlsform_again(asking).yes_no == asking.yes_no


def read_xlsform_again(asking: Asking) -> Asking:
    book = read_workbook(write_xlsform(asking), "form.xlsx")
    return read_xlsform(book, survey=asking.survey, year=asking.year, file="form.xlsx").questionnaire


def test_a_word_for_yes_and_no_at_once_is_refused_in_the_readers_language(questionnaire):
    entry = {"parts": {"yes": {"aliases": ["Non"]}}}
    with pytest.raises(actions.WordingRefused) as refused:
        actions.reword(questionnaire=questionnaire, question=YES_NO_KEY, entry=entry, seen={})
    with translation.override("fr"):
        assert "non" in str(refused.value)
        assert "options" in str(refused.value)
        assert "names two" not in str(refused.value)
    helpless = next(one["code"] for one in DEFINITION["sections"][0]["questions"] if "help" not in one)
    with pytest.raises(actions.WordingRefused) as refused:
        actions.reword(questionnaire=questionnaire, question=helpless, entry={"help": {"fr": UNIT}}, seen={})
    assert refused.value.code == "english_missing"


@pytest.mark.parametrize("key", ["section-nothing", "nothing", "yes_no"])
def test_what_is_not_there_is_no_subject(key):
    assert subject_in(DEFINITION, key) is None

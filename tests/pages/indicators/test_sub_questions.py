"""A grid of questions from the file that is sent to the pages: computed by sub-question, released, shown, traced, compared."""

import csv
import json
from collections import Counter
from io import StringIO

import pytest

from indicators import actions
from indicators.models import PanelChange, Value
from surveys.loading.facts import add_questionnaire
from surveys.models import Answer, Submission
from surveys.questionnaires import questionnaire_from_yaml
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows

pytestmark = pytest.mark.django_db
GRID = """
survey: unossc_entity
year: 2022
version: "2022.7"
status: {en: made for tests}
title: {en: A grid, fr: Une grille}
sections:
  - code: one
    title: {en: One, fr: Un}
    questions:
      - code: forms
        kind: grid
        text: {en: How often are these used, fr: Fréquence d’utilisation}
        rows:
          - {code: study, text: {en: Study tours, fr: Voyages d’étude}}
          - {code: peer, text: {en: Peer reviews, fr: Examens par les pairs}}
        options: [{code: never, text: {en: Never, fr: Jamais}}, {code: often, text: {en: Often, fr: Souvent}}]
"""
OFTEN = {
    "measure": "share", "question": None, "sub_questions": ["forms.study", "forms.peer"], "counted": ["often"],
    "survey": "unossc_entity", "out": rows.OUT, "unit": "percent", "minimum_respondents": "1",
    "by": ["entity_type", "sub_question"], "aliases": {"7.1.peer": {"sub_question": "forms.peer"}},
}  # fmt: skip
SAID = {
    2021: {"ENTITY-07": ("often", "never"), "ENTITY-08": ("often", "often"), "ENTITY-09": ("never", "never")},
    2022: {"ENTITY-07": ("often", "often"), "ENTITY-08": ("often", "often"), "ENTITY-09": ("never", "never")},
}
PEER = {"sub_question": "forms.peer"}


@keeping
def grid(db):
    """7.1 is the share that uses study tours often, and peer reviews; 7.2 the same as a distribution."""
    world = rows.world(attributable=True)
    declared = questionnaire_from_yaml(GRID, file="grid.yaml")
    world.questionnaire = add_questionnaire(world.survey, declared, GRID, "grid.yaml", Counter())
    plain = {key: value for key, value in OFTEN.items() if value is not None}
    rows.defined(world, "7.1", **plain)
    of_all = {key: value for key, value in plain.items() if key not in ("counted", "aliases")}
    rows.defined(world, "7.2", **of_all | {"measure": "distribution", "options": ["never", "often"]})
    for year, said in SAID.items():
        round_ = rows.round_of(world, year, said)
        for row, (code, answers) in enumerate(said.items(), start=2):
            answer_grid(rows.answered(world, round_, code), answers, row)
        actions.compute_round(round=round_)
    world.release = actions.publish_release(name="First", by=world.sender)
    return world


def answer_grid(submission, answers, row):
    items = submission.round.questionnaire.items.order_by("position")
    for column, (item, answer) in enumerate(zip(items, answers, strict=True), start=2):
        Answer.objects.create(
            submission=submission, item=item, option=item.options.get(code=answer), raw=answer.title(),
            sheet="Answers", row=row, column=column,
        )  # fmt: skip


def test_every_row_has_its_value_for_everybody_and_for_every_group(grid):
    values = Value.objects.filter(
        version__indicator__code="7.1", year=2022, breakdown__has_key="sub_question"
    )

    found = {tuple(sorted(one.breakdown.items())): round(one.value) for one in values}
    assert found[(("sub_question", "forms.study"),)] == found[(("sub_question", "forms.peer"),)] == 67
    assert found[("entity_type", "agency"), ("sub_question", "forms.peer")] == 100
    assert len(found) == 6


def test_the_page_lists_the_rows_in_the_words_of_the_questionnaire(nobody, grid):
    page = shows(
        nobody.get("/en/indicators/7.1/"), "Study tours", "Peer reviews", "Question: Study tours",
        "Question by question", "How often are these used: Study tours", "each of the questions",
        'href="/en/indicators/7.1.peer/"',
    )  # fmt: skip
    assert page.index("Study tours") < page.index("Peer reviews")
    shows(nobody.get("/fr/indicators/7.1/"), "Voyages d’étude", "Examens par les pairs")


def test_groups_have_a_bar_for_each_question(nobody, grid):
    page = shows(nobody.get("/en/indicators/7.1/?by=entity_type&year=2022"), "The funds", "The agencys")
    assert page.count("Peer reviews") > 2
    answer = nobody.get("/en/figures/7.1.csv?by=entity_type&year=2022&basis=computed")
    table = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert any("Study tours" in cell for row in table for cell in row)


def test_a_distribution_is_stacked_question_by_question(nobody, grid):
    page = shows(nobody.get("/en/indicators/7.2/?by=sub_question&year=2022"), "Study tours", "Peer reviews")
    assert "data-figure" in page
    shows(nobody.get("/en/indicators/7.2/?by=entity_type&year=2022"), "Question: Peer reviews", "Answer: ")


def test_the_page_of_a_part_has_its_years_its_change_and_its_cells(nobody, analyst, grid):
    shows(nobody.get("/en/indicators/7.1.peer/"), "<small>Question: Peer reviews</small></h1>", "2021", "2022",
          "Among the 3 respondents that are in the number in both years")  # fmt: skip
    page = shows(
        analyst.get("/en/indicators/7.1/2022/sub_question=forms.peer/"), "Question: Peer reviews", "C2"
    )
    assert "B2" not in page.partition("<main")[2]
    made = page[page.index("How this number is made") :]
    assert "to: How often are these used: Peer reviews" in made
    assert "Study tours" not in made
    assert "each of the questions" not in made
    shows(analyst.get("/en/indicators/7.1/2022/entity_type=fund+sub_question=forms.study/"), "B2")


def test_from_an_answer_back_to_the_values_of_its_own_row(analyst, grid):
    submission = Submission.objects.get(round__data_year=2022, respondent__code="ENTITY-07")
    page = shows(analyst.get(f"/en/submissions/{submission.pk}/values/"), "Question: Peer reviews")
    study, peer = (
        page[: page.index("How often are these used: Peer")],
        page[page.index("How often are these used: Peer") :],
    )
    assert "sub_question=forms.study" in study
    assert "sub_question=forms.peer" not in study
    assert "sub_question=forms.peer" in peer
    assert "sub_question=forms.study" not in peer


def test_each_row_has_its_own_change_between_the_rounds(grid):
    changes = PanelChange.objects.filter(version__indicator__code="7.1").order_by("pk")
    assert [(one.breakdown["sub_question"], round(one.behaviour)) for one in changes] == [
        ("forms.study", 0),
        ("forms.peer", 33),
    ]


def test_programs_and_files_and_comparisons_have_them(nobody, grid):
    found = nobody.get(
        "/api/v1/values/", {"indicator": "7.1", "dimension": "sub_question", "year": 2022}
    ).json()
    assert {row["breakdown"]["sub_question"] for row in found["results"]} == {"forms.study", "forms.peer"}
    content = json.loads(nobody.get("/en/releases/1/content.json").content)
    assert PEER in [row["breakdown"] for row in content["values"] if row["indicator"] == "7.1"]
    address = "/en/compare/?i=7.1&part=sub_question%3Dforms.peer&part=sub_question%3Dforms.study"
    shows(nobody.get(address), "7.1 Short 7.1, Question: Peer reviews", "Question: Study tours")


def test_a_release_keeps_the_words_of_its_day(nobody, grid):
    grid.questionnaire.wording = {"forms": {"text": {"en": "Another wording"}}}
    grid.questionnaire.save()
    grid.questionnaire.items.update(names=rows.text("Another wording"))

    page = shows(nobody.get("/en/indicators/7.1/?release=1"), "Study tours")
    assert "Another wording" not in page


def test_answers_of_every_row_by_group_are_a_table_and_the_page_says_so(nobody, grid):
    page = shows(nobody.get("/en/indicators/7.2/?by=entity_type"), "No chart fits what there is of this")
    assert "Type of entity: The funds, Answer: Often, Question: Peer reviews" in page
    page = shows(nobody.get("/en/indicators/7.2/?by=entity_type&kind=map"), "Such a chart does not fit here.")
    assert "another one is shown" not in page

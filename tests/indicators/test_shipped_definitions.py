"""Every definition that is shipped, as loaded."""

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from indicators.checking import check_against
from indicators.definitions import codes, definition_from_yaml
from indicators.kinds import kinds_for
from indicators.vocabulary import MEASURES
from surveys.questionnaires import questionnaire_from_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted((FIXTURES / "indicators").glob("*.yaml"))

PUBLISHED = [
    "0.1",
    "1.1",
    "1.2",
    "1.3",
    "2.1",
    "2.2",
    "2.3",
    "2.4",
    "2.5",
    "2.6",
    "2.7",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "3.6",
    "4.1",
    "4.2",
    "5.1",
    "5.2",
    "BA.1",
    "BA.2",
    "BA.3.IFAD",
    "BA.3.UN-Habitat",
    "BA.3.WFP",
    "BA.3.UNFPA",
    "BA.3.UNDP",
    "BA.3.UNICEF",
    "BA.3.UNIDO",
    "BA.3.ILO",
    "BA.4",
    "BA.5",
    "BA.6",
    "BA.7",
    "BB.1",
    "BB.2",
    "BB.3",
    "BC.1",
    "BC.2",
    "BD.1",
    "BD.2",
    "BD.3",
    "BD.4",
    "BE.1",
]


def load(file):
    return definition_from_yaml(file.read_text(encoding="utf-8"), file=file.name)


DEFINITIONS = [load(file) for file in FILES]


def test_every_published_code_resolves():
    resolved = codes(DEFINITIONS)

    assert len(PUBLISHED) == 45
    assert set(resolved) == {*PUBLISHED, "1.4", "1.5", "1.6", "1.7", "BA.3"}
    assert resolved["BA.3.ILO"] == ("BA.3", {"respondent": "ILO"})
    assert resolved["BA.2"] == ("1.1", {"option": "regional"})
    assert resolved["BA.6"] == ("BA.4", {"option": "strategy"})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_definition_is_complete(file):
    definition = load(file)

    assert definition.code == file.stem
    for text in (
        definition.title,
        definition.short,
        definition.definition,
        definition.scope,
        definition.processing,
    ):
        assert {"en", "zh"} <= set(text)
    assert definition.valid_to is None


def test_nodes_are_those_of_the_frameworks():
    frameworks = yaml.safe_load((FIXTURES / "frameworks.yaml").read_text(encoding="utf-8"))["frameworks"]
    nodes = {f"{framework['code']}/{node['code']}" for framework in frameworks for node in framework["nodes"]}

    assert {node for definition in DEFINITIONS for node in definition.nodes} <= nodes


def items_of(survey, year):
    questionnaire = questionnaire_from_file(FIXTURES / "surveys" / survey / f"{year}.yaml")
    return {
        item.code: {
            "kind": item.kind,
            "options": [option.code for option in item.choices],
            "part_of": item.question.part_of,
        }
        for item in questionnaire.items.values()
    }


COMPUTED = [definition for definition in DEFINITIONS if MEASURES[definition.measure].computed]


def misfits(year):
    items = {survey: items_of(survey, year) for survey in {definition.survey for definition in COMPUTED}}
    return [
        (misfit.definition, misfit.key)
        for definition in COMPUTED
        for misfit in check_against(definition, items[definition.survey])
    ]


def test_what_is_entered_has_no_survey_that_asks_everybody():
    """Platforms and their records, other literature, and examples that one entity gave in words."""
    entered = [definition.code for definition in DEFINITIONS if definition not in COMPUTED]

    assert entered == [
        *("3.1", "3.2", "3.3"),
        *("BA.7", "BB.1", "BB.2", "BB.3", "BC.1", "BC.2", "BD.2", "BD.3", "BD.4", "BE.1"),
    ]


def test_definitions_fit_the_newest_questionnaires():
    assert misfits(2023) == []


@pytest.mark.parametrize(("year", "lacking"), [(2021, ["4.1", "BD.1"]), (2022, ["4.1"])])
def test_older_questionnaires_lack_a_question_or_two(year, lacking):
    """What a year did not ask shows as "not asked" there, and all else fits."""
    assert misfits(year) == [(code, "question") for code in lacking]


@pytest.mark.parametrize("definition", COMPUTED, ids=lambda definition: definition.code)
def test_small_groups_of_confidential_surveys_are_hidden_from_the_public(definition):
    """Answers of Governments, country teams and headquarters are confidential below a release."""
    confidential = definition.survey.startswith("desa_")

    assert (definition.public_minimum == 5) == confidential
    if definition.survey in {"desa_government", "desa_unct"}:
        groups = [dimension for dimension in definition.by if dimension != "sub_question"]
        assert groups == ["region", "ldc", "lldc", "sids"]
        assert definition.minimum_respondents == 5


def test_asked_for_and_received_are_two_shares_of_their_own():
    asked, received = (load(FIXTURES / "indicators" / f"{code}.yaml") for code in ("2.1", "2.2"))

    assert (asked.measure, received.measure) == ("share", "share")
    assert (asked.question, received.question) == ("support_requested", "support_received")
    assert not asked.only_answers
    assert not received.only_answers


def test_the_crosswalk_speaks_of_known_breakdowns():
    crosswalk = yaml.safe_load((FIXTURES / "crosswalk.yaml").read_text(encoding="utf-8"))["figures"]
    by = {
        definition.code: {*definition.by, *(["option"] if MEASURES[definition.measure].by_option else [])}
        for definition in DEFINITIONS
    }

    for name, entry in crosswalk.items():
        if entry.get("indicator"):
            assert set(entry.get("breakdown", {})) <= by[entry["indicator"]], name


def test_units_agree_with_the_published_figures():
    with (FIXTURES / "published_figures.csv").open(encoding="utf-8", newline="") as file:
        units = {row["id"]: row["unit"] for row in csv.DictReader(file)}
    crosswalk = yaml.safe_load((FIXTURES / "crosswalk.yaml").read_text(encoding="utf-8"))["figures"]
    defined = {definition.code: definition.unit for definition in DEFINITIONS}

    for name, entry in crosswalk.items():
        if entry.get("indicator") and units.get(name):
            assert units[name] == defined[entry["indicator"]], name


def test_each_says_by_whom_it_was_checked_or_why_by_nobody():
    for file in FILES:
        definition = definition_from_yaml(file.read_text(), file=file.name)
        assert (definition.reviewed is None) != (definition.unchecked is None), file.name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_breakdown_can_be_drawn(file):
    """Of as many groups as there may be: their number is that of the lists, and not of the definition."""
    definition = definition_from_yaml(file.read_text("utf-8"), file=file.name)
    if not MEASURES[definition.measure].computed:
        return
    parts = [{"option": code} for code in definition.options] or [{}]
    parts = [{**part, "sub_question": code} for part in parts for code in definition.sub_questions] or parts
    for dimension in set(definition.by) - {"option", "sub_question"}:
        values = [
            SimpleNamespace(breakdown={dimension: str(group), **part}, year=2022, low=None)
            for group in range(30)
            for part in parts
        ]
        assert kinds_for(definition.measure, dimension, values), dimension

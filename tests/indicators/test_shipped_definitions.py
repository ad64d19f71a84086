"""Every definition that is shipped, as loaded."""

import csv
from pathlib import Path

import pytest
import yaml

from indicators.checking import check_against
from indicators.definitions import codes, definition_from_yaml
from indicators.vocabulary import MEASURES
from surveys.questionnaires import questionnaire_from_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted((FIXTURES / "indicators").glob("*.yaml"))
QUESTIONNAIRES = sorted((FIXTURES / "surveys" / "unossc_entity").glob("*.yaml"))

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
    assert resolved["BA.2"] == ("1.1", {"level": "regional"})
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


def items_of(file):
    questionnaire = questionnaire_from_file(file)
    return {
        item.code: {
            "kind": item.kind,
            "options": [option.code for option in item.question.choices],
            "part_of": item.question.part_of,
        }
        for item in questionnaire.items.values()
    }


def test_definitions_fit_the_newest_questionnaire():
    computed = [definition for definition in DEFINITIONS if MEASURES[definition.measure].computed]
    items = items_of(QUESTIONNAIRES[-1])

    assert {definition.survey for definition in computed} == {"unossc_entity"}
    assert [misfit for definition in computed for misfit in check_against(definition, items)] == []


def test_the_older_questionnaire_lacks_one_question():
    """The year 2021 did not ask for technology projects: BD.1 shows "not asked" there, and all else fits."""
    items = items_of(QUESTIONNAIRES[0])
    misfits = [misfit for definition in DEFINITIONS for misfit in check_against(definition, items)]

    assert [(misfit.definition, misfit.key) for misfit in misfits] == [("BD.1", "question")]


def test_the_crosswalk_speaks_of_known_breakdowns():
    crosswalk = yaml.safe_load((FIXTURES / "crosswalk.yaml").read_text(encoding="utf-8"))["figures"]
    by = {definition.code: set(definition.by) for definition in DEFINITIONS}

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

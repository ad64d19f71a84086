import re
from collections import Counter

import pytest

from indicators.systems import read_systems
from surveys.declarations import DeclarationError
from tests.indicators.fixture_files import CHINESE, all_figures, text_of
from tests.indicators.systems_places import PLACES, places_of, single_places

ONE = """
systems:
  - code: fund-1
    kind: fund
    names: {en: A fund, zh: 一个基金}
    facts:
      - as_of: 2019
        document: A/75/297
        paragraph: 78
        words: {en: It has money., zh: 有资金。}
        figures: [f-1]
"""


def read(text=ONE, figures=("f-1",)):
    return read_systems(text, file="systems.yaml", figures=figures)


@pytest.fixture(scope="module")
def shipped():
    return read(text_of("systems.yaml"), {figure.id for figure in all_figures()})


def test_a_system_with_its_fact():
    (fund,) = read()
    assert (fund.code, fund.kind, fund.parent, fund.missing) == ("fund-1", "fund", None, {})
    (fact,) = fund.facts
    assert (fact.as_of, fact.document, fact.paragraph, fact.figures) == (2019, "A/75/297", "78", ("f-1",))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("kind: fund", "kind: money", "“money” is not one of framework"),
        ("figures: [f-1]", "figures: [f-2]", "no published figure is “f-2”"),
        ("code: fund-1", "code: fund-1\n    parent: fund-0", "no system “fund-0” stands before this one"),
        ("as_of: 2019", "as_of: then", "is not a year of four digits"),
        ("paragraph: 78", "page: 78", "“paragraph” is missing"),
        ("kind: fund", "kind: fund\n    colour: red", "unknown key"),
        ("figures: [f-1]", "node: d", "the system has no framework with parts"),
        ("figures: [f-1]", "topic: money", "“money” is not one of resources"),
    ],
)
def test_a_mistake_is_an_error_with_its_place(before, after, message):
    with pytest.raises(DeclarationError, match=re.escape(message)):
        read(ONE.replace(before, after))


def test_nothing_said_is_an_error():
    with pytest.raises(DeclarationError, match="facts"):
        read(ONE[: ONE.index("      - as_of")].replace("facts:", "facts: []"))


def test_every_system_of_the_documents_is_there(shipped):
    whole = Counter(system.kind for system in shipped if system.parent is None)
    assert whole == {
        "framework": 11, "instrument": 4, "reporting": 4, "survey": 4,
        "platform": 23, "mechanism": 2, "fund": 16, "recommendation": 1,
    }  # fmt: skip


def test_the_twelve_recommendations_of_the_inspectors_stand_as_of_2014(shipped):
    twelve = [system for system in shipped if system.parent == "jiu-2011-3"]
    assert [system.code for system in twelve] == [f"jiu-2011-3-{number}" for number in range(1, 13)]
    for system in twelve:
        assert {(fact.as_of, fact.document) for fact in system.facts} == {(2014, "A/69/153")}


def test_chinese_is_there_for_all_of_it(shipped):
    for system in shipped:
        for wording in [system.names, system.missing, *(fact.words for fact in system.facts)]:
            assert not wording or re.search(CHINESE, wording["zh"]), system.code
            assert not re.search(CHINESE, wording.get("en", ""))


def test_a_figure_belongs_to_the_document_of_its_fact(shipped):
    documents = {figure.id: figure.document for figure in all_figures()}
    for system in shipped:
        for fact in system.facts:
            for code in fact.figures:
                assert documents[code] == fact.document, (system.code, code)


def said_at(shipped, code) -> set[tuple[str, str]]:
    """Where a system and its parts are spoken of, by their facts."""
    facts = [fact for system in shipped if code in (system.code, system.parent) for fact in system.facts]
    places = [(fact.document, place) for fact in facts for place in fact.paragraph.split(", ")]
    return {(document, each) for document, place in places for each in single_places(place)}


@pytest.mark.parametrize("code", PLACES)
def test_all_that_the_documents_say_of_a_system_has_its_place(shipped, code):
    assert said_at(shipped, code) == places_of(PLACES[code])


def test_no_system_is_without_checked_places(shipped):
    assert {system.code for system in shipped if system.parent is None} == set(PLACES)


def test_each_region_says_whether_its_platform_reported(shipped):
    regions = [system for system in shipped if system.parent == "regional-collaborative-platforms"]
    reported = [system.code for system in regions if system.facts[0].words["en"].startswith("Reported")]
    assert len(regions) == 5
    assert reported == ["regional-platform-europe-central-asia"]

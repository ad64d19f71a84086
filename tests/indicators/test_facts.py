from pathlib import Path

import pytest

from indicators.facts import node_addresses, read_frameworks, read_judgements
from surveys.declarations import DeclarationError

FIXTURES = Path(__file__).parents[2] / "fixtures"

SMALL = """
frameworks:
  - code: plan
    names: {en: A plan in full}
    short: {en: Plan}
    period: {from: 2020, to: 2024}
    document: A/1
    nodes:
      - {code: chapeau, kind: chapeau, names: {en: All of it}, short: {en: All}, paragraph: "3"}
      - {code: "1", kind: outcome, parent: chapeau, names: {en: First}, short: {en: One}, paragraph: 4-5}
"""
JUDGED = """
judgements:
  - {node: plan/1, year: 2022, words: {en: Good progress}, document: A/1, paragraph: "5"}
"""


def small(old: str = "", new: str = ""):
    assert old in SMALL
    return read_frameworks(SMALL.replace(old, new), file="f.yaml")


def shipped_frameworks():
    return read_frameworks((FIXTURES / "frameworks.yaml").read_text(encoding="utf-8"), file="frameworks.yaml")


def shipped_judgements():
    text = (FIXTURES / "judgements.yaml").read_text(encoding="utf-8")
    return read_judgements(text, file="judgements.yaml", frameworks=shipped_frameworks())


def test_a_framework_is_a_tree_of_nodes():
    (plan,) = small()
    chapeau, first = plan.nodes
    assert (plan.from_year, plan.to_year, plan.note) == (2020, 2024, {})
    assert (chapeau.parent, chapeau.position) == (None, 1)
    assert (first.parent, first.position, first.address) == ("chapeau", 2, "plan/1")
    assert node_addresses([plan]) == ("plan/chapeau", "plan/1")


def test_a_period_may_be_open():
    (plan,) = small(", to: 2024", "")
    assert plan.to_year is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("document: A/1", "documents: A/1", "“document” is missing"),
        ("document: A/1", "document: A/1\n    color: red", r"f\.yaml:8: frameworks\[1\]\.color: unknown key"),
        ("to: 2024", "to: 2019", "ends in 2019, before it begins in 2020"),
        ("to: 2024", "until: 2024", r"period\.until: unknown key"),
        ("kind: outcome", "kind: goal", "“goal” is not one of chapeau, outcome"),
        ('code: "1"', "code: chapeau", "“chapeau” is given twice"),
        ("parent: chapeau", "parent: top", "no node “top” stands before this one"),
        ("parent: chapeau", 'parent: "1"', "no node “1” stands before this one"),
        ("names: {en: First}", "names: {zh: 一}", "English text is missing"),
    ],
)
def test_a_wrong_framework_is_refused(old, new, says):
    with pytest.raises(DeclarationError, match=says):
        small(old, new)


def test_two_frameworks_of_one_code_are_refused():
    with pytest.raises(DeclarationError, match="“plan” is given twice"):
        read_frameworks(SMALL + SMALL.replace("\nframeworks:\n", ""), file="f.yaml")


def test_a_judgement_is_words():
    (judgement,) = read_judgements(JUDGED, file="j.yaml", frameworks=small())
    assert (judgement.node, judgement.year, judgement.words) == ("plan/1", 2022, {"en": "Good progress"})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (JUDGED.replace("plan/1", "plan/2"), "no framework has a node “plan/2”"),
        (JUDGED.replace('"5"}', '"5", score: 3}'), r"score: unknown key"),
        (JUDGED + JUDGED.replace("\njudgements:\n", ""), "already has a judgement"),
    ],
)
def test_a_wrong_judgement_is_refused(text, says):
    with pytest.raises(DeclarationError, match=says):
        read_judgements(text, file="j.yaml", frameworks=small())


def test_the_shipped_frameworks():
    codes = {framework.code: [node.code for node in framework.nodes] for framework in shipped_frameworks()}
    assert codes == {
        "strategy-2020-2024": ["chapeau", "1", "2", "3", "4", "5"],
        "bapa40": ["A", "B", "C", "D", "E"],
        "unossc-2022-2025": ["1", "2", "3", "a", "b", "c", "d", "e"],
    }


def test_every_shipped_name_is_there_in_english_and_chinese():
    for framework in shipped_frameworks():
        for named in (framework, *framework.nodes):
            assert set(named.names) == set(named.short) >= {"en", "zh"}
            assert len(named.short["en"]) <= 45


def test_the_shipped_judgements_keep_the_words_of_the_report():
    said = {
        judgement.node: (judgement.words["en"], judgement.paragraph) for judgement in shipped_judgements()
    }
    assert said == {
        "strategy-2020-2024/1": ("Good progress", "61"),
        "strategy-2020-2024/2": ("Need to make greater effort", "65"),
        "strategy-2020-2024/3": ("Good progress", "68"),
        "strategy-2020-2024/4": ("Are achieving outcome 4", "71"),
        "strategy-2020-2024/5": ("Limited data; hard to conclude whether progress was made", "73"),
        "strategy-2020-2024/chapeau": ("Good progress in most of the five outcomes", "74"),
    }

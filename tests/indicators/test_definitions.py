import pytest
import yaml

from indicators.definitions import IndicatorDefinition, codes, definition_from_yaml
from indicators.vocabulary import MEASURES
from surveys.declarations import DeclarationError
from tests.indicators.small import ALL_LEAVE, declaration, define

BA_3 = """
code: BA.3
version: 2
nodes: [bapa40/A]
aliases: {BA.3.ILO: {respondent: ILO}}
title: {en: Country programme documents}
short: {en: Programmes}
definition: {en: A sum over a sum}
measure: ratio_of_totals
survey: unossc_entity
numerator: cpd_with_sstc
denominator: cpd_total
out: {blank: leaves, not_shown: leaves, not_applicable: leaves, do_not_know: leaves, refused: leaves}
by: [respondent, entity_type]
minimum_respondents: 5
unit: percent
rounding: half_up_0
source: {document: A/78/290, paragraph: "32"}
valid: {from: 2021, to: 2024}
author: somebody
"""


def test_a_file_is_read():
    definition = definition_from_yaml(BA_3, file="BA.3.yaml")

    assert (definition.code, definition.version, definition.minimum_respondents) == ("BA.3", 2, 5)
    assert definition.questions == ("cpd_with_sstc", "cpd_total")
    assert definition.source.paragraph == "32"
    assert definition.published_codes == {"BA.3": {}, "BA.3.ILO": {"respondent": "ILO"}}
    assert [year for year in range(2019, 2027) if definition.is_valid_in(year)] == [2021, 2022, 2023, 2024]


@pytest.mark.parametrize("measure", MEASURES)
def test_it_comes_back_from_its_declaration(measure):
    definition = define(
        measure,
        scope={"en": "Scope", "zh": "范围"},
        processing={"en": "As it came"},
        aliases={"9.9.A": {"respondent": "A"}},
        by=["respondent"],
        direction="more_is_better",
        valid={"from": "2021", "to": "2024"},
        checker="somebody else",
        reviewed="2026-11-01",
    )

    again = IndicatorDefinition.from_dict(definition.to_dict())

    assert again == definition
    as_a_file = yaml.safe_dump(definition.to_dict(), allow_unicode=True)
    assert definition_from_yaml(as_a_file, file="again.yaml") == definition


def test_an_alias_of_its_own_name_says_which_part_the_code_means():
    definition = define("entered", code="BA.4", by=["option"], aliases={"BA.4": {"option": "resources"}})

    assert definition.published_codes == {"BA.4": {"option": "resources"}}


def test_two_definitions_cannot_claim_one_code():
    other = define("entered", code="1.1", by=["level"], aliases={"9.9": {"level": "global"}})

    with pytest.raises(ValueError, match=r"9\.9 is claimed by"):
        codes([define("share"), other])


def test_words_and_aliases_keep_the_hash():
    first = define("share", by=["region"])
    corrected = define(
        "share", by=["region"], title={"en": "Better"}, aliases={"X": {"region": "asia"}},
        checker="me", reviewed="2026-11-01",
    )  # fmt: skip

    assert corrected.content_hash() == first.content_hash()


@pytest.mark.parametrize(
    "change",
    [
        {"counted": ["no"]},
        {"out": ALL_LEAVE | {"blank": "stays"}},
        {"minimum_respondents": "9"},
        {"version": "2"},
        {"valid": {"from": "2022"}},
    ],
)
def test_whatever_makes_a_number_changes_the_hash(change):
    assert define("share", **change).content_hash() != define("share").content_hash()


@pytest.mark.parametrize(
    ("measure", "change", "message"),
    [
        ("share", {"colour": "red"}, "f.yaml: colour: unknown key"),
        ("share", {"numerator": "part"}, "numerator: the measure “share” does not read this"),
        ("count", {"out": ALL_LEAVE}, "out: the measure “count” does not read this"),
        ("total", {"counted": ["yes"]}, "counted: the measure “total” does not read this"),
        ("entered", {"minimum_respondents": "5"}, "the measure “entered” does not read this"),
        ("share", {"counted": []}, "counted: names no option"),
        ("share", {"counted": None}, "“counted” is missing"),
        ("share", {"out": {"blank": "leaves"}}, "out: has to say leaves or stays for each"),
        ("share", {"out": ALL_LEAVE | {"refused": "goes"}}, "“goes” for refused is neither"),
        ("ratio_of_totals", {"out": ALL_LEAVE | {"blank": "stays"}}, "blank cannot stay"),
        ("share", {"by": ["level"]}, "by: “level” is not one of respondent"),
        ("share", {"aliases": {"X": {"region": "asia"}}}, "aliases.X: “region” is not among"),
        ("share", {"unit": "entities"}, "unit: percent is the unit of measures with a denominator"),
        ("count", {"unit": "percent"}, "unit: percent is the unit of measures with a denominator"),
        ("count", {"unit": "furlongs"}, "“furlongs” is not one of percent"),
        ("share", {"rounding": "half_up"}, "“half_up” is not one of half_up_0"),
        ("share", {"minimum_respondents": "0"}, "has to be at least 1"),
        ("share", {"nodes": ["1"]}, "nodes: “1” is not written framework/code"),
        ("share", {"valid": {"from": "2022", "to": "2021"}}, "valid.to: ends before it begins"),
        ("share", {"source": {"document": "A/78/290", "page": "1"}}, "source.page: unknown key"),
        ("share", {"title": {"zh": "标题"}}, "title: the English text is missing"),
        ("share", {"survey": None}, "“survey” is missing"),
        ("share", {"direction": "up"}, "“up” is not one of more_is_better"),
        ("share", {"by": ["region", "region"]}, "by: names a dimension twice"),
        ("share", {"nodes": ["bapa40/A", "bapa40/A"]}, "nodes: names a node twice"),
        ("share", {"nodes": []}, "nodes: names no node"),
        ("share", {"version": "0"}, "version: has to be at least 1"),
        ("share", {"version": "-2"}, "version: has to be at least 1"),
        ("share", {"version": "40000"}, "version: cannot be above 32767"),
        ("share", {"code": "9" * 21}, "has more than 20 characters"),
        (
            "share",
            {"by": ["region"], "aliases": {"X" * 31: {"region": "asia"}}},
            "has more than 30 characters",
        ),
    ],
)
def test_a_mistake_names_file_and_key(measure, change, message):
    with pytest.raises(DeclarationError) as caught:
        IndicatorDefinition.from_dict(declaration(measure, **change), file="f.yaml")

    assert str(caught.value).startswith("f.yaml")
    assert message in str(caught.value)


def test_an_unknown_measure_is_refused():
    with pytest.raises(DeclarationError, match="“sum” is not one of share, count, total"):
        IndicatorDefinition.from_dict(declaration("share") | {"measure": "sum"})


@pytest.mark.parametrize(
    ("measure", "changes", "message"),
    [
        ("total", {"weight_question": "events"}, "weight_question: the measure “total” does not read this"),
        ("share", {"options": ["yes"]}, "options: the measure “share” does not read this"),
        ("chosen", {"options": ["a", "a"]}, "names an option twice"),
        ("top_k", {"most": "0"}, "has to be at least 1"),
        ("share", {"only_groups": {"colour": ["red"]}}, "“colour” is not one of"),
        ("share", {"only_answers": {"own_strategy": []}}, "names nothing"),
        ("share", {"weight_groups": {"region": {"africa": "0"}}}, "above 0"),
        ("mean", {"weight_groups": {"region": {"africa": "1"}}, "weight_question": "events"}, "cannot both"),
    ],
)
def test_options_weights_and_filters_are_read_strictly(measure, changes, message):
    with pytest.raises(DeclarationError, match=message):
        define(measure, **changes)


ROWS = {"sub_questions": ["grid.a", "grid.b"], "by": ["sub_question"]}


@pytest.mark.parametrize(
    ("measure", "changes", "message"),
    [
        ("share", {"by": ["sub_question"]}, "by: “sub_question” needs sub_questions"),
        ("share", {**ROWS, "by": []}, "sub_questions: is not read: “sub_question” is not in by"),
        ("share", {**ROWS, "sub_questions": ["a", "a"]}, "sub_questions: names a question twice"),
        ("share", {**ROWS, "sub_questions": []}, "sub_questions: names no question"),
        (
            "share",
            {**ROWS, "sub_questions": ["focal_point"]},
            "sub_questions: names the question of the whole",
        ),
        ("share", {**ROWS, "sub_question": "grid.a"}, "sub_question: unknown key"),
        (
            "ratio_of_totals",
            {"sub_questions": ["a"]},
            "sub_questions: the measure “ratio_of_totals” does not read",
        ),
        ("chosen", {"by": ["sub_question"]}, "by: “sub_question” is not one of"),
        ("share", {"question": None}, "“question” is missing"),
    ],
)
def test_sub_questions_are_read_strictly(measure, changes, message):
    with pytest.raises(DeclarationError) as caught:
        IndicatorDefinition.from_dict(declaration(measure, **changes), file="f.yaml")

    assert str(caught.value).startswith("f.yaml")
    assert message in str(caught.value)


@pytest.mark.parametrize("question", ["focal_point", None])
def test_sub_questions_come_back_from_their_declaration(question):
    definition = define("share", question=question, **ROWS)

    assert IndicatorDefinition.from_dict(definition.to_dict()) == definition
    assert definition.questions == (*filter(None, [question]), "grid.a", "grid.b")
    assert define("share").content_hash() != definition.content_hash()


def test_weights_and_filters_come_back_from_their_declaration():
    definition = define(
        "mean", weight_groups={"region": {"africa": "1.5"}}, only_answers={"own_strategy": ["yes"]}
    )
    assert IndicatorDefinition.from_dict(definition.to_dict()) == definition
    assert definition.content_hash() != define("mean").content_hash()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"checker": "me"}, "checker"),
        ({"reviewed": "2026-11-01"}, "checker"),
        ({"checker": "me", "reviewed": "2026-11-01", "unchecked": "from_documents"}, "unchecked"),
        ({"unchecked": "because"}, "unchecked"),
        ({"checker": "me", "reviewed": "sometime"}, "reviewed"),
        ({"checker": "me", "reviewed": "20261101"}, "reviewed"),
        ({"author": "me", "checker": "me", "reviewed": "2026-11-01"}, "checker"),
    ],
)
def test_who_checked_a_definition_is_said_whole_or_why_nobody_did(said, key):
    with pytest.raises(DeclarationError) as caught:
        define("share", **said)
    assert caught.value.path == key

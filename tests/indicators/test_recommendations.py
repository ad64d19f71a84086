from collections import Counter
from datetime import date

import pytest

from indicators.recommendations import RECOMMENDATION_COLUMNS, parties, read_recommendations
from surveys.declarations import DeclarationError
from surveys.translated import read_translations
from surveys.wording import LANGUAGES
from tests.indicators.fixture_files import text_of
from tests.surveys.samples import FIXTURES

ROW = dict.fromkeys(RECOMMENDATION_COLUMNS, "") | {
    "id": "r-1",
    "document": "A/1/1",
    "paragraph": "1",
    "addressee_en": "UN",
    "addressee_zh": "联合国",
    "verb_en": "urge",
    "verb_zh": "敦促",
    "text_en": "Do",
    "text_zh": "做",
}


def read(**changes):
    row = ROW | changes
    return read_recommendations(",".join(row) + "\n" + ",".join(row.values()) + "\n", "r.csv")


def test_all_recommendations_are_there_and_none_is_assessed():
    recommendations = read_recommendations(text_of("recommendations.csv"), "recommendations.csv")
    assert Counter(one.document for one in recommendations) == {
        "A/RES/79/236": 40,
        "A/78/290": 14,
        "A/69/153": 9,
        "A/75/297": 8,
    }
    assert {one.status for one in recommendations} == {None}


def test_requests_of_one_paragraph_are_numbered():
    recommendations = read_recommendations(text_of("recommendations.csv"), "recommendations.csv")
    assert [one.id for one in recommendations][:2] == ["a78-290-75-1", "a78-290-75-2"]
    for one in recommendations:
        assert f"-{one.paragraph}-" in one.id


def test_an_assessment_is_read_with_its_evidence_and_review():
    (one,) = read(status="in_progress", evidence="A/2/2", next_review="2026-03-31")
    assert (one.status, one.evidence, one.next_review) == ("in_progress", "A/2/2", date(2026, 3, 31))


def test_addressee_verb_and_text_are_in_both_languages():
    (one,) = read()
    assert one.addressee == {"en": "UN", "zh": "联合国"}
    assert one.verb == {"en": "urge", "zh": "敦促"}
    assert one.text == {"en": "Do", "zh": "做"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status": "done"}, "r.csv:2: r-1.status: “done” is not one of"),
        ({"status": "implemented"}, "r.csv:2: r-1.evidence: a status needs its evidence"),
        ({"next_review": "March"}, "r.csv:2: r-1.next_review: “March” is not a day"),
        ({"addressee_zh": ""}, "r.csv:2: r-1: “addressee_zh” is missing"),
        ({"verb_en": ""}, "r.csv:2: r-1: “verb_en” is missing"),
        ({"text_zh": ""}, "r.csv:2: r-1: “text_zh” is missing"),
        ({"colour": "red"}, "r.csv:1: the columns have to be id, document"),
    ],
)
def test_a_bad_recommendation_is_an_error_with_its_place(changes, message):
    with pytest.raises(DeclarationError) as caught:
        read(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("addressee", "language", "expected"),
    [
        ({"en": "UNOSSC; UN system", "zh": "南合办；联合国系统"}, "zh", [("unossc", "南合办"), ("un-system", "联合国系统")]),
        ({"en": "Member States (with help; much)", "zh": "会员国"}, "en", [("member-states", "Member States")]),
        ({"en": "Entities / think tanks", "zh": "这些组织"}, "zh", [("entities", "Entities"), ("think-tanks", "Think tanks")]),
        ({"en": "UNDP"}, "zh", [("undp", "UNDP")]),
        ({"en": "UNOSSC; UN system", "fr": "Bureau ; système des Nations Unies"}, "fr",
         [("unossc", "Bureau"), ("un-system", "Système des Nations Unies")]),
    ],
)  # fmt: skip
def test_those_who_are_addressed_come_one_by_one(addressee, language, expected):
    assert list(parties(addressee, language)) == expected


def test_everybody_addressed_in_the_file_has_a_name_in_chinese():
    for one in read_recommendations(text_of("recommendations.csv"), "recommendations.csv"):
        assert parties(one.addressee, "en")
        assert len({party.key for party in parties(one.addressee, "zh")}) == len(parties(one.addressee, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_party_has_its_name_in_every_language(language):
    translations = read_translations(FIXTURES)
    for one in read_recommendations(text_of("recommendations.csv"), "recommendations.csv"):
        told = translations.complete(one.addressee)
        english, here = parties(told, "en"), parties(told, language)
        assert [party.key for party in here] == [party.key for party in english]
        if language in ("ar", "ru"):
            assert {party.name for party in here}.isdisjoint(party.name for party in english), one.id

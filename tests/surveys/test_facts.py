from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from surveys.declarations import LANGUAGES, DeclarationError
from surveys.facts import Country, members, read_countries, read_entities, read_groupings, read_memberships

FIXTURES = Path(__file__).parents[2] / "fixtures"

GROUPS = """
groupings:
  - code: entity_type
    respondents: entity
    names: {en: Type}
    version: "1"
    source: {en: Ours}
    groups:
      - {code: fund, names: {en: Fund}}
  - code: island
    respondents: country
    names: {en: Islands}
    version: "2"
    source: {en: Ours}
    from: 2000
    groups:
      - {code: small, names: {en: Small}}
      - {code: large, names: {en: Large}}
"""
ENTITIES = "acronym,slug,name_en,name_zh,type,documents,note\nOne Fund,one-fund,The one fund,一个基金,fund,A/1; A/2,\n"
COUNTRIES = (
    "iso3,iso2,m49,slug,status,name_ar,name_zh,name_en,name_fr,name_ru,name_es,aliases\n"
    "AAA,AA,001,aland,member_state,ا,甲,Aland,Alande,А,Alanda,Old Aland; A-land\n"
    "BBB,BB,002,beland,observer_state,ب,乙,Beland,Belande,Б,Belanda,\n"
)
HEADER = "iso3,grouping,group,from_year,to_year\n"


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text(encoding="utf-8")


def small_groupings():
    return read_groupings(GROUPS, file="g.yaml")


def small_memberships(rows: str):
    countries = read_countries(COUNTRIES, file="c.csv")
    return read_memberships(HEADER + rows, file="m.csv", groupings=small_groupings(), countries=countries)


@cache
def groupings():
    return read_groupings(fixture("groups.yaml"), file="groups.yaml")


@cache
def countries():
    return read_countries(fixture("countries.csv"), file="countries.csv")


@cache
def memberships():
    return read_memberships(
        fixture("country_memberships.csv"), file="m.csv", groupings=groupings(), countries=countries()
    )


def test_groupings_are_declared_lists():
    types, islands = small_groupings()
    assert (types.respondents, types.from_year, types.has("fund")) == ("entity", None, True)
    assert (islands.version, islands.from_year, islands.has("fund")) == ("2", 2000, False)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("code: large", "code: small", "“small” is given twice"),
        ("code: island", "code: entity_type", "“entity_type” is given twice"),
        ('version: "2"', "vresion: 2", "“version” is missing"),
        ("respondents: country", "respondents: planet", "“planet” is not one of entity, country"),
        ("names: {en: Small}", "names: {en: Small}, size: 1", "size: unknown key"),
    ],
)
def test_a_wrong_grouping_is_refused(old, new, says):
    with pytest.raises(DeclarationError, match=says):
        read_groupings(GROUPS.replace(old, new), file="g.yaml")


def test_an_entity():
    (entity,) = read_entities(ENTITIES, file="e.csv", groupings=small_groupings())
    assert (entity.acronym, entity.slug, entity.type, entity.note) == ("One Fund", "one-fund", "fund", "")
    assert entity.documents == ("A/1", "A/2")
    assert entity.names == {"en": "The one fund", "zh": "一个基金"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",fund,", ",bank,", r"e\.csv:2: type: “bank” is not one of fund"),
        ("one-fund", "one/fund", "slug: “one/fund” is not written as it has to be"),
        ("一个基金", "", r"e\.csv:2: “name_zh” is missing"),
    ],
)
def test_a_wrong_entity_is_refused(old, new, says):
    with pytest.raises(DeclarationError, match=says):
        read_entities(ENTITIES.replace(old, new), file="e.csv", groupings=small_groupings())


def test_a_country_has_six_names():
    aland, beland = read_countries(COUNTRIES, file="c.csv")
    assert set(aland.names) == set(LANGUAGES)
    assert (aland.m49, aland.aliases) == ("001", ("Old Aland", "A-land"))
    assert (beland.status, beland.aliases) == ("observer_state", ())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("BBB,BB,002", "AAA,BB,002", "iso3: “AAA” is given twice"),
        ("BBB,BB,002", "BBB,BB,2", "m49: “2” is not written as it has to be"),
        ("BBB,BB,002", "Bbb,BB,002", "iso3: “Bbb” is not written"),
        ("乙", "甲", "name_zh: “甲” is given twice"),
        ("Б,", ",", "“name_ru” is missing"),
        ("observer_state", "observer", "“observer” is not one of member_state"),
    ],
)
def test_a_wrong_country_is_refused(old, new, says):
    with pytest.raises(DeclarationError, match=says):
        read_countries(COUNTRIES.replace(old, new), file="c.csv")


def test_membership_holds_from_the_first_to_the_last_year():
    (membership,) = small_memberships("AAA,island,small,2001,2003\n")
    assert [membership.holds_in(year) for year in range(2000, 2005)] == [False, True, True, True, False]


def test_a_country_can_change_groups():
    rows = small_memberships("AAA,island,small,2001,2003\nAAA,island,large,2004,\nBBB,island,small,2003,\n")
    assert members(rows, "island", 2003) == {"AAA": "small", "BBB": "small"}
    assert members(rows, "island", 2050) == {"AAA": "large", "BBB": "small"}
    assert members(rows, "island", 1999) == members(rows, "region", 2003) == {}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("CCC,island,small,2001,\n", r"m\.csv:2: iso3: “CCC” is not in the list of countries"),
        ("AAA,region,small,2001,\n", "grouping: “region” is not one of island"),
        ("AAA,entity_type,fund,2001,\n", "“entity_type” is not one of island"),
        ("AAA,island,tiny,2001,\n", "island has no group “tiny”"),
        ("AAA,island,small,1999,\n", "island is declared only from 2000"),
        ("AAA,island,small,2002,2001\n", "ends before it begins"),
        ("AAA,island,small,,2001\n", "“from_year” is missing"),
        (
            "AAA,island,small,2001,2003\nAAA,island,large,2003,\n",
            r"m\.csv:3: group: AAA is in a group of island",
        ),
        ("AAA,island,small,2005,\nAAA,island,large,2001,\n", "already"),
    ],
)
def test_a_wrong_membership_is_refused(rows, says):
    with pytest.raises(DeclarationError, match=says):
        small_memberships(rows)


def test_the_shipped_entities():
    entities = read_entities(fixture("entities.csv"), file="entities.csv", groupings=groupings())
    assert len(entities) == 76
    assert {entity.slug for entity in entities} >= {"ilo-cinterfor", "world-bank", "un-women", "unossc"}
    assert Counter(entity.type for entity in entities)["regional_commission"] == 5
    assert not [entity.acronym for entity in entities if "(" in entity.names["en"]]


def test_the_states_of_the_united_nations():
    statuses = Counter(country.status for country in countries())
    assert statuses == {"member_state": 193, "observer_state": 2, "non_member_state": 2}


def named(iso3: str) -> Country:
    return next(country for country in countries() if country.iso3 == iso3)


def test_countries_bear_the_names_the_united_nations_use():
    assert named("TUR").names["en"] == "Türkiye"
    assert named("BOL").names["fr"] == "Bolivie (État plurinational de)"
    assert named("CIV").slug == "cote-d-ivoire"
    assert named("RUS").names["ru"] == "Российская Федерация"
    assert named("EGY").names["ar"] == "مصر"
    assert named("PSE").names["zh"] == "巴勒斯坦国"


def test_every_name_is_clean():
    for country in countries():
        for name in country.names.values():
            assert name == " ".join(name.split())


def test_every_state_has_a_region_and_a_sub_region():
    for grouping in ("region", "sub_region"):
        assert set(members(memberships(), grouping, 2022)) == {country.iso3 for country in countries()}


def test_no_declared_group_of_countries_is_empty():
    filled = {(membership.grouping, membership.group) for membership in memberships()}
    declared = {
        (own.code, group.code) for own in groupings() if own.respondents == "country" for group in own.groups
    }
    assert filled == declared


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (1971, 24),  # 25 were listed; Sikkim, part of India since 1975, is no country of ours
        (2006, 50),
        (2007, 49),
        (2010, 49),
        (2011, 48),
        (2012, 49),
        (2014, 48),
        (2017, 47),
        (2020, 46),
        (2021, 46),
        (2022, 46),
        (2023, 45),
        (2024, 44),
    ],
)
def test_least_developed_countries_as_the_united_nations_count_them(year, number):
    assert len(members(memberships(), "ldc", year)) == number


@pytest.mark.parametrize(
    ("iso3", "last"),
    [
        *(("BWA", 1993), ("CPV", 2006), ("MDV", 2010), ("WSM", 2013)),
        *(("GNQ", 2016), ("VUT", 2019), ("BTN", 2022), ("STP", 2023)),
    ],
)
def test_graduation_ends_membership(iso3, last):
    assert iso3 in members(memberships(), "ldc", last)
    assert iso3 not in members(memberships(), "ldc", last + 1)


def test_landlocked_developing_countries():
    assert len(members(memberships(), "lldc", 2022)) == 32


def test_small_island_developing_states():
    islands = set(members(memberships(), "sids", 2022))
    assert len(islands) == 39
    assert islands - {country.iso3 for country in countries() if country.status == "member_state"} == {
        "COK",
        "NIU",
    }
    assert "BHR" not in islands


def test_the_two_lists_of_the_south_differ_by_one_country():
    developing, south = (set(members(memberships(), code, 2022)) for code in ("developing", "global_south"))
    assert (len(developing), developing - south, south - developing) == (146, {"KOR"}, set())


def test_special_groups_are_among_the_developing():
    developing = set(members(memberships(), "developing", 2022))
    assert set(members(memberships(), "ldc", 2022)) <= developing
    assert set(members(memberships(), "sids", 2022)) <= developing
    # M49 counts these two landlocked developing countries with Europe, and so with the developed regions
    assert set(members(memberships(), "lldc", 2022)) - developing == {"MDA", "MKD"}

import pytest

from surveys.respondent_names import RespondentNames

ROSTER = {
    "CIV": ["Côte d'Ivoire", "科特迪瓦", "Кот-д’Ивуар", "CI", "384", "a1b2c3"],
    "DZA": ["Algeria", "DZ", "012"],
    "GMB": ["the Gambia", "270"],
    "NOR": ["Norway", "NO"],
    "COG": ["Congo"],
    "COD": ["Congo"],
}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("CIV", "CIV"),
        ("civ ", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("CÔTE D'IVOIRE", "CIV"),
        ("科特迪瓦", "CIV"),
        ("Кот‑д'Ивуар", "CIV"),
        ("ci", "CIV"),
        ("384", "CIV"),
        ("384.0", "CIV"),
        ("a1b2c3", "CIV"),
        ("12", "DZA"),
        ("012", "DZA"),
        ("Gambia", "GMB"),
        ("The Gambia", "GMB"),
        ("NO", "NOR"),
        ("Congo", ""),
        ("", ""),
        ("Atlantis", ""),
    ],
)
def test_a_respondent_is_known_by_code_number_name_alias_and_access_code(said, code):
    assert RespondentNames(ROSTER).code_of(said) == code


def test_the_nearest_name_is_told():
    assert RespondentNames(ROSTER).nearest("Algerie") == "DZA"
    assert RespondentNames({}).nearest("Algerie") == ""

import pytest

from indicators.renderers.numbers import number, with_unit


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "1,448.5"),
        ("zh", "1,448.5"),
        ("ar", "1,448.5"),
        ("fr", "1\u202f448,5"),
        ("ru", "1\u202f448,5"),
        ("es", "1\u202f448,5"),
    ],
)
def test_each_language_writes_numbers_its_way(language, text):
    assert number(1448.5, language, 1) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (62.5, 0, "63"),
        (63.5, 0, "64"),
        (0.125, 2, "0.13"),
        (-62.5, 0, "\u221263"),
        (-0.4, 0, "0"),
        (1e6, 0, "1,000,000"),
    ],
)
def test_halves_are_rounded_up(value, decimals, text):
    assert number(value, "en", decimals) == text


def test_units_in_tight_places():
    assert with_unit(63, "percent", "en") == "63%"
    assert with_unit(63, "percent", "fr") == "63\u202f%"
    assert with_unit(1448, "usd", "en") == "$1,448"
    assert with_unit(1448, "number", "en") == "1,448"

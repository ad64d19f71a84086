import pytest

from indicators.renderers.numbers import number


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

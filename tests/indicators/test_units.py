"""Units behind a number, in the form that the number asks for."""

from decimal import Decimal

import pytest
from django.utils import translation

from indicators import words


@pytest.mark.parametrize(
    ("language", "unit", "value", "qualifier", "expected"),
    [
        ("en", "entities", 1, "exact", "entity"),
        ("en", "countries", 34, "exact", "countries"),
        ("fr", "usd_million", Decimal("1.5"), "exact", "million de dollars des États-Unis"),
        ("es", "visits", 1, "exact", "visita"),
        ("ru", "countries", 21, "exact", "страна"),
        ("ru", "countries", 44, "exact", "страны"),
        ("ru", "countries", 44, "more_than", "стран"),
        ("ru", "percent", 63, "exact", "процента"),
        ("ru", "percent", 60, "about", "процентов"),
        ("ar", "countries", 5, "exact", "بلدان"),
        ("ar", "countries", 34, "exact", "بلدا"),
        ("ar", "countries", 100, "exact", "بلد"),
        ("ar", "percent", 63, "exact", "في المائة"),
        ("zh-hans", "entities", 3, "exact", "个实体"),
        ("zh-hans", "percent", 63, "exact", "%"),
        ("en", "documents", 3, "exact", ""),
        ("en", "percent", None, "exact", ""),
    ],
)
def test_the_unit_agrees_with_its_number(language, unit, value, qualifier, expected):
    with translation.override(language):
        assert words.unit_behind(unit, value, qualifier) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "A/78/290, paragraphs 56, 74"),
        ("ar", "A/78/290، الفقرات 56، 74"),
        ("zh-hans", "A/78/290，第56、74段"),
    ],
)
def test_several_paragraphs_are_listed_as_the_language_lists(language, expected):
    with translation.override(language):
        assert words.paragraph("A/78/290", "56, 74") == expected

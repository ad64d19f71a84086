import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.numerals import Reading, read_number
from surveys.spreadsheets import NumberCell


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("-12", -12),
        ("+12", 12),
        ("−12", -12),
        ("1 448", 1448),
        ("1\u00a0448", 1448),
        ("1\u2009448", 1448),
        ("1\u202f448,5", 1448.5),
        ("1 448,500", 1448.5),
        ("1,448.5", 1448.5),
        ("1.448,5", 1448.5),
        ("1,448,000", 1448000),
        ("1.448.000", 1448000),
        ("1’448", 1448),
        ("12,5", 12.5),
        ("0.125", 0.125),
        ("1448.125", 1448.125),
        (".5", 0.5),
        ("1e3", 1000),
        ("١٤٤٨", 1448),
        ("۱۲٫۵", 12.5),
        ("٤٫٣٠٠", 4.3),
        ("１２．５", 12.5),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert read_number(text) == Reading(number)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1 2", "12 34", "1,44,8", "1.2.3", "1,448.50.1", "--1", "1 448 5", "nan", "inf", "1e999", "½"],
)
def test_what_is_no_number(text):
    assert read_number(text) == Reading(None)


@pytest.mark.parametrize(
    ("text", "readings"), [("1,448", (1448, 1.448)), ("4.300", (4300, 4.3)), ("-1,448", (-1448, -1.448))]
)
def test_what_may_be_two_numbers(text, readings):
    assert read_number(text) == Reading(None, readings)


def test_a_known_decimal_mark_settles_it():
    assert read_number("1,448", decimal_mark=".").number == 1448
    assert read_number("1,448", decimal_mark=",").number == 1.448


def test_a_number_cell_is_never_ambiguous():
    assert read_number(NumberCell("1.448")).number == 1.448


@given(st.integers(-(10**15), 10**15), st.sampled_from(["\u0020", "\u00a0", "\u2009", "\u202f"]))
def test_grouped_by_spaces_is_the_same_number(number, separator):
    assert read_number(grouped(number, separator)).number == number


@given(st.integers(10**6, 10**15), st.sampled_from([",", "."]))
def test_two_groups_or_more_are_not_ambiguous(number, separator):
    assert read_number(grouped(number, separator)).number == number


@given(st.integers(0, 10**15), st.sampled_from(["\u0660", "\u06f0", "\uff10"]))
def test_digits_of_other_scripts(number, zero):
    assert read_number("".join(chr(ord(zero) + int(digit)) for digit in str(number))).number == number


@given(st.text())
def test_no_text_breaks_it(text):
    read_number(text)

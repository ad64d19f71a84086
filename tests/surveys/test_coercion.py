import pytest

from surveys.coercion import Coerced, coercer
from surveys.spreadsheets import NumberCell
from tests.surveys.samples import small


def coerced(item: str, text: str) -> Coerced:
    return coercer(small().items[item])(text)


def problem(item: str, text: str) -> tuple | None:
    found = coerced(item, text).problem
    return found and (found[0], dict(found[2]))


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        ("documents", "12", {"number": 12}),
        ("documents", " 1 448 ", {"number": 1448}),
        ("documents", "12 documents", {"number": 12}),
        ("documents", "12份", {"number": 12}),
        ("documents", "", {"absence": "blank"}),
        ("documents", "–", {"absence": "blank"}),
        ("documents", "n/a", {"absence": "not_applicable"}),
        ("documents", "不清楚", {"absence": "do_not_know"}),
        ("amount", "USD 1 500.50", {"number": 1500.5}),
        ("amount", "$25,000,000", {"number": 25000000}),
        ("share", "12,5 %", {"number": 12.5}),
        ("share", "40 per cent", {"number": 40}),
        ("share", "٤٠٪", {"number": 40}),
        ("budget", "YES", {"option": "yes"}),
        ("budget", "否", {"option": "no"}),
        ("budget", "TRUE", {"option": "yes"}),
        ("region", "asia and  the pacific", {"option": "asia"}),
        ("region", "apac", {"option": "asia"}),
        ("region", "非洲", {"option": "africa"}),
        ("themes.trade", "no", {"option": "no"}),
        ("since", "2015-06-01", {"text": "2015-06-01"}),
        ("since", "2015-06-01T00:00:00", {"text": "2015-06-01"}),
        ("remarks", " As before. ", {"text": "As before."}),
        ("remarks", "n/a", {"text": "n/a"}),
    ],
)
def test_what_a_text_means(item, text, value):
    assert coerced(item, text) == Coerced(**value)


@pytest.mark.parametrize(
    ("item", "text", "found"),
    [
        ("documents", "many", ("not_a_number", {})),
        ("documents", "50%", ("not_a_number", {})),
        ("documents", "1,448", ("ambiguous_number", {"readings": ["1448", "1.448"]})),
        ("documents", "about 60", ("qualified_number", {"qualifier": "about", "number": "60"})),
        ("documents", ">44", ("qualified_number", {"qualifier": ">", "number": "44"})),
        ("documents", "60+", ("qualified_number", {"qualifier": "+", "number": "60"})),
        ("documents", "约60", ("qualified_number", {"qualifier": "约", "number": "60"})),
        ("documents", "5-10", ("number_range", {})),
        ("documents", "5 to 10", ("number_range", {})),
        ("documents", "#DIV/0!", ("formula_error", {})),
        ("documents", "1" + "0" * 15, ("out_of_range", {"minimum": "", "maximum": "1000000000000000"})),
        ("since", "03/04/2015", ("not_a_date", {})),
        ("since", "2015-02-30", ("not_a_date", {})),
        ("region", "Afrika", ("option_not_in_list", {"options": ["africa", "asia"], "near": "africa"})),
        ("budget", "planned", ("option_not_in_list", {"options": ["yes", "no"], "near": ""})),
    ],
)
def test_what_cannot_be_read_has_a_problem_and_no_value(item, text, found):
    assert problem(item, text) == found
    assert not coerced(item, text).readable


@pytest.mark.parametrize(
    ("item", "text", "found"),
    [
        ("documents", "-3", ("negative_number", {})),
        ("documents", "2.5", ("fraction_in_whole_number", {})),
        ("share", "140", ("out_of_range", {"minimum": "0", "maximum": "100"})),
        ("since", "1999-12-31", ("out_of_range", {"minimum": "2000-01-01", "maximum": ""})),
        ("remarks", "x" * 21, ("text_too_long", {"length": 21, "limit": 20})),
        ("budget", "n/a", ("absence_not_offered", {"absence": "not_applicable", "offered": ["refused"]})),
    ],
)
def test_what_is_read_and_still_a_problem(item, text, found):
    assert problem(item, text) == found
    assert coerced(item, text).readable


def test_a_percentage_out_of_a_formatted_cell_is_asked_about():
    assert problem("share", NumberCell("0.45")) == ("percentage_as_fraction", {"percentage": "45"})
    assert problem("share", "0.45") is None


def test_a_known_decimal_mark_settles_ambiguous_numbers():
    assert coercer(small().items["documents"], decimal_mark=".")("1,448").number == 1448

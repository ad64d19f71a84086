import json

import pytest

from indicators.renderers.page import figure_parts
from tests.indicators import figures


@pytest.mark.parametrize("make", figures.ALL)
def test_the_parts_are_plain_and_can_be_stored(make):
    parts = figure_parts(make(), key="fig")
    assert json.loads(json.dumps(parts)) == parts


def test_the_table_has_what_the_chart_has():
    parts = figure_parts(figures.illustrative_line(), key="fig", number="II")
    assert parts["series_names"] == ["All that answered"]
    assert [line["category"] for line in parts["lines"]] == ["2020", "2021", "2022", "2023"]
    assert parts["lines"][0]["cells"] == [
        {"text": "48", "n": "22 of 27", "reason": "", "bounds": "40–58", "link": ""}
    ]
    assert parts["lines"][1]["cells"][0]["reason"] == "Not enough answers: 3 of 27"
    assert parts["illustrative"] is True
    assert parts["sources"][-1] == "Release: 3, 24 July 2023"


def test_a_letter_stands_with_its_category():
    parts = figure_parts(figures.published_shares(), key="fig")
    assert parts["lines"][1]["letter"] == "a"
    assert parts["notes"] == [{"letter": "a", "text": "Documents for least developed countries only."}]


def test_too_few_answers_are_a_result():
    parts = figure_parts(figures.nothing(), key="fig")
    assert parts["insufficient"] is True
    assert parts["plotly"] is None
    assert "Not enough answers: 4 of 27" in parts["svg_wide"]

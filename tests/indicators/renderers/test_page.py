import json
from dataclasses import replace

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
        {"text": "48", "n": "22 of 27", "reason": "", "bounds": "40–58", "link": "", "mark": ""}
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


def test_a_reason_of_several_cells_stands_once_below_the_table_and_its_letter_in_the_cells():
    reason = "Not shown: the group has fewer than five respondents."
    whole = figures.published_shares()
    size = len(whole.categories)
    series = (replace(whole.series[0], values=(None,) * size, labels=(), n=(), reasons=(reason,) * size),)
    parts = figure_parts(replace(whole, series=series), key="fig")
    assert parts["reasons"] == [{"letter": "b", "text": reason}]
    assert {cell["mark"] for line in parts["lines"] for cell in line["cells"]} == {"b"}
    assert parts["no_value"] == "No value"

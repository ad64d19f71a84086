import json
import math
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.figure import Break, Figure, Note, Series
from tests.indicators import figures


@pytest.mark.parametrize("make", figures.ALL)
def test_a_figure_survives_json_unchanged(make):
    figure = make()
    again = Figure.from_dict(json.loads(json.dumps(figure.to_dict())))
    assert again == figure
    assert again.content_hash() == figure.content_hash()


def test_the_hash_follows_the_content():
    figure = figures.published_shares()
    assert replace(figure, source="A/79/230").content_hash() != figure.content_hash()
    assert figures.published_shares().content_hash() == figure.content_hash()


def test_whole_numbers_and_fractions_of_the_same_value_are_the_same_figure():
    one, other = Series("2022", "computed", (60,)), Series("2022", "computed", (60.0,))
    assert one == other


def test_a_figure_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        figures.published_shares().title = "Other"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_not_a_number_is_refused(value):
    with pytest.raises(ValueError, match="missing value is None"):
        Series("2022", "computed", (value,))


@pytest.mark.parametrize("field", ["labels", "n", "low", "high", "reasons"])
def test_lengths_agree(field):
    with pytest.raises(ValueError, match=f"1 {field} for 2 values"):
        Series("2022", "computed", (1, 2), **{field: (None,)})


def test_values_agree_with_categories():
    with pytest.raises(ValueError, match="1 values for 2 categories"):
        replace(figures.nothing(), series=(Series("2022", "computed", (1,)),))


def test_a_series_has_one_known_kind():
    with pytest.raises(ValueError, match="kind 'mixed'"):
        Series("2022", "mixed", (1,))


def test_illustrative_values_never_stand_beside_published_ones():
    series = (Series("a", "published", (1, 2, 3)), Series("b", "illustrative", (1, 2, 3)))
    with pytest.raises(ValueError, match="never compared"):
        replace(figures.columns(), series=series)


def test_one_illustrative_series_marks_the_whole_figure():
    assert figures.illustrative_line().illustrative
    assert figures.illustrative_line().to_dict()["illustrative"] is True
    assert not figures.published_shares().illustrative


def test_a_value_has_no_reason_for_missing():
    with pytest.raises(ValueError, match="a value and a reason"):
        Series("2022", "computed", (1,), reasons=("Too few",))


@pytest.mark.parametrize(("low", "high"), [(2, 3), (0, 0.5)])
def test_a_value_lies_within_its_bounds(low, high):
    with pytest.raises(ValueError, match="outside its bounds"):
        Series("2022", "computed", (1,), low=(low,), high=(high,))


def test_one_bound_alone_is_refused():
    with pytest.raises(ValueError, match="one bound only"):
        Series("2022", "computed", (1,), low=(0,))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chart": "pie"}, "chart 'pie'"),
        ({"unit": "per cent"}, "unit 'per cent'"),
        ({"language": "de"}, "language 'de'"),
        ({"axis": "x"}, "axis 'x'"),
        ({"title": " "}, "needs a title"),
        ({"source": ""}, "needs a source"),
        ({"categories": (), "series": ()}, "needs a category"),
        ({"decimals": 9}, "decimals"),
        ({"series": ()}, "one to 6"),
        ({"notes": (Note("a", "x"), Note("a", "y"))}, "same letter"),
        ({"notes": (Note("a", "x", 9),)}, "no such category"),
        ({"breaks": (Break(0, "x"),)}, "lies outside"),
    ],
)
def test_what_a_figure_refuses(change, message):
    with pytest.raises(ValueError, match=message):
        replace(figures.published_shares(), **change)


def test_two_series_are_no_simple_bar_chart():
    with pytest.raises(ValueError, match="grouped_bar"):
        replace(figures.columns(), chart="bar")


def test_unknown_keys_are_refused():
    with pytest.raises(ValueError, match="unknown keys: colour"):
        Figure.from_dict(figures.nothing().to_dict() | {"colour": "red"})


def test_n_is_common_only_if_every_point_has_the_same():
    assert figures.published_shares().common_n == "n not published"
    assert figures.illustrative_line().common_n is None
    assert figures.columns().common_n is None


def test_direction_follows_the_language():
    assert figures.arabic().direction == "rtl"
    assert figures.chinese().direction == "ltr"


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=1, max_size=8))
def test_any_values_survive(values):
    figure = replace(
        figures.nothing(),
        chart="line",
        categories=tuple(str(at) for at in range(len(values))),
        series=(Series("x", "computed", tuple(values)),),
    )
    assert Figure.from_dict(figure.to_dict()) == figure

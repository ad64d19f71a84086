"""Bars in groups on a phone, and what stands behind bars."""

import re
from dataclasses import replace

import pytest

from indicators.figure import Series
from indicators.renderers import image
from indicators.renderers.canvas import REGULAR, STRONG, text_width
from indicators.renderers.parts import LABEL, TINY
from tests.indicators import figures

RUSSIAN = "Оказывалась ли поддержка сотрудничеству Юг — Юг"


def _longest_bar(*names: str) -> float:
    """The width of the longest bar of a phone's chart whose series have these names."""
    whole = figures.computed_counts()
    series = tuple(replace(one, name=name) for one, name in zip(whole.series, names, strict=True))
    drawn = image.svg(replace(whole, series=series), for_page=True, width=image.NARROW)
    bars = re.findall(r'<path d="M ([\d.]+) [\d.]+ L ([\d.]+) [^>]*class="f-s\d"', drawn)
    return max(float(end) - float(start) for start, end in bars)


def test_long_names_of_series_stand_over_the_bars_and_take_nothing_of_their_width():
    assert _longest_bar(f"{RUSSIAN} 1", f"{RUSSIAN} 2") >= _longest_bar("2021", "2022")


@pytest.mark.parametrize("value", range(60, 101, 2))
def test_neither_value_nor_n_lies_across_the_end_of_the_track(value):
    """They stand wholly upon the pale track or behind it."""
    one = Series("2022", "computed", (value, 5), n=("14 of 15", "5 of 5"))
    figure = replace(figures.dots(), chart="bar", categories=("Funds", "Other"), series=(one,))
    drawn = image.svg(figure, for_page=True)
    edge = float(re.search(r'<path d="M [\d.]+ [\d.]+ L ([\d.]+) [^>]*class="f-track"', drawn)[1])
    for text, size, weight in ((str(value), LABEL, STRONG), ("14 of 15", TINY, REGULAR)):
        start = float(re.search(rf'<text x="([\d.]+)"[^>]*>{text}<', drawn)[1])
        assert start >= edge or start + text_width(text, size, weight) <= edge

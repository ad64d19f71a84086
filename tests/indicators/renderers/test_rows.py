"""Bars in groups on a phone."""

import re
from dataclasses import replace

from indicators.renderers import image
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

import xml.etree.ElementTree as ET
from dataclasses import replace

from indicators.renderers.sparkline import sparkline
from tests.indicators import figures


def test_gaps_and_breaks_cut_it():
    root = ET.fromstring(sparkline(figures.illustrative_line()))
    assert [child.tag for child in root] == ["circle"] * 3
    joined = ET.fromstring(sparkline(replace(figures.illustrative_line(), breaks=())))
    assert [child.tag for child in joined] == ["polyline", "circle", "circle", "circle"]


def test_time_runs_from_the_right_in_arabic():
    def xs(figure):
        return [float(c.get("cx")) for c in ET.fromstring(sparkline(figure)).iter("circle")]

    assert xs(figures.illustrative_line()) == sorted(xs(figures.illustrative_line()))
    arabic = replace(figures.illustrative_line(), language="ar")
    assert xs(arabic) == sorted(xs(arabic), reverse=True)


def test_one_value_or_groups_have_no_course():
    assert sparkline(figures.nothing()) == ""
    assert sparkline(figures.published_shares()) == ""

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


def test_fewer_than_three_values_or_groups_have_no_course():
    line = figures.illustrative_line()
    two = replace(line.series[0], values=(48, None, None, 66))
    assert sparkline(replace(line, series=(two,))) == ""
    assert sparkline(figures.nothing()) == ""
    assert sparkline(figures.published_shares()) == ""


def test_it_says_its_values_to_those_who_do_not_see_it():
    line = figures.illustrative_line()
    labelled = replace(line.series[0], labels=(None, None, 'about "61"', None))
    root = ET.fromstring(sparkline(replace(line, series=(labelled,))))
    assert root.get("role") == "img"
    assert root.get("aria-label") == '2020: 48; 2021: No value; 2022: about "61"; 2023: 66'


def test_only_what_is_computed_from_real_answers_ends_in_a_full_point_and_what_is_invented_is_dashed():
    line = replace(figures.illustrative_line(), breaks=())
    drawn = {
        kind: sparkline(replace(line, series=(replace(line.series[0], kind=kind),)))
        for kind in ("computed", "published", "illustrative")
    }
    assert [kind for kind, svg in drawn.items() if "f-paper" in svg] == ["published", "illustrative"]
    assert [kind for kind, svg in drawn.items() if "dasharray" in svg] == ["illustrative"]

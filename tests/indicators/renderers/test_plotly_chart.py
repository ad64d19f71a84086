import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.figure import Series
from indicators.renderers.canvas import INK
from indicators.renderers.plotly_chart import chart
from tests.indicators import figures


@pytest.mark.parametrize("make", figures.ALL)
def test_everything_is_plain_json(make):
    plain = chart(make())
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert "bdata" not in json.dumps(plain)


def test_nothing_leaves_this_host():
    config = chart(figures.columns())["config"]
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert "http" not in json.dumps(chart(figures.columns()))


def test_every_colour_has_its_name_in_the_style_sheet():
    plain = chart(figures.columns())
    style = Path("static/css/sscdash.css").read_text()
    dark = style[style.index("prefers-color-scheme: dark") :]
    used = set(re.findall(r"#[0-9a-f]{6}", json.dumps([plain["data"], plain["layout"]])))

    assert used <= set(plain["inks"])
    assert all(f"--{plain['inks'][colour]}:" in dark for colour in used)


def test_gaps_stay_gaps():
    trace = chart(figures.illustrative_line())["data"][0]
    assert trace["y"] == [48, None, 61, 66]
    assert trace["connectgaps"] is False
    assert trace["error_y"]["array"] == [10, 0, 8, 4]
    assert "Not enough answers" in trace["hovertext"][1]


def test_shares_run_to_a_hundred():
    assert chart(figures.illustrative_line())["layout"]["yaxis"]["range"][0] == 0
    assert chart(figures.published_shares())["layout"]["xaxis"]["range"] == [0, pytest.approx(115)]


def test_kinds_look_different():
    published, computed = chart(figures.columns())["data"]
    assert published["marker"]["color"] == "#ffffff"
    assert computed["marker"]["color"] != "#ffffff"
    assert chart(figures.chinese())["data"][0]["marker"]["pattern"]["shape"] == "/"


def test_illustrative_data_say_so():
    assert chart(figures.illustrative_line())["layout"]["title"]["text"].startswith("Illustrative data · ")
    assert "Illustrative" not in chart(figures.columns())["layout"]["title"]["text"]


def test_arabic_runs_from_the_right():
    plain = chart(figures.arabic())
    assert plain["layout"]["xaxis"]["range"] == [pytest.approx(115), 0]
    assert plain["layout"]["yaxis"]["side"] == "right"
    assert all(text.startswith("\u2067") and text.endswith("\u2069") for text in plain["data"][0]["y"])
    over_time = chart(replace(figures.illustrative_line(), language="ar"))
    assert over_time["layout"]["xaxis"]["autorange"] == "reversed"


def test_markup_stays_text():
    figure = replace(figures.published_shares(), categories=("<b>x</b>", "b", "c", "d"))
    assert chart(figure)["data"][0]["y"][0] == "&lt;b&gt;x&lt;/b&gt;"


def test_nothing_to_draw_is_no_trace():
    assert chart(figures.nothing())["data"] == []
    assert chart(figures.table())["data"] == []


def test_whiskers_of_hollow_points_are_seen():
    trace = chart(figures.dots())["data"][0]
    assert trace["marker"]["color"] == INK["paper"]
    assert trace["error_x"]["color"] == INK["s1"]


def test_the_numbers_of_a_slope_do_not_stand_on_each_other():
    higher, lower = (trace["textposition"] for trace in chart(figures.slope())["data"])
    assert not [one for one, other in zip(higher, lower, strict=True) if one == other == "bottom center"]
    assert {"top center", "bottom center"} == {*higher, *lower}


def test_a_single_bar_is_no_wall():
    few, many = figures.published_shares(), figures.columns()
    one = replace(few, categories=few.categories[:1], notes=(), series=(Series("x", "computed", (5,)),))
    assert chart(one)["layout"]["bargap"] == 0.8
    assert chart(many)["layout"]["bargap"] < 0.8


def test_the_title_breaks_between_its_parts_and_has_room_for_its_lines():
    short, long = (
        figures.published_shares(),
        replace(figures.published_shares(), subtitle="Entities of the United Nations, 2022"),
    )
    assert title(short) == ["Per cent · UN entities, 2022 · n not published"]
    assert title(long) == ["Per cent · Entities of the United Nations, 2022", "n not published"]
    assert len(title(replace(long, subtitle="UN entities " * 20))) > 4
    high = [
        chart(replace(long, subtitle=text))["layout"]["margin"]["t"] for text in ("x", "UN entities " * 20)
    ]
    assert high[1] > high[0]


def title(figure) -> list[str]:
    return chart(figure)["layout"]["title"]["text"].split("<br>")


def test_numbers_are_legible_upon_solid_and_upon_hatched_parts():
    solid = chart(figures.stacked())["data"]
    invented = replace(
        figures.stacked(), series=tuple(replace(one, kind="illustrative") for one in figures.stacked().series)
    )
    hatched = chart(invented)["data"]
    assert {trace["insidetextfont"]["color"] for trace in hatched} == {INK["ink"]}
    assert solid[0]["insidetextfont"]["color"] == INK["paper"]

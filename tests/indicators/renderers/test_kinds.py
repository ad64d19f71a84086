"""What is particular to stacked bars, dots, small multiples, the slope and the map."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from indicators.figure import Series
from indicators.renderers import image, plotly_chart, tables
from indicators.renderers.canvas import INK
from indicators.renderers.csv_table import csv_bytes
from indicators.renderers.sentence import alt_text, sentence
from indicators.renderers.workbook import xlsx
from tests.indicators import figures

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}text"))


def said(svg: str) -> list[str]:
    return [element.text.strip("\u2067\u2069") for element in texts(svg)]


def bars(svg: str, ink: str) -> list[ET.Element]:
    return [path for path in ET.fromstring(svg).iter(f"{SVG}path") if path.get("class") == f"f-{ink}"]


def width_of(path: ET.Element) -> float:
    xs = [float(x) for x in re.findall(r"[ML] (-?[\d.]+) ", path.get("d"))]
    return max(xs) - min(xs)


def parts_of_workbook(figure) -> ZipFile:
    return ZipFile(BytesIO(xlsx(figure)))


# --- stacked to a hundred ------------------------------------------------------------------------------


def test_parts_are_as_wide_as_their_shares():
    drawn = image.svg(figures.stacked(), for_page=True)
    dark = [width_of(path) for path in bars(drawn, "t1")][1:]  # the first is that of the key
    assert len(dark) == 2  # the third group has no value
    assert dark[1] / dark[0] == pytest.approx(50 / 22, rel=0.02)
    assert {"Fully", "In part", "Not at all", "22", "45", "33", "9 of 12"} <= set(said(drawn))
    assert "Not enough answers: 2 of 5" in said(drawn)


def test_a_part_too_narrow_for_its_number_has_none():
    narrow = replace(figures.stacked(), series=tuple(
        replace(series, values=(value, None, None), reasons=())
        for series, value in zip(figures.stacked().series, (97, 2, 1), strict=True)
    ))  # fmt: skip
    drawn = said(image.svg(narrow, for_page=True))
    assert "97" in drawn
    assert "1" not in drawn
    assert "2" in [cell.text for cell in tables.page_lines(narrow)[0].cells]


LONG = "Not shown: the group has fewer than five respondents, or it would give one away that has. " * 3


@pytest.mark.parametrize("width", [image.NARROW, image.WIDE])
@pytest.mark.parametrize("make", [figures.stacked, figures.dots, figures.multiples])
def test_why_there_is_no_value_is_said_in_full(make, width):
    figure = make()
    nothing = tuple(
        replace(
            one,
            values=(None, *one.values[1:]),
            low=(),
            high=(),
            reasons=(LONG, *[None] * (len(one.values) - 1)),
        )
        for one in figure.series
    )
    if figure.chart == "multiples":
        first = figure.series[0]
        empty = (None,) * len(first.values)
        nothing = (
            replace(first, values=empty, low=(), high=(), n=(), reasons=(LONG,) * len(empty)),
            *figure.series[1:],
        )
    short, long = (
        image.svg(each, for_page=False, width=width) for each in (figure, replace(figure, series=nothing))
    )
    assert LONG.strip() in " ".join(said(long))
    assert "…" not in long
    assert height_of(long) > height_of(short)


def height_of(svg: str) -> float:
    return float(ET.fromstring(svg).get("viewBox").split()[3])


def test_invented_parts_are_hatched_each_in_its_own_way():
    invented = replace(
        figures.stacked(), series=tuple(replace(one, kind="illustrative") for one in figures.stacked().series)
    )
    drawn = image.svg(invented, for_page=True)
    assert len(re.findall("<pattern", drawn)) == 3


def test_shares_of_more_than_a_hundred_are_not_stacked():
    with pytest.raises(ValueError, match="more than a hundred"):
        replace(
            figures.stacked(),
            series=(Series("a", "computed", (60, 1, 1)), Series("b", "computed", (60, 1, 1))),
        )
    with pytest.raises(ValueError, match="only shares"):
        replace(figures.stacked(), unit="number")


def test_stacked_shares_are_told_category_by_category():
    assert alt_text(figures.stacked()).startswith(
        "How far strategies cover SSTC, UN entities, 2022: Funds and programmes: Fully, 22 per cent; "
        "In part, 45 per cent; Not at all, 33 per cent (n = 9 of 12). Specialized agencies: "
    )
    assert alt_text(figures.stacked()).endswith("Regional commissions, Not enough answers: 2 of 5.")
    assert "Specialized agencies" in sentence(figures.stacked())


def test_excel_stacks_to_a_hundred_itself():
    chart = parts_of_workbook(figures.stacked()).read("xl/charts/chart1.xml").decode()
    assert '<c:grouping val="percentStacked"/>' in chart
    assert '<c:barDir val="bar"/>' in chart


def test_plotly_stacks_as_well():
    chart = plotly_chart.chart(figures.stacked())
    assert chart["layout"]["barmode"] == "stack"
    assert chart["layout"]["xaxis"]["range"] == [0, 100]
    assert [trace["orientation"] for trace in chart["data"]] == ["h"] * 3
    assert not any("error_x" in trace for trace in chart["data"])


# --- dots between bounds -------------------------------------------------------------------------------


def test_a_dot_stands_between_its_bounds():
    drawn = image.svg(figures.dots(), for_page=True)
    assert {"58", "7 of 12", "Not enough answers: 1 of 4"} <= set(said(drawn))
    assert [line.cells[0].bounds for line in tables.page_lines(figures.dots())][:2] == ["33–83", "67–73"]
    chart = plotly_chart.chart(figures.dots())
    assert chart["data"][0]["mode"] == "markers"
    assert chart["data"][0]["error_x"]["array"][0] == 25


def test_what_excel_cannot_draw_is_a_picture_with_words():
    book = parts_of_workbook(figures.dots())
    assert "xl/media/image1.png" in book.namelist()
    assert "7 of 12" in book.read("xl/drawings/drawing1.xml").decode()
    assert not [name for name in book.namelist() if "charts/chart" in name]


def test_dots_stand_for_groups():
    with pytest.raises(ValueError, match="dots stand for groups"):
        replace(figures.illustrative_line(), chart="dots")


# --- small multiples -----------------------------------------------------------------------------------


def test_every_group_has_its_panel_on_one_scale():
    drawn = image.svg(figures.multiples(), for_page=True)
    assert {"Funds", "Programmes", "Specialized agencies", "Regional commissions", "Other"} <= set(
        said(drawn)
    )
    assert {"62", "50", "96", "25"} <= set(said(drawn))
    assert said(drawn).count("Too few answered") == 1


@pytest.mark.parametrize("width", [image.NARROW, image.WIDE])
def test_the_scale_of_panels_stands_before_them(width):
    drawn = image.svg(figures.multiples(), for_page=True, width=width)
    numbers = [
        text for text in texts(drawn) if text.text in ("0", "50", "100") and text.get("class") == "f-ink-3"
    ]
    ends = {float(text.get("x")) for text in numbers}
    lines = [
        min(float(x) for x in re.findall(r"[ML] (-?[\d.]+) ", path.get("d")))
        for path in ET.fromstring(drawn).iter(f"{SVG}path")
        if path.get("stroke") == INK["line"]
    ]
    assert max(ends) < min(lines)


def test_lines_of_panels_are_cut_as_in_a_large_chart():
    lines = [
        path
        for path in ET.fromstring(image.svg(figures.multiples(), for_page=True)).iter(f"{SVG}path")
        if path.get("stroke") == INK["s1"] and path.get("fill") == "none"
    ]
    # before and after the break; of the programmes only after it, because a year is missing before
    assert len(lines) == 7


def test_more_than_six_are_told_apart_by_their_place():
    many = tuple(Series(f"Group {at}", "computed", (1, 2, 3, 4, 5)) for at in range(9))
    figure = replace(figures.multiples(), series=many)
    assert "Group 8" in said(image.svg(figure, for_page=True, width=image.NARROW))
    assert "xl/media/image1.png" in parts_of_workbook(figure).namelist()
    with pytest.raises(ValueError, match="one to 6"):
        replace(figure, chart="line")


def test_the_sentence_of_many_lines_names_the_latest_ends():
    assert sentence(figures.multiples()) == (
        "Entities with a focal point, by type of entity: Specialized agencies, 2023, 96 per cent; "
        "Other, 2023, 25 per cent."
    )


def test_plotly_gives_each_panel_its_axes():
    layout = plotly_chart.chart(figures.multiples())["layout"]
    assert {"xaxis", "xaxis5", "yaxis5"} <= set(layout)
    assert layout["yaxis"]["range"] == layout["yaxis5"]["range"]
    mirrored = plotly_chart.chart(replace(figures.multiples(), language="ar"))["layout"]
    assert mirrored["xaxis"]["domain"][0] > mirrored["xaxis2"]["domain"][0]


# --- slope ---------------------------------------------------------------------------------------------


def test_a_slope_names_its_lines_behind_the_second_year():
    drawn = said(image.svg(figures.slope(), for_page=True))
    assert {"2021", "2022", "48", "61", "50", "56", "All that answered"} <= set(drawn)
    assert "All that answered, 2021, 48 per cent (n = 22 of 27)" in sentence(figures.slope())


def test_a_slope_runs_from_the_right_in_arabic():
    drawn = texts(image.svg(replace(figures.slope(), language="ar"), for_page=True))
    at = {element.text.strip("\u2067\u2069"): float(element.get("x")) for element in drawn}
    assert at["2021"] > at["2022"]


def test_a_slope_has_two_years():
    with pytest.raises(ValueError, match="from one year to another"):
        replace(figures.slope(), categories=("2021",), series=(Series("x", "computed", (1,)),))


# --- map -----------------------------------------------------------------------------------------------


def test_the_key_counts_and_says_who_is_on_no_map():
    drawn = said(image.svg(figures.worldmap(), for_page=True))
    assert {"Answered (4)", "Nothing came (2)", "Not on the map: 1"} <= set(drawn)
    assert alt_text(figures.worldmap()) == (
        "Who answered, Governments, 2022: Answered: 4. Nothing came: 2. Not on the map: 1."
    )


def test_a_map_is_not_mirrored_and_its_key_is():
    english = image.svg(figures.worldmap(), for_page=True)
    arabic = image.svg(replace(figures.worldmap(), language="ar"), for_page=True)
    land = [
        max((path.get("d") for path in ET.fromstring(svg).iter(f"{SVG}path")), key=len)
        for svg in (english, arabic)
    ]
    assert land[0] == land[1]
    places = [
        next(float(e.get("x")) for e in texts(svg) if "Answered" in e.text) for svg in (english, arabic)
    ]
    assert places[0] < 320 < places[1]


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_map_carries_the_disclaimer(language):
    file = image.svg(replace(figures.worldmap(), language=language), for_page=False)
    words = {
        "en": "endorsement",
        "zh": "联合国",
        "fr": "Nations Unies",
        "es": "Naciones Unidas",
        "ru": "Объединенных",
        "ar": "الأمم",
    }
    assert words[language] in "".join(said(file))


def test_the_table_of_a_map_names_classes_and_its_file_only_members():
    assert tables.columns(figures.worldmap()) == ("Country", ["Class"])
    assert [line.cells[0].text for line in tables.page_lines(figures.worldmap())][2:4] == [
        "Answered",
        "Nothing came",
    ]
    lines = csv_bytes(figures.worldmap()).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Series,Kind,Country")
    assert len([line for line in lines if line.startswith(("Answered,", "Nothing came,"))]) == 6
    assert any("endorsement" in line for line in lines)


def test_outlines_are_written_as_browsers_read_them():
    drawn = image.svg(figures.worldmap(), for_page=True)
    outlines = [
        path.get("d") for path in ET.fromstring(drawn).iter(f"{SVG}path") if len(path.get("d")) > 2_000
    ]
    pair = r"-?(?:\d+\.?\d*|\.\d+)(?: |(?=-))-?(?:\d+\.?\d*|\.\d+)"
    assert len(outlines) >= 2  # the land, and the lines between countries
    for outline in outlines:
        assert re.fullmatch(rf"(?:m{pair}(?: ?{pair})*z?)+", outline)


def test_a_map_has_a_place_for_every_category():
    with pytest.raises(ValueError, match="1 places for 6"):
        replace(figures.worldmap(), places=("BRA",))
    with pytest.raises(ValueError, match="6 places for 0"):
        replace(figures.worldmap(), chart="bar", series=figures.worldmap().series[:1])


def test_a_map_needs_no_plotly_chart():
    assert plotly_chart.chart(figures.worldmap())["data"] == []


# --- for all of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", figures.NEW)
def test_what_is_copied_is_the_table_with_what_it_rests_on(make):
    rows = [line.split("\t") for line in tables.tab_separated(make()).splitlines()]
    assert rows[0] == [make().title]
    assert [row[0] for row in rows[2 : 2 + len(make().categories)]] == list(make().categories)
    assert ["Source", make().source] in rows


def test_a_tab_inside_a_text_parts_no_cells():
    figure = replace(figures.stacked(), categories=("a\tb\nc", "d", "e"), notes=())
    assert "a b c\t22\t45\t33" in tables.tab_separated(figure)


@pytest.mark.parametrize("make", figures.NEW)
def test_they_open_again_as_they_were(make):
    assert type(make()).from_dict(make().to_dict()) == make()

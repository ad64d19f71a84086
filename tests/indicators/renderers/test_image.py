import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from indicators.figure import Series
from indicators.renderers import image
from indicators.renderers.canvas import INK, text_width, wrap
from indicators.renderers.parts import scale_of, tick_step
from tests.indicators import figures

CSS = Path(__file__).parents[3] / "static" / "css" / "sscdash.css"
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text.strip("\u2067\u2069") for element in ET.fromstring(svg).iter(f"{SVG}text")]


def paths(svg: str, **attributes: str) -> list[ET.Element]:
    every = ET.fromstring(svg).iter(f"{SVG}path")
    return [path for path in every if all(path.get(k.replace("_", "-")) == v for k, v in attributes.items())]


@pytest.mark.parametrize("make", figures.ALL)
@pytest.mark.parametrize("width", [image.WIDE, image.NARROW])
def test_a_picture_on_a_page_needs_no_style(make, width):
    svg = image.svg(make(), for_page=True, width=width)
    root = ET.fromstring(svg)
    assert not [
        element for element in root.iter() if "style" in element.attrib or element.tag == f"{SVG}style"
    ]
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert "width" not in root.attrib
    assert "font-family" not in svg


@pytest.mark.parametrize("make", figures.ALL)
def test_a_file_needs_no_style_either_and_holds_everything(make):
    figure = make()
    svg = image.svg(figure, for_page=False)
    root = ET.fromstring(svg)
    assert not [
        element for element in root.iter() if "style" in element.attrib or element.tag == f"{SVG}style"
    ]
    said = re.sub(r"\s", "", "".join(texts(svg)))
    for part in (figure.title, figure.subtitle, figure.unit_text, figure.source, figure.release):
        assert re.sub(r"\s", "", part) in said
    assert "class=" not in svg


@pytest.mark.parametrize("make", figures.ALL)
def test_the_same_figure_gives_the_same_bytes(make):
    assert image.svg(make(), for_page=True) == image.svg(make(), for_page=True)
    assert image.svg(make(), for_page=False) == image.svg(make(), for_page=False)
    assert image.png(make(), scale=1) == image.png(make(), scale=1)


@pytest.mark.parametrize("make", [figures.published_shares, figures.chinese, figures.arabic])
def test_the_same_figure_gives_the_same_pdf(make):
    assert image.pdf(make()) == image.pdf(make())


def test_a_page_has_the_chart_alone():
    svg = image.svg(figures.published_shares(), for_page=True)
    assert texts(svg) == ["a", "100", "90", "about 60", "25"] or {"IFAD", "UN-Habitat", "about 60"} <= set(
        texts(svg)
    )
    assert "Source: A/78/290, paragraph 32" not in texts(svg)


def test_ids_of_two_pictures_on_a_page_differ():
    wide = image.svg(figures.chinese(), for_page=True)
    narrow = image.svg(figures.chinese(), for_page=True, width=image.NARROW)
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (wide, narrow)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for svg, own in zip((wide, narrow), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= own


def test_kinds_look_different():
    def bar(kind):
        series = Series("2022", kind, (50,))
        return image.svg(
            replace(figures.published_shares(), categories=("x",), series=(series,), notes=()), for_page=True
        )

    assert paths(bar("computed"), fill=INK["s1"])
    assert paths(bar("published"), fill=INK["paper"], stroke=INK["s1"])
    assert "<pattern" in bar("illustrative")


def test_shares_run_to_a_hundred_and_counts_from_zero():
    assert scale_of(figures.published_shares(), 100, round_up=True)[:2] == (0, 100)
    assert scale_of(figures.computed_counts(), 100, round_up=False)[:2] == (0, 1448)
    assert scale_of(figures.columns(), 100, round_up=True)[:2] == (0, 50)
    assert scale_of(replace(figures.columns(), scale_max=80), 100, round_up=True)[:2] == (0, 80)


@pytest.mark.parametrize(("high", "step"), [(1, 0.25), (4, 1), (10, 2.5), (47, 10), (1448, 500)])
def test_steps_of_the_scale_are_round(high, step):
    assert tick_step(high) == step


def test_a_missing_year_and_a_break_cut_the_line():
    svg = image.svg(figures.illustrative_line(), for_page=True)
    # 2020 stands alone (2021 is missing), 2022 and 2023 are parted by the break: no two points are joined
    assert not paths(svg, stroke=INK["s1"], stroke_dasharray="11,6.6", fill="none")
    assert not paths(svg, stroke=INK["s1"], stroke_width="2.2")
    assert "Break in series" in texts(svg)
    assert "3 of 27" in " ".join(texts(svg))


def test_neighbouring_years_are_joined():
    joined = image.svg(replace(figures.illustrative_line(), breaks=()), for_page=True)
    assert len(paths(joined, stroke=INK["s1"], stroke_width="2.2")) == 1


def test_no_value_at_all_is_said_in_words():
    assert texts(image.svg(figures.nothing(), for_page=True)) == ["Not enough answers: 4 of 27"]


def test_illustrative_files_carry_the_badge():
    assert "Illustrative data" in texts(image.svg(figures.illustrative_line(), for_page=False))
    assert "示例数据" in texts(image.svg(figures.chinese(), for_page=False))
    assert "Illustrative data" not in texts(image.svg(figures.published_shares(), for_page=False))


def test_n_stands_under_its_year():
    assert "25 of 27" in texts(image.svg(figures.illustrative_line(), for_page=True))


def test_many_years_on_a_phone_keep_whole_names():
    years = tuple(str(year) for year in range(1995, 2025))
    figure = replace(
        figures.nothing(), chart="line", categories=years, series=(Series("x", "computed", (10.0,) * 30),)
    )
    shown = [text for text in texts(image.svg(figure, for_page=True, width=image.NARROW)) if text in years]
    assert shown[0] == "1995"
    assert set(shown) < set(years)
    assert len(shown) > 5


def test_arabic_is_laid_out_from_the_right():
    root = ET.fromstring(image.svg(figures.arabic(), for_page=True))
    label = next(e for e in root.iter(f"{SVG}text") if "الأغذية" in e.text)
    value = next(e for e in root.iter(f"{SVG}text") if "87" in e.text)
    assert float(label.get("x")) > float(value.get("x"))
    assert root.get("direction") == "ltr"
    assert label.text.startswith("\u2067")


def test_markup_in_a_label_stays_text():
    figure = replace(figures.published_shares(), categories=("<script>", "a&b", "$x$", "d"), notes=())
    svg = image.svg(figure, for_page=True)
    assert "<script" not in svg
    assert {"<script>", "a&b", "$x$"} <= set(texts(svg))


@pytest.mark.parametrize("make", figures.ALL)
def test_png_is_as_large_as_asked(make):
    data = image.png(make(), scale=2)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", data[16:20])[0] == 2 * image.WIDE


def test_pdf_keeps_its_text():
    data = image.pdf(figures.published_shares())
    assert data.startswith(b"%PDF")
    assert b"/Type42" in data or b"/CIDFontType2" in data or b"/FontFile2" in data


def test_every_label_is_no_wider_than_its_line():
    text = "Latin America and the Caribbean 拉丁美洲和加勒比地区（包括所有国家）"
    assert all(text_width(line, 13) <= 120 for line in wrap(text, 120, 13))
    assert "".join(wrap(text, 120, 13)).replace(" ", "") == text.replace(" ", "")
    assert not [line for line in wrap(text, 60, 13) if line.startswith("）")]


def test_every_script_is_drawn_by_a_font_of_ours(caplog):
    # a glyph that no font has is a warning, and warnings fail the test; fonts looked for in vain are logged
    text = "Noto ≥ 20 → Заявка é ñ 南南合作 التعاون"
    image.png(replace(figures.published_shares(), title=text), scale=1)
    assert not caplog.records


def test_the_palette_is_that_of_the_style_sheet():
    css = CSS.read_text()
    light = css.partition("prefers-color-scheme: dark")[0]
    for name, colour in INK.items():
        assert f"--{name}: {colour};" in light
        assert f".f-{name} {{ fill: var(--{name}) }}" in css
        assert f".k-{name} {{ stroke: var(--{name}) }}" in css


def test_drawing_again_measures_no_text_and_a_further_bar_is_a_handful_of_parts():
    def parts(times: int) -> int:
        figure = figures.published_shares()
        series = tuple(
            replace(
                one,
                **{
                    name: getattr(one, name) * times
                    for name in ("values", "labels", "n", "low", "high", "reasons", "links")
                },
            )
            for one in figure.series
        )
        many = replace(figure, categories=figure.categories * times, series=series, notes=())
        return sum(1 for _ in ET.fromstring(image.svg(many, for_page=True)).iter())

    few, more = parts(1), parts(2)
    measured = text_width.cache_info().misses
    assert parts(1) == few
    assert text_width.cache_info().misses == measured
    assert more - few <= 12 * len(figures.published_shares().categories)

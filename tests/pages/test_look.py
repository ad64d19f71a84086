"""What the strict content security policy and the two directions of writing ask of templates and style sheet."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from indicators.renderers.page import figure_parts
from indicators.renderers.parts import on_fill
from tests.indicators import figures
from tests.indicators.seeing import DEFICIENCIES, distance

AT_A_GLANCE = 12
"""In CIE L*a*b*; see `tests.indicators.seeing`."""
ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CSS = (ROOT / "static" / "css" / "sscdash.css").read_text()
LIGHT, _, DARK = CSS.split("/* --- ground")[0].partition("@media screen and (prefers-color-scheme: dark)")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text.replace("<style>{{ style }}</style>", "")
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_the_style_sheet_uses_logical_properties_only():
    physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|[{;]\s*(?:left|right|top|bottom)\s*:|text-align:\s*(?:left|right)"
    assert re.findall(physical, CSS) == []
    assert "http" not in CSS


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", [LIGHT, LIGHT + DARK], ids=["light", "dark"])
def test_contrast(sheet):
    token = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", sheet))
    for ink in ("ink", "ink-2", "ink-3", "blue-text", "bad", "warn", "good"):
        assert contrast(token[ink], token["paper"]) >= 4.5, ink
        assert contrast(token[ink], token["wash"]) >= 4.5, ink
    assert contrast(token["note-ink"], token["note"]) >= 4.5
    assert contrast(token["on-blue"], token["blue-text"]) >= 4.5
    for ink in (f"{row}{at}" for row in "st" for at in range(1, 7)):
        assert contrast(token[ink], token["paper"]) >= 3, ink
    for ink in ("s1", *(f"t{at}" for at in range(1, 7))):
        assert contrast(token[ink], token[on_fill(ink)]) >= 4.5, ink


@pytest.mark.parametrize("sheet", [LIGHT, LIGHT + DARK], ids=["light", "dark"])
@pytest.mark.parametrize("row", ["s", "t"])
def test_inks_are_told_apart_whoever_looks(sheet, row):
    token = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", sheet))
    inks = [f"{row}{at}" for at in range(1, 7)]
    near = {
        (one, other, deficiency): distance(token[one], token[other], deficiency)
        for one, other in combinations(inks, 2)
        for deficiency in ("", *DEFICIENCIES)
    }
    assert {pair: far for pair, far in near.items() if far < AT_A_GLANCE} == {}


@pytest.mark.parametrize("make", figures.ALL)
def test_a_figure_on_a_page(make):
    parts = figure_parts(make(), key="fig-1", number="II")
    downloads = [{"label": "SVG", "url": "/x.svg"}]
    html = render_to_string("_figure.html", {"f": parts, "downloads": downloads})
    assert not re.search(r"\sstyle\s*=|<style", html)
    assert "Figure II" in html
    assert make().source in html
    assert html.count("<tr>") == 1 + len(make().categories)
    assert ('id="fig-1-chart"' in html) == (parts["plotly"] is not None)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh-hans", "ltr")])
def test_language_and_direction_of_a_page(language, direction):
    languages = [{"code": "en", "name": "English", "url": "/en/x/", "current": language == "en"}]
    items = [{"label": "Outcomes", "url": "/en/", "current": True}]
    with translation.override(language):
        html = render_to_string("404.html", {"languages": languages, "nav_items": items, "home_url": "/en/"})
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert 'href="#content"' in html
    assert 'aria-current="page"' in html


def test_the_page_of_last_resort_needs_no_context():
    assert "500" in render_to_string("500.html")


def test_on_paper_stands_what_a_page_says_about_the_request_and_not_what_was_just_done():
    printed = CSS[CSS.index("@media print") :]
    assert ".no-print" in printed
    assert ".messages" not in printed
    assert (
        '{% if messages %}<div role="status" class="no-print">' in (ROOT / "templates/base.html").read_text()
    )


@pytest.mark.parametrize(
    "path", [one for one in TEMPLATES if 'class="stack"' in one.read_text()], ids=lambda path: path.name
)
def test_tables_that_stack_on_a_telephone_name_their_numbers(path):
    numbers = re.findall(r'<td class="num"[^>]*>', path.read_text().replace("{{", "").replace("}}", ""))
    assert all("data-label" in one for one in numbers), numbers

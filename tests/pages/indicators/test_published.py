import pytest

from indicators.models import Contradiction
from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows

ADDRESS = "/en/published/"


@keeping
def figures(released):
    made = {
        "events": rows.published(None, 800, qualifier="more_than", unit="count", document="A/77/297", paragraph="70", note=rows.text("About events.")),
        "ilo": rows.published(None, 25, entities=["ILO"], year=2020, survey="none"),
        "share": rows.published(None, 93, numerator=53, denominator=57, year=2019),
        "secondary": rows.published(None, 81, source_kind="secondary", document="A/79/230", paragraph=""),
    }  # fmt: skip
    both = Contradiction.objects.create(
        number=1, places="¶ 50; ¶ 51", words=rows.text("140 or 145 dialogues")
    )
    both.figures.set([made["events"], made["ilo"]])
    return made


def test_figures_stand_as_printed_with_document_and_paragraph(nobody, figures):
    shows(
        nobody.get(ADDRESS),
        "more than 800",
        "A/77/297, paragraph 70",
        "53 of 57",
        "n not published",
        "About events.",
    )


def test_a_figure_that_is_no_indicator_says_why(nobody, figures):
    shows(nobody.get(ADDRESS), "Only context", "/en/indicators/1.4/")


def test_contradictions_show_both_readings(nobody, figures):
    shows(
        nobody.get(ADDRESS),
        "140 or 145 dialogues",
        "more than 800 (A/77/297, paragraph 70)",
        "25 (A/78/290, paragraph 27)",
    )


def test_secondary_sources_are_named(nobody, figures):
    shows(nobody.get(ADDRESS), "Secondary source")


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("document=A/77/297", "more than 800", "53 of 57"),
        ("indicator=1.4", "about 58", "more than 800"),
        ("indicator=none", "more than 800", "about 58"),
        ("survey=none", "ILO", "more than 800"),
        ("year=2019", "53 of 57", "more than 800"),
        ("entity=ILO", "ILO", "53 of 57"),
        ("q=events", "more than 800", "53 of 57"),
    ],
)
def test_they_can_be_filtered(nobody, figures, query, there, gone):
    page = shows(nobody.get(f"{ADDRESS}?{query}"), there)
    register = page[page.index("<tbody>") : page.index("</tbody>")].replace("140 or 145", "")
    assert gone not in register.split("Contradiction")[0] or gone not in register


def test_a_filter_that_matches_nothing_says_so(nobody, figures):
    shows(nobody.get(f"{ADDRESS}?q=nothing-like-that"), "No figure matches", "0 figures")


def test_a_filter_that_is_not_there_is_no_filter(nobody, figures):
    shows(nobody.get(f"{ADDRESS}?document=other&year=x&page=99"), "more than 800")


def test_many_figures_come_page_by_page(nobody, figures):
    for _ in range(30):
        rows.published(None, 1)
    page = shows(nobody.get(f"{ADDRESS}?survey=unossc_entity"), "Page 1 of 2")
    assert "survey=unossc_entity&amp;page=2" in page
    shows(nobody.get(f"{ADDRESS}?page=2"), "Page 2 of 2")


def test_a_percentage_is_held_against_its_n(nobody, released):
    rows.published(released.share, 70, code="of-115", denominator=115)
    rows.published(released.share, 73, code="of-10", denominator=10)
    rows.published(released.share, 73, code="unknown-n")
    rows.published(released.share, "2.78", code="money", denominator="496.3")
    rows.published(released.share, 60, code="about-60", qualifier="about")
    page = shows(
        nobody.get("/en/published/"),
        "Fits 80 or 81 of 115.",
        "No whole number of 10 is 73 per cent under any rounding",
        "The smallest n that fits: 11 (8 of 11)",
    )
    assert page.count("No such share") == 1
    assert page.count("The smallest n that fits") == 3

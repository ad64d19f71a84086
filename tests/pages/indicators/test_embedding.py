"""A figure on pages of others: framed by anybody, public values only, whoever is signed in here."""

import pytest

from tests.pages.indicators.world import shows


def policy(response) -> list[str]:
    return response["Content-Security-Policy"].split("; ")


def test_any_page_may_frame_it_and_no_other_page_of_ours(nobody, released):
    embedded = nobody.get("/en/embed/1.4/?basis=computed&release=1")
    assert "frame-ancestors *" in policy(embedded)
    assert "X-Frame-Options" not in embedded
    other = nobody.get("/en/indicators/1.4/")
    assert "frame-ancestors 'none'" in policy(other)
    assert other["X-Frame-Options"] == "DENY"


def test_it_is_the_figure_with_its_table_and_nothing_around(nobody, released):
    page = shows(
        nobody.get("/en/embed/1.4/?release=1"), "Title of 1.4", "<svg", "A/78/290", "Open in the dashboard"
    )
    body = page.partition("<body")[2]
    for absent in ("masthead", "<script", "<form", "data-explore", "iframe"):
        assert absent not in body
    assert "Set-Cookie" not in nobody.get("/en/embed/1.4/").headers


def test_it_speaks_the_language_of_its_address(nobody, released):
    shows(nobody.get("/ar/embed/1.4/?release=1"), 'lang="ar" dir="rtl"')


def test_the_slope_and_other_kinds_can_be_framed(nobody, released):
    shows(nobody.get("/en/embed/1.4/?kind=slope"), "Those who are in it in both years")
    shows(nobody.get("/en/embed/1.4/?by=entity_type&kind=multiples"), "The funds")


@pytest.mark.parametrize(
    "path",
    ["7.7/", "1.4/?release=5", "1.4/?basis=illustrative", "1.4/?by=nothing", "1.4/?by=entity_type&kind=map"],
)
def test_what_is_not_there_is_said_inside_the_frame(nobody, released, path):
    response = nobody.get(f"/en/embed/{path}")
    shows(response, "There is no such figure", status=404)
    assert "frame-ancestors *" in policy(response)


def test_an_analyst_frames_no_more_than_the_public_sees(analyst, released):
    assert analyst.get("/en/indicators/1.4/?by=respondent").content.count(b"ENTITY-07") > 0
    response = analyst.get("/en/embed/1.4/?by=respondent")
    assert response.status_code == 404
    assert b"ENTITY-07" not in response.content


def test_only_reading_is_answered(nobody, released):
    assert nobody.post("/en/embed/1.4/").status_code == 405


def test_a_page_offers_link_code_data_and_print(nobody, released):
    page = shows(
        nobody.get("/en/indicators/1.4/"), "Copy the data", "data-print", "Put this into a page of your own"
    )
    assert "/en/embed/1.4/?release=1&amp;amp;basis=computed" in page
    assert "&lt;iframe src=" in page
    assert "Title of 1.4\\tYear" in page or "Title of 1.4\\nYear" in page


def test_a_comparison_can_be_framed(nobody, released):
    page = shows(
        nobody.get("/en/compare/?i=1.4&i=BA.3"), "/en/embed/compare/?i=1.4&amp;amp;i=BA.3&amp;amp;release=1"
    )
    assert "&lt;iframe" in page
    shows(nobody.get("/en/embed/compare/?i=1.4&i=BA.3&release=1"), "Short 1.4")
    shows(nobody.get("/en/embed/compare/?release=9"), "There is no such figure", status=404)
    shows(nobody.get("/en/embed/compare/"), "There is no such figure", status=404)

"""The countries page: membership and figures on a map, its files, its frame."""

import pytest
from django.apps import apps

from tests.indicators import rows
from tests.kept import keeping
from tests.pages.indicators.world import shows


@keeping
def countries(released):
    """Brazil and Tuvalu in regions, Tuvalu of the small islands, an invented country; a figure names Brazil twice."""
    model = {
        name: apps.get_model("surveys", name) for name in ("Grouping", "Group", "Respondent", "Membership")
    }
    region, _ = model["Grouping"].objects.get_or_create(
        code="region", defaults={"names": rows.text("Region")}
    )
    sids, _ = model["Grouping"].objects.get_or_create(
        code="sids", defaults={"names": rows.text("Small islands")}
    )
    groups = {
        code: model["Group"].objects.get_or_create(grouping=of, code=code, defaults={"names": rows.text(name)})[0]
        for of, code, name in (
            (region, "americas", "Americas"), (region, "oceania", "Oceania"), (sids, "sids", "Small islands")
        )
    }  # fmt: skip
    for code, slug, mine in (("BRA", "brazil", ["americas"]), ("TUV", "tuvalu", ["oceania", "sids"])):
        row = model["Respondent"].objects.create(
            kind="government", code=code, slug=slug, names=rows.text(slug.title())
        )
        for group in mine:
            model["Membership"].objects.create(respondent=row, group=groups[group], from_year=1970)
    model["Respondent"].objects.create(
        kind="government", code="COUNTRY-07", slug="country-07", names=rows.text("Country 07"), fictional=True
    )
    rows.published(released.entered, 5, year=2022, countries=["BRA"])
    rows.published(released.entered, 6, year=2023, countries=["BRA"])
    return released


def test_the_map_shows_regions_first(nobody, countries):
    page = shows(
        nobody.get("/en/countries/"), "Americas (1)", "Oceania (1)", "official endorsement", "Region</strong>"
    )
    assert page.index("<svg") < page.index("Country 07")
    assert "Americas: 1. Oceania: 1." in page


def test_another_map_is_asked_for_in_the_address(nobody, countries):
    shows(nobody.get("/en/countries/?map=sids"), "Small islands (1)")
    shows(nobody.get("/en/countries/?map=figures"), "In two or three (1)", "Published</span>")
    shows(nobody.get("/en/countries/?map=figures"), '<a href="/en/countries/BRA/">In two or three</a>')
    shows(nobody.get("/en/countries/?map=rivers"), "There is no such map", "Americas (1)")


@pytest.mark.parametrize("format_", ["svg", "png", "xlsx", "csv"])
def test_the_map_can_be_taken_away(nobody, countries, format_):
    response = nobody.get(f"/en/countries/map.{format_}?map=sids")
    assert response["Content-Disposition"] == f'attachment; filename="countries-sids.{format_}"'
    assert len(response.content) > 300
    assert nobody.get("/en/countries/map.exe").status_code == 404
    assert nobody.get("/en/countries/map.svg?map=rivers").status_code == 404


def test_it_does_not_promise_a_release(nobody, countries):
    page = shows(nobody.get("/en/countries/"), "the groups and figures of the day on which it is opened")
    assert "It shows this release" not in page
    shows(nobody.get("/en/indicators/1.4/"), "It shows this release")


def test_the_map_can_be_framed(nobody, countries):
    response = nobody.get("/en/embed/countries/?map=region")
    shows(response, "Americas (1)")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert nobody.get("/en/embed/countries/?map=rivers").status_code == 404
    assert nobody.post("/en/embed/countries/").status_code == 405


def test_without_countries_there_is_no_map(nobody, released):
    page = shows(nobody.get("/en/countries/"))
    assert "map-region" not in page

"""The map of who answered: for those who may see names, with those listed who have no place on a map."""

import pytest
from django.apps import apps

from tests.kept import keeping
from tests.pages.indicators.world import shows


@keeping
def round_of_2022(released):
    return released.rounds[2022]


def test_analysts_see_who_answered_and_it_is_said_that_entities_are_on_no_map(analyst, round_of_2022):
    page = shows(
        analyst.get(f"/en/rounds/{round_of_2022.pk}/map/"),
        "Not on the map",
        "Answered</td>",
        "No answers that count</td>",
    )
    assert "<svg" not in page
    assert "<h1>Who answered</h1>" in page
    assert "Respondent</th>" in page
    assert "Country</th>" not in page
    assert f"/en/rounds/{round_of_2022.pk}/map.csv" in page


def test_countries_are_drawn(analyst, round_of_2022):
    respondents = apps.get_model("surveys", "Respondent").objects.filter(code__in=["ENTITY-07", "ENTITY-10"])
    for respondent, code in zip(respondents.order_by("code"), ("BRA", "TUV"), strict=True):
        type(respondent).objects.filter(pk=respondent.pk).update(
            kind="government", code=code, fictional=False
        )
    page = shows(
        analyst.get(f"/en/rounds/{round_of_2022.pk}/map/"),
        "<svg",
        "Answered (3)",
        "No answers that count (1)",
        "<h1>Map of who answered</h1>",
        "Country</th>",
    )
    assert "official endorsement" in page


@pytest.mark.parametrize("format_", ["svg", "png", "xlsx", "csv"])
def test_it_can_be_taken_away(analyst, round_of_2022, format_):
    assert analyst.get(f"/en/rounds/{round_of_2022.pk}/map.{format_}").status_code == 200


def test_others_see_no_names(nobody, focal_point, round_of_2022):
    address = f"/en/rounds/{round_of_2022.pk}/map"
    assert "/sign-in/" in nobody.get(f"{address}/")["Location"]
    assert focal_point.get(f"{address}/").status_code == 403
    assert focal_point.get(f"{address}.csv").status_code == 403
    assert nobody.get(f"{address}.csv").status_code == 403


def test_what_is_not_there_and_what_is_no_reading(analyst, round_of_2022):
    shows(
        analyst.get("/en/rounds/999999/map/"), "No round has the number 999999.", "/en/surveys/", status=404
    )
    assert analyst.get(f"/en/rounds/{round_of_2022.pk}/map.exe").status_code == 404
    assert analyst.post(f"/en/rounds/{round_of_2022.pk}/map/").status_code == 405


def test_the_page_of_an_indicator_leads_there_whom_it_may(nobody, analyst, round_of_2022):
    link = f"/en/rounds/{round_of_2022.pk}/map/"
    assert link in analyst.get("/en/indicators/1.4/").content.decode()
    assert link not in nobody.get("/en/indicators/1.4/").content.decode()

"""The REST interface, as a client that knows nothing but its addresses sees it."""

import pytest
from django.urls import reverse

from tests.indicators import rows

VALUES = "/api/v1/values/"


def results(client, address: str, **query) -> list[dict]:
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_values_are_those_of_the_newest_release(nobody, released):
    (value,) = results(nobody, VALUES, indicator="1.4", year=2022, survey="unossc_entity", dimension="none")
    assert value["breakdown"] == {}
    assert (value["numerator"], value["denominator"]) == ("2.000000", "3.000000")
    assert (value["invited"], value["answered"], value["state"]) == (4, 3, "computed")


def test_a_release_can_be_pinned_and_one_that_is_not_there_is_said(nobody, released):
    assert results(nobody, VALUES, release=1)
    missing = nobody.get(VALUES, {"release": 7})
    assert missing.status_code == 404
    assert "7" in missing.json()["detail"]


def test_single_respondents_only_where_answers_are_attributable(nobody, released):
    assert results(nobody, VALUES, dimension="respondent") == []


def test_single_respondents_where_answers_are_attributable(nobody, open_answers):
    assert results(nobody, VALUES, dimension="respondent")


def test_frameworks_come_with_their_tree_and_indicators(nobody, released):
    (framework,) = results(nobody, "/api/v1/frameworks/")
    assert [node["code"] for node in framework["nodes"]] == ["1", "2"]
    assert "1.4" in framework["nodes"][0]["indicators"]


def test_an_indicator_comes_with_its_definition(nobody, released):
    indicator = nobody.get("/api/v1/indicators/BA.3/").json()
    assert indicator["codes"]["BA.3.ENTITY-07"] == {"respondent": "ENTITY-07"}
    assert indicator["versions"][0]["definition"]["measure"] == "ratio_of_totals"
    assert nobody.get("/api/v1/indicators/9.9/").status_code == 404


def test_published_figures_can_be_filtered(nobody, released):
    assert {figure["value"] for figure in results(nobody, "/api/v1/published-figures/", indicator="1.1")} == {
        "73.0000",
        "75.0000",
    }
    refused = nobody.get("/api/v1/published-figures/", {"year": "soon"})
    assert refused.status_code == 400
    assert "year" in refused.json()


def test_surveys_count_and_name_nobody(nobody, released):
    (survey,) = results(nobody, "/api/v1/surveys/")
    assert [(one["data_year"], one["invited"], one["answered"]) for one in survey["rounds"]] == [
        (2022, 4, 3),
        (2021, 4, 3),
    ]
    assert "ENTITY" not in str(survey)


@pytest.mark.parametrize(
    "address", ["frameworks", "indicators", "values", "published-figures", "surveys"], ids=str
)
def test_nothing_can_be_written(administrator, released, address):
    assert administrator.post(f"/api/v1/{address}/", {}).status_code == 405
    assert administrator.delete(f"/api/v1/{address}/").status_code == 405


def test_queries_do_not_grow_with_what_is_there(nobody, released, django_assert_max_num_queries):
    for number in range(20):
        rows.published(released.entered, number, code=f"more-{number}")
    for address, most in (("values", 4), ("published-figures", 2), ("indicators", 6), ("frameworks", 5)):
        with django_assert_max_num_queries(most):
            results(nobody, f"/api/v1/{address}/")


def test_the_description_is_openapi_and_its_page_loads_from_here(nobody, db):
    schema = nobody.get(reverse("api-schema"), headers={"accept": "application/json"})
    assert schema.status_code == 200
    assert schema.json()["openapi"].startswith("3.")
    assert {"/api/v1/values/", "/api/v1/surveys/{code}/"} <= set(schema.json()["paths"])
    page = nobody.get(reverse("api")).content.decode()
    assert "https://" not in page
    assert "<style" not in page
    script = nobody.get(reverse("api"), {"script": ""})
    assert script["content-type"].startswith("application/javascript")

from collections import Counter

import pytest
from django.conf import settings

from indicators import loading, pages
from indicators.models import Framework, System
from indicators.queries import systems as known
from surveys.loading import load_facts as load_surveys
from tests.kept import keeping
from tests.pages.indicators.world import shows


def load() -> Counter:
    load_surveys(settings.FIXTURES)
    return loading.load_facts(settings.FIXTURES)


@keeping
def facts(db) -> Counter:
    """How many rows of each kind were written."""
    return load()


@keeping
def stage(facts):
    """What the personas find: everything that is known from files."""


def test_the_list_and_every_system_open_in_both_languages(nobody, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):  # without a release its parts are put together from today's rows
        shows(
            nobody.get("/en/systems/"), "Funds and financing", "Perez-Guerrero Trust Fund",
            "South-South Galaxy", "Joint Inspection Unit", "Voluntary conceptual framework",
        )  # fmt: skip
    shows(nobody.get("/zh-hans/systems/"), "佩雷斯-格雷罗南南合作信托基金")
    for kind in System.objects.order_by("kind").values_list("kind", flat=True).distinct():
        code = System.objects.filter(kind=kind).values_list("code", flat=True)[0]
        assert nobody.get(f"/en/systems/{code}/").status_code == 200, code
    for code in System.objects.values_list("code", flat=True):
        assert pages.systems.system_page(known.system(code)).name, code
    assert nobody.get("/en/systems/no-such/").status_code == 404


def test_a_platform_says_what_the_documents_say_and_as_of_when(nobody):
    page = shows(
        nobody.get("/en/systems/south-south-galaxy/"), "As of 2022", "A/78/290, paragraph 35",
        "more than 500", "As of 2019", "entities and users are never added",
    )  # fmt: skip
    assert page.index("As of 2022") < page.index("As of 2019")


def test_the_twelve_recommendations_stand_with_their_status(nobody):
    page = shows(nobody.get("/en/systems/jiu-2011-3/"), "Status as of 2014", "Not implemented; the reason")
    assert page.count("/en/systems/jiu-2011-3-") == 12


def test_the_framework_of_the_office_shows_outcomes_services_and_resources(nobody):
    page = shows(
        nobody.get("/en/systems/unossc-framework/"), "30.7", "Solutions lab".lower(), "Trust fund management"
    )
    assert page.count("/en/outcomes/unossc-2022-2025/") == 8
    for title in ("Outcomes", "Services", "Resources"):
        assert f"<h2>{title}</h2>" in page
    assert "Status or wording" not in page  # it has no parts of that kind


@pytest.mark.parametrize(
    ("result", "source"),
    [("stand in resolutions", "30"), ("follow the system-wide strategy", "34"), ("are transferred", "40")],
)
def test_what_an_outcome_is_to_lead_to_stands_with_it_and_its_paragraph(nobody, result, source):
    node = {"30": "1", "34": "2", "40": "3"}[source]
    of_system, of_framework, of_outcome = (
        nobody.get(address).content.decode().partition("<main")[2]
        for address in (
            "/en/systems/unossc-framework/",
            "/en/?framework=unossc-2022-2025",
            f"/en/outcomes/unossc-2022-2025/{node}/",
        )
    )
    for page in (of_system, of_framework, of_outcome):
        assert result in page
        assert f"DP/CF/SSC/7, paragraph {source}" in page


def test_the_overview_of_a_framework_groups_its_parts_by_their_kind_and_shows_its_resources(nobody):
    page = shows(
        nobody.get("/en/?framework=unossc-2022-2025"), "30.7 million dollars", "DP/CF/SSC/7, paragraph 48"
    )
    places = [page.index(title) for title in (">Outcomes</h2>", ">Services</h2>", ">Resources</h2>")]
    assert places == sorted(places)
    assert page.index('id="node-3"') < places[1] < page.index('id="node-a"') < places[2]
    assert "No indicator is defined" not in page


def test_a_framework_of_one_kind_of_parts_needs_no_title_for_it(nobody):
    page = shows(nobody.get("/en/?framework=bapa40"), "Mainstreaming")
    assert ">Areas</h2>" not in page
    shows(nobody.get("/en/systems/bapa-40/"), "<h2>Areas</h2>")


def test_loading_again_changes_nothing_and_a_fact_that_went_goes(facts):
    assert facts["systems"] == 82
    assert loading.load_facts(settings.FIXTURES) == Counter()
    System.objects.get(code="solutions-lab").facts.create(
        position=9, as_of=2022, document="A/1", paragraph="1", words={}
    )
    assert loading.load_facts(settings.FIXTURES)["system facts"] == 1
    assert Framework.objects.count() == 3


def test_nothing_loaded_says_so(client, db):
    System.objects.all().delete()
    shows(client.get("/en/systems/"), "have not been loaded")

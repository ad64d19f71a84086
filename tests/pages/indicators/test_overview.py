from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from indicators.models import CrosswalkReason, Judgement
from tests.indicators import rows
from tests.pages.indicators.world import shows


def body(response) -> str:
    return response.content.decode().partition("<main")[2]


def test_it_shows_each_outcome_with_its_numbers_and_the_respondent_group(nobody, released):
    page = shows(nobody.get("/en/"), "Outcome 1", "Outcome 2", "Short 1.4", "UN entities", "3 of 4 answered")
    assert "67" in page
    assert "Release 1," in page


def test_words_of_judgement_stand_with_their_paragraph_and_nothing_else(nobody, released):
    Judgement.objects.create(
        node=released.world.nodes["1"],
        year=2022,
        words=rows.text("good progress"),
        document="A/78/290",
        paragraph="61",
    )
    released.publish()
    shows(nobody.get("/en/"), "“good progress”", "A/78/290, ¶ 61")


def test_an_indicator_without_a_number_is_said_to_be_missing(nobody, released):
    shows(nobody.get("/en/"), "What is missing", "5.2 Title of 5.2")


def test_insufficient_data_is_a_result(nobody, released):
    few = CrosswalkReason.objects.create(code="not_reported", words=rows.text("Too few answered"))
    rows.published(released.lonely, None, reason=few)
    released.publish()
    shows(nobody.get("/en/"), "Insufficient data", "Too few answered")


def test_published_parts_stand_side_by_side(nobody, released):
    shows(
        nobody.get("/en/"),
        "Level of plans: Global plans",
        "Level of plans: Regional plans",
        "n not published",
    )


def test_illustrative_values_carry_their_badge_and_do_not_stand_in_for_published_ones(nobody, tried_out):
    page = shows(nobody.get("/en/"), "Illustrative data", "about 58")
    assert page.index("about 58") < page.index("Illustrative data")


def test_the_course_of_illustrative_values_stands_behind_their_number_and_not_under_their_words():
    headline = {
        "number": "54",
        "unit": "per cent",
        "year": 2023,
        "period": "2023",
        "n": "50 of 68",
        "course": "COURSE",
    }
    entry = {"code": "1.4", "respondents": "Governments"}
    page = render_to_string("indicators/_illustrative.html", {"h": headline, "e": entry})
    assert page.index("54") < page.index("COURSE") < page.index("Governments")


class TestCourses:
    """The course of a number over the years, beside it."""

    COURSE = 'aria-label="2019: 2; 2020: 1; 2021: about 4; 2022: 3"'

    def published(self, released, *years: tuple[int, int, str]):
        for year, value, qualifier in years:
            rows.published(released.lonely, value, year=year, qualifier=qualifier)
        released.publish()

    def test_it_is_drawn_and_said_where_there_are_three_years(self, nobody, released):
        assert "spark" not in body(nobody.get("/en/"))
        years = ((2019, 2, "exact"), (2020, 1, "exact"), (2021, 4, "about"), (2022, 3, "exact"))
        self.published(released, *years)
        page = shows(nobody.get("/en/"), self.COURSE)
        assert page.index(self.COURSE) < page.index("Short 5.2")
        assert "spark" not in body(nobody.get("/en/?release=1"))

    def test_a_number_that_there_is_two_of_has_none(self, nobody, released):
        self.published(released, (2019, 2, "exact"), (2022, 3, "exact"))
        assert "spark" not in body(nobody.get("/en/"))

    def test_it_takes_no_query_more(self, nobody, released, django_assert_max_num_queries):
        self.published(released, (2012, 12, "exact"))
        with CaptureQueriesContext(connection) as before:
            assert "spark" not in body(nobody.get("/en/?release=2"))
        self.published(released, *((year, year - 2000, "exact") for year in range(2013, 2023)))
        with django_assert_max_num_queries(len(before)):
            assert body(nobody.get("/en/?release=3")).count('class="spark"') == 1


def test_it_stands_before_anything_is_released(nobody, db):
    world = rows.world()
    rows.published(rows.entered(world, "3.1"), 70)
    shows(nobody.get("/en/"), "Nothing has been released yet", "70")


def test_it_stands_with_nothing_loaded_at_all(nobody, db):
    shows(nobody.get("/en/"), "Nothing is here yet")


def test_unknown_releases_are_not_found(nobody, released):
    for address in ("/en/?release=9", "/en/?release=x"):
        assert nobody.get(address).status_code == 404


def test_a_pinned_release_stays_as_it_was(nobody, released):
    rows.answered(released.world, released.rounds[2022], "ENTITY-10", focal_point="no")
    released.world.nodes["1"].short_names = rows.text("Renamed")
    released.world.nodes["1"].save()
    from_then = shows(nobody.get("/en/?release=1"), "Outcome 1", "This address is pinned")
    assert "Renamed" not in from_then


def test_it_is_there_in_chinese(nobody, released):
    shows(nobody.get("/zh-hans/"), "中 Outcome 1", "短")


def test_it_cannot_be_posted_to(nobody, released):
    assert nobody.post("/en/").status_code == 405


def test_on_paper_a_page_says_where_it_stands(nobody, released, settings):
    address = f"{settings.SITE_ADDRESS}/en/?framework=strategy-2020-2024&amp;release=1"
    shows(
        nobody.get("/en/?framework=strategy-2020-2024&release=1"),
        f'<p class="on-paper" dir="ltr">{address}</p>',
    )


def test_indicators_with_illustrative_data_alone_are_told_from_those_without_any(nobody, tried_out):
    page = shows(nobody.get("/en/"), "nothing but illustrative data")
    only, nothing = page[page.index("nothing but illustrative data") :].split(
        "No number is published or computed"
    )
    assert "BA.3 Title of BA.3" in only
    assert "5.2 Title of 5.2" in nothing
    assert "BA.3" not in nothing.partition("</section>")[0]


def test_what_the_address_asks_for_and_the_page_does_not_take_is_said(nobody, released):
    shows(nobody.get("/en/?kind=slope"), "This page knows no “kind”")

from tests.pages.indicators.world import shows

ADDRESS = "/en/outcomes/strategy-2020-2024/1/"


def test_every_indicator_has_a_chart_and_a_table(nobody, released):
    page = shows(nobody.get(ADDRESS), "1.4 Title of 1.4", "1.1 Title of 1.1", "Data in a table", "<svg")
    assert "BA.3" not in page


def test_a_year_can_be_picked(nobody, released):
    page = shows(nobody.get(f"{ADDRESS}?year=2021"), '<option value="2021" selected>', "1.4 Title of 1.4")
    assert "about 58" not in page


def test_a_year_without_anything_is_answered_with_all_years(nobody, released):
    shows(nobody.get(f"{ADDRESS}?year=1999"), "There is nothing for 1999; all years are shown.")
    shows(nobody.get(f"{ADDRESS}?year=soon"), "1.4 Title of 1.4")


def test_illustrative_figures_stand_apart_from_published_ones(nobody, tried_out):
    page = shows(nobody.get(ADDRESS), "Illustrative data", "about 58")
    assert page.count("data-figure") == 3  # 1.1; 1.4 as published, and 1.4 from illustrative answers


def test_an_outcome_that_is_not_there(nobody, released):
    assert nobody.get("/en/outcomes/strategy-2020-2024/9/").status_code == 404


def test_what_this_page_does_not_take_and_what_is_given_twice_is_said(nobody, released):
    shows(nobody.get(f"{ADDRESS}?data=all"), "This page knows no “data”", "1.4 Title of 1.4")
    shows(
        nobody.get(f"{ADDRESS}?by=planet"), "No indicator here is broken down by “planet”", "1.4 Title of 1.4"
    )
    shows(nobody.get(f"{ADDRESS}?by=respondent"), "No indicator here is broken down by “respondent”")
    shows(nobody.get(f"{ADDRESS}?year=2021&year=2022"), "gives “year” several times", '"2022" selected')


def test_all_indicators_can_be_looked_at_by_one_breakdown(nobody, released):
    page = shows(
        nobody.get(f"{ADDRESS}?by=entity_type&year=2022"), '<option value="entity_type" selected>',
        '<option value="2022" selected>', "The funds",
    )  # fmt: skip
    assert page.count(" in 2022: shown without it.") == 1  # 1.1 has published values alone
    assert "shown without it" not in shows(nobody.get(ADDRESS), '<option value="entity_type">')


def test_without_a_year_a_breakdown_shows_all_of_them(nobody, released):
    shows(nobody.get(f"{ADDRESS}?by=entity_type"), "The funds", '<option value="entity_type" selected>')

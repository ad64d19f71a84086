"""What changed from one round to the next, for all indicators on one page."""

from tests.pages.indicators.world import shows

ADDRESS = "/en/changes/"


def test_each_change_says_what_those_in_both_years_changed(nobody, released):
    page = shows(nobody.get(ADDRESS), "What changed from round to round", "2021 to 2022", "Title of 1.4")
    assert "in the number in both years" in page
    assert 'href="/en/indicators/1.4/"' in page


def test_it_can_begin_with_a_year(nobody, released):
    shows(nobody.get(f"{ADDRESS}?since=2021"), '<option value="2021" selected>', "2021 to 2022")


def test_a_pinned_release_stays_pinned(nobody, released):
    page = shows(nobody.get(f"{ADDRESS}?release=1"), "2021 to 2022")
    assert 'href="/en/indicators/1.4/?release=1"' in page


def test_the_overview_leads_to_it(nobody, released):
    assert 'href="/en/changes/"' in nobody.get("/en/").content.decode()


def test_it_reads_nothing_beside_the_release(nobody, released, django_assert_max_num_queries):
    nobody.get(ADDRESS)
    with django_assert_max_num_queries(4):
        nobody.get(f"{ADDRESS}?since=2021")


def test_only_reading_is_answered(nobody, released):
    assert nobody.post(ADDRESS).status_code == 405


def test_nothing_to_compare_says_so(nobody, db):
    shows(nobody.get(ADDRESS), "Nothing can be compared yet")

"""What changed from one round to the next, for all indicators on one page."""

import re

import pytest

from indicators.queries.released import OpenRelease
from tests.pages.indicators.world import shows

ADDRESS = "/en/changes/"


def test_each_change_says_what_those_in_both_years_changed(nobody, released):
    page = shows(nobody.get(ADDRESS), "What changed from round to round", "2021 to 2022", "Title of 1.4")
    assert "in the number in both years" in page
    assert 'href="/en/indicators/1.4/"' in page


def test_each_table_is_a_region_of_its_own_name(nobody, released):
    page = shows(nobody.get(ADDRESS), "2021 to 2022")
    labels = re.findall(r'aria-labelledby="(survey-\d+)"', page)
    assert labels
    assert len(labels) == len(set(labels))


def test_it_can_begin_with_a_year(nobody, released):
    shows(nobody.get(f"{ADDRESS}?since=2021"), '<option value="2021" selected>', "2021 to 2022")


class TestThreeRounds:
    @pytest.fixture
    def further(self, released):
        released.round(2023)
        return released.publish()

    def test_what_changed_since_the_first_one_stands_above_the_steps(self, nobody, further):
        page = shows(nobody.get(f"{ADDRESS}?since=2021"), "2021 to 2023", "2022 to 2023", "2021 to 2022")
        direct = page.index("2021 to 2023")
        assert direct < page.index("2022 to 2023") < page.index("2021 to 2022")
        assert "Among the 3 respondents" in page[direct : page.index("2022 to 2023")]
        shows(nobody.get("/en/indicators/1.4/"), "2021 to 2023")

    def test_since_a_later_one_there_are_the_steps_alone(self, nobody, further):
        page = shows(nobody.get(f"{ADDRESS}?since=2022"), "2022 to 2023")
        assert "2021 to 2023" not in page

    def test_a_release_from_before_shows_what_it_kept(self, nobody, further):
        assert "2021 to 2023" not in shows(nobody.get(f"{ADDRESS}?release=1"), "2021 to 2022")

    def test_the_file_of_the_release_has_them_as_everybody_sees_them(self, nobody, further):
        sees_few = further.frozen["definitions"]["1.4"]["1"] | {"public_minimum": "4"}
        opened = OpenRelease(further, further.frozen | {"definitions": {"1.4": {"1": sees_few}}})
        [told] = opened.changes_of("1.4", long=True)
        [kept] = opened.changes_of("1.4", long=True, all_told=True)
        assert (told["behaviour"], told["reason"]) == (None, "change_suppressed")
        assert kept == further.frozen["long_changes"]["1.4"][0]
        assert kept["behaviour"] is not None


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

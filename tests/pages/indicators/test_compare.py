import pytest

from indicators import actions
from tests.indicators import rows
from tests.pages.indicators.world import shows

ADDRESS = "/en/compare/"


def table_of(page: str) -> str:
    return page[page.index("<table") : page.index("</table>")]


def test_nothing_chosen_says_how_to_begin(nobody, released):
    shows(nobody.get(ADDRESS), "Choose an indicator")


def test_two_indicators_on_one_chart_with_a_table(nobody, released):
    page = shows(
        nobody.get(f"{ADDRESS}?i=1.4&i=BA.3"), "Comparison:", "<svg", "comparison.xlsx?i=1.4&amp;i=BA.3"
    )
    assert "67" in table_of(page)
    assert "25" in table_of(page)
    assert "about 58" in table_of(page)


def test_groups_beside_all(nobody, released):
    page = shows(
        nobody.get(f"{ADDRESS}?i=1.4&part=&part=entity_type%3Dfund&from=2022&to=2022"), "Type of entity"
    )
    assert "2021" not in table_of(page)
    assert "50" in table_of(page)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("i=9.9&i=1.4", "no indicator 9.9"),
        ("i=1.4&from=2023&to=2021", "2021 to 2023 is shown"),
        ("i=1.4&from=1999&to=2000", "all years are shown"),
        ("i=1.4&part=region%3Dafrica&part=", "There is nothing for: 1.4"),
        ("i=1.4&part=africa", "“africa” is not a group"),
        ("i=1.4&from=x", "“x” is not a year"),
        ("i=1.4&data=illustrative", "no illustrative values"),
        ("i=1.4&data=both", "no data of the kind “both”"),
    ],
)
def test_what_cannot_be_shown_gives_the_nearest_state_with_a_word(nobody, released, query, word):
    shows(nobody.get(f"{ADDRESS}?{query}"), word, "<svg")


def test_two_units_share_no_axis(nobody, released):
    rows.published(rows.entered(released.world, "4.2", unit="count"), 800)
    actions.publish_release(name="Second", by=None)
    shows(nobody.get(f"{ADDRESS}?i=1.4&i=4.2"), "unit is another", "<svg")


def test_illustrative_and_published_never_share_a_chart(nobody, tried_out):
    page = shows(nobody.get(f"{ADDRESS}?i=1.4"), "about 58", "Show the illustrative values instead")
    assert "Illustrative data" not in page
    page = shows(nobody.get(f"{ADDRESS}?i=1.4&data=illustrative"), "Illustrative data", "67")
    assert "about 58" not in table_of(page)


def test_what_has_illustrative_data_alone_is_not_said_to_be_nothing(nobody, tried_out):
    page = shows(
        nobody.get(f"{ADDRESS}?i=1.4&part=&part=entity_type%3Dfund"),
        "There is only illustrative data for: 1.4",
        "data=illustrative",
    )
    assert "There is nothing for" not in page


def test_a_code_of_a_list_means_its_indicator_and_single_respondents_stay_closed(nobody, released):
    page = shows(
        nobody.get(f"{ADDRESS}?i=BA.3.ENTITY-07&part=respondent%3DENTITY-07"), "There is nothing for"
    )
    assert "<svg" not in page


class TestEntitiesAndCountries:
    CHOICE = '<label for="single-1">Entity or country 1</label>'
    ONE, OTHER = '<option value="respondent=ENTITY-07"', '<option value="respondent=ENTITY-09"'

    def test_those_that_the_reader_may_see_can_be_chosen(self, nobody, open_answers):
        page = shows(nobody.get(f"{ADDRESS}?i=1.4"), self.CHOICE, f"{self.ONE}>ENTITY-07, Name of ENTITY-07")
        assert page.index("ENTITY-07, ") < page.index("ENTITY-09, ")

    def test_two_beside_all_and_the_address_keeps_them(self, nobody, open_answers):
        query = "i=1.4&part=&part=respondent%3DENTITY-07&part=respondent%3DENTITY-09"
        page = shows(
            nobody.get(f"{ADDRESS}?{query}&part=-"),
            f"{self.ONE} selected>",
            f"{self.OTHER} selected>",
            '<option value="-" selected>None',
            f"comparison.csv?{query.replace('&', '&amp;')}",
        )
        assert "ENTITY-07" in table_of(page)
        assert "67" in table_of(page)

    def test_a_single_one_without_all(self, nobody, open_answers):
        page = shows(
            nobody.get(f"{ADDRESS}?i=1.4&part=-&part=respondent%3DENTITY-09"), f"{self.OTHER} selected>"
        )
        assert "67" not in table_of(page)
        assert '<option value="-" selected>No other group' in page

    def test_closed_answers_are_offered_to_analysts_alone(self, nobody, analyst, released):
        page = shows(nobody.get(f"{ADDRESS}?i=1.4"), "no number of a single entity or country is public")
        assert "ENTITY-07" not in page
        shows(analyst.get(f"{ADDRESS}?i=1.4"), self.CHOICE, self.ONE)

    def test_what_a_document_prints_of_one_is_offered_to_all(self, nobody, released):
        rows.published(released.ratio, 80, year=2023, breakdown={"respondent": "ENTITY-07"})
        released.publish()
        page = shows(nobody.get(f"{ADDRESS}?i=BA.3&part=respondent%3DENTITY-07"), f"{self.ONE} selected>")
        assert "80" in table_of(page)


def test_files_have_the_same_state(nobody, released):
    file = nobody.get(f"{ADDRESS}comparison.csv?i=1.4&i=BA.3&from=2022").content.decode("utf-8-sig")
    assert "2021" not in file.split("\r\n\r\n")[0]
    assert "/en/compare/?i=1.4&i=BA.3&from=2022&release=1" in file
    assert nobody.get(f"{ADDRESS}comparison.doc?i=1.4").status_code == 404
    assert nobody.get(f"{ADDRESS}comparison.csv").status_code == 404


def test_a_release_that_is_not_there(nobody, released):
    assert nobody.get(f"{ADDRESS}?i=1.4&release=9").status_code == 404
    shows(nobody.get(f"{ADDRESS}?i=1.4&release=1"), "release=1")


def test_queries_do_not_grow(nobody, released, django_assert_max_num_queries):
    for year in (2019, 2020):
        released.round(year)
    with django_assert_max_num_queries(8):
        nobody.get(f"{ADDRESS}?i=1.4&i=BA.3&i=1.1&part=&part=entity_type%3Dfund")


def test_what_it_does_not_take_is_said_and_what_it_takes_several_times_is_not(nobody, released):
    page = shows(
        nobody.get("/en/compare/?i=1.4&i=BA.3&by=region&zzz=1&to=2022&to=2023"), "“zzz”", "“by”", "“to”"
    )
    assert "“i”" not in page

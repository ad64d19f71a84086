"""What an address asks for and is not there: the nearest sensible state with a word, or a page that leads on."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from indicators import releasing
from indicators.models import Release, System
from surveys.wording import with_state
from tests.indicators import rows
from tests.pages.indicators.world import shows


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("?framework=strategy-1999", "There is no framework “strategy-1999”; “The strategy” is shown."),
        ("outcomes/strategy-2020-2024/1/?year=abc", "“abc” is not a year; it was left out."),
        ("outcomes/strategy-2020-2024/1/?year=1999", "There is nothing for 1999; all years are shown."),
        ("indicators/1.4/?year=abc", "“abc” is not a year; it was left out."),
        ("indicators/1.4/?year=1999", "There is nothing for 1999; all years are shown."),
        ("indicators/1.4/?by=planet", "This indicator has no breakdown of that name"),
        ("indicators/1.4/?by=planet&year=1900", "There is nothing for 1900; all years are shown."),
        ("indicators/1.4/?by=entity_type&year=1999", "There is no such breakdown for 1999; 2022 is shown."),
        ("indicators/1.4/2022/?data=guessed", "guessed"),
        ("compare/?i=1.4&i=7.7", "7.7"),
        ("compare/?i=1.4&from=2022&to=2021", "2021"),
        ("changes/?since=abc", "“abc” is not a year; it was left out."),
        ("changes/?since=1999", "There is nothing for 1999; all years are shown."),
        ("published/?document=A/1/1", "What the address asks for under “Document” does not exist"),
        ("published/?year=abc&entity=X", "What the address asks for under “Year, Entity” does not exist"),
        ("reconciliation/?state=perfect", "What the address asks for under “State” does not exist"),
        ("recommendations/?status=done-twice", "What the address asks for under “Status” does not exist"),
    ],
)
def test_the_nearest_sensible_state_says_what_it_left_aside(nobody, released, address, word):
    page = shows(nobody.get(f"/en/{address}"), word)
    assert 'role="status"' in page


def test_lists_of_what_is_not_there_use_the_comma_of_the_language(nobody, released):
    shows(nobody.get("/ar/published/?year=abc&entity=X"), "السنة، الكيان")


@pytest.mark.parametrize(
    ("address", "word", "leads"),
    [
        ("indicators/7.7/", "No indicator has the code “7.7” in this release.", ["/en/indicators/"]),
        ("indicators/titel/", "No indicator has the code “titel”", ["/en/indicators/1.4/"]),
        ("indicators/1.4/1999/", "The indicator 1.4 has no value for 1999.", ["/en/indicators/1.4/"]),
        (
            "indicators/1.4/2022/entity_type=moon/",
            "The indicator 1.4 has no value for 2022 and this part.",
            ["/en/indicators/1.4/"],
        ),
        (
            "outcomes/strategy-2020-2024/9/",
            "There is no part “9” of a framework “strategy-2020-2024”.",
            ["/en/outcomes/strategy-2020-2024/1/", "/en/outcomes/strategy-2020-2024/2/"],
        ),
        ("outcomes/nowhere/1/", "There is no part “1” of a framework “nowhere”.", ["/en/"]),
        (
            "entities/name-of-entiyt-07/",
            "is not among those that are listed here",
            ["/en/entities/entity-07/"],
        ),
        ("countries/XXX/", "“XXX” is not among those that are listed here.", ["/en/countries/"]),
        ("systems/a-fnud/", "“a-fnud” is not among those", ["/en/systems/a-fund/", "/en/systems/"]),
        ("recommendations/no-such/", "“no-such” is not among those", ["/en/recommendations/"]),
        ("reconciliation/no-such/", "“no-such” is not among those", ["/en/reconciliation/"]),
        (
            "surveys/unossc_entity/1999/",
            "The survey “unossc_entity” has no round for 1999.",
            ["/en/surveys/unossc_entity/2022/", "/en/surveys/unossc_entity/2021/", "/en/surveys/"],
        ),
        ("releases/9/", "There is no public release 9.", ["/en/releases/"]),
        (
            "indicators/1.4/?year=2022&release=9",
            "There is no public release 9.",
            ["/en/indicators/1.4/?year=2022", "/en/releases/"],
        ),
        ("?release=newest", "There is no public release newest.", ["/en/", "/en/releases/"]),
        (
            "compare/?i=1.4&release=9",
            "There is no public release 9.",
            ["/en/compare/?i=1.4", "/en/releases/"],
        ),
    ],
)
def test_what_is_not_there_says_so_and_leads_on(nobody, released, address, word, leads):
    System.objects.create(
        code="a-fund", kind="fund", names=with_state({"en": "A fund"}), missing={}, position=0
    )
    page = shows(nobody.get(f"/en/{address}"), word, status=404)
    content = page[page.index("<main") : page.index("</main>")].replace("&amp;", "&")
    for lead in leads:
        assert f'href="{lead}"' in content, lead


def test_a_release_under_embargo_is_told_from_none_to_analysts_only(nobody, analyst, released):
    rows.published(released.share, 61, year=2024)
    ahead = releasing.prepare_release(name="Ahead")
    address = f"/en/indicators/1.4/?release={ahead.number}"

    page = shows(nobody.get(address), f"There is no public release {ahead.number}.", status=404)
    assert 'href="/en/indicators/1.4/"' in page
    assert "Ahead" not in page
    shows(analyst.get(address), f"Release {ahead.number}")


@pytest.mark.parametrize("address", ["/en/nowhere/", "/en/indicators/9.9/", "/en/surveys/"])
def test_pages_of_no_release_name_the_newest_with_its_day(nobody, released, address):
    page = " ".join(nobody.get(address).content.decode().split())
    day = date_format(timezone.localtime(Release.objects.get().published), "DATE_FORMAT")
    assert f'Release <a href="/en/releases/1/">1, {day}</a>' in page


def test_releases_the_wrong_way_round_are_turned(nobody, released):
    rows.published(released.share, 61, year=2024)
    released.publish()
    answer = nobody.get("/en/releases/2/compare/1/", follow=True)

    assert answer.redirect_chain == [("/en/releases/1/compare/2/", 302)]
    shows(answer, "The two releases are compared from the earlier to the later one.")
    chosen = nobody.get(reverse("compare-chosen"), {"earlier": "x"}, follow=True)
    shows(chosen, "Choose two releases to compare.")


def test_a_saved_comparison_survives_the_end_of_its_indicator(nobody, released):
    """The release does not hold the other one: the one that is left is drawn, and the page names what it left out."""
    page = shows(nobody.get("/en/compare/?i=9.9&i=1.4"), "9.9")
    assert "<svg" in page
    only = shows(nobody.get("/en/compare/?i=9.9"), "9.9")
    assert 'role="status"' in only


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_a_page_that_is_not_there_speaks_the_language_of_the_address(language, nobody, released):
    page = nobody.get(f"/{language}/indicators/7.7/").content.decode()
    assert f'<html lang="{language}"' in page
    assert "No indicator has" not in page
    assert f'href="/{language}/indicators/"' in page


STRANGE = "planet=mars&by=region"
LISTS = (
    "countries/", "entities/", "entities/entity-07/", "search/", "published/", "recommendations/", "systems/",
    "indicators/1.4/versions/1/", "changes/", "reconciliation/",
)  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_what_a_page_does_not_take_is_said_and_the_page_is_there(nobody, released, path):
    shows(nobody.get(f"/en/{path}?{STRANGE}"), "This page knows no “planet”", "This page knows no “by”")
    page = shows(nobody.get(f"/en/{path}?utm_source=elsewhere&fbclid=1"))
    assert "This page knows no" not in page


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("countries/?map=ldc&map=region", "map"), ("search/?q=one&q=two", "q"), ("published/?year=2021&year=2022", "year"),
        ("recommendations/?q=one&q=two", "q"), ("indicators/1.4/?year=2021&year=2022", "year"),
    ],
)  # fmt: skip
def test_of_what_is_given_several_times_the_last_counts_and_is_said(nobody, released, path, name):
    shows(nobody.get(f"/en/{path}"), f"gives “{name}” several times; the last one counts.")


@pytest.mark.parametrize("path", ["published/", "recommendations/", "reconciliation/"])
@pytest.mark.parametrize("page", ["last", "99", "-1"])
def test_a_page_of_a_list_that_is_not_there_is_answered_with_the_nearest(nobody, released, path, page):
    shows(nobody.get(f"/en/{path}?page={page}"), f"There is no page “{page}” of this list; page 1 is shown.")


@pytest.mark.parametrize("path", ["countries/?map=", "search/?q=", "published/?document=", "recommendations/?q=",
                                  "entities/entity-07/?x=", "outcomes/strategy-2020-2024/1/?by=", "systems/?x="])  # fmt: skip
@pytest.mark.parametrize("text", ["%00", "%ff", "planet", "<b>", "9" * 300, "../..", "%F0%9F%8C%8D"])
def test_nothing_in_an_address_breaks_a_page(nobody, released, path, text):
    page = shows(nobody.get(f"/en/{path}{text}"))
    assert "<b><" not in page

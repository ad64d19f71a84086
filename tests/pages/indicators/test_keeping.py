"""Pages kept for the public: made once, always right, and never mixed up between readers."""

import gzip
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import caches
from django.db import connection
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import actions, views
from indicators.queries import edition
from tests.indicators import rows
from tests.pages.indicators.world import shows

PAGES = ("", "outcomes/strategy-2020-2024/1/", "indicators/", "indicators/1.4/")


@pytest.fixture
def made(monkeypatch):
    """How often a page was made and not taken from what is kept."""
    calls = []

    def counted(request, *args, **kwargs):
        calls.append(request.get_full_path())
        return render(request, *args, **kwargs)

    for module in ("indicator", "overview"):
        # By its name: the package has a view of the same name.
        monkeypatch.setattr(sys.modules[f"{views.__name__}.{module}"], "render", counted)
    return calls


def test_the_public_reads_what_was_made_once(nobody, released, made):
    first = nobody.get("/en/indicators/1.4/")
    with CaptureQueriesContext(connection) as queries:
        second = nobody.get("/en/indicators/1.4/")
    assert first.content == second.content
    assert len(made) == 1
    assert len(queries) == 1  # the newest release, and which surveys are attributable
    assert first.headers == second.headers


def test_language_and_address_have_pages_of_their_own(nobody, released, made):
    for address in ("/en/indicators/1.4/", "/fr/indicators/1.4/", "/en/indicators/1.4/?by=entity_type"):
        nobody.get(address)
    assert len(made) == 3


def test_a_page_names_the_site_and_not_the_host_that_was_asked(nobody, released, made):
    here = nobody.get("/en/indicators/1.4/", HTTP_HOST="localhost").content.decode()
    assert f"{settings.SITE_ADDRESS}/en/indicators/1.4/?release=1" in here
    assert nobody.get("/en/indicators/1.4/").content.decode() == here
    assert len(made) == 1
    assert nobody.get("/en/indicators/1.4/", HTTP_HOST="elsewhere.example").status_code == 400


def test_a_kept_page_is_answered_before_sessions_and_accounts(nobody, released, made, monkeypatch):
    kept = nobody.get("/en/indicators/1.4/")
    monkeypatch.setattr(SessionMiddleware, "process_request", None)  # would fail
    assert nobody.get("/en/indicators/1.4/").content == kept.content
    head = nobody.head("/en/indicators/1.4/")
    assert head.headers == kept.headers
    assert len(made) == 1


def test_another_process_finds_what_was_made_in_a_file(nobody, released, made):
    first = nobody.get("/en/indicators/1.4/")
    nobody.get("/en/indicators/1.4/?by=entity_type")  # of addresses with a query there is no end
    caches["pages"].clear()
    again = nobody.get("/en/indicators/1.4/")
    assert (again.content, again.headers) == (first.content, first.headers)
    nobody.get("/en/indicators/1.4/?by=entity_type")
    assert len(made) == 3


def test_a_file_of_another_program_is_not_read(nobody, released, made, monkeypatch):
    nobody.get("/en/indicators/1.4/")
    caches["pages"].clear()
    monkeypatch.setattr(edition, "program_hash", lambda: "another one")
    nobody.get("/en/indicators/1.4/")
    assert len(made) == 2


def test_the_cookie_for_a_language_is_for_whoever_needs_it(nobody, released, made):
    french = nobody.get("/ar/", headers={"accept-language": "fr"})
    arab = nobody.get("/ar/", headers={"accept-language": "ar"})
    again = Client().get("/ar/", headers={"accept-language": "fr"})
    assert settings.LANGUAGE_COOKIE_NAME in french.cookies
    assert settings.LANGUAGE_COOKIE_NAME in again.cookies
    assert again["Cache-Control"] == "private, no-cache"
    assert not Client().get("/ar/", headers={"accept-language": "ar"}).cookies
    assert arab.content == french.content
    assert len(made) == 1


def test_what_is_kept_is_never_a_refusal_and_never_a_page_without_a_release(nobody, released, made):
    for address in (
        "/en/indicators/9.9/",
        "/en/outcomes/nowhere/1/",
        "/en/indicators/1.4/2022/",
        "/en/search/",
    ):
        nobody.get(address)
    assert not caches["pages"]._cache


def test_nothing_but_reading_is_answered_from_what_is_kept(nobody, released):
    nobody.get("/en/indicators/1.4/")
    assert nobody.post("/en/indicators/1.4/").status_code == 405


def test_whoever_is_signed_in_gets_a_page_of_the_own(nobody, analyst, focal_point, released, made):
    shows(nobody.get("/en/indicators/1.4/"), "Sign in")
    for reader in (analyst, focal_point):
        shows(reader.get("/en/indicators/1.4/"), "Sign out")
        assert "Sign out" not in nobody.get("/en/indicators/1.4/").content.decode()
    assert len(made) == 3


def test_a_release_shows_at_once_and_a_pinned_one_stays(nobody, released, made):
    nobody.get("/en/indicators/1.4/?release=1")
    nobody.get("/en/")
    released.round(2023)
    released.publish()
    shows(nobody.get("/en/"), "Release 2")
    shows(nobody.get("/en/indicators/1.4/?release=1"), 'href="/en/releases/2/"')  # the foot names the newest
    assert len(made) == 4


def test_under_embargo_only_analysts_see_it_and_nothing_of_it_is_kept(nobody, analyst, released):
    later = timezone.now() + timedelta(days=1)
    released.round(2023)
    actions.publish_release(name="Soon", by=released.world.sender, at=later)
    shows(analyst.get("/en/?release=2"), "Not public yet")
    assert nobody.get("/en/?release=2").status_code == 404
    assert "Release 2" not in nobody.get("/en/").content.decode()


def test_confidentiality_that_is_asked_for_later_holds_for_kept_pages(nobody, open_answers):
    address = "/en/indicators/1.4/?by=respondent"
    shows(nobody.get(address), "ENTITY-07")
    survey = open_answers.world.survey
    survey.attributable = False
    survey.save()
    assert "ENTITY-07" not in nobody.get(address).content.decode()


def test_before_the_first_release_nothing_is_kept(nobody, db):
    nobody.get("/en/")
    assert not caches["pages"]._cache


def test_compressed_and_plain_are_the_same_page_with_one_name(nobody, released):
    zipped = nobody.get("/en/", headers={"accept-encoding": "gzip"})
    plain = nobody.get("/en/")
    assert zipped["Content-Encoding"] == "gzip"
    for answer in (zipped, plain):
        assert answer["Content-Length"] == str(len(answer.content))
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["ETag"] == plain["ETag"]
    again = nobody.get("/en/", headers={"if-none-match": zipped["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "ar" in nobody.get("/ar/").content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_caches_on_the_way_have_to_ask_and_personal_answers_stay_personal(path, nobody, analyst, released):
    public, personal = nobody.get(f"/en/{path}"), analyst.get(f"/en/{path}")
    assert public["Cache-Control"] == "public, no-cache"
    assert personal["Cache-Control"] == "private, no-cache"
    assert "Cookie" in public["Vary"]
    assert "Cookie" in personal["Vary"]


def test_a_form_with_a_token_is_for_one_browser(nobody, released):
    page = nobody.get("/en/accounts/sign-in/")
    assert "private" in page["Cache-Control"] or "no-store" in page["Cache-Control"]


class TestParts:
    """What stands in a page is made once in a process for all who may see the same."""

    ADDRESSES = ("/en/", "/en/outcomes/strategy-2020-2024/1/", "/en/indicators/1.4/")

    @pytest.fixture(autouse=True)
    def _no_parts(self):
        caches["blocks"].clear()

    @pytest.fixture
    def written(self, monkeypatch):
        """How often a part was written."""
        calls = []

        def counted(template, *args, **kwargs):
            calls.append(template)
            return render_to_string(template, *args, **kwargs)

        for module in ("indicator", "overview"):
            monkeypatch.setattr(sys.modules[f"{views.__name__}.{module}"], "render_to_string", counted)
        return calls

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_they_serve_everybody_who_sees_the_same(self, nobody, drafter, released, written, address):
        first = shows(nobody.get(address), "1.4")
        parts = len(written)
        assert parts
        again = shows(drafter.get(address), "1.4")
        assert len(written) == parts
        assert (
            first.partition("<h1")[2].partition("</main>")[0]
            == again.partition("<h1")[2].partition("</main>")[0]
        )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_another_language_and_another_release_have_their_own(self, nobody, released, written, address):
        nobody.get(address)
        parts = len(written)
        nobody.get(address.replace("/en/", "/fr/"))
        assert len(written) == 2 * parts
        rows.published(released.lonely, 2)
        released.publish()
        nobody.get(address)
        assert len(written) == 3 * parts

    def test_whoever_may_name_those_who_answered_has_a_part_of_their_own(self, nobody, analyst, released):
        assert "by name" not in shows(nobody.get("/en/indicators/1.4/"), "Who answered")
        shows(analyst.get("/en/indicators/1.4/"), "Who answered, by name")
        assert "by name" not in shows(nobody.get("/en/indicators/1.4/?kind=dots"), "Who answered")

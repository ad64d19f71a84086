"""The language of an address: remembered where the browser asks for another, replaced where there is none."""

import pytest


def test_the_language_read_last_is_remembered(nobody, released):
    assert nobody.get("/").url == "/en/"
    page = nobody.get("/ar/")
    assert page.cookies["django_language"].value == "ar"
    assert page["Cache-Control"] == "private, no-cache"
    assert nobody.get("/").url == "/ar/"
    assert nobody.get("/indicators/1.4/").url == "/ar/indicators/1.4/"
    assert "django_language" not in nobody.get("/ar/indicators/1.4/").cookies  # it is known


def test_nobody_gets_a_cookie_whose_browser_asks_for_that_language(nobody, released):
    page = nobody.get("/fr/", headers={"accept-language": "fr-CA, en;q=0.5"})
    assert not page.cookies
    assert page["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("asked", "browser", "led_to"),
    [
        ("/de/indicators/1.4/?by=region", "", "/en/indicators/1.4/?by=region"),
        ("/de/", "es", "/es/"),
        ("/pt-BR/compare/", "ru;q=0.9, es;q=0.3", "/ru/compare/"),
        ("/zh/indicators/1.4/", "", "/zh-hans/indicators/1.4/"),
        ("/zh-CN/", "", "/zh-hans/"),
        ("/FR/", "", "/fr/"),
        ("/fr-ca/", "", "/fr/"),
    ],
)
def test_a_language_that_there_is_not_leads_to_one_that_there_is(asked, browser, led_to, nobody, released):
    answer = nobody.get(asked, headers={"accept-language": browser})
    assert answer.status_code == 302
    assert answer.url == led_to


def test_a_word_says_that_the_language_is_another(nobody, released):
    page = nobody.get("/de/", follow=True).content.decode()
    assert "There are no pages in the language “de”." in page
    assert "There are no pages" not in nobody.get("/zh/", follow=True).content.decode()
    assert "There are no pages" not in nobody.get("/en/").content.decode()


@pytest.mark.parametrize(
    "path", ["/de/nowhere/", "/api/nowhere/", "/de/figures/x/y/z/", "/xx//", "/en/nowhere/", "/nowhere/"]
)
def test_a_page_that_is_in_no_language_is_not_there(path, nobody, released):
    page = nobody.get(path, follow=True)
    assert page.status_code == 404
    assert len(page.redirect_chain) <= 1
    assert "<h1>" in page.content.decode()

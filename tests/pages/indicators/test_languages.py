"""The pages in each of the six languages."""

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import conditional_escape

from indicators import words
from indicators.models import Framework
from surveys.templatetags.wordings import in_language_marked, marked, named, with_year
from surveys.wording import StandIn, with_state

CODES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_public_pages_are_there_in_each_language(code, nobody, released):
    for path in ("", "indicators/1.4/", "surveys/"):
        page = nobody.get(f"/{code}/{path}")
        assert page.status_code == 200
        direction = "rtl" if code == "ar" else "ltr"
        assert f'<html lang="{code}" dir="{direction}">' in page.content.decode()


def test_every_page_leads_to_itself_in_the_other_languages(nobody, released):
    page = nobody.get("/fr/indicators/1.4/").content.decode()
    for code in CODES:
        assert f'href="/{code}/indicators/1.4/"' in page
    assert "العربية" in page
    assert 'aria-current="true">Français</a>' in page


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en", "A &lt;b&gt;"),
        ("fr", "Un"),
        ("ru", '<span lang="en" dir="ltr" class="in-english">A &lt;b&gt;</span>'),
    ],
)
def test_english_that_stands_in_is_marked_and_escaped(code, shown):
    texts = with_state({"en": "A <b>", "fr": "Un"})
    with translation.override(code):
        assert conditional_escape(in_language_marked(texts)) == shown


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ar", " (بالإنكليزية)"),
        ("es", " (en inglés)"),
        ("ru", " (на английском языке)"),
        ("zh-hans", "（英文）"),
    ],
)
def test_a_text_that_is_english_says_so_in_the_language_of_the_page(code, said):
    with translation.override(code):
        text = words.text(with_state({"en": "Scope", "fr": "Champ"}))
        name = '<span lang="en" dir="ltr" class="in-english">Scope</span>'
        assert named(text) == name
        assert marked(text) == f'{name}<small class="said-english">{said}</small>'
        assert 'class="in-english"' in marked(with_year(text, 2022))


def test_a_text_that_is_translated_says_nothing():
    with translation.override("fr"):
        text = words.text(with_state({"en": "Scope", "fr": "Champ"}))
    assert not isinstance(text, StandIn)
    assert (marked(text), named(text), marked("")) == ("Champ", "Champ", "")


def test_a_page_marks_the_title_once_and_not_where_no_markup_may_stand(nobody, released):
    page = nobody.get("/fr/indicators/1.4/").content.decode()
    assert "<span" not in page[page.index("<title>") : page.index("</title>")]
    heading = page[page.index("<h1>") : page.index("</h1>")]
    assert heading.count('lang="en"') == 1
    assert "(en anglais)" in heading


def test_translations_of_ours_are_drafts_until_somebody_reviews_them():
    states = {language: entry["state"] for language, entry in with_state({"en": "A", "ar": "ب"}).items()}
    assert states == {"en": "reviewed", "ar": "draft"}


def test_the_administrator_sees_what_is_missing(administrator):
    Framework.objects.create(code="f", names=with_state({"en": "A", "fr": "B"}), from_year=2020, document="D")
    page = administrator.get("/en/admin/translations/")
    assert page.status_code == 200
    (line,) = [one for one in page.context["lines"] if one["kind"] == "framework" and one["field"] == "names"]
    assert line["total"] == 1
    assert line["counts"] == [
        *[("ar", 1, 0), ("zh", 1, 0), ("en", 0, 0)],
        *[("fr", 0, 1), ("ru", 1, 0), ("es", 1, 0)],
    ]
    assert "/en/admin/translations/" in administrator.get("/en/admin/").content.decode()


def test_nobody_else_sees_it(analyst):
    assert analyst.get("/en/admin/translations/").status_code in {302, 403}

"""Nothing that a reader sees is left in English: every message has its Chinese, every text its message.

Letters speak the language of their reader too (see `surveys.mail`).
"""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils import translation

from sscdash import catalogues
from sscdash.places import PROJECT

TEMPLATES = PROJECT / "templates"
ALLOWED = {"JSON", "CSV", "XLSX", "LANGUAGE_CODE|default:'en'"}
"""Texts that read the same in every language, and what is no text."""
SPOKEN = {"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title"}
"""Attributes that are read out or shown."""
HANDED_ON = re.compile(r"data-(?:back|failed|label|text)")
"""Attributes that a script shows."""
SILENT = {"script", "style", "code"}
LITERAL = re.compile(r"""\|(?:default|default_if_none|yesno|pluralize|join):(["'])[^"']*[^\W\d_][^"']*\1""")
"""A filter that puts a text of the template itself onto the page."""
OWN_DATES = re.compile(r"""\|(?:date|time)\b(?!:["'](?:DATE|DATETIME)_FORMAT["'])[^|}\s]*""")
"""A day or a moment in a format that is the same in every language: `sscdash/formats` has one for each."""
TRANSLATED = {"blocktranslate": "endblocktranslate", "comment": "endcomment"}


class Texts(HTMLParser):
    """Collects the texts with letters that somebody sees or hears."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open += [tag] if tag in SILENT else []
        spoken = {name: value or "" for name, value in attrs if name in SPOKEN or HANDED_ON.fullmatch(name)}
        if tag == "input" and dict(attrs).get("type") in {"submit", "button", "reset"}:
            spoken["value"] = dict(attrs).get("value") or ""
        self.found += [f"{name}={value}" for name, value in spoken.items() if has_words(value)]

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_data(self, data):
        if not self.open and has_words(data):
            self.found.append(" ".join(data.split()))


def has_words(text: str) -> bool:
    """Whether a text has letters and is not one of those that read the same in every language."""
    return text.strip() not in ALLOWED and any(letter.isalpha() for letter in text.replace("UTC", ""))


def untranslated(template: str) -> list[str]:
    """The texts of a template that stand outside of translate tags."""
    kept, until = [], ""
    found = []
    for token in Lexer(template).tokenize():
        name = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if until:
            until = "" if token.token_type == TokenType.BLOCK and name == until else until
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type == TokenType.BLOCK:
            until = TRANSLATED.get(name, "")
        elif token.token_type == TokenType.VAR and LITERAL.search(token.contents):
            found += [token.contents] if token.contents not in ALLOWED else []
    parser = Texts()
    parser.feed("".join(kept))
    parser.close()
    return found + parser.found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{{ name }} · 12</p>", []),
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ("<p>{% blocktranslate count n=n %}one{% plural %}{{ n }} more{% endblocktranslate %}</p>", []),
        ("{% comment %}Expects h.{% endcomment %}<br>", []),
        ("<a{% if x %} title='More'{% endif %}>{{ x }}</a>", ["title=More"]),
        ("<nav aria-label='{% translate \"Main\" %}' class='nav'></nav>", []),
        ("<input type='submit' value='Send'>", ["value=Send"]),
        ("<script>let text = 1;</script><code>a</code>", []),
        ('{{ word|default:"none" }}', ['word|default:"none"']),
        ('{{ day|date:"Y-m-d" }}{{ url|default:"/" }}', []),
        ("<dd>{{ time }} UTC</dd>", []),
    ],
)
def test_texts_outside_of_translate_tags_are_found(template, found):
    assert untranslated(template) == found


@pytest.mark.parametrize(
    "file", sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]), ids=lambda f: f.name
)
def test_a_template_shows_no_text_outside_of_translate_tags(file):
    assert untranslated(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "file", sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]), ids=lambda f: f.name
)
def test_a_template_writes_dates_as_the_language_does(file):
    assert OWN_DATES.findall(file.read_text(encoding="utf-8")) == []


def test_every_message_has_its_translation():
    assert catalogues.problems() == []


def test_there_is_a_catalogue_for_each_language_of_the_pages():
    locales = {translation.to_locale(code) for code, _name in settings.LANGUAGES if code != "en"}
    assert locales == set(catalogues.LOCALES)

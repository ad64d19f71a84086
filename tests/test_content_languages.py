"""Every text of the fixtures is there in six languages, or it is said here why not."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from surveys.translated import read_translations
from surveys.wording import LANGUAGES

FIXTURES = Path("fixtures")
NAMES_AS_THEY_ARE = {
    "South-South Galaxy",
    "WIPO GREEN, WIPO Re:Search, Vision IP",
}
"""Names that are written in the same way in every language with Latin letters, or in all."""
NOT_TRANSLATED = {"source", "note"}
"""Keys of groups.yaml: where a list of countries comes from, kept for the administration and shown on no page."""


def texts_of(value, skip=frozenset()):
    """Every wording somewhere inside: a mapping that has a text under `en`."""
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value
            return
        value = [part for key, part in value.items() if key not in skip]
    if isinstance(value, list):
        for part in value:
            yield from texts_of(part, skip)


def texts_of_rows(file: Path, columns: dict[str, str]):
    """The wordings of a CSV file: column of the English -> column of the Chinese."""
    for row in csv.DictReader(file.read_text().splitlines()):
        for english, chinese in columns.items():
            if row[english]:
                yield {"en": row[english], "zh": row[chinese]}


FIGURES = {
    "respondent_scope_en": "respondent_scope_zh",
    "measure_en": "measure_zh",
    "change_text": "change_text_zh",
    "note_en": "note_zh",
}
ROWS = {
    "recommendations.csv": {"addressee_en": "addressee_zh", "verb_en": "verb_zh", "text_en": "text_zh"},
    "published_figures.csv": FIGURES,
    "published_figures_secondary.csv": FIGURES,
}
DECLARED = sorted(
    str(file.relative_to(FIXTURES))
    for file in FIXTURES.glob("**/*.yaml")
    if file.parts[1] not in ("translations", "examples")
)


@cache
def content_of(name: str):
    """The wordings of one file, read once."""
    if name in ROWS:
        return list(texts_of_rows(FIXTURES / name, ROWS[name]))
    skip = NOT_TRANSLATED if name == "groups.yaml" else frozenset()
    return list(texts_of(yaml.load((FIXTURES / name).read_text(), Loader=yaml.CSafeLoader), skip))


@pytest.fixture(scope="module")
def translations():
    return read_translations(FIXTURES)


TRANSLATED = [*ROWS, *DECLARED]


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_text_has_six_languages(name, translations):
    for texts in content_of(name):
        complete = translations.complete(texts)
        missing = [language for language in LANGUAGES if not complete.get(language)]
        assert not missing, f"{name}: {texts['en']}"


def test_every_entity_has_its_name_in_six_languages(translations):
    for row in csv.DictReader((FIXTURES / "entities.csv").read_text().splitlines()):
        names = translations.complete({"en": row["name_en"], "zh": row["name_zh"]})
        assert set(names) == set(LANGUAGES), row["acronym"]


@pytest.mark.parametrize("name", TRANSLATED)
def test_no_text_is_english_by_accident(name, translations):
    for texts in content_of(name):
        for language, text in translations.complete(texts).items():
            if language == "en" or texts["en"] in NAMES_AS_THEY_ARE:
                continue
            assert (
                language in ("fr", "es")
                or re.search(r"[^\x00-\u024f]", text)
                or not re.search(r"[a-z]{4}", text)
            ), f"{name}: {language}: {text}"
            if len(texts["en"].split()) > 3:
                assert text != texts["en"], f"{name}: {language}"


@pytest.mark.parametrize("name", TRANSLATED)
def test_placeholders_agree(name, translations):
    for texts in content_of(name):
        wanted = sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}", texts["en"]))
        for text in translations.complete(texts).values():
            assert sorted(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) == wanted


def test_each_kept_translation_is_of_a_text_that_a_file_still_says(translations):
    said = {texts["en"] for name in TRANSLATED for texts in content_of(name)}
    said |= {row["name_en"] for row in csv.DictReader((FIXTURES / "entities.csv").read_text().splitlines())}

    assert set(translations.by_english) <= said


def test_translations_are_typeset_as_each_language_writes(translations):
    for english, texts in translations.by_english.items():
        french, russian = texts.get("fr", ""), texts.get("ru", "")
        assert not re.search(r" [;:?!»%]|« |[“\"']", french), english
        assert "Юг -" not in russian, english
        assert not re.search(r"[“”\"]| —", russian), english
        assert not re.search(r"[1-9],\d{3}\b|[\"«»]| %", texts.get("es", "")), english
        assert not re.search(r"[,;?](?!\d)", texts.get("ar", "")), english
        assert not re.search(r"[,;]", texts.get("zh", "")), english

import pytest

from surveys.declarations import DeclarationError
from surveys.translated import Loading, Translations, read_translations
from surveys.wording import corrected, file_english, problem_with, with_corrections, with_state

ONE = "translations:\n- en: Funds\n  fr: Fonds\n  es: Fondos\n"


@pytest.fixture
def fixtures(tmp_path):
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "systems.yaml").write_text(ONE)
    return tmp_path


def test_a_text_is_completed_by_its_english_and_what_its_file_says_comes_first(fixtures):
    translations = read_translations(fixtures)

    assert translations.complete({"en": "Funds", "es": "Los fondos"}) == {
        "en": "Funds",
        "fr": "Fonds",
        "es": "Los fondos",
    }
    assert translations.complete({"en": "Other funds"}) == {"en": "Other funds"}
    drafted = translations.drafted(with_state({"en": "Funds", "zh": "基金"}))
    assert drafted["fr"] == {"text": "Fonds", "state": "draft"}
    assert drafted["zh"] == {"text": "基金", "state": "draft"}


def test_what_a_document_itself_says_is_no_draft_and_neither_is_english():
    names = with_state(
        {"en": "Good progress", "zh": "取得了良好进展", "fr": "De bons progrès"}, quoted=["zh"]
    )
    assert {language: entry["state"] for language, entry in names.items()} == {
        "en": "reviewed",
        "zh": "reviewed",
        "fr": "draft",
    }


def test_an_english_text_is_translated_once(fixtures):
    (fixtures / "translations" / "zz.yaml").write_text(ONE)

    with pytest.raises(DeclarationError, match=r"zz\.yaml: “Funds” is translated twice"):
        read_translations(fixtures)


def test_without_files_nothing_is_completed(tmp_path):
    assert read_translations(tmp_path).complete({"en": "Funds"}) == {"en": "Funds"}
    assert Loading().translations.drafted({}) == {}
    assert Loading({"rows": 1}) == {"rows": 1}


def test_a_correction_stays_and_is_a_draft_once_the_english_is_another_one():
    told = Translations({"Funds": {"fr": "Fonds"}}).drafted(with_state({"en": "Funds"}))
    better = corrected(told, {"en": told["en"], "fr": {"text": "Les fonds", "state": "reviewed"}})

    assert better["en"] == told["en"]
    assert better["fr"] == {"text": "Les fonds", "state": "reviewed", "of": "Funds"}
    assert problem_with(better) == ""
    assert with_corrections(told, better) == better
    later = with_corrections(with_state({"en": "Three funds"}), better)
    assert later["fr"] == {"text": "Les fonds", "state": "draft", "of": "Three funds"}
    assert with_corrections(with_state({"en": "Three funds"}), later) == later


def test_corrected_english_still_knows_the_english_of_the_files():
    told = with_state({"en": "Funds"})
    better = corrected(told, {"en": {"text": "The funds", "state": "reviewed"}})

    assert file_english(better) == "Funds"
    assert with_corrections(told, better) == better
    translated = corrected(better, {**better, "fr": {"text": "Fonds", "state": "draft"}})
    assert translated["fr"]["of"] == "Funds"


def test_what_is_emptied_is_told_by_the_files_again():
    told = with_state({"en": "Funds", "fr": "Fonds"})
    better = corrected(told, {"en": told["en"]})

    assert with_corrections(told, better) == told

import pytest

from surveys.absences import absence_in, fold, is_blank


@pytest.mark.parametrize("text", ["", "  ", "-", " – ", "—", "...", "…", "\u00a0"])
def test_dashes_and_dots_are_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "no", "none", "x"])
def test_words_and_zero_are_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("n/a", "not_applicable"),
        (" N/A. ", "not_applicable"),
        ("Not  applicable", "not_applicable"),
        ("不适用", "not_applicable"),
        ("DON’T KNOW", "do_not_know"),
        ("不知道", "do_not_know"),
        ("prefer not to answer", "refused"),
        ("refused", "refused"),
        ("None", None),
        ("no", None),
    ],
)
def test_words_for_an_absence(text, absence):
    assert absence_in(text) == absence


def test_folding_makes_texts_comparable():
    assert fold(" Ｙｅｓ\u00a0 Please. ") == "yes please"

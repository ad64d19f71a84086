import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.finding import excerpt, holds, nearest, respelt, taken_apart

NAMES = [
    "Kenya",
    "Guinea-Bissau",
    "UNDP",
    "United Nations Development Programme",
    "South-South Galaxy",
    "جمهورية الكينيا",
]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Côte d'Ivoire", "cote", True),
        ("Users of South-South Galaxy", "galaxy user", True),
        ("Users of South-South Galaxy", "alaxy", False),
        ("南南银河平台", "银河", True),
        ("南南银河平台", "河南", False),
        ("南南银河平台", "平台 银河", True),
        ("南南银河平台", "南南　UNDP", False),
        ("开发署UNDP平台", "undp 平台", True),
        ("التعاون فيما بين بلدان الجنوب", "تعاون", True),
        ("تعاون البلدان", "التعاون بلدان", True),
        ("وبالتعاون مع الأمم", "الامم", True),
        ("للتعاون", "بالتعاون", True),
        ("اللجنة", "للجنة", True),
        ("للجنة", "لجنة", True),
        ("متعاون", "التعاون", False),
        ("الأم", "ام", True),
        ("anything", "  ", False),
        ("anything", "…?", False),
        ("Programmes nationaux", "PROGRAMME", True),
    ],
)
def test_every_word_begins_a_word_of_the_text(text, query, found):
    assert holds(text, query) is found


def test_an_excerpt_marks_what_was_found():
    pieces = excerpt("Users of South-South Galaxy", "galaxy use")
    assert [piece.text for piece in pieces if piece.found] == ["Users", "Galaxy"]


def test_a_long_text_is_cut_around_the_first_find():
    pieces = excerpt("word " * 200 + "needle " + "word " * 200, "needle")
    assert pieces[0].text == "…"
    assert pieces[-1].text.endswith("…")
    assert [piece.text for piece in pieces if piece.found] == ["needle"]


def test_chinese_is_marked_as_a_piece():
    assert [piece.text for piece in excerpt("南南银河平台", "银河") if piece.found] == ["银河"]


def test_chinese_pieces_are_marked_each():
    pieces = excerpt("南南银河平台", "平台 银河 银")
    assert [piece.text for piece in pieces if piece.found] == ["银河", "平台"]


def test_arabic_is_marked_as_a_whole_word():
    assert [piece.text for piece in excerpt("سد الفجوة", "فجوة") if piece.found] == ["الفجوة"]


@given(st.text(max_size=300), st.text(max_size=20))
def test_an_excerpt_of_a_short_text_is_all_of_it(text, query):
    pieces = excerpt(text[:200], query)
    assert "".join(piece.text for piece in pieces) == text[:200]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Kenia", "Kenya"),
        ("UNPD", "UNDP"),
        ("guinea bisau", "Guinea-Bissau"),
        ("galxy", "South-South Galaxy"),
        ("كينا", "جمهورية الكينيا"),
    ],
)
def test_near_spellings(typed, meant):
    assert nearest(typed, NAMES)[0] == meant


@pytest.mark.parametrize("typed", ["", "un", "quite another thing", "银河"])
def test_no_guess_where_nothing_is_near(typed):
    assert nearest(typed, NAMES) == []


def test_words_beyond_eight_are_left_out():
    assert taken_apart(" ".join(f"w{n}" for n in range(20))).many == 8


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("en", "A strategy for the South", "strategies"),
        ("en", "Strategies", "strategy"),
        ("fr", "Le financement des stratégies", "financer stratégie"),
        ("ru", "Доля правительств", "правительства"),
        ("ru", "Правительство", "правительствами"),
        ("es", "La financiación de estrategias", "financiar estrategia"),
        ("ar", "التوصيات", "توصية"),
        ("ar", "التوصيات", "توصيه"),
        ("ar", "الحكومات", "حكومة"),
    ],
)
def test_an_inflected_word_is_found_and_marked_in_its_language(language, text, query):
    wanted = taken_apart(query, [language])
    assert holds(text, wanted)
    assert len([piece for piece in excerpt(text, wanted) if piece.found]) == wanted.many


def test_another_word_of_the_same_beginning_is_not_found():
    assert not holds("A university of universal fame", taken_apart("universities unify", ["en"]))


@pytest.mark.parametrize("text", ["التوصية", "توصيه", "تـوصية"])
def test_arabic_endings_are_found_with_dots_and_without(text):
    assert holds(text, "توصيه")
    assert holds(text, "التوصية")


def test_stop_words_leave_but_acronyms_and_a_query_of_nothing_else_stay():
    assert [word.raw for word in taken_apart("who asked WHO", leave={"who"}).words] == ["asked", "who"]
    assert taken_apart("who", leave={"who"}).many == 1


@pytest.mark.parametrize(
    ("typed", "texts", "meant"),
    [
        ("gender markr", ["A gender marker"], "gender marker"),
        ("mainstreeming", ["Mainstreaming of cooperation"], "mainstreaming"),
        ("возобновляемя энергия", ["Возобновляемая энергия"], "возобновляемая энергия"),
        ("stratejie", ["La stratégie"], "stratégie"),
        ("التعاوون", ["سبل التعاون"], "تعاون"),
        ("gender", ["A gender marker"], ""),
        ("windmill", ["A gender marker"], ""),
        ("银河", ["银河系"], ""),
        # one letter in words of four, wrong, left out, too many or changed over
        ("mapk", ["A map and a mark"], "mark"),
        ("mrak", ["A mark"], "mark"),
        ("mar", ["A mark"], ""),
        ("vacine", ["Fair vaccines", "A vaccine"], "vaccine"),
        ("vacine", ["Fair trade"], ""),
        # two in words of six and more
        ("vakzine", ["A vaccine"], "vaccine"),
        ("vacinne", ["A vaccine"], "vaccine"),
        ("vacine", ["Amérique latine"], ""),
        ("kooperashion", ["Cooperation"], "cooperation"),
        ("koopération", ["La coopération"], "coopération"),
        ("cuperación", ["La cooperación"], "cooperación"),
        ("вакцна", ["Вакцина"], "вакцина"),
        ("вокцына", ["Вакцина"], "вакцина"),
        ("сотруднечиство", ["О сотрудничестве и сотрудничество"], "сотрудничество"),
        ("юнг", ["Юг"], ""),
        ("لقاخ", ["اللقاح"], "لقاح"),
        ("التعوان", ["سبل التعاون"], "تعاون"),
        ("المواشرات", ["المؤشرات"], "مؤشرات"),
        ("南南银和", ["南南银河平台"], "南南银河"),
        ("三方和做", ["南南合作和三方合作"], ""),
        ("平台 南南银和", ["南南银河平台"], "平台 南南银河"),
    ],
)
def test_words_are_respelt_as_the_titles_spell_them(typed, texts, meant):
    assert respelt(typed, texts) == meant

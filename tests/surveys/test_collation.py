import csv
from pathlib import Path

from surveys.collation import RARER, sort_key


def in_order(language, *names):
    return sorted(names, key=lambda name: sort_key(name, language))


def test_accents_and_capitals_do_not_tear_a_list_apart():
    assert in_order("en", "Zambia", "Éire", "Åland", "ethiopia", "Alaska") == ["Åland", "Alaska", "Éire", "ethiopia", "Zambia"]  # fmt: skip


def test_chinese_goes_by_sound():
    assert in_order("zh", "中国", "巴西", "阿富汗", "津巴布韦") == ["阿富汗", "巴西", "津巴布韦", "中国"]


def test_rarer_characters_of_our_names_stand_by_their_sound_too():
    assert in_order("zh", "瑙鲁", "尼泊尔", "斐济", "芬兰", "菲律宾", "南非") == [
        "菲律宾", "斐济", "芬兰", "南非", "瑙鲁", "尼泊尔"
    ]  # fmt: skip


def test_each_rarer_character_of_our_names_is_known():
    names = [row["name_zh"] for file in ("countries", "entities") for row in rows_of(file)]
    assert len(names) > 250
    for name in names:
        for character in name.translate(RARER):
            assert not is_rarer(character), name


def rows_of(file: str) -> list[dict]:
    return list(csv.DictReader(Path(f"fixtures/{file}.csv").read_text(encoding="utf-8").splitlines()))


def is_rarer(character: str) -> bool:
    """Whether the character stands behind the usual ones, which end at D7F9 of GB 2312."""
    return "一" <= character <= "鿿" and character.encode("gb18030") > b"\xd7\xf9"


def test_spanish_has_its_own_letter():
    assert in_order("es", "Ñu", "Nuba", "Nzema", "Oca", "mañana", "manzana", "mapa") == ["manzana", "mañana", "mapa", "Nuba", "Nzema", "Ñu", "Oca"]  # fmt: skip
    assert in_order("en", "Ñu", "Nuba", "Nzema") == ["Ñu", "Nuba", "Nzema"]


def test_arabic_and_russian():
    assert in_order("ru", "Ямайка", "Ёлка", "Египет", "Ангола") == ["Ангола", "Египет", "Ёлка", "Ямайка"]
    assert in_order("ar", "اليمن", "الأردن") == ["الأردن", "اليمن"]

from surveys.collation import sort_key


def in_order(language, *names):
    return sorted(names, key=lambda name: sort_key(name, language))


def test_accents_and_capitals_do_not_tear_a_list_apart():
    assert in_order("en", "Zambia", "Éire", "Åland", "ethiopia", "Alaska") == ["Åland", "Alaska", "Éire", "ethiopia", "Zambia"]  # fmt: skip


def test_chinese_goes_by_sound():
    assert in_order("zh", "中国", "巴西", "阿富汗", "津巴布韦") == ["阿富汗", "巴西", "津巴布韦", "中国"]


def test_spanish_has_its_own_letter():
    assert in_order("es", "Ñu", "Nuba", "Nzema", "Oca", "mañana", "manzana", "mapa") == ["manzana", "mañana", "mapa", "Nuba", "Nzema", "Ñu", "Oca"]  # fmt: skip
    assert in_order("en", "Ñu", "Nuba", "Nzema") == ["Ñu", "Nuba", "Nzema"]


def test_arabic_and_russian():
    assert in_order("ru", "Ямайка", "Ёлка", "Египет", "Ангола") == ["Ангола", "Египет", "Ёлка", "Ямайка"]
    assert in_order("ar", "اليمن", "الأردن") == ["الأردن", "اليمن"]

from surveys.mappings import Mapping, choose, fingerprint, take_over, without_years


def test_a_mapping_survives_json():
    mapping = Mapping("kobo", "f", {"q1": "documents"}, {"region": {"afrique": "africa"}})

    assert Mapping.from_dict(mapping.to_dict()) == mapping


def test_the_fingerprint_knows_neither_year_nor_order_but_the_layout():
    assert fingerprint("kobo", ["In 2022?", "b"]) == fingerprint("kobo", ["b", "In 2023?"])
    assert fingerprint("kobo", ["a"]) != fingerprint("table", ["a"])
    assert fingerprint("kobo", ["a"]) != fingerprint("kobo", ["a", "b"])


def test_only_a_year_is_masked():
    assert without_years("In 2022, 12345 of 1899") == "in ####, 12345 of 1899"


def test_the_mapping_of_the_layout_and_fingerprint_is_chosen():
    right = Mapping("kobo", "f")

    assert choose([Mapping("kobo", "g"), Mapping("table", "f"), right], "kobo", "f") is right
    assert choose([], "kobo", "f") is None


def test_a_file_with_other_headings_takes_over_what_the_newest_mapping_of_its_layout_says():
    newest = Mapping(
        "kobo", "f", {"q1": "documents", "gone": "region", "q2": "no such"}, {"region": {"a": "b"}}
    )
    known = [Mapping("table", "t", {"q1": "region"}), newest, Mapping("kobo", "g", {"q1": "region"})]
    taken = take_over(known, "kobo", {"q1", "q2", "new"}, {"documents", "region"})

    assert taken == Mapping("kobo", "f", {"q1": "documents"}, {"region": {"a": "b"}}, taken_over=True)
    assert take_over(known, "kobo", {"other"}, {"documents"}) is None

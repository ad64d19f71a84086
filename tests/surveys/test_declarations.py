from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from surveys.declarations import DeclarationError, Reader, read_table, read_yaml


def reader(text: str) -> Reader:
    return Reader(read_yaml(text, file="a.yaml"), "a.yaml")


def test_every_scalar_is_text():
    assert read_yaml("a: no\nb: 1.10\nc: 2022-01-01\nd: [NO, null, ~]\ne:\n", file="a.yaml") == {
        "a": "no",
        "b": "1.10",
        "c": "2022-01-01",
        "d": ["NO", "null", "~"],
        "e": "",
    }


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” is given twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "“b” is given twice"),
        ("? [a, b]\n: 1\n", 1, "a key has to be text"),
        ("a: [1\nb: 2\n", 2, "expected"),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ("a: &x [*x]\n", 1, "recursive"),
    ],
)
def test_broken_yaml_names_file_and_line(text, line, says):
    with pytest.raises(DeclarationError, match=says) as caught:
        read_yaml(text, file="fixtures/a.yaml")
    assert (caught.value.file, caught.value.line) == ("fixtures/a.yaml", line)
    assert str(caught.value).startswith(f"fixtures/a.yaml:{line}: ")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "only text"])
def test_the_top_is_a_mapping(text):
    with pytest.raises(DeclarationError, match="mapping"):
        read_yaml(text, file="a.yaml")


def test_a_character_that_yaml_refuses():
    with pytest.raises(DeclarationError, match="not YAML"):
        read_yaml("a: \x00", file="a.yaml")


def test_values_are_typed_when_asked_for():
    read = reader("n: -7\nd: 1.10\ny: 2022\nb: false\nk: share\nl: [a, b]\nm: {blank: leaves}\nt: ' x '\n")
    assert read.integer("n") == -7
    assert str(read.decimal("d")) == "1.10"
    assert isinstance(Reader({"d": "2"}, "a.yaml").decimal("d"), Decimal)
    assert read.year("y") == 2022
    assert read.boolean("b") is False
    assert read.one_of("k", ["share", "count"]) == "share"
    assert read.text_list("l") == ("a", "b")
    assert read.text_mapping("m") == {"blank": "leaves"}
    assert read.text("t") == "x"
    read.finish()


@pytest.mark.parametrize(
    ("text", "method", "says"),
    [
        ("k: 1.5", "integer", "not a whole number"),
        ("k: ٣", "integer", "not a whole number"),
        ("k: 1e3", "decimal", "not a number"),
        ("k: .5", "decimal", "not a number"),
        ("k: 22", "year", "four digits"),
        ("k: 1066", "year", "not a year from"),
        ("k: yes", "boolean", "not true or false"),
        ("k: True", "boolean", "not true or false"),
        ("k:", "text", "has no value"),
        ("k: [a]", "text", "has to be text"),
        ("k: a", "text_list", "has to be a list"),
        ("k: a", "mapping", "has to be a mapping"),
        ("k: a", "texts", "has to be a mapping"),
        ("k: [a]", "text_mapping", "has to be a mapping"),
        ("other: 1", "text", "“k” is missing"),
    ],
)
def test_a_wrong_value_is_an_error(text, method, says):
    with pytest.raises(DeclarationError, match=says) as caught:
        getattr(reader(text), method)("k")
    assert caught.value.file == "a.yaml"


def test_a_closed_list_is_closed():
    with pytest.raises(DeclarationError, match=r"a\.yaml:1: k: “shares” is not one of share, count"):
        reader("k: shares").one_of("k", ["share", "count"])


@pytest.mark.parametrize(
    "method",
    ["raw", "text", "integer", "decimal", "year", "boolean", "texts", "text_list", "text_mapping", "mapping"],
)
def test_a_default_stands_in_for_a_missing_key_only(method):
    read = reader("k:")
    assert getattr(read, method)("absent", None) is None
    if method != "raw":
        with pytest.raises(DeclarationError):
            getattr(read, method)("k", None)


def test_text_in_several_languages():
    assert reader("t: {en: No, zh: 否}").texts("t") == {"en": "No", "zh": "否"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("t: {zh: 否}", "English text is missing"),
        ("t: {en: No, de: Nein}", "“de” is not one of"),
        ("t: {en: Yes, and no}", "“and no” is not one of .* a comma needs quotes"),
        ("t: {en: No, fr: }", "has no value"),
    ],
)
def test_languages_are_six_and_english_is_always_there(text, says):
    with pytest.raises(DeclarationError, match=says):
        reader(text).texts("t")


def test_lists_of_mappings_are_read_one_by_one():
    read = reader("questions:\n  - code: a\n  - code: b\n")
    assert read.list_of("questions", lambda question: question.text("code")) == ("a", "b")
    assert read.list_of("absent", lambda question: question, ()) == ()
    read.finish()


def test_an_unknown_key_names_file_line_and_path():
    read = reader("questions:\n  - code: a\n  - code: b\n    knid: yes_no\n")
    read.list_of("questions", lambda question: question.text("code"))
    with pytest.raises(DeclarationError) as caught:
        read.finish()
    assert str(caught.value) == "a.yaml:4: questions[2].knid: unknown key"


def test_an_unknown_key_inside_a_mapping():
    read = reader("period: {from: 2020, until: 2024}")
    assert read.mapping("period").year("from") == 2020
    assert read.has("period")
    with pytest.raises(DeclarationError, match=r"period\.until: unknown key"):
        read.finish()


def test_plain_mappings_are_read_too():
    read = Reader({"a": "1"}, "stored definition")
    with pytest.raises(DeclarationError, match="stored definition: a: unknown key") as caught:
        read.finish()
    assert caught.value.line is None


def test_a_code_is_given_once():
    read = reader("codes:\n  - code: a\n  - code: b\n  - code: a\n")
    seen: set[str] = set()
    with pytest.raises(DeclarationError, match=r"a\.yaml:4: codes\[3\]\.code: “a” is given twice"):
        read.list_of("codes", lambda item: item.unseen("code", seen))
    assert seen == {"a", "b"}


def test_a_missing_key_names_the_line_where_its_mapping_begins():
    with pytest.raises(DeclarationError, match=r"a\.yaml:3: q\[1\]: “code” is missing"):
        reader("# comment\nq:\n  - kind: a\n").list_of("q", lambda item: item.text("code"))


def test_rows_of_a_table():
    first, second = read_table('a,b\n1,"x, y"\n2,\n', file="t.csv", columns=["a", "b"])
    assert (first.integer("a"), first.text("b")) == (1, "x, y")
    assert (second.integer("a"), second.text("b", None)) == (2, None)


def test_a_table_may_begin_with_a_byte_order_mark_and_end_lines_as_windows_does():
    (row,) = read_table("\ufeffa,b\r\n1,2\r\n", file="t.csv", columns=("a", "b"))
    assert row.text("b") == "2"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "the columns have to be a, b"),
        ("b,a\n1,2\n", 1, "the columns have to be a, b"),
        ("a,b\n1,2\n1,2,3\n", 3, "3 cells in a table of 2 columns"),
        ("a,b\n\n", 2, "0 cells"),
        ('a,b\n1,"2\n', 2, "is not CSV"),
    ],
)
def test_a_broken_table_names_the_line(text, line, says):
    with pytest.raises(DeclarationError, match=says) as caught:
        read_table(text, file="t.csv", columns=["a", "b"])
    assert (caught.value.file, caught.value.line) == ("t.csv", line)


def test_a_wrong_cell_names_line_and_column():
    (row,) = read_table("a,b\n1,x\n", file="t.csv", columns=["a", "b"])
    with pytest.raises(DeclarationError) as caught:
        row.integer("b")
    assert str(caught.value) == "t.csv:2: b: “x” is not a whole number"


plain = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(st.dictionaries(plain, plain, min_size=1))
def test_text_comes_back_as_it_was_written(mapping):
    written = yaml.safe_dump(mapping, allow_unicode=True, default_style='"')
    assert read_yaml(written, file="a.yaml") == mapping

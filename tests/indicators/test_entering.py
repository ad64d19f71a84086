"""Values of an entered series as they are handed in: read whole or refused with every mistake."""

from decimal import Decimal

import pytest

from indicators.entering import Entry, WrongEntries, columns, entries_of, entry_of, table_of
from tests.indicators.small import define

SERIES = define("entered", by=["level"], unit="count", valid={"from": "2019", "to": "2030"})
KNOWN = {"level": {"global", "regional"}}
CELLS = {"year": "2022", "level": "global", "value": "73", "document": "A/78/290", "paragraph": "27"}
HEADING = "year,level,value,document,paragraph"


def read(text: str, definition=SERIES):
    return entries_of(definition, text, KNOWN, 2026)


def wrong(**cells) -> list[tuple[str, str]]:
    definition = cells.pop("definition", SERIES)
    with pytest.raises(WrongEntries) as caught:
        entry_of(definition, {**CELLS, **cells}, KNOWN, 2026)
    return [(one.code, one.column) for one in caught.value.mistakes]


def test_a_table_is_read_with_any_of_the_usual_marks_between_its_cells():
    for mark in ",;\t":
        text = "\ufeff" + f"{HEADING}\n2022,global,73,A/78/290,27\n\n2022,,148.0,A/78/290,30\n".replace(
            ",", mark
        )
        first, second = read(text)
        assert first == Entry(2022, {"level": "global"}, Decimal(73), "exact", "A/78/290", "27", "")
        assert (second.breakdown, second.value) == ({}, Decimal("148.0"))


def test_a_table_that_was_written_is_read_again():
    entries = [
        Entry(
            2021, {}, Decimal("12"), "about", "Records of the platform", "", "Counted on 31 December; “users”"
        ),
        Entry(2022, {"level": "regional"}, Decimal("14000000"), "more_than", "A/78/290", "6", ""),
    ]
    text = table_of(SERIES, entries)
    assert text.splitlines()[0] == ",".join(columns(SERIES))
    assert read(text) == entries


@pytest.mark.parametrize(
    ("cells", "mistake"),
    [
        ({"year": "22"}, ("no_year", "year")),
        ({"year": "2027"}, ("year_to_come", "year")),
        ({"year": "2018"}, ("year_not_valid", "year")),
        ({"level": "local"}, ("unknown_code", "level")),
        ({"value": ""}, ("no_number", "value")),
        ({"value": "1 448"}, ("no_number", "value")),
        ({"value": "1,448"}, ("no_number", "value")),
        ({"value": "-1"}, ("no_number", "value")),
        ({"value": "NaN"}, ("no_number", "value")),
        ({"value": "١٢"}, ("no_number", "value")),
        ({"value": "7.5"}, ("not_whole", "value")),
        ({"qualifier": "roughly"}, ("no_qualifier", "qualifier")),
        ({"document": ""}, ("no_document", "document")),
        ({"document": "x" * 41}, ("too_long", "document")),
        ({"paragraph": ""}, ("no_place", "paragraph")),
    ],
)
def test_each_mistake_is_named_at_its_cell(cells, mistake):
    assert wrong(**cells) == [mistake]


def test_every_mistake_is_told_at_once():
    assert wrong(year="x", value="x", document="") == [
        ("no_year", "year"), ("no_number", "value"), ("no_document", "document"),
    ]  # fmt: skip


def test_a_percentage_has_decimals_and_ends_at_a_hundred():
    share = define("entered", by=["level"], unit="percent")
    assert entry_of(share, {**CELLS, "value": "7.5"}, KNOWN, 2026).value == Decimal("7.5")
    assert wrong(definition=share, value="100.1") == [("above_hundred", "value")]


def test_where_it_stands_can_be_told_in_a_note():
    found = entry_of(SERIES, {**CELLS, "paragraph": "", "note": "Table 2"}, KNOWN, 2026)
    assert (found.paragraph, found.note) == ("", "Table 2")


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("", [("empty", "", None)]),
        (HEADING, [("empty", "", None)]),
        ("year,value,place,document\n", [("no_column", "level", 1), ("strange_column", "place", 1)]),
        (
            f"{HEADING}\n2022,global,73,A/78/290,27\n2022,global,x,A/78/290,27\n2022,global,74,A/78/290,28",
            [("no_number", "value", 3), ("twice", "year", None)],
        ),
        (f"{HEADING}\n2022", [("no_number", "value", 2), ("no_document", "document", 2)]),
        (HEADING + "\n2022,,1,A/1,1" * 501, [("too_many", "", None)]),
    ],
)
def test_of_a_table_every_mistake_is_told_with_its_line(text, mistakes):
    with pytest.raises(WrongEntries) as caught:
        read(text)
    assert [(one.code, one.column, one.line) for one in caught.value.mistakes] == mistakes

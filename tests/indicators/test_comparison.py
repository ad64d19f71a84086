from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparison import Asked, asked_from, together
from indicators.figure import Figure, Note, Series


def figure(values: dict, *, kind="published", name="Published", notes=(), respondents="UN entities"):
    return Figure(
        title="T", subtitle="S", unit="percent", unit_text="Per cent", chart="bar", categories=list(values),
        series=[Series(name, kind, list(values.values()))], source="A/78/290", release="1", address="x",
        language="en", notes=notes, respondents=respondents,
    )  # fmt: skip


def read(**given):
    words = {"codes": (), "parts": (), "first": "", "last": "", "data": ""} | given
    asked, remarks = asked_from(**words)
    return asked, [remark.code for remark in remarks]


def test_an_address_is_read():
    asked, remarks = read(codes=["1.4", "1.7"], parts=["", "region=africa"], first="2021", last="2023")
    assert asked == Asked(("1.4", "1.7"), ({}, {"region": "africa"}), 2021, 2023)
    assert remarks == []


@pytest.mark.parametrize(
    ("given", "expected", "remark"),
    [
        ({"first": "2023", "last": "2021"}, Asked(first=2021, last=2023), "years_turned"),
        ({"first": "soon"}, Asked(), "no_year"),
        ({"last": "٢٠٢٢"}, Asked(), "no_year"),
        ({"parts": ["africa"]}, Asked(), "no_part"),
        ({"data": "both"}, Asked(), "no_such_data"),
    ],
)
def test_what_contradicts_itself_gives_the_nearest_state_with_a_remark(given, expected, remark):
    assert read(**given) == (expected, [remark])


def test_what_is_asked_twice_counts_once():
    assert read(codes=["1.4", "1.4", " "], parts=["", ""])[0] == Asked(("1.4",))


@given(
    st.lists(st.sampled_from(["1.4", "1.7", "BA.3"]), unique=True),
    st.lists(st.sampled_from(["", "region=africa", "entity_type=fund"]), unique=True, min_size=1),
    st.sampled_from(["", "2021"]),
)
def test_the_address_holds_the_whole_state(codes, parts, first):
    asked, _ = asked_from(codes, parts, first, "", "real")
    back = parse_qs(asked.query(), keep_blank_values=True)
    again, remarks = asked_from(
        back.get("i", []), back.get("part", []), back.get("from", [""])[0], "", back["data"][0]
    )
    assert again == asked
    assert remarks == []


def test_series_stand_over_all_years_with_gaps():
    one = together(
        [("A", figure({"2020": 1.0})), ("B", figure({"2022": 2.0}))], Asked(), title="T", address="a"
    )
    assert one.categories == ("2020", "2021", "2022")
    assert [(s.name, s.values) for s in one.series] == [("A", (1, None, None)), ("B", (None, None, 2))]
    assert one.chart == "line"


def test_only_the_years_asked_for():
    named = [("A", figure({"2020": 1.0, "2021": 2.0}))]
    assert together(named, Asked(first=2021), title="T", address="a").categories == ("2021",)
    assert together(named, Asked(first=2024), title="T", address="a") is None


def test_notes_are_lettered_anew_and_say_what_they_are_about():
    notes = [Note("a", "scope"), Note("b", "of a year", 0)]
    one = together(
        [
            ("A", figure({"2020": 1.0}, notes=notes)),
            ("B", figure({"2020": 2.0}, notes=notes[:1])),
            ("C", figure({"2020": 2.0}, notes=[Note("a", "another"), notes[1]])),
        ],
        Asked(), title="T", address="a",
    )  # fmt: skip
    assert [(n.letter, n.text, n.category) for n in one.notes] == [
        ("a", "A, B: scope", None), ("b", "A, C: of a year", 0), ("c", "C: another", None),
    ]  # fmt: skip


def test_what_is_said_of_all_names_none():
    named = [(name, figure({"2020": 1.0}, notes=[Note("a", "scope")])) for name in "AB"]
    assert [n.text for n in together(named, Asked(), title="T", address="a").notes] == ["scope"]


def test_illustrative_and_published_are_refused():
    with pytest.raises(ValueError, match="never compared"):
        together(
            [("A", figure({"2020": 1.0})), ("B", figure({"2020": 1.0}, kind="illustrative"))],
            Asked(), title="T", address="a",
        )  # fmt: skip

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest

from indicators.published import FIGURE_COLUMNS, read_figure_countries, read_published_figures
from surveys.declarations import DeclarationError
from tests.indicators.fixture_files import CHINESE, all_figures, figures_of, text_of

ROW = {
    "id": "doc-p1-events",
    "document": "A/1/1",
    "paragraph": "1",
    "year": "2022",
    "source_survey": "unossc_entity",
    "respondent_scope_en": "UN entities",
    "respondent_scope_zh": "联合国实体",
    "measure_en": "Events",
    "measure_zh": "活动次数",
    "value": "1.10",
    "value_qualifier": "about",
    "unit": "count",
    "inferred": "false",
    "context": "false",
    "contradiction": "false",
    "source_kind": "primary",
}


def table(*rows, columns=FIGURE_COLUMNS):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(*rows):
    return read_published_figures(table(*rows), "figures.csv")


def by_id():
    return {figure.id: figure for figure in all_figures()}


def test_all_published_figures_are_there():
    assert Counter(figure.document for figure in figures_of("published_figures.csv")) == {
        "A/78/290": 80,
        "A/75/297": 71,
        "A/69/153": 59,
        "DP/CF/SSC/7": 8,
        "A/RES/79/236": 2,
    }
    assert len(figures_of("published_figures_secondary.csv")) == 9


def test_primary_and_secondary_figures_are_told_apart():
    assert {figure.source_kind for figure in figures_of("published_figures.csv")} == {"primary"}
    for figure in figures_of("published_figures_secondary.csv"):
        assert (figure.source_kind, figure.paragraph, figure.year) == ("secondary", None, 2023)
        assert "secondary sources" in figure.note["en"]


def test_the_joint_figure_is_one_statement_in_two_rows():
    joint = [figure for figure in all_figures() if figure.joint]
    assert [figure.id for figure in joint] == ["a78-290-p32-undp", "a78-290-p32-unicef"]
    assert {figure.statement for figure in joint} == {"a78-290-p32-undp-unicef"}
    for figure in joint:
        assert figure.entities == ("UNDP", "UNICEF")
        assert (figure.value, figure.qualifier, figure.unit) == (Decimal(60), "about", "percent")


def test_contradictory_figures_are_both_kept():
    figures = by_id()
    first, second = figures["a75-297-p3-dialogues"], figures["a75-297-p23-dialogues"]
    assert [(figure.value, figure.qualifier) for figure in (first, second)] == [
        (Decimal(140), "more_than"),
        (Decimal(145), "more_than"),
    ]
    assert first.contradiction
    assert second.contradiction


def test_a_baseline_and_a_period_are_as_printed():
    figures = by_id()
    providing = figures["a78-290-p57-providing-ssc"]
    assert (providing.value, providing.baseline_value, providing.baseline_year) == (70, 66, 2021)
    assert providing.change == {"en": "up from 66% in 2021", "zh": "高于2021年的66%"}
    assert figures["a78-290-p28-paho-entities"].period == (2022, 2023)
    assert figures["a78-290-p40-segib-countries"].period == (2022, 2022)
    assert figures["a78-290-p11-idb"].period is None


def test_an_amount_keeps_the_places_it_was_printed_with():
    assert str(by_id()["dp-cf-ssc-7-p48-programme"].value) == "21.0"


def test_figures_without_a_value_say_nothing_in_its_place():
    absent = [figure for figure in all_figures() if figure.value is None]
    assert len(absent) == 8
    assert all(figure.qualifier is None for figure in absent)


def test_chinese_stands_in_the_chinese_columns_and_nowhere_else():
    for name in ("published_figures.csv", "published_figures_secondary.csv", "recommendations.csv"):
        for row in csv.DictReader(io.StringIO(text_of(name))):
            for column, cell in row.items():
                if cell:
                    assert bool(re.search(CHINESE, cell)) == column.endswith("_zh"), (row["id"], column)


def test_chinese_measures_are_not_pieces_of_sentences():
    """A measure does not carry the value, as a sentence quoted from a document would."""
    for figure in all_figures():
        measure = figure.measure["zh"]
        assert not re.search(r"[。；]|[0-9] [0-9]", measure), figure.id
        assert measure[0] not in "，、的", figure.id


def test_respondents_and_notes_are_there_in_both_languages():
    assert {tuple(figure.respondent_scope) for figure in all_figures()} == {("en", "zh")}
    assert {tuple(figure.note) for figure in all_figures() if figure.note} == {("en", "zh")}


def test_one_english_text_has_one_chinese_text():
    for texts in ("respondent_scope", "note"):
        pairs = {tuple(getattr(figure, texts).values()) for figure in all_figures() if getattr(figure, texts)}
        assert len({english for english, _ in pairs}) == len(pairs)


def test_a_row_is_read_with_typed_values():
    (figure,) = read(ROW | {"entities": "UNDP; WFP", "numerator": "1", "denominator": "4"})
    assert figure.value == Decimal("1.10")
    assert figure.entities == ("UNDP", "WFP")
    assert figure.respondent_scope == {"en": "UN entities", "zh": "联合国实体"}
    assert (figure.change, figure.note) == (None, None)
    assert figure.paragraph == "1"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"value": "1,1"}, "value"),
        ({"value": "١"}, "value"),
        ({"value": ""}, "value_qualifier"),
        ({"value_qualifier": "nearly"}, "value_qualifier"),
        ({"value_qualifier": ""}, "value_qualifier"),
        ({"unit": ""}, "unit"),
        ({"unit": "tonnes"}, "unit"),
        ({"year": "22"}, "year"),
        ({"year_end": "2022"}, "year_end"),
        ({"source_survey": "somebody"}, "source_survey"),
        ({"entities": "UNDP;;WFP"}, "entities"),
        ({"joint": "both"}, "joint"),
        ({"numerator": "5", "denominator": "4"}, "numerator"),
        ({"change_text": "up"}, "change_text_zh"),
        ({"inferred": "yes"}, "inferred"),
        ({"inferred": "true"}, "note_en"),
        ({"source_kind": "secondary"}, "note_en"),
        ({"note_en": "Estimate."}, "note_zh"),
        ({"note_zh": "估计数。"}, "note_zh"),
        ({"paragraph": ""}, "paragraph"),
    ],
)
def test_a_bad_cell_is_an_error_with_file_row_and_column(changes, column):
    with pytest.raises(DeclarationError) as caught:
        read(ROW | {"id": "first"}, ROW | changes)
    assert (caught.value.file, caught.value.line) == ("figures.csv", 3)
    assert caught.value.path == f"doc-p1-events.{column}"


@pytest.mark.parametrize(
    "column", ["document", "measure_en", "measure_zh", "respondent_scope_en", "respondent_scope_zh"]
)
def test_a_missing_cell_is_an_error(column):
    with pytest.raises(DeclarationError, match=f"figures.csv.*doc-p1-events.*{column}"):
        read(ROW | {column: ""})


def test_rows_of_one_statement_have_to_agree():
    joint = ROW | {"entities": "UNDP;UNICEF", "joint": "both"}
    with pytest.raises(DeclarationError, match=r"other\.joint: differs in value from doc-p1-events"):
        read(joint, joint | {"id": "other", "value": "2"})


def test_countries_that_figures_name():
    text = "figures:\n  f-1: [COG, GHA]\n"
    assert read_figure_countries(text, file="c.yaml", figures=["f-1"]) == {"f-1": ("COG", "GHA")}
    known = {figure.id for figure in all_figures()}
    assert len(read_figure_countries(text_of("figure_countries.yaml"), file="c.yaml", figures=known)) == 24


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("figures:\n  f-2: [COG]\n", "no published figure has this code"),
        ("figures:\n  f-1: [COG, COG]\n", "names a country twice"),
        ("countries: {}\n", "is missing"),
    ],
)
def test_countries_of_figures_that_cannot_be(text, message):
    with pytest.raises(DeclarationError, match=message):
        read_figure_countries(text, file="c.yaml", figures=["f-1"])

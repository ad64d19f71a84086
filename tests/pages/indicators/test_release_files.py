"""What a release holds, as files: all columns, what each is, and nothing that is hidden or not known."""

import csv
import io
import json

import openpyxl
from python_calamine import CalamineWorkbook

from indicators import actions
from indicators.renderers.release_file import COLUMNS, KEYS
from surveys.models import Item
from tests.indicators import rows
from tests.pages.indicators.world import shows

ADDRESS = "/en/releases/"


def test_a_release_as_a_file_holds_values_definitions_and_code_lists(nobody, released):
    content = json.loads(nobody.get(f"{ADDRESS}1/content.json").content)
    assert content["release"]["content_hash"] == released.release.content_hash
    whole = [v for v in content["values"] if (v["indicator"], v["year"], v["breakdown"]) == ("1.4", 2022, {})]
    assert (whole[0]["numerator"], whole[0]["denominator"]) == ("2", "3")
    assert content["frozen"]["definitions"]["1.4"]["1"]["rounding"] == "half_up_0"
    options = content["frozen"]["questions"]["unossc_entity"]["9"]["focal_point"]["options"]
    assert set(options) == {"yes", "no"}
    shows(nobody.get(f"{ADDRESS}1/"), "content.json", "content.csv")


def test_as_a_table_it_has_a_row_for_each_public_value(nobody, released):
    text = nobody.get(f"{ADDRESS}1/content.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert {row["indicator"] for row in table} == {"1.4", "BA.3"}
    assert not [row for row in table if "respondent" in row["breakdown"]]


def test_a_row_of_the_table_says_what_it_rests_on(nobody, released):
    """Two of three said yes; the fourth did not answer and could have said either."""
    text = nobody.get(f"{ADDRESS}1/content.csv").content.decode("utf-8-sig")
    rows_ = {(r["indicator"], r["year"], r["breakdown"]): r for r in csv.DictReader(io.StringIO(text))}
    of_all = rows_["1.4", "2022", ""]
    counts = ("invited", "answered", "respondents", "excluded_no_response", "excluded_blank", "low", "high")
    assert [of_all[name] for name in counts] == ["4", "3", "3", "1", "0", "50", "75"]
    assert (of_all["state"], of_all["reason"], of_all["reason_in_words"]) == ("computed", "", "")


def test_what_is_not_known_of_a_row_is_empty_and_never_a_zero(nobody, released):
    """1.8 is hidden from everybody, and the question of 1.9 was not asked."""
    rows.defined(released.world, "1.8", public_minimum="9", measure="share", question="focal_point", counted=["yes"],
                 out=rows.OUT, survey="unossc_entity", minimum_respondents="1", unit="percent")  # fmt: skip
    item = Item.objects.create(questionnaire=released.world.questionnaire, code="later", question="later",
                               kind="whole_number", names=rows.text("Later"), position=9)  # fmt: skip
    rows.defined(released.world, "1.9", measure="total", question=item.code, unit="count", survey="unossc_entity",
                 minimum_respondents="1")  # fmt: skip
    actions.compute_round(round=released.rounds[2022])
    released.publish()
    text = nobody.get(f"{ADDRESS}2/content.csv").content.decode("utf-8-sig")
    rows_ = {(r["indicator"], r["year"]): r for r in csv.DictReader(io.StringIO(text)) if not r["breakdown"]}
    hidden, not_asked = rows_["1.8", "2022"], rows_["1.9", "2022"]
    assert (hidden["state"], hidden["respondents"], hidden["excluded_no_response"]) == ("suppressed", "", "")
    assert hidden["reason_in_words"].startswith("Not shown")
    assert (not_asked["state"], not_asked["excluded_no_response"], not_asked["excluded_blank"]) == (
        "not_asked",
        "1",
        "",
    )
    assert not_asked["reason_in_words"] == "The questionnaire of that year did not ask this."


def test_as_a_workbook_it_has_the_same_rows_and_says_what_the_columns_are(nobody, released):
    text = nobody.get(f"{ADDRESS}1/content.csv").content.decode("utf-8-sig")
    for language, sheets in (("en", ["Values", "Columns"]), ("fr", ["Valeurs", "Colonnes"])):
        book = CalamineWorkbook.from_filelike(
            io.BytesIO(nobody.get(f"/{language}/releases/1/content.xlsx").content)
        )
        assert book.sheet_names == sheets
        head, *table = book.get_sheet_by_index(0).to_python()
        expected = list(csv.DictReader(io.StringIO(text)))
        assert [{k: str(v) for k, v in zip(head, row, strict=True)}["title"] for row in table] == [
            row["title"] for row in expected
        ]
        assert [float(row["invited"]) for row in expected] == [row[head.index("invited")] for row in table]
        described = dict(book.get_sheet_by_index(1).to_python())
        assert set(head) <= described.keys()


def test_json_and_page_say_what_the_columns_are(nobody, released):
    told = json.loads(nobody.get("/fr/releases/1/content.json").content)
    assert told["columns"].keys() == told["values"][0].keys() == set(KEYS)
    assert all(told["columns"].values())
    blank = "How many of those invited are not in the number: left blank"
    page = shows(nobody.get(f"{ADDRESS}1/"), "content.xlsx", told["columns"]["unit"], blank)
    assert all(f"<code>{column}</code>" in page for column in COLUMNS)


def test_single_respondents_are_in_the_file_only_where_answers_are_attributable(nobody, open_answers):
    content = json.loads(nobody.get(f"{ADDRESS}1/content.json").content)
    assert [v for v in content["values"] if "respondent" in v["breakdown"]]
    assert content["frozen"]["respondents"]["entity"]


def test_names_of_respondents_who_are_not_open_are_not_in_the_file(nobody, released):
    content = json.loads(nobody.get(f"{ADDRESS}1/content.json").content)
    assert content["frozen"]["respondents"] == {"entity": {}}


def test_there_is_no_other_kind_of_file(nobody, released):
    assert nobody.get(f"{ADDRESS}1/content.xml").status_code == 404
    assert nobody.get(f"{ADDRESS}9/content.json").status_code == 404


def test_the_workbook_prints_as_wide_as_its_paper_and_cuts_no_title(nobody, released):
    for language, mirrored in (("en", False), ("ar", True)):
        content = nobody.get(f"/{language}/releases/1/content.xlsx").content
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book:
            across = 2 if sheet == book.worksheets[0] else 1
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (across, 0)
            assert bool(sheet.sheet_view.rightToLeft) == mirrored
        table = book.worksheets[0]
        assert table.page_setup.orientation == "landscape"
        assert table.print_title_rows == "$1:$1"
        titles = table["B2" : f"B{table.max_row}"]
        assert all(cell.alignment.wrap_text for (cell,) in titles)
        long = [row for row in range(2, table.max_row + 1) if len(table.cell(row, 2).value) > 40]
        assert all(table.row_dimensions[row].height >= 30 for row in long)

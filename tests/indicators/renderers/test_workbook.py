from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from indicators.renderers.workbook import xlsx
from tests.indicators import figures


def opened(figure):
    return openpyxl.load_workbook(BytesIO(xlsx(figure)))


def cells(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def chart_xml(figure) -> str:
    return ZipFile(BytesIO(xlsx(figure))).read("xl/charts/chart1.xml").decode()


@pytest.mark.parametrize("make", figures.ALL)
def test_every_workbook_opens_and_holds_everything(make):
    figure = make()
    book = opened(figure)
    assert book.sheetnames == ["Figure", "Data"]
    said = [cell for row in cells(book["Figure"]) for cell in row if isinstance(cell, str)]
    assert said[0] == figure.title
    assert any(figure.source in text for text in said)
    assert xlsx(make()) == xlsx(make())


def test_numbers_are_numbers_and_stand_under_their_series():
    rows = cells(opened(figures.columns())["Figure"])
    assert rows[3][:3] == ["Year", "Published", "Computed"]
    assert rows[4][:3] == ["2020", 30, None]
    assert rows[6][:3] == ["2022", 44, 47]


def test_a_qualifier_stands_in_the_cell_beside_the_chart():
    sheet = opened(figures.published_shares())["Figure"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == '"about 60"']

    assert [cell.value for cell in cells] == [60]


def test_the_data_sheet_has_n_bounds_and_reasons():
    rows = cells(opened(figures.illustrative_line())["Data"])
    assert rows[0][:6] == ["Series", "Kind", "Year", "Value", "As written", "n"]
    assert rows[1][:8] == ["All that answered", "Illustrative data", "2020", 48, None, "22 of 27", 40, 58]
    assert rows[2][3] is None
    assert rows[2][8] == "Not enough answers: 3 of 27"
    said = {row[0]: row[1] for row in rows if row[0]}
    assert said["Source"] == "A/78/290, paragraph 32"
    assert said["Address"].startswith("https://")


def test_the_chart_is_native_and_reads_the_table():
    book = opened(figures.columns())
    assert len(book["Figure"]._charts) == 1
    xml = chart_xml(figures.columns())
    assert "Figure!$B$5:$B$7" in xml
    assert "> 44" in xml or "&gt; 44" in xml


def test_shares_run_from_zero_to_a_hundred():
    xml = chart_xml(figures.published_shares())
    assert '<c:max val="100"/>' in xml
    assert '<c:min val="0"/>' in xml


def test_kinds_look_different():
    assert "a:pattFill" in chart_xml(figures.chinese())
    assert 'a:srgbClr val="FFFFFF"' in chart_xml(figures.published_shares())


def test_nothing_to_draw_is_no_chart():
    assert not opened(figures.nothing())["Figure"]._charts
    assert not opened(figures.table())["Figure"]._charts


def test_arabic_runs_from_the_right():
    book = opened(figures.arabic())
    assert book["Figure"].sheet_view.rightToLeft
    assert chart_xml(figures.arabic()).count('<c:orientation val="maxMin"/>') == 2


def test_a_text_is_never_a_formula():
    figure = replace(figures.published_shares(), title="=1+1", categories=("=HYPERLINK(1)", "+2", "@x", "d"))
    sheet = opened(figure)["Figure"]
    assert sheet["A1"].data_type == "s"
    assert sheet["A5"].data_type == "s"


def test_the_badge_is_in_the_sheet():
    assert opened(figures.illustrative_line())["Figure"]["A3"].value == "Illustrative data"

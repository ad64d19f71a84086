import datetime
import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from surveys.spreadsheets import (
    Limits,
    NumberCell,
    Unreadable,
    _number_text,
    cell_address,
    read_workbook,
)
from tests.surveys.samples import xlsx


def refusal(data: bytes, name: str = "a.xlsx", **limits: int) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        read_workbook(data, name, limits=Limits(**limits))
    return refused.value


def written(fill) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book)
    return buffer.getvalue()


class TestCells:
    def test_everything_is_text(self):
        def fill(book):
            sheet = book.add_worksheet("Data")
            sheet.write_row(0, 0, ["NA", "None", 1448.0, 0.1 + 0.2, True])
            sheet.write_datetime(1, 0, datetime.date(2022, 3, 4), book.add_format({"num_format": "d/m/yy"}))
            sheet.write_datetime(
                1,
                1,
                datetime.datetime.fromisoformat("2022-03-04T05:06"),
                book.add_format({"num_format": "d/m/yy hh:mm"}),
            )

        rows = read_workbook(written(fill), "a.xlsx").sheets[0].rows

        assert rows[0] == ["NA", "None", "1448", "0.3", "TRUE"]
        assert rows[1][:2] == ["2022-03-04", "2022-03-04T05:06:00"]

    def test_empty_rows_and_columns_before_the_first_value_are_kept(self):
        def fill(book):
            book.add_worksheet("Data").write(2, 1, "x")

        sheet = read_workbook(written(fill), "a.xlsx").sheets[0]

        assert sheet.cell(3, 2) == "x"
        assert sheet.cell(1, 1) == sheet.cell(99, 99) == sheet.cell(0, 0) == ""

    def test_a_broken_formula_is_not_a_blank(self):
        def fill(book):
            sheet = book.add_worksheet("R & D")
            sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
            sheet.write(0, 0, "x")

        assert read_workbook(written(fill), "a.xlsx").sheets[0].cell(2, 2) == "#DIV/0!"

    def test_hidden_sheets_are_marked_and_chart_sheets_left_out(self):
        def fill(book):
            book.add_worksheet("Seen").write(0, 0, "x")
            book.add_worksheet("Away").very_hidden()
            book.add_chartsheet("Chart")

        sheets = read_workbook(written(fill), "a.xlsx").sheets

        assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Seen", False), ("Away", True)]

    def test_a_sheet_is_found_without_regard_to_case(self):
        workbook = read_workbook(xlsx(["x"], name="Answers"), "a.xlsx")

        assert workbook.sheet("ANSWERS").cell(1, 1) == "x"
        assert workbook.sheet("Other") is None

    @given(st.integers(-(10**15), 10**15))
    def test_whole_floats_lose_their_point(self, number):
        assert _number_text(float(number)) == str(number)

    @given(st.floats(-1e12, 1e12).filter(lambda number: not number.is_integer()))
    def test_other_floats_are_number_cells(self, number):
        text = _number_text(number)

        assert isinstance(text, NumberCell)
        assert float(text) == pytest.approx(number, rel=1e-14)


class TestTextTables:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found(self, delimiter):
        data = f"a{delimiter}b\n1{delimiter}2\n".encode()

        assert read_workbook(data, "my.table.csv").sheets[0].rows == [["a", "b"], ["1", "2"]]

    def test_the_sheet_is_named_after_the_file(self):
        assert read_workbook(b"a,b\n", "C:\\sent\\my.table.csv").sheets[0].name == "my.table"

    def test_a_declared_delimiter_takes_a_row(self):
        assert read_workbook(b"sep=;\r\na,b;c\r\n", "a.csv").sheets[0].cell(2, 1) == "a,b"

    def test_the_encoding_is_said_and_whether_it_is_assumed(self):
        workbook = read_workbook("Côte d’Ivoire,é\n".encode("cp1252"), "a.csv")

        assert workbook.sheets[0].rows[0] == ["Côte d’Ivoire", "é"]
        assert (workbook.encoding, workbook.assumed) == ("cp1252", True)

    def test_the_sender_may_name_another_encoding(self):
        workbook = read_workbook("a,é\n".encode("mac_roman"), "a.csv", encoding="mac_roman")

        assert (workbook.sheets[0].rows, workbook.assumed) == ([["a", "é"]], False)

    def test_an_endless_field_is_refused_with_its_row(self):
        refused = refusal(b'a,b\n1,"' + b"x" * 1_000_001 + b"\n", "a.csv")

        assert (refused.code, refused.parameters) == ("broken_table", {"row": 2})


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "code", "parameters"),
        [
            (b"", "empty_file", {}),
            (b" \r\n", "empty_file", {}),
            (b",,\n,,\n", "empty_file", {}),
            (b"%PDF-1.7 ...", "not_a_spreadsheet", {"found": "pdf"}),
            (b"<html><table>", "not_a_spreadsheet", {"found": "html"}),
            (b"PK\x03\x04 nothing", "suspicious_archive", {"reason": "broken"}),
            (b"a,b\x00\x01\n", "not_a_spreadsheet", {"found": "binary"}),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "not_a_spreadsheet", {"found": "damaged"}),
            (
                bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
                "encrypted",
                {},
            ),
        ],
    )
    def test_what_is_no_readable_spreadsheet(self, data, code, parameters):
        refused = refusal(data)

        assert (refused.code, refused.parameters) == (code, parameters)

    def test_a_workbook_without_a_value(self):
        assert refusal(xlsx()).code == "empty_file"

    def test_more_bytes_than_allowed(self):
        assert refusal(b"a,b\n", file_bytes=3).parameters == {"what": "bytes", "size": 4, "limit": 3}


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (("Answers", 12, 4), "Answers!D12"),
        (("Data", 1, 16384), "Data!XFD1"),
        (("Data", 3, None), "Data!3"),
        (("Data", None, None), "Data"),
        (("", 2, 27), "AA2"),
    ],
)
def test_addresses_are_written_as_in_a_spreadsheet(place, address):
    assert cell_address(*place) == address

import io
import zipfile

import pytest

from surveys.archives import Limits, Unreadable, column_number, inspect_archive
from tests.surveys.samples import xlsx

SHEET = '<worksheet><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def archive(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def sheet(cells: str) -> bytes:
    return archive(
        xl__workbook_dot_xml="<workbook/>", xl__worksheets__sheet1_dot_xml=SHEET.format(cells=cells)
    )


def refusal(data: bytes, **limits: int) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        inspect_archive(data, Limits(**limits))
    return refused.value


def test_a_sound_workbook_passes():
    assert inspect_archive(xlsx(["a", 1], ["b", 2]), Limits()) == ("xlsx", {})


def test_two_cells_at_opposite_corners():
    refused = refusal(sheet('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'))

    assert refused.code == "sheet_too_wide"
    assert refused.parameters == {
        "sheet": "xl/worksheets/sheet1.xml",
        "rows": 1048576,
        "columns": 16384,
        "cells": 2,
    }


def test_a_far_cell_that_is_only_formatted_does_no_harm():
    data = sheet('<c r="A1"><v>1</v></c><c r="XFD1048576" s="3"/>')

    assert inspect_archive(data, Limits())[0] == "xlsx"


def test_many_cells_are_too_many_and_not_too_wide():
    cells = "".join(f'<c r="{letter}{row}"><v>1</v></c>' for row in range(1, 11) for letter in "ABCDE")

    assert refusal(sheet(cells), cells=40).parameters == {"what": "cells", "size": 50, "limit": 40}


def test_what_unpacks_to_too_much():
    data = archive(xl__workbook_dot_xml="<a>" + "x" * 30_000_000 + "</a>")

    assert refusal(data).parameters == {"reason": "ratio"}
    assert refusal(data, unpacked_bytes=1000).code == "too_large"


@pytest.mark.parametrize(
    "declaration", ['<!DOCTYPE a [<!ENTITY b "c">]>', "<!ENTITY b SYSTEM 'file:///etc/passwd'>"]
)
def test_declarations_are_refused_wherever_they_stand(declaration):
    in_strings = archive(xl__workbook_dot_xml="<a/>", xl__sharedStrings_dot_xml=f"{declaration}<sst/>")
    in_sheet = archive(
        xl__workbook_dot_xml="<a/>", xl__worksheets__sheet1_dot_xml=f"{declaration}<worksheet/>"
    )

    assert refusal(in_strings).parameters == refusal(in_sheet).parameters == {"reason": "declarations"}


def test_a_document_is_no_spreadsheet():
    assert refusal(archive(word__document_dot_xml="<a/>")).parameters == {"found": "docx"}
    assert refusal(archive(photo="...")).parameters == {"found": "zip"}


def test_an_encrypted_archive():
    data = bytearray(xlsx(["a"]))
    header = data.index(b"PK\x01\x02")
    data[header + 8] |= 1

    assert refusal(bytes(data)).code == "encrypted"


def test_pieces_do_not_hide_a_cell_on_their_border():
    cells = "".join(f'<c r="A{row}" t="e"><v>#N/A</v></c>' for row in range(1, 60_001))
    kind, errors = inspect_archive(sheet(cells), Limits())

    assert kind == "xlsx"
    assert len(errors["xl/worksheets/sheet1.xml"]) == 60_000


def test_columns_are_numbered():
    assert [column_number(letters) for letters in ("A", "Z", "AA", "xfd")] == [1, 26, 27, 16384]


def ods(rows: int, columns: int, value: str = 'office:value-type="string"') -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" {value}><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    return archive(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_dot_xml=f'<table:table table:name="R &amp; D">{row}</table:table>',
    )


def test_repeated_cells_of_an_ods_count_as_many_times():
    assert inspect_archive(ods(100, 100), Limits()) == ("ods", {})
    refused = refusal(ods(100_000, 1000))

    assert refused.code == "sheet_too_wide"
    assert refused.parameters == {"sheet": "R & D", "rows": 100_000, "columns": 1000, "cells": 1}


def test_empty_cells_repeated_to_the_end_of_an_ods_do_no_harm():
    assert inspect_archive(ods(1_048_576, 16_384, value=""), Limits()) == ("ods", {})

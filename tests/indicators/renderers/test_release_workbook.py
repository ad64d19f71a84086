import io

import openpyxl
from python_calamine import CalamineWorkbook

from indicators.renderers import release_file

HIDDEN = "Not shown: the group has fewer than five respondents."


def _value(reason: str) -> dict:
    return dict.fromkeys(release_file.KEYS) | {
        "indicator": "1.4",
        "state": "suppressed" if reason else "computed",
        "reason_in_words": reason,
    }


def _written(*reasons: str) -> io.BytesIO:
    written = release_file.as_xlsx(
        [_value(reason) for reason in reasons],
        about=[("Release 1", "The first")],
        columns=[("reason_in_words", "Why there is no value, in English")],
        names=("Values", "Columns"),
    )
    return io.BytesIO(written)


def _sheets(*reasons: str) -> tuple[list, dict]:
    """What the rows say why there is no value, and what the second sheet says."""
    book = CalamineWorkbook.from_filelike(_written(*reasons))
    head, *table = book.get_sheet_by_index(0).to_python()
    return [row[head.index("reason_in_words")] for row in table], dict(book.get_sheet_by_index(1).to_python())


def test_a_reason_of_several_rows_stands_once_on_the_second_sheet():
    said, described = _sheets(HIDDEN, "", HIDDEN)
    assert said == ["– a", "", "– a"]
    assert described["reason_in_words a"] == HIDDEN


def test_a_reason_of_one_row_stands_there():
    said, described = _sheets(HIDDEN, "")
    assert said == [HIDDEN, ""]
    assert "reason_in_words a" not in described


def test_on_paper_the_table_is_two_pages_across_with_its_headings_and_the_indicator_on_each():
    table, described = openpyxl.load_workbook(_written("")).worksheets
    assert (table.page_setup.fitToWidth, table.page_setup.fitToHeight) == (2, 0)
    assert (table.print_title_rows, table.print_title_cols) == ("$1:$1", "$A:$A")
    assert (described.page_setup.fitToWidth, described.page_setup.fitToHeight) in ((1, 0), (None, 0))

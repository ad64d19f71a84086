import io

from python_calamine import CalamineWorkbook

from indicators.renderers import release_file

HIDDEN = "Not shown: the group has fewer than five respondents."


def _value(reason: str) -> dict:
    return dict.fromkeys(release_file.KEYS) | {
        "indicator": "1.4",
        "state": "suppressed" if reason else "computed",
        "reason_in_words": reason,
    }


def _sheets(*reasons: str) -> tuple[list, dict]:
    """What the rows say why there is no value, and what the second sheet says."""
    written = release_file.as_xlsx(
        [_value(reason) for reason in reasons],
        about=[("Release 1", "The first")],
        columns=[("reason_in_words", "Why there is no value, in English")],
        names=("Values", "Columns"),
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
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

import csv
from dataclasses import replace
from io import StringIO

from indicators.renderers.csv_table import csv_bytes
from tests.indicators import figures


def rows(figure) -> list[list[str]]:
    return list(csv.reader(StringIO(csv_bytes(figure).decode("utf-8-sig"))))


def test_excel_sees_utf_8():
    assert csv_bytes(figures.chinese()).startswith(b"\xef\xbb\xbf")
    assert rows(figures.chinese())[1][:5] == ["2022年", "示例数据", "国际农业发展基金", "100", ""]


def test_one_row_per_point_up_to_an_empty_line():
    every = rows(figures.illustrative_line())
    assert every[0] == [
        "Series", "Kind", "Year", "Value", "As written", "n", "Lowest possible", "Highest possible",
        "Why there is no value", "Notes",
    ]  # fmt: skip
    assert every[2] == [
        "All that answered",
        "Illustrative data",
        "2021",
        "",
        "",
        "",
        "",
        "",
        "Not enough answers: 3 of 27",
        "",
    ]
    assert every[5] == []


def test_what_the_numbers_rest_on_follows():
    said = {row[0]: row[1] for row in rows(figures.published_shares())[6:] if len(row) == 2}
    assert said["Source"] == "A/78/290, paragraph 32"
    assert said["Release"] == "3, 24 July 2023"
    assert said["a"] == "Documents for least developed countries only."
    assert said["Unit"] == "Per cent · UN entities, 2022 · n not published"


def test_formulas_are_masked_and_negative_numbers_are_not():
    figure = replace(figures.published_shares(), categories=("=1+1", "+x", "-y", "@z"), notes=())
    assert [row[2] for row in rows(figure)[1:5]] == ["'=1+1", "'+x", "'-y", "'@z"]

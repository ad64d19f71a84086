"""A sheet with sixty planted errors of thirty-three kinds, and sound answers around them. PURE.

`fixtures/examples/problems/sixty.yaml` says which code is expected at which cell; the key is checked by hand
and not written by this module, so that a change of the reader cannot bring its own answers along. `python -m surveys.planted_errors` writes the
sheet.
"""

import datetime
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import xlsxwriter

HEADINGS: Final = (
    "respondent", "documents", "with_sstc", "staff", "staff_hq", "staff_field", "events", "share", "weight",
    "since", "unit", "budget", "amount", "source", "source.other_text", "agree", "often.study", "often.peer",
    "themes.health", "themes.trade", "themes.water", "practice", "E-mail of the office", "events", "Ministries",
)  # fmt: skip
SOUND: Final[Mapping[str, Any]] = {
    "documents": 12, "with_sstc": 7, "staff": 9, "staff_hq": 4, "staff_field": 5, "events": 14, "share": 40,
    "weight": 2.5, "since": datetime.date(2015, 3, 1), "unit": "Yes", "budget": "Yes", "amount": 1500,
    "source": "Core resources", "agree": "Fully", "often.study": "Often", "often.peer": "Never",
    "themes.health": "Yes", "themes.trade": "Yes", "themes.water": "No", "practice": "Seeds",
}  # fmt: skip
FORMULA: Final = "=1/0"
# By respondent: what its row says instead. The row of E01 is row 5 of the sheet.
PLANTED: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    ("E01", {"documents": "many", "share": "a lot"}),
    ("E02", {"weight": "1,448", "amount": "2,500"}),
    ("E03", {"events": "about 40", "weight": "more than 7"}),
    ("E04", {"events": "5-10", "share": "20 to 30"}),
    ("E05", {"events": -3}),
    ("E06", {"events": 2.5, "documents": 12.5}),
    ("E07", {"share": 140, "events": 2000}),
    ("E08", {"share": 0.4}),
    ("E09", {"since": "spring 2015", "weight": 7}),
    ("E10", {"since": datetime.date(1990, 1, 1)}),
    ("E11", {"since": "2015-02-30", "unit": "Planned"}),
    ("E12", {"source": "Core resource", "agree": "Very much"}),
    ("E13", {"often.study": "Sometimes", "themes.water": "Perhaps"}),
    ("E14", {"unit": "n/a"}),
    ("E15", {"documents": "do not know", "share": "N/A"}),
    ("E16", {"events": FORMULA, "practice": FORMULA}),
    ("E17", {"practice": "x" * 61}),
    ("E18", {"practice": "A practice that is told at far too great a length for the room that it has"}),
    ("E19", {"documents": "", "with_sstc": ""}),
    ("E20", {"documents": "-"}),
    ("E21", {"with_sstc": 13}),
    ("E22", {"staff": 20, "staff_hq": 25, "staff_field": ""}),
    ("E23", {"staff": 10}),
    ("E24", {}),
    ("E25", {"staff": "", "staff_hq": 4}),
    ("E26", {"budget": "No", "amount": 900, "source": "None at all"}),
    ("E27", {"source": "None at all"}),
    ("E28", {"source": "none"}),
    ("E29", {"source": "Another source", "source.other_text": ""}),
    ("E30", {"source": "other", "source.other_text": "", "agree": 2}),
    ("E31", {"source.other_text": "A gift"}),
    ("E32", {"themes.water": "Yes"}),
    ("E33", {"amount": "EUR 500"}),
    ("E34", {"amount": "900 GBP"}),
    ("E35", {"events": 100}),
    ("E36", {"events": 300}),
    ("E37", {"events": 700}),
    ("E77", {}),
    ("Entity 99", {}),
    ("", {}),
    ("E01", {}),
    ("e02", {}),
    ("E38", dict.fromkeys(SOUND, "")),
    ("OTHER-1", {}),
    ("Total", {"documents": 999}),
    ("E39", {}),
    ("E40", {"amount": "1500.00", "share": "40%", "since": "2015-03-01", "agree": "3"}),
)
LAST_YEAR: Final = {"events": {"E35": 14, "E36": 1000, "E39": 13}}


def planted_sheet() -> bytes:
    """The sheet as an xlsx: a title block, headings in row 4, a row per respondent."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": datetime.datetime(2023, 1, 1)})  # noqa: DTZ001 - the file has no zone
        sheet = book.add_worksheet("Answers 2022")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, "Answers for the year 2022")
        sheet.write_string(1, 0, "Illustrative data: nobody answered this")
        sheet.write_row(3, 0, HEADINGS)
        for row, (respondent, instead) in enumerate(PLANTED, start=4):
            sheet.write_string(row, 0, respondent)
            for column, heading in enumerate(HEADINGS[1:22], start=1):
                _write(sheet, row, column, {**SOUND, **instead}.get(heading, ""), day)
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), day)
    elif value == FORMULA:
        sheet.write_formula(row, column, value, None, "#DIV/0!")
    elif value != "":
        sheet.write(row, column, value)


if __name__ == "__main__":
    target_folder = Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures") / "examples" / "problems"
    (target_folder / "sixty.xlsx").write_bytes(planted_sheet())

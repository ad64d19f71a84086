import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from surveys import annotate as annotating
from surveys.annotate import FILLS, Mark, annotate
from surveys.problem_sheet import OURS, WORDS
from surveys.spreadsheets import Unreadable, read_workbook
from tests.surveys.samples import FIXTURES, xlsx

SPOKEN = {word: word.capitalize() for word in WORDS} | {"sheet": "Problems", "more": ""}
ERROR = Mark("error", "Data", 2, 2, "many", "“many” is not a number.", "Write figures only.", "Events", "E1")
WARNING = Mark("warning", "Data", 3, 2, "0.7", "It may be a fraction.", "Write 70.")


def marked(data: bytes, *marks: Mark, name: str = "sent.xlsx", **options):
    annotated = annotate(data, name, marks, SPOKEN, **options)
    return openpyxl.load_workbook(io.BytesIO(annotated.content)), annotated


def rich() -> bytes:
    """A workbook with much in it that must not get lost."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["Respondent", "Events", "Share", "Sum"])
    sheet.append(["E1", "many", 0.25, "=1+2"])
    sheet.append(["E2", 0.7, 0.5, None])
    sheet["A1"].font = Font(bold=True, color="FF00689A")
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFF8DC")
    sheet["C2"].number_format = "0.0%"
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[2].height = 40
    sheet.merge_cells("A5:B5")
    sheet.freeze_panes = "B2"
    sheet["C3"].comment = Comment("Theirs", "Somebody")
    listed = DataValidation(type="list", formula1='"yes,no"')
    listed.add("D3")
    sheet.add_data_validation(listed)
    sheet.conditional_formatting.add(
        "C2:C3", CellIsRule(operator="greaterThan", formula=["1"], fill=PatternFill(bgColor="FF00FF00"))
    )
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    other = book.create_sheet("Their 'other' sheet")
    other["B2"] = "stays"
    other.add_chart(chart, "D4")
    other.defined_names["local"] = DefinedName("local", attr_text="'Their ''other'' sheet'!$B$2")
    hidden = book.create_sheet("Hidden")
    hidden["A1"], hidden.sheet_state = "x", "veryHidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def look(cell) -> tuple:
    return (cell.value, cell.number_format, *map(repr, (cell.font, cell.fill, cell.border, cell.alignment)))


def colours(sheet) -> dict[str, str]:
    """The colour that our rules give to each cell."""
    return {
        str(place.sqref): rule.dxf.fill.bgColor.rgb
        for place in sheet.conditional_formatting
        for rule in place.rules
        if rule.type == "expression"
    }


class TestWhatStays:
    def test_cells_with_their_formats_widths_heights_and_merges(self):
        before = openpyxl.load_workbook(io.BytesIO(rich()))
        after, annotated = marked(rich(), ERROR, WARNING)

        assert not annotated.rebuilt
        assert after.sheetnames == ["Problems", *before.sheetnames]
        for sheet in before:
            same = after[sheet.title]
            assert [look(cell) for row in sheet for cell in row] == [
                look(cell) for row in same for cell in row
            ]
            assert same.sheet_state == sheet.sheet_state
            assert same.merged_cells.ranges == sheet.merged_cells.ranges
            assert same.freeze_panes == sheet.freeze_panes
        assert after["Data"].column_dimensions["A"].width == 33
        assert after["Data"].row_dimensions[2].height == 40

    def test_lists_rules_charts_and_names(self):
        after, annotated = marked(rich(), ERROR)

        assert after["Data"].data_validations.dataValidation[0].formula1 == '"yes,no"'
        theirs = [
            rule
            for place in after["Data"].conditional_formatting
            for rule in place.rules
            if rule.type == "cellIs"
        ]
        assert theirs[0].dxf.fill.bgColor.rgb == "FF00FF00"
        assert theirs[0].priority > 3
        assert after["Their 'other' sheet"].defined_names["local"].attr_text == "'Their ''other'' sheet'!$B$2"
        assert after["Their 'other' sheet"]._charts

    def test_parts_that_nobody_edits_keep_their_bytes(self):
        def parts(data):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return {name: archive.read(name) for name in archive.namelist()}

        before, after = parts(rich()), parts(annotate(rich(), "sent.xlsx", [ERROR], SPOKEN).content)

        changed = {name for name in before if before[name] != after[name]}
        assert not {name for name in changed if "chart" in name or "theme" in name or "sharedStrings" in name}
        assert set(before) <= set(after)

    def test_what_goes_back_is_read_like_what_came(self):
        data = (FIXTURES / "examples" / "problems" / "negative-count.xlsx").read_bytes()
        mark = Mark("error", "Answers", 24, 4, "-3", "Less than zero.", "Write zero or more.")
        content = annotate(data, "sent.xlsx", [mark], SPOKEN).content

        assert read_workbook(content, "x").sheets[1:] == read_workbook(data, "x").sheets


class TestMarks:
    def test_each_has_its_colour_by_severity_and_its_comment(self):
        sheet = marked(rich(), ERROR, WARNING)[0]["Data"]

        assert colours(sheet) == {"B2": FILLS["error"], "B3": FILLS["warning"]}
        assert sheet["B2"].comment.text == "“many” is not a number. Write figures only."
        assert sheet["B3"].comment.text == "It may be a fraction. Write 70."

    def test_two_in_one_cell_share_a_comment_and_the_graver_colours_it(self):
        note = ERROR._replace(severity="note", wrong="And more.", to_do="")
        sheet = marked(rich(), note, ERROR)[0]["Data"]

        assert colours(sheet) == {"B2": FILLS["error"]}
        assert "And more." in sheet["B2"].comment.text
        assert "“many”" in sheet["B2"].comment.text

    def test_a_comment_that_was_there_stays_before_ours(self):
        sheet = marked(rich(), ERROR._replace(row=3, column=3))[0]["Data"]

        assert sheet["C3"].comment.text.startswith("Theirs")
        assert sheet["C3"].comment.text.endswith("Write figures only.")

    def test_the_colour_goes_when_a_text_is_changed(self):
        sheet = marked(rich(), ERROR, WARNING)[0]["Data"]
        formulas = {
            str(place.sqref): rule.formula for place in sheet.conditional_formatting for rule in place.rules
        }

        assert formulas["B2"] == ['EXACT(LEFT(B2,200),"many")']
        assert formulas["B3"] == ["TRUE"], "a program may write a decimal in another way"

    def test_a_blank_cell_and_one_outside_of_the_table(self):
        sheet = marked(rich(), ERROR._replace(row=60, column=9, value=""))[0]["Data"]

        assert colours(sheet) == {"I60": FILLS["error"]}

    def test_more_than_one_xlsx_part_of_the_same_name_is_made(self):
        hidden = ERROR._replace(sheet="Hidden", row=1, column=1)
        book = marked(rich(), ERROR, hidden)[0]

        assert book["Data"]["B2"].comment
        assert book["Hidden"]["A1"].comment

    def test_what_xml_cannot_hold_is_left_out(self):
        sheet = marked(rich(), ERROR._replace(wrong="a\x00\x0bb <&> \ud800c", value='x"<\x01'))[0]["Data"]

        assert sheet["B2"].comment.text.startswith("ab <&> c")


class TestSheetOfProblems:
    def test_it_comes_first_and_links_to_each_cell(self):
        other = ERROR._replace(sheet="Their 'other' sheet", row=2, column=2)
        hidden = ERROR._replace(sheet="Hidden", row=1, column=1)
        whole = ERROR._replace(sheet="", row=None, column=None)
        book = marked(rich(), ERROR, other, hidden, whole)[0]
        sheet = book.worksheets[0]

        assert book.active is sheet
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=7)]
        assert rows[0] == ["Data!B2", "Error", "Events", "E1", "many", ERROR.wrong, ERROR.to_do]
        links = [sheet.cell(row, 1).hyperlink for row in range(5, 9)]
        assert [link and link.location for link in links] == [
            "'Data'!B2", "'Their ''other'' sheet'!B2", None, None,
        ]  # fmt: skip

    def test_the_mark_by_which_it_is_known_is_in_no_readers_way(self):
        sheet = marked(rich(), ERROR)[0].worksheets[0]

        assert sheet["H1"].value == OURS
        assert sheet.column_dimensions["H"].hidden

    def test_no_other_sheet_stays_selected_with_it(self):
        book = marked(rich(), ERROR)[0]

        assert [bool(sheet.sheet_view.tabSelected) for sheet in book][:2] == [True, False]

    def test_a_sheet_of_that_name_keeps_it(self):
        assert marked(xlsx(["a"], name="problems"), ERROR)[0].sheetnames == ["Problems (2)", "problems"]

    def test_it_is_read_from_the_right_where_the_language_is(self):
        assert marked(rich(), ERROR, right_to_left=True)[0].worksheets[0].sheet_view.rightToLeft

    def test_a_formula_in_a_value_stays_text(self):
        sheet = marked(rich(), ERROR._replace(value="=1+1"))[0].worksheets[0]

        assert sheet["E5"].value == "=1+1"
        assert sheet["E5"].data_type == "s"


class TestOtherKinds:
    def test_csv_comes_back_as_xlsx_with_a_note_and_the_same_cells(self):
        data = b'Respondent,events,code\nE1,many,007\nE2,12,"1,448"\n'
        name = "a:very/long [name] of a file that was sent.csv"
        stem = read_workbook(data, name).sheets[0].name
        book, annotated = marked(data, ERROR._replace(sheet=stem), name=name)

        assert annotated.rebuilt
        sheet = book.worksheets[1]
        assert [[cell.value for cell in row] for row in sheet] == [
            ["Respondent", "events", "code"], ["E1", "many", "007"], ["E2", 12, "1,448"],
        ]  # fmt: skip
        assert sheet["B2"].comment
        assert book.worksheets[0]["A6"].hyperlink.location == f"'{sheet.title}'!B2"
        assert book.worksheets[0]["A3"].value == "Rebuilt"
        again = read_workbook(annotated.content, "x").sheets[1]
        assert again.rows == read_workbook(data, name).sheets[0].rows

    def test_an_xlsx_that_cannot_be_edited_in_place_comes_back_as_its_cells(self):
        source = zipfile.ZipFile(io.BytesIO(xlsx(["a", "many"], ["E1", "many"])))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in source.namelist():
                if name != "xl/styles.xml":
                    archive.writestr(name, source.read(name))
        book, annotated = marked(target.getvalue(), ERROR)

        assert annotated.rebuilt
        assert book["Data"]["B2"].comment

    def test_what_is_no_spreadsheet_is_refused(self):
        with pytest.raises(Unreadable):
            annotate(b"%PDF-1.4", "sent.xlsx", [ERROR], SPOKEN)


def test_progress_moves_by_problems_within_one_sheet(monkeypatch):
    monkeypatch.setattr(annotating, "AT_ONCE", 2)
    said = []
    marks = [WARNING._replace(row=row) for row in range(2, 9)]
    annotate(rich(), "sent.xlsx", marks, SPOKEN, progress=said.append)

    assert said == [2, 4, 6, 7, 8, 10, 12, 14]

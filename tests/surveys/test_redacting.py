"""A copy without contacts: nothing of them is left in any part of it, and everything else is as it was."""

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import FilterColumn, Filters

from surveys.contact_cells import Answered
from surveys.redacting import redact
from surveys.respondent_names import RespondentNames
from surveys.spreadsheets import Unreadable, read_workbook
from tests.surveys.samples import FIXTURES
from tests.surveys.test_archives import archive

NAME, MAIL, PHONE = "Jane Roe-Quimby", "jane.quimby@ministry.example", "+99 555 0177"
PLANTED = ("Quimby", "quimby", "0177")
ROSTER = RespondentNames({"ENTITY-07": ["Entity 07", "007"], "ENTITY-08": ["Entity 08"]})


def table(columns, rows) -> Answered:
    return Answered(frozenset(columns), frozenset(rows))


def copy_of(data: bytes, name="sent.csv", layout="table", answered=None):
    redacted = redact(data, name, answered or {}, layout, ROSTER)
    return redacted, read_workbook(redacted.content, "copy.xlsx")


def parts_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


WIDE = [
    ["Respondent", "Contact person", "E-mail", "events", "Phone", "remarks"],
    ["ENTITY-07", NAME, MAIL, "14", PHONE, "ours"],
    ["ENTITY-08", "", "", "3", "", f"write to {MAIL}"],
]


def as_csv(rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


class TestTables:
    def test_columns_for_contacts_are_emptied_and_nothing_else(self):
        redacted, copy = copy_of(as_csv(WIDE), answered={"sent": table({4}, {2, 3})})

        assert copy.sheets[0].rows == [
            WIDE[0],
            ["ENTITY-07", "", "", "14", "", "ours"],
            ["ENTITY-08", "", "", "3", "", ""],
        ]
        assert (redacted.columns, redacted.cells, redacted.rebuilt) == (3, 4, True)

    def test_a_cell_that_an_answer_rests_on_stays_whatever_it_says(self):
        _, copy = copy_of(as_csv(WIDE), answered={"sent": table({4, 6}, {2, 3})})

        assert copy.sheets[0].cell(3, 6) == f"write to {MAIL}"

    def test_a_question_for_an_address_that_was_answered_is_an_answer(self):
        _, copy = copy_of(as_csv(WIDE), answered={"sent": table({3, 4}, {2, 3})})

        assert copy.sheets[0].cell(2, 3) == MAIL
        assert copy.sheets[0].cell(2, 2) == ""

    def test_who_answers_stays_also_under_a_heading_for_names(self):
        rows = [["Full name", "events", "E-mail"], ["Entity 07", "4", MAIL], ["7", "5", MAIL]]
        _, copy = copy_of(as_csv(rows), answered={"sent": table({2}, {2, 3})})

        assert [row[:1] for row in copy.sheets[0].rows] == [["Full name"], ["Entity 07"], ["7"]]
        assert MAIL not in str(copy)

    def test_addresses_and_telephones_go_under_any_heading(self):
        rows = [["Respondent", "Channel", "Line", "events"], ["ENTITY-07", MAIL, PHONE, "4"]]
        _, copy = copy_of(as_csv(rows), answered={"sent": table({4}, {2})})

        assert copy.sheets[0].rows[1] == ["ENTITY-07", "", "", "4"]

    def test_a_title_above_the_table(self):
        rows = [["Survey 2022"], ["Contact person", NAME], [f"Name: {NAME}"], [], *WIDE]
        redacted, copy = copy_of(as_csv(rows), answered={"sent": table({4}, {6, 7})})

        assert "Quimby" not in parts_of(redacted.content)
        assert copy.sheets[0].rows[1][:1] == ["Contact person"]
        assert copy.sheets[0].rows[4] == WIDE[0]

    def test_rows_of_a_long_table(self):
        rows = [
            ["respondent", "question", "value"],
            ["ENTITY-07", "events", "4"],
            ["ENTITY-07", "Your name", NAME],
            ["ENTITY-07", "cpd_total", "9"],
        ]
        _, copy = copy_of(as_csv(rows), layout="long_table", answered={"sent": table({3}, {2, 4})})

        assert [row[2] for row in copy.sheets[0].rows] == ["value", "4", "", "9"]

    def test_responses_that_do_not_count_lose_theirs_as_well(self):
        rows = [WIDE[0], ["ENTITY-08", NAME, MAIL, "x", PHONE, "unfinished"], *WIDE[1:]]
        redacted, copy = copy_of(as_csv(rows), answered={"sent": table({4}, {3, 4})})

        assert copy.sheets[0].rows[1] == ["ENTITY-08", "", "", "x", "", "unfinished"]

    def test_three_rows_of_headings(self):
        data = (FIXTURES / "examples" / "layouts" / "qualtrics-three-header-rows.csv").read_bytes()
        before = read_workbook(data, "q.csv").sheets[0].rows
        redacted, copy = copy_of(data, "q.csv", "qualtrics", {"q": table(range(13, 19), {4, 5})})

        rows = copy.sheets[0].rows
        assert (rows[0], rows[1][12:], rows[3][12:15]) == (before[0], before[1][12:], before[3][12:15])
        assert [row[3] for row in rows[3:]] == [row[9] for row in rows[3:]] == [""] * len(rows[3:])
        assert "@" not in str(rows)

    def test_a_text_of_another_encoding_and_a_long_name(self):
        rows = [["Respondent", "Фамилия", "events"], ["ENTITY-07", "Куимби", "4"]]
        name = f"{'отчёт ' * 12}.csv"
        redacted, copy = copy_of(
            as_csv(rows).decode().encode("cp1251"), name, answered={name[:-4]: table({3}, {2})}
        )

        assert copy.sheets[0].rows[1] == ["ENTITY-07", "", "4"]
        assert redacted.sheets == {name[:-4]: copy.sheets[0].name}


class TestPeople:
    ROWS = [
        ["Respondent", "Focal point", "events", "told by"],
        ["ENTITY-07", "Zoë Müller-Quimby", "14", "by telephone: Zoë Müller-Quimby"],
        ["ENTITY-08", "", "3", "Entity 08"],
    ]

    def test_a_name_goes_from_every_cell_of_the_file_but_from_answers(self):
        rows = [row + ["Quimby Zoë Müller asked"] for row in self.ROWS]
        _, copy = copy_of(as_csv(rows), answered={"sent": table({3, 5}, {2, 3})})

        assert copy.sheets[0].rows[1] == ["ENTITY-07", "", "14", "", "Quimby Zoë Müller asked"]
        assert copy.sheets[0].rows[2][:4] == ["ENTITY-08", "", "3", "Entity 08"]
        assert copy.sheets[0].rows[0][4] == ""

    def test_the_encoding_that_the_sender_chose_is_heeded(self):
        data = as_csv(self.ROWS).decode().encode("mac_roman")
        redacted = redact(
            data, "sent.csv", {"sent": table({3}, {2, 3})}, "table", ROSTER, encoding="mac_roman"
        )
        copy = read_workbook(redacted.content, "copy.xlsx")
        assert copy.sheets[0].rows[1] == ["ENTITY-07", "", "14", ""]

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("zoë_müller-quimby 2022.csv", "••• 2022.csv"),
            ("Answers of Quimby.csv", "Answers of •••.csv"),
            ("2022 zoe@ministry.example (2).csv", "2022 ••• (2).csv"),
            ("ENTITY-07 answers.csv", "ENTITY-07 answers.csv"),
        ],
    )
    def test_the_name_of_the_file_and_of_its_sheet(self, name, told):
        redacted, copy = copy_of(as_csv(self.ROWS), name, answered={name[:-4]: table({3}, {2, 3})})

        assert redacted.name == told
        assert copy.sheets[0].name == told[:-4]
        assert redacted.sheets.get(name[:-4], name[:-4]) == told[:-4]

    def test_one_word_is_nobody(self):
        rows = [["Respondent", "Focal point", "events", "x"], ["ENTITY-07", "Unit", "14", "Unit"]]
        _, copy = copy_of(as_csv(rows), "Unit.csv", answered={"unit": table({3}, {2})})
        assert copy.sheets[0].name == "Unit"
        assert copy.sheets[0].rows[1] == ["ENTITY-07", "", "14", "Unit"]


def as_ods(rows) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    sheet = f'<table:table table:name="Data">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_dot_xml=f"<office:document-content {spaces}>{body}</office:document-content>",
        **{"META-INF__manifest_dot_xml": manifest},
    )


def test_an_ods_comes_as_its_cells():
    redacted, copy = copy_of(as_ods(WIDE), "sent.ods", answered={"data": table({4, 6}, {2, 3})})

    assert redacted.rebuilt
    assert [row[:5] for row in copy.sheets[0].rows[:2]] == [WIDE[0][:5], ["ENTITY-07", "", "", "14", ""]]


def rich() -> bytes:
    """A workbook that says who sent it in every place where one can."""
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = NAME
    book.defined_names["author"] = DefinedName("author", attr_text=f'"{NAME}"')
    book.defined_names["all"] = DefinedName("all", attr_text="Data!$A$1:$D$3")
    page = book.active
    page.title = "Data"
    for row in [["Respondent", "Contact", "events", "Sum"], ["ENTITY-07", NAME, 4, "=C2+1"]]:
        page.append(row)
    page["A1"].font = Font(bold=True)
    page["C2"].comment = Comment(f"{NAME}: counted twice", NAME)
    page["D1"].hyperlink = f"mailto:{MAIL}"
    page.column_dimensions["A"].width = 33
    page.oddFooter.center.text = NAME
    page.auto_filter.ref = "A1:D2"
    page.auto_filter.filterColumn.append(FilterColumn(colId=1, filters=Filters(filter=[NAME])))
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    other = book.create_sheet("People")
    other.append(["Name of contact", "Phone", "Room"])
    other.append([NAME, PHONE, "12"])
    other.sheet_state = "hidden"
    other.add_chart(chart, "D4")
    whole = BarChart()
    whole.add_data(Reference(page, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    book.create_chartsheet("Chart").add_chart(whole)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


class TestWorkbooks:
    def test_nothing_is_left_in_any_part_and_the_rest_is_as_it_was(self):
        assert all(planted in parts_of(rich()) for planted in PLANTED)
        redacted, copy = copy_of(rich(), "sent.xlsx", answered={"data": table({3}, {2})})

        assert not [planted for planted in PLANTED if planted in parts_of(redacted.content)]
        assert not redacted.rebuilt
        book = openpyxl.load_workbook(io.BytesIO(redacted.content))
        assert (book.sheetnames, book["People"].sheet_state) == (["Data", "People"], "hidden")
        assert (book["Data"]["A1"].font.bold, book["Data"].column_dimensions["A"].width) == (True, 33)
        assert list(book.defined_names) == ["all"]
        assert copy.sheets[0].rows[1][:3] == ["ENTITY-07", "", "4"]
        assert copy.sheets[1].rows == [["Name of contact", "Phone", "Room"], ["", "", "12"]]

    def test_results_of_formulas_stay_and_formulas_go(self):
        formula = f'<c r="D2"><f>B2&amp;"{NAME}"</f><v>5</v></c>'
        data = with_part(rich(), "xl/worksheets/sheet1.xml", r"<c r=\"D2\">.*?</c>", formula)
        redacted, copy = copy_of(data, "sent.xlsx", answered={"data": table({3}, {2})})

        assert copy.sheets[0].cell(2, 4) == "5"
        assert "Quimby" not in parts_of(redacted.content)

    def test_a_workbook_that_cannot_be_edited_comes_as_its_cells(self):
        data = with_part(rich(), "xl/charts/chart1.xml", r"(?s).*", "<broken")
        redacted, copy = copy_of(data, "sent.xlsx", answered={"data": table({3}, {2})})

        assert redacted.rebuilt
        assert copy.sheets[0].rows[1][:3] == ["ENTITY-07", "", "4"]
        assert "Quimby" not in parts_of(redacted.content)

    def test_a_large_one_comes_as_its_cells(self, monkeypatch):
        monkeypatch.setattr("surveys.redacting.CELLS_IN_PLACE", 3)

        assert copy_of(rich(), "sent.xlsx")[0].rebuilt

    def test_its_own_copy_is_left_alone(self):
        once, _ = copy_of(rich(), "sent.xlsx", answered={"data": table({3}, {2})})
        twice, _ = copy_of(once.content, "sent.xlsx", answered={"data": table({3}, {2})})

        assert twice.cells == 0

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04broken"])
    def test_what_cannot_be_read_is_refused(self, data):
        with pytest.raises(Unreadable):
            copy_of(data)


def with_part(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """The workbook with something else in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as changed:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text = re.sub(pattern, lambda _: new, text.decode(), count=1).encode()
            changed.writestr(name, text)
    return target.getvalue()

"""Every layout says the same: E1 and E2 answered, and nothing of any person comes through."""

import json

import pytest

from surveys.checking import check
from surveys.formats import recognise, surveymonkey
from surveys.spreadsheets import Sheet, Workbook
from tests.surveys.formats.exports import (
    CONTACTS,
    ROSTER,
    answers,
    book,
    checked,
    notes,
    parsed,
    questionnaire,
)
from tests.surveys.test_question_kinds import kinds

E1 = {
    "documents": 12.0,
    "focal_point": "yes",
    "region": "africa",
    "themes.health": "yes",
    "themes.trade": "no",
    "remarks": "None",
}
E2 = {
    "documents": 5.0,
    "focal_point": "no",
    "region": "asia",
    "themes.health": "yes",
    "themes.trade": "yes",
    "remarks": "(blank)",
}
LAYOUTS = {
    "qualtrics-three-header-rows.csv": "qualtrics",
    "qualtrics-list.tsv": "qualtrics",
    "qualtrics-legacy.csv": "qualtrics",
    "surveymonkey-expanded.csv": "surveymonkey",
    "surveymonkey-condensed.csv": "surveymonkey",
    "limesurvey-texts.csv": "limesurvey",
    "limesurvey-codes-and-texts.csv": "limesurvey",
    "kobo-details.csv": "kobo",
    "kobo-summary.csv": "kobo",
    "ms-forms.xlsx": "ms_forms",
    "ms-forms.csv": "ms_forms",
    "long-table.csv": "long_table",
    "long-table-by-option.csv": "long_table",
    "table-gb18030.csv": "table",
    "table-cp1251.csv": "other_table",
    "table-cp1256.csv": "other_table",
}


@pytest.mark.parametrize(("name", "layout"), LAYOUTS.items())
def test_every_layout_is_recognized_and_says_the_same(name, layout):
    result = checked(name)
    found = answers(result)
    masked = {"remarks": "=None"} if layout == "limesurvey" else {}

    assert recognise(book(name), questionnaire()).NAME == result.layout == layout
    assert found["E1"] == E1 | masked
    assert {"remarks": "(blank)"} | found["E2"] == E2
    assert not result.has_errors


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_of_a_person_comes_through(name):
    result, placed = checked(name), parsed(name)
    out = json.dumps([result.answers, result.issues, placed.placing, placed.responses], ensure_ascii=False)

    assert not [contact for contact in CONTACTS if contact in out]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "qualtrics-three-header-rows.csv",
            [("duplicate_response", 4), ("unfinished_response", 6), ("test_response", 8)],
        ),
        ("qualtrics-legacy.csv", [("unfinished_response", 5)]),
        ("surveymonkey-condensed.csv", [("duplicate_response", 2)]),
        ("limesurvey-texts.csv", [("unfinished_response", 4)]),
        ("kobo-details.csv", [("rejected_response", 4)]),
        ("ms-forms.xlsx", [("duplicate_response", 2)]),
        ("long-table.csv", [("other_year_left_out", 12)]),
    ],
)
def test_what_does_not_count_is_a_note(name, expected):
    result = checked(name)
    found = notes(result, *{code for code, _ in expected})

    assert sorted(found) == sorted(expected)
    assert {issue.severity for issue in result.issues if issue.code in dict(expected)} == {"note"}


def test_of_several_responses_the_latest_completed_counts_and_says_so():
    issue = next(
        each for each in checked("surveymonkey-condensed.csv").issues if each.code == "duplicate_response"
    )

    assert issue.parameters == {"counted_row": 3, "rule": "latest_completed"}


@pytest.mark.parametrize(
    ("name", "encoding", "assumed"),
    [
        ("qualtrics-three-header-rows.csv", "utf-8", False),
        ("qualtrics-list.tsv", "utf-16", False),
        ("surveymonkey-expanded.csv", "mac_roman", True),
        ("ms-forms.csv", "cp1252", True),
        ("table-gb18030.csv", "gb18030", True),
        ("table-cp1251.csv", "cp1251", True),
        ("table-cp1256.csv", "cp1256", True),
    ],
)
def test_the_encoding_is_found(name, encoding, assumed):
    assert (book(name).encoding, book(name).assumed) == (encoding, assumed)


class TestLimeSurvey:
    def test_never_shown_not_chosen_and_blank_are_three_things(self):
        found = answers(checked("limesurvey-texts.csv"))["E3"]

        assert found == {
            "documents": "(blank)",
            "focal_point": "(not_shown)",
            "region": "(blank)",
            "themes.health": "(not_shown)",
            "themes.trade": "(not_shown)",
            "remarks": "(not_shown)",
        }
        assert answers(checked("limesurvey-texts.csv"))["E1"]["themes.trade"] == "no"

    def test_a_code_that_differs_waits_for_somebody(self):
        result = checked("limesurvey-codes.csv")

        assert ("column_not_placed", 1) in notes(result)
        assert answers(result)["E2"] == {key: E2[key] for key in E2 if key != "focal_point"}

    def test_abbreviated_headings_are_proposed_and_not_taken(self):
        columns = parsed("limesurvey-abbreviated.csv").placing["columns"]
        proposed = {column["target"]: column["by"] for column in columns if column["asked"]}

        assert proposed["documents"] == proposed["focal_point"] == proposed["region"] == "nearest"
        assert "documents" not in answers(checked("limesurvey-abbreviated.csv"))["E1"]


class TestKobo:
    def test_options_that_are_all_blank_were_not_asked(self):
        found = answers(checked("kobo-details.csv"))["E3"]

        assert (found["themes.health"], found["themes.trade"]) == ("(not_shown)", "(not_shown)")

    def test_repeats_belong_to_their_response_and_details_go_before_the_summary(self):
        found = answers(checked("kobo-both-with-repeats.xlsx"))

        assert (found["E1"]["documents"], found["E1"]["documents#2"]) == (7.0, 5.0)
        assert found["E2"] == E2
        assert "documents#2" not in found["E2"]

    @pytest.mark.parametrize("with_summary", [True, False])
    def test_words_beside_an_option_need_no_mapping(self, with_summary):
        told = {"themes": "health other"} if with_summary else {}
        told |= {"themes/health": "1", "themes/trade": "0", "themes/other": "1", "themes_other": "Water"}
        told |= {"channel": "other", "channel_other": "Twinning", "staff": "4"}
        own = {"_id": "1", "_uuid": "u1", "_submission_time": "2023-01-01", "_index": "1"}
        row = {"respondent": "E1", **told, **own}
        sent = Workbook("csv", [Sheet("k", [list(row), list(row.values())])])
        read = recognise(sent, kinds()).parse(sent, kinds(), roster={"E1": []})
        targets = {column["heading"]: column["target"] for column in read.placing["columns"]}

        assert targets["themes_other"] == "themes.other_text"
        assert targets["channel_other"] == "channel.other_text"
        assert [heading for heading, target in targets.items() if not target and heading not in own] == []
        found = answers(check(read, kinds(), {"E1": []}))["E1"]
        assert (found["themes.other"], found["themes.other_text"]) == ("yes", "Water")

    def test_tags_are_no_response(self):
        assert len(parsed("kobo-both-with-repeats.xlsx").responses) == 2


class TestSurveyMonkey:
    def test_the_column_for_other_is_not_an_option(self):
        heading = next(
            column
            for column in parsed("surveymonkey-expanded.csv").placing["columns"]
            if "Other" in column["heading"]
        )

        assert heading["by"] in {"", "nearest"}


def test_an_option_whose_wording_holds_the_delimiter():
    assert answers(checked("qualtrics-list.tsv"))["E2"]["themes.trade"] == "yes"


class TestTraps:
    def test_none_is_an_answer_and_na_is_namibia(self):
        roster = {"NAM": ["Namibia", "NA", "516"], "DZA": ["Algeria", "DZ", "012"]}
        found = answers(checked("traps/none-and-namibia.csv", roster=roster))

        assert found["NAM"] == {"documents": 12.0, "remarks": "None"}
        assert found["DZA"]["documents"] == 5.0

    def test_the_year_in_a_wording_does_not_count(self):
        assert answers(checked("traps/year-in-the-wording.csv"))["E1"]["documents"] == 12.0

    def test_the_respondent_is_known_by_the_access_code_alone(self):
        assert answers(checked("traps/access-code-only.csv")).keys() == {"E1", "E2"}

    def test_a_false_dimension_and_a_missing_drawing(self):
        assert answers(checked("traps/false-dimension.xlsx"))["E2"]["documents"] == 5.0

    def test_title_notes_totals_hidden_rows_and_sheets(self):
        result = checked("traps/title-notes-totals.xlsx")
        found = answers(result)

        assert (found["E1"]["documents"], found["E2"]["documents"]) == (12.0, 5.0)
        assert not result.has_errors
        assert notes(result, "total_row_left_out", "row_left_out") == [
            ("total_row_left_out", 6),
            ("row_left_out", 8),
        ]

    @pytest.mark.parametrize("name", LAYOUTS)
    @pytest.mark.parametrize("word", ["Total", "合计：", "Total général", "Suma", "Итого", "المجموع"])
    def test_totals_and_notes_below_the_rows_of_any_layout_are_no_errors(self, name, word):
        sent, asked = book(name), questionnaire()
        at = next(answer for answer in checked(name).answers if answer.respondent == "E1")
        sheet = next(each for each in sent.sheets if each.name == at.sheet)
        number = parsed(name).responses[0].respondent_column
        last = [""] * len(sheet.rows[at.row - 1])
        last[number - 1] = word
        note = [""] * len(last)
        note[number - 1] = "Note: made up."
        if name.startswith("long"):
            last[1], last[at.column - 1] = sheet.cell(at.row, 2), "17"
        sheet.rows.extend([last, note])
        result = check(recognise(sent, asked).parse(sent, asked, roster=ROSTER), asked, ROSTER)

        assert not result.has_errors
        assert answers(result) == answers(checked(name))

    def test_a_long_table_asks_nobody_where_contacts_belong(self):
        rows = [
            ["respondent", "question", "value"],
            ["E1", "documents", "12"],
            ["E1", "E-mail", "jane.roe@example.org"],
            ["E1", "Contact person", "Jane Roe"],
        ]
        asked = questionnaire()
        sent = Workbook("csv", [Sheet("a", rows)])
        found = recognise(sent, asked).parse(sent, asked, roster=ROSTER)
        result = check(found, asked, ROSTER)

        assert found.layout == "long_table"
        assert [column["heading"] for column in found.placing["columns"]] == ["documents"]
        assert found.placing["contacts"] == 2
        assert answers(result) == {"E1": {"documents": 12.0}}
        assert not [word for word in ("E-mail", "Contact", "Jane") if word in str(result.issues)]

    def test_thousands_are_read_whatever_stands_between(self):
        assert {each["documents"] for each in answers(checked("traps/thousands.csv")).values()} == {1448.0}


def test_a_file_that_names_nobody_belongs_to_whom_it_was_sent_for():
    asked = questionnaire()
    rows = [["Respondent ID", "documents"], ["1", "12"]]
    sent = Workbook("csv", [Sheet("a", rows)])
    result = check(surveymonkey.parse(sent, asked, roster=ROSTER), asked, ROSTER, expected=["E2"])

    assert answers(result) == {"E2": {"documents": 12.0}}


def test_a_file_of_several_that_names_nobody_is_one_error():
    rows = [["Respondent ID", "documents"], ["1", "12"], ["2", "13"]]
    found = surveymonkey.parse(Workbook("csv", [Sheet("a", rows)]), questionnaire(), roster=ROSTER)

    assert [issue.code for issue in found.issues if issue.severity == "error"] == ["respondents_not_named"]

import pytest
from hypothesis import given, settings

from surveys.declarations import DeclarationError
from surveys.spreadsheets import Sheet, Workbook, read_workbook
from surveys.xlsform_reading import read_xlsform
from surveys.xlsform_writing import write_xlsform
from tests.surveys.samples import entity_questionnaire, small
from tests.surveys.test_question_kinds import kinds
from tests.surveys.test_questionnaires import questionnaires


def form(survey: list[list[str]], choices: list[list[str]] = (), settings: list[list[str]] = ()):
    sheets = [Sheet("survey", survey), Sheet("choices", list(choices)), Sheet("settings", list(settings))]
    return read_xlsform(Workbook("xlsx", sheets), survey="fifth", year=2023, file="form.xlsx")


def again(questionnaire):
    book = read_workbook(write_xlsform(questionnaire), "form.xlsx")
    return read_xlsform(book, survey=questionnaire.survey, year=questionnaire.year, file="form.xlsx")


@pytest.mark.parametrize(
    "questionnaire", [small(), kinds(), entity_questionnaire()], ids=["small", "kinds", "real"]
)
def test_written_as_a_form_and_read_again_it_is_the_same(questionnaire):
    read = again(questionnaire)

    assert read.questionnaire == questionnaire
    assert read.notices == []


@settings(max_examples=20, deadline=None)
@given(questionnaires())
def test_the_same_for_any_questionnaire(questionnaire):
    assert again(questionnaire).questionnaire == questionnaire


CHOICES = [
    ["list_name", "name", "label::English (en)", "label::French (fr)"],
    ["yn", "yes", "Yes", "Oui"],
    ["yn", "no", "No", "Non"],
    ["colour", "1", "Red", "Rouge"],
    ["colour", "Dark-Blue", "Blue", ""],
]


class TestForeignForms:
    def test_types_words_and_conditions(self):
        read = form(
            [
                [
                    "Type",
                    "Name",
                    "Label::English (en)",
                    "label::French (fr)",
                    "hint",
                    "required",
                    "relevant",
                    "constraint",
                ],
                ["start", "start"],
                ["begin group", "About_You", "You", "Vous"],
                ["select_one yn", "unit", "A unit?", "Une unité ?", "Any", "yes"],
                ["integer", "Staff-Count", "Staff", "", "", "", "${unit} = 'yes'", ". > 0 and . <= 500"],
                ["select_multiple colour", "colours", "Colours"],
                [
                    "text",
                    "why",
                    "Why",
                    "",
                    "",
                    "",
                    "selected(${colours}, 'Dark-Blue')",
                    "string-length(.) <= 80",
                ],
                ["decimal", "share", "Share"],
                ["date", "since", "Since", "", "", "", "", ". >= date('2000-01-01')"],
                ["end group", ""],
            ],
            CHOICES,
            [["form_title", "form_id", "version"], ["A form", "a_form", "7"]],
        )
        asked = read.questionnaire.questions

        assert read.questionnaire.title == {"en": "A form"}
        assert read.questionnaire.version == "7"
        assert [(section.code, section.title) for section in read.questionnaire.sections] == [
            ("about_you", {"en": "You", "fr": "Vous"})
        ]
        assert [question.kind for question in asked.values()] == [
            "yes_no", "whole_number", "many_of", "text", "number", "date",
        ]  # fmt: skip
        assert asked["unit"].required
        assert asked["unit"].help == {"en": "Any"}
        assert asked["unit"].text["fr"] == "Une unité ?"
        staff = asked["staff_count"]
        assert (staff.minimum, staff.maximum, staff.aliases) == (1, 500, ("Staff-Count",))
        assert (staff.shown_if.question, staff.shown_if.option) == ("unit", "yes")
        assert [(each.code, each.aliases) for each in asked["colours"].options] == [
            ("o_1", ("1",)), ("dark_blue", ("Dark-Blue",)),
        ]  # fmt: skip
        assert read.questionnaire.shown_if(read.questionnaire.items["why"]) == ("colours.dark_blue", "yes")
        assert asked["why"].max_length == 80
        assert asked["since"].minimum == "2000-01-01"
        assert [(notice.code, notice.name) for notice in read.notices if notice.code != "warned"] == [
            ("renamed", "Staff-Count")
        ]
        (warned,) = [notice.name for notice in read.notices if notice.code == "warned"]
        assert warned.startswith("Language 'English (en)' is missing the survey hint column.")

    def test_other_repeats_and_tables(self):
        read = form(
            [
                ["type", "name", "label", "appearance", "repeat_count"],
                ["select_one colour or_other", "paint", "Paint"],
                ["begin_group", "often", "How often", "table-list"],
                ["select_one colour", "a", "First"],
                ["select_one colour", "b", "Second"],
                ["end_group", ""],
                ["begin_repeat", "child", "Children", "", "4"],
                ["text", "name", "Name"],
                ["end_repeat", ""],
            ],
            CHOICES,
        )
        questionnaire = read.questionnaire

        assert list(questionnaire.items) == ["paint", "paint.other_text", "often.a", "often.b", "name"]
        assert questionnaire.most["name"] == 4
        assert questionnaire.most["paint"] == 1

    def test_what_cannot_be_asked_here_is_named(self):
        read = form(
            [
                ["type", "name", "label", "relevant", "choice_filter", "constraint", "calculation"],
                ["geopoint", "where", "Where"],
                ["calculate", "sum", "", "", "", "", "1 + 1"],
                ["select_one single", "empty", "Empty"],
                ["text", "a", "A", "${where} != '' and 1 = 1", "", "regex(., 'x')"],
                ["select_one colour", "b", "B", "", "x=${a}"],
            ],
            [*CHOICES, ["single", "one", "One"]],
        )

        assert [(notice.code, notice.row, notice.name) for notice in read.notices] == [
            ("type_left_out", 2, "where"), ("expression_left_out", 3, "sum"), ("list_too_short", 4, "empty"),
            ("condition_left_out", 5, "a"), ("constraint_left_out", 5, "a"), ("filter_left_out", 6, "b"),
        ]  # fmt: skip

    def test_other_names_of_types_and_headings_are_those_of_pyxform(self):
        read = form(
            [
                ["Command", "Tag", "Caption"],
                ["add text prompt", "who", "Who"],
                ["q int", "age", "Age"],
                ["percentage", "part", "Part"],
                ["select all that apply from colour", "paints", "Paints"],
                ["get start time", "begun", ""],
            ],
            [["list name", "value", "caption"], ["colour", "red", "Red"], ["colour", "blue", "Blue"]],
        )
        asked = read.questionnaire.questions

        assert {code: question.kind for code, question in asked.items()} == {
            "who": "text", "age": "whole_number", "part": "whole_number", "paints": "many_of",
        }  # fmt: skip
        assert asked["who"].text == {"en": "Who"}
        assert (asked["part"].minimum, asked["part"].maximum) == (0, 100)
        assert read.notices == []

    def test_a_condition_of_a_group_holds_for_its_questions(self):
        read = form(
            [
                ["type", "name", "label", "relevant"],
                ["select_one yn", "any", "Any?", ""],
                ["begin_group", "more", "More", "${any} = 'yes'"],
                ["text", "what", "What", ""],
                ["begin_repeat", "each", "Each", ""],
                ["integer", "count", "Count", ""],
                ["end_repeat", "", "", ""],
                ["select_one yn", "again", "Again?", "${any} = 'no'"],
                ["end_group", "", "", ""],
            ],
            [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]],
        )
        asked = read.questionnaire.questions

        assert [(each.code, each.most) for each in read.questionnaire.sections] == [
            ("questions", 1), ("more", 1), ("each", 10), ("more_2", 1),
        ]  # fmt: skip
        assert [asked[code].shown_if.option for code in ("what", "count", "again")] == ["yes", "yes", "no"]
        assert [(notice.code, notice.row) for notice in read.notices] == [("condition_left_out", 8)]

    def test_other_is_offered_only_where_it_is_asked_for_and_quotes_stay(self):
        read = form(
            [
                ["type", "name", "label", "relevant"],
                ["select_one colour or_other", "a", "The entity’s “colour”", ""],
                ["select_one colour", "b", "B", "${a} = ‘blue’"],
            ],
            [["list_name", "name", "label"], ["colour", "red", "Red"], ["colour", "blue", "Blue"]],
        )
        asked = read.questionnaire.questions

        assert [option.code for option in asked["a"].options] == ["red", "blue", "other"]
        assert [option.code for option in asked["b"].options] == ["red", "blue"]
        assert asked["a"].text == {"en": "The entity’s “colour”"}
        assert asked["b"].shown_if.option == "blue"

    def test_a_form_as_a_text_table_has_its_sheets_below_each_other(self):
        text = (
            "survey,,,\n,type,name,label\n,select_one yn,agreed,Agreed?\n,nonsense,b,B\n"
            "choices,,,\n,list_name,name,label\n,yn,yes,Yes\n,yn,no,No\n"
        )
        with pytest.raises(DeclarationError, match="f.csv:4: Unknown question type 'nonsense'"):
            read_xlsform(read_workbook(text.encode(), "f.csv"), survey="fifth", year=2023, file="f.csv")
        workbook = read_workbook(text.replace("nonsense", "date").encode(), "f.csv")
        read = read_xlsform(workbook, survey="fifth", year=2023, file="f.csv")

        assert [each.kind for each in read.questionnaire.questions.values()] == ["yes_no", "date"]

    @pytest.mark.parametrize(
        ("survey", "message"),
        [
            ([["a", "b"], ["1", "2"]], "required column headers were not found: 'type'"),
            ([["type", "name"], ["text", ""]], "form.xlsx:2: Question or group with no name"),
            ([["type", "name"], ["end_group", ""]], "form.xlsx:2: Unmatched 'end_group'"),
            ([["type", "name"], ["begin_group", "g"], ["text", "a"]], "form.xlsx:2: Unmatched 'begin_group'"),
            ([["type", "name", "label"], ["geopoint", "a", "A"]], "no question"),
            ([["type", "name", "label"], ["txet", "a", "A"]], "form.xlsx:2: Unknown question type 'txet'"),
            ([["type", "name", "label"], ["text", "a", "A"], ["date", "a", "A"]], "form.xlsx:3: .*'a'"),
            ([["type", "name"], ["text", "bare"]], "form.xlsx:2: .*'bare' has no label"),
            ([["type", "name", "label"], [], ["select_one no", "a", "A"]], "form.xlsx:3: List name not in"),
            ([["type", "name", "type"], ["text", "a", "A"]], "form.xlsx:1: survey: the heading “type”"),
            (
                [["type", "name", "label", "relevant"], ["text", "a", "A", "${none} = 'x'"]],
                "form.xlsx:2: .*'none'",
            ),
        ],
    )
    def test_what_is_refused(self, survey, message):
        with pytest.raises(DeclarationError, match=message):
            form(survey, CHOICES)

    def test_no_sheet_for_the_questions_is_told_with_what_looks_like_one(self):
        book = Workbook("xlsx", [Sheet("surveys", [["type", "name"], ["text", "a"]]), Sheet("x", [])])

        with pytest.raises(DeclarationError, match="a sheet named 'survey'.*'surveys'"):
            read_xlsform(book, survey="fifth", year=2023, file="form.xlsx")

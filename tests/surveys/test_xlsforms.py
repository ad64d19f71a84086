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
                ["begin group", "About You", "You", "Vous"],
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
        assert [(notice.code, notice.name) for notice in read.notices] == [("renamed", "Staff-Count")]

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
                ["type", "name", "label", "relevant", "choice_filter", "constraint"],
                ["geopoint", "where", "Where"],
                ["calculate", "sum", ""],
                ["select_one none", "empty", "Empty"],
                ["text", "a", "A", "${where} != '' and 1 = 1", "", "regex(., 'x')"],
                ["select_one colour", "b", "B", "", "x=${a}"],
            ],
            CHOICES,
        )

        assert [(notice.code, notice.row, notice.name) for notice in read.notices] == [
            ("type_left_out", 2, "where"), ("expression_left_out", 3, "sum"), ("list_too_short", 4, "empty"),
            ("condition_left_out", 5, "a"), ("constraint_left_out", 5, "a"), ("filter_left_out", 6, "b"),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("survey", "message"),
        [
            ([["a", "b"], ["1", "2"]], "no sheet “survey”"),
            ([["type", "name"], ["text", ""]], "needs a name"),
            ([["type", "name"], ["end_group", ""]], "closes nothing"),
            ([["type", "name"], ["begin_group", "g"], ["text", "a"]], "not closed"),
            ([["type", "name"], ["geopoint", "a"]], "no question"),
        ],
    )
    def test_what_is_refused(self, survey, message):
        with pytest.raises(DeclarationError, match=message):
            form(survey)

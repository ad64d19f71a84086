import pytest

from surveys.exports import BOOKS, PERSONAL, Column, Export, Record, keyed
from surveys.mappings import LEFT_OUT, RESPONDENT, Mapping
from surveys.parsed import Issue
from surveys.placing import place, unplaced_answers
from surveys.questionnaires import questionnaire_from_yaml
from tests.surveys.samples import SMALL, entity_questionnaire, small
from tests.surveys.test_question_kinds import kinds


def export(*columns: Column, rows=()) -> Export:
    numbered = [
        Column(**{**column.__dict__, "number": number}) for number, column in enumerate(columns, start=1)
    ]
    records = [Record(number, list(row)) for number, row in enumerate(rows, start=2)]
    return Export("tool", "Data", 1, keyed(numbered), records)


def column(text: str = "", code: str = "", part: str = "", **fields) -> Column:
    return Column("Data", 0, code, text, part, **fields)


def placed(*columns: Column, rows=(), mapping=None, roster=None, asked=None) -> list[tuple]:
    found = place(export(*columns, rows=rows), asked or small(), mapping, roster)
    return [(each.target, each.by, round(each.score)) for each in found.placements]


def test_by_code_then_by_wording_in_any_language():
    assert placed(column("anything", "documents"), column("Budget?"), column("区域")) == [
        ("documents", "code", 100),
        ("budget", "wording", 100),
        ("region", "wording", 100),
    ]


def test_by_alias():
    asked = questionnaire_from_yaml(
        SMALL.replace("{code: share,", "{code: share, aliases: [Q17],"), file="small.yaml"
    )

    assert placed(column("Anything", "Q17"), asked=asked) == [("share", "alias", 100)]


def test_the_nearest_wording_is_a_proposal_with_its_score():
    ((target, by, score),) = placed(column("Since when?? (date)"))

    assert (target, by) == ("since", "nearest")
    assert 60 <= score < 100
    assert placed(column("Favourite colour of the ministry")) == [("", "", 0)]


def test_an_option_is_found_by_question_and_option():
    assert placed(
        column("主题", part="Trade"), column("x", "themes", part="卫生"), column("主题", part="Colour")
    ) == [
        ("themes.trade", "wording", 100),
        ("themes.health", "code", 100),
        ("", "", 0),
    ]


def test_a_row_of_a_grid_is_found_by_question_and_row_and_the_grid_is_no_column():
    assert placed(
        column("How often", part="Study tours"),
        column("x", "forms", part_code="peer"),
        column("How often"),
        column("How often?", part="Summits"),
        asked=kinds(),
    ) == [("forms.study", "wording", 100), ("forms.peer", "code", 100), ("", "", 0), ("", "", 0)]


def test_words_beside_an_option_are_found_by_the_codes_that_tools_give_them():
    assert placed(column("x", "channel_other"), column("x", "themes_other_TEXT"), asked=kinds()) == [
        ("channel.other_text", "code", 100),
        ("themes.other_text", "code", 100),
    ]
    assert placed(column("x", "themes_other"), asked=kinds()) == [("themes.other", "code", 100)]


def test_a_list_needs_a_delimiter():
    assert placed(column("主题", delimiter=";")) == [("themes", "wording", 100)]
    assert placed(column("主题")) == [("", "", 0)]


def test_of_two_columns_for_one_item_the_surer_has_it():
    assert placed(column("How much"), column("x", "amount"), column("多少")) == [
        ("", "", 0),
        ("amount", "code", 100),
        ("", "", 0),
    ]


def test_what_was_decided_goes_before_all():
    mapping = Mapping("tool", "f", {"documents": LEFT_OUT, "colour": "documents"})

    assert placed(column("Documents"), column("Colour"), mapping=mapping) == [
        (LEFT_OUT, "mapping", 100),
        ("documents", "mapping", 100),
    ]


def test_a_contact_is_placed_only_where_the_questionnaire_asks_for_it():
    assert placed(column("E-mail", role=PERSONAL)) == []
    assert placed(column("备注", role=PERSONAL)) == [("remarks", "wording", 100)]


class TestRespondent:
    ROSTER = {"E1": ["First"], "E2": ["Second"], "NOR": ["NO"]}

    def test_by_its_heading(self):
        assert placed(column("Country"), rows=[["Atlantis"]], roster=self.ROSTER) == [(RESPONDENT, "code", 0)]

    def test_by_what_stands_in_it(self):
        rows = [["x", "First"], ["y", "E2"]]
        found = placed(column("Colour of the day"), column("Which one?"), rows=rows, roster=self.ROSTER)

        assert (RESPONDENT, "values", 100) in found

    def test_no_is_not_norway(self):
        rows = [["No"], ["No"], ["No"]]

        assert placed(column("Colour?"), rows=rows, roster=self.ROSTER) == [("", "", 0)]

    def test_a_decision_is_heeded(self):
        mapping = Mapping("tool", "f", {"number": RESPONDENT})
        found = placed(
            column("Number", role=BOOKS),
            column("Country"),
            rows=[["1", "E1"]],
            mapping=mapping,
            roster=self.ROSTER,
        )

        assert found == [(RESPONDENT, "mapping", 100), ("", "", 0)]


def test_texts_that_are_no_answer_are_told_with_the_nearest_option():
    issues = [
        Issue("option_not_in_list", "error", value="Africa (all)", item="region"),
        Issue("option_not_in_list", "error", value="Africa (all)", item="region"),
        Issue("not_a_number", "error", value="many", item="documents"),
        Issue("part_exceeds_whole", "error", value="7", item="with_sstc"),
    ]
    told = unplaced_answers(issues, small())

    assert [(each["item"], each["text"], each["times"], each["target"]) for each in told] == [
        ("region", "Africa (all)", 2, "africa"),
        ("documents", "many", 1, ""),
    ]
    assert told[0]["score"] > 60


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Do you have a focal point for this?", "focal_point"),
        ("Focal point for SSTC", "focal_point"),
        ("How many good practices did you document and publish?", "good_practices"),
        ("Do you consider yourself to be a fan of the franchise?", ""),
        ("How many software projects are you currently involved in?", ""),
    ],
)
def test_a_question_cut_down_is_near_and_one_of_another_survey_is_not(heading, item):
    assert placed(column(heading), asked=entity_questionnaire())[0][0] == item

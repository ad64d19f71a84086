"""Scales, grids, repeats, words beside an option, and rules between questions: declared, asked, read and checked."""

import pytest

from surveys.checking import check
from surveys.comparing import Comparisons
from surveys.declarations import DeclarationError
from surveys.formats import recognise, table
from surveys.questionnaires import Questionnaire, questionnaire_from_yaml
from surveys.spreadsheets import read_workbook
from surveys.templates_xlsx import build_template
from tests.surveys.samples import workbook

KINDS = """
survey: kinds
year: 2022
version: "2022.1"
status: {en: made for tests}
title: {en: All kinds, zh: 各类问题}
sections:
  - code: one
    title: {en: One}
    questions:
      - code: agree
        kind: scale
        text: {en: We learn from the South}
        options:
          - {code: disagree, text: {en: Disagree}}
          - {code: neither, text: {en: Neither}}
          - {code: agree, text: {en: Agree}, aliases: [Strongly agree]}
      - code: forms
        kind: grid
        text: {en: How often}
        absence: [do_not_know]
        rows: [{code: study, text: {en: Study tours}}, {code: peer, text: {en: Peer reviews}}]
        options: [{code: never, text: {en: Never}}, {code: often, text: {en: Often}}]
      - code: channel
        kind: one_of
        text: {en: Channel}
        options: [{code: fund, text: {en: Fund}}, {code: other, text: {en: Other}, specify: true}]
      - code: themes
        kind: many_of
        text: {en: Themes}
        at_most: 2
        options:
          - {code: health, text: {en: Health}}
          - {code: trade, text: {en: Trade}}
          - {code: other, text: {en: Other}, specify: true}
      - {code: staff, kind: whole_number, text: {en: Staff}, jump: {times: 3, from: 10}}
      - {code: staff_hq, kind: whole_number, text: {en: At headquarters}, part_of: staff}
      - {code: staff_field, kind: whole_number, text: {en: In the field}, absence: [not_applicable], outlier: {times: 10, least: 3}}
  - code: projects
    title: {en: Projects}
    most: 3
    questions:
      - {code: partner, kind: text, text: {en: Partner}, required: true}
      - {code: cost, kind: amount, currency: USD, text: {en: Cost}}
rules:
  - {kind: total, whole: staff, parts: [staff_hq, staff_field], severity: warning}
  - {kind: contradiction, if: {forms.study: never}, then: {agree: [disagree, neither]}}
"""


def kinds() -> Questionnaire:
    return questionnaire_from_yaml(KINDS, file="kinds.yaml")


def result(comparisons: Comparisons | None = None, **cells: str):
    """A table of one respondent with these cells, checked."""
    headings = {"n2_": "#2", "n3_": "#3"}
    names = []
    for name in cells:
        name = name.replace("__", ".")
        for start, end in headings.items():
            name = name.removeprefix(start) + end if name.startswith(start) else name
        names.append(name)
    book = workbook(["respondent", *names], ["E1", *cells.values()])
    parsed = table.parse(book, kinds())
    return check(parsed, kinds(), {"E1": []}, comparisons=comparisons)


def found(checked) -> list[tuple]:
    return [(issue.code, issue.severity, issue.item) for issue in checked.issues if issue.column]


def answers(checked) -> dict:
    return {
        (answer.item, answer.occurrence): answer.option or answer.number or answer.text or answer.absence
        for answer in checked.answers
    }


def test_what_is_declared_is_written_out_the_same():
    assert Questionnaire.from_dict(kinds().to_dict()) == kinds()


def test_the_items_of_each_kind():
    assert list(kinds().places) == [
        "agree", "forms.study", "forms.peer", "channel", "channel.other_text", "themes.health", "themes.trade",
        "themes.other", "themes.other_text", "staff", "staff_hq", "staff_field", "partner", "cost",
        "partner#2", "cost#2", "partner#3", "cost#3",
    ]  # fmt: skip
    assert kinds().items["forms.study"].kind == "one_of"
    assert kinds().items["channel.other_text"].kind == "text"


def test_a_filled_template_comes_back_with_every_answer():
    filled = {
        "agree": "agree", "forms.study": "often", "forms.peer": "do_not_know", "channel": "other",
        "channel.other_text": "Twinning", "themes.health": "yes", "themes.other": "no", "staff": 5,
        "partner": "A", "cost": 10, "partner#3": "C", "cost#3": 30,
    }  # fmt: skip
    content = build_template(
        kinds(), respondent_code="E1", respondent_name="E1", year=2022, language="en", deadline=None,
        contact="", answers=filled,
    )  # fmt: skip
    book = read_workbook(content, "x.xlsx")
    checked = check(recognise(book, kinds()).parse(book, kinds()), kinds(), {"E1": []})

    read = answers(checked)
    assert found(checked) == []
    for code, value in filled.items():
        assert read[kinds().places[code]] == value
    assert ("partner", 2) not in read, "an occurrence in which nothing is filled in is none"
    assert read["themes.other_text", 1] == "not_shown"


class TestAnswers:
    @pytest.mark.parametrize(
        ("said", "option"),
        [("Agree", "agree"), ("3", "agree"), ("1", "disagree"), ("strongly AGREE", "agree")],
    )
    def test_a_scale_is_answered_by_label_alias_or_place(self, said, option):
        assert answers(result(agree=said))["agree", 1] == option

    def test_a_row_of_a_grid_takes_its_options_alone(self):
        assert found(result(forms__study="Sometimes")) == [("option_not_in_list", "error", "forms.study")]

    def test_words_are_asked_for_where_the_option_was_chosen(self):
        assert found(result(channel="Other", channel__other_text="")) == [
            ("specify_missing", "warning", "channel.other_text")
        ]
        assert found(result(channel="Fund", channel__other_text="")) == []
        assert found(result(channel="Fund", channel__other_text="Twinning")) == [
            ("answer_not_shown", "note", "channel.other_text")
        ]
        assert found(result(themes__other="yes", themes__other_text="")) == [
            ("specify_missing", "warning", "themes.other_text")
        ]

    def test_more_options_than_allowed(self):
        assert found(result(themes__health="yes", themes__trade="yes", themes__other="yes")) == [
            ("too_many_chosen", "error", "themes.other")
        ]
        assert found(result(themes__health="yes", themes__trade="no", themes__other="yes")) == []

    def test_each_occurrence_is_held_against_the_rules_by_itself(self):
        checked = result(partner="A", cost="1", n2_partner="", n2_cost="2", n3_partner="", n3_cost="")

        assert found(checked) == [("required_missing", "error", "partner")]
        assert checked.issues[-1].column == 4
        assert checked.counts["E1"]["unreadable"] == 0


class TestRules:
    def test_a_total_is_the_sum_of_its_parts(self):
        checked = result(staff="10", staff_hq="4", staff_field="5")

        assert found(checked) == [("total_differs_from_parts", "warning", "staff")]
        assert checked.issues[-1].parameters == {"sum": "9", "part_cells": ["Data!C2", "Data!D2"]}
        assert found(result(staff="9", staff_hq="4", staff_field="5")) == []

    def test_a_part_that_does_not_apply_adds_nothing_and_one_that_is_blank_is_not_known(self):
        assert found(result(staff="4", staff_hq="4", staff_field="n/a")) == []
        assert found(result(staff="9", staff_hq="4", staff_field="")) == []

    def test_a_part_without_its_whole(self):
        assert found(result(staff="", staff_hq="4")) == [("whole_missing", "warning", "staff_hq")]

    def test_an_answer_that_contradicts_another(self):
        checked = result(forms__study="Never", agree="Agree")

        assert found(checked) == [("contradictory_answers", "error", "agree")]
        assert checked.issues[-1].parameters["options"] == ["disagree", "neither"]
        assert found(result(forms__study="Often", agree="Agree")) == []
        assert found(result(forms__study="Never", agree="")) == []

    def test_another_currency(self):
        checked = result(partner="A", cost="EUR 500")
        assert found(checked) == [("other_currency", "error", "cost")]
        assert found(result(partner="A", cost="USD 500")) == []


class TestUnusual:
    @pytest.mark.parametrize(
        ("now", "jumps"), [("60", True), ("6", True), ("59", False), ("20", False), ("0", True)]
    )
    def test_a_jump_by_ratio_and_difference(self, now, jumps):
        known = Comparisons(2021, before={"staff": {"E1": 20}})
        assert (found(result(known, staff=now)) == [("jump_from_last_round", "warning", "staff")]) is jumps

    def test_a_small_difference_is_no_jump(self):
        assert found(result(Comparisons(2021, before={"staff": {"E1": 1}}), staff="9")) == []

    @pytest.mark.parametrize(("now", "side"), [("50", "above"), ("49", None), ("0", None)])
    def test_an_outlier_beside_the_group(self, now, side):
        known = Comparisons(others={"staff_field": {"A": 4, "B": 5, "C": 6, "E1": 9999}})
        checked = result(known, staff_field=now)
        unusual = [issue for issue in checked.issues if issue.code == "outlier_in_group"]

        assert [issue.parameters for issue in unusual] == ([{"side": side, "others": 3}] if side else [])

    def test_the_group_is_that_of_the_respondent_and_needs_enough_others(self):
        known = Comparisons(others={"staff_field": {"A": 4, "B": 5}})
        assert found(result(known, staff_field="5000")) == []

    def test_others_in_the_same_file_count(self):
        rows = [["respondent", "staff_field"], ["A", "4"], ["B", "5"], ["C", "6"], ["D", "600"]]
        parsed = table.parse(workbook(*rows), kinds())
        checked = check(parsed, kinds(), {code: [] for code in "ABCD"})

        assert [(issue.code, issue.row) for issue in checked.issues if issue.column] == [
            ("outlier_in_group", 5)
        ]


class TestDeclarations:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("aliases: [Strongly agree]", "aliases: [Neither]", "names two options"),
            ("most: 3", "most: 99", "from 1 to 50"),
            ("parts: [staff_hq, staff_field]", "parts: [staff_hq, nothing]", "is no item"),
            ("parts: [staff_hq, staff_field]", "parts: [staff_hq, cost]", "same kind"),
            ("parts: [staff_hq, staff_field]", "parts: [staff_hq, staff_hq]", "named twice"),
            ("{agree: [disagree, neither]}", "{agree: [maybe]}", "has no option"),
            ("if: {forms.study: never}", "if: {forms.study: maybe}", "has no option"),
            ("if: {forms.study: never}", "if: {}", "one question"),
            ("{times: 3, from: 10}", "{times: 1}", "more than 1"),
            ("{times: 3, from: 10}", "{times: 3, form: 10}", "unknown key"),
            (
                "rows: [{code: study, text: {en: Study tours}}, {code: peer, text: {en: Peer reviews}}]",
                "",
                "rows",
            ),
            ("kind: scale", "kind: scale\\n        rows: []", "has no “rows”"),
        ],
    )
    def test_what_is_refused(self, old, new, message):
        assert old in KINDS
        with pytest.raises(DeclarationError, match=message):
            questionnaire_from_yaml(KINDS.replace(old, new.replace("\\n", "\n")), file="kinds.yaml")

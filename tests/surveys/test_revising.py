import pytest

from surveys.questionnaires import Questionnaire
from surveys.revising import (
    Obstacle,
    RevisionRefused,
    next_version,
    revised,
    with_closed,
    with_option,
)
from tests.surveys.samples import checked, filled, small
from tests.surveys.test_question_kinds import kinds

PACIFIC = {"code": "pacific", "text": {"en": "Pacific", "zh": "太平洋"}, "aliases": ["Oceania"]}


def later(change, questionnaire=None) -> Questionnaire:
    before = (questionnaire or small()).to_dict()
    return Questionnaire.from_dict(revised(before, change(before), "2022.1-r2"))


def obstacles(change, questionnaire=None) -> list[Obstacle]:
    with pytest.raises(RevisionRefused) as refused:
        later(change, questionnaire)
    return list(refused.value.obstacles)


def change_of(code: str, **keys):
    """What changes these keys of a question; None takes a key away."""

    def change(definition: dict) -> dict:
        def changed(question: dict) -> dict:
            return {key: value for key, value in (question | keys).items() if value is not None}

        sections = [
            {**one, "questions": [changed(q) if q["code"] == code else q for q in one["questions"]]}
            for one in definition["sections"]
        ]
        return {**definition, "sections": sections}

    return change


def test_versions_follow_each_other_by_a_mark_that_files_do_not_have():
    assert next_version("2022.1", ["2022.1"]) == "2022.1-r2"
    assert next_version("2022.1-r2", ["2022.1", "2022.1-r2", "2022.1-r3"]) == "2022.1-r4"


def test_one_more_option_leaves_everything_else():
    made = later(lambda definition: with_option(definition, "region", PACIFIC))

    assert made.questions["region"].offered == ("africa", "asia", "pacific")
    assert made.revises == {"2022.1": ()}
    assert Questionnaire.from_dict(made.to_dict()) == made
    again = revised(
        made.to_dict(),
        with_option(made.to_dict(), "themes", {"code": "energy", "text": {"en": "Energy"}}),
        "3",
    )
    assert Questionnaire.from_dict(again).revises == {
        "2022.1": ("themes.energy",),
        "2022.1-r2": ("themes.energy",),
    }


def test_an_option_comes_before_the_one_that_asks_to_specify():
    options = with_option(kinds().to_dict(), "channel", {"code": "new", "text": {"en": "New"}})
    asked = Questionnaire.from_dict(options).questions["channel"]

    assert asked.options[-1].specify
    assert asked.options[-2].code == "new"


def test_what_a_form_leaves_out_is_closed_in_its_place():
    three = later(lambda definition: with_option(definition, "region", PACIFIC))
    before = three.to_dict()
    kept = [option for option in before["sections"][1]["questions"][0]["options"] if option["code"] != "asia"]
    made = Questionnaire.from_dict(revised(before, change_of("region", options=kept)(before), "3"))

    assert [(option.code, option.closed) for option in made.questions["region"].options] == [
        ("africa", False), ("asia", True), ("pacific", False),
    ]  # fmt: skip
    assert [option.code for option in made.as_asked.questions["region"].options] == ["africa", "pacific"]
    offered = with_closed(made.to_dict(), "region", "asia", closed=False)
    assert Questionnaire.from_dict(offered).questions["region"].offered == ("africa", "asia", "pacific")


def without(code: str):
    def change(definition: dict) -> dict:
        sections = [
            {**one, "questions": [q for q in one["questions"] if q["code"] != code]}
            for one in definition["sections"]
        ]
        return {**definition, "sections": sections}

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (without("share"), Obstacle("question_left", "share")),
        (change_of("share", kind="number"), Obstacle("kind_changed", "share")),
        (change_of("amount", currency="EUR"), Obstacle("kind_changed", "amount")),
        (
            lambda all_: with_closed(all_, "region", "asia", closed=True),
            Obstacle("too_few_options", "region"),
        ),
    ],
)
def test_what_was_sent_out_stays(change, found):
    assert obstacles(change) == [found]


def test_all_that_stands_in_the_way_is_told_at_once():
    def change(definition):
        return without("share")(change_of("since", kind="text", minimum=None)(definition))

    assert obstacles(change) == [Obstacle("question_left", "share"), Obstacle("kind_changed", "since")]


def test_rows_words_places_and_conditions_stay():
    rows = [{"code": row.code, "text": dict(row.text)} for row in kinds().questions["forms"].rows]
    assert obstacles(change_of("forms", rows=rows[:-1]), kinds()) == [
        Obstacle("row_left", "forms", rows[-1]["code"])
    ]
    said = kinds().to_dict()
    options = [q for s in said["sections"] for q in s["questions"] if q["code"] == "agree"][0]["options"]
    assert obstacles(change_of("agree", options=options[::-1]), kinds()) == [Obstacle("scale_moved", "agree")]
    channel = [q for s in said["sections"] for q in s["questions"] if q["code"] == "channel"][0]["options"]
    mute = [{key: value for key, value in option.items() if key != "specify"} for option in channel]
    assert obstacles(change_of("channel", options=mute), kinds())[0].code == "words_left"


def test_an_option_on_which_a_question_rests_stays():
    def change(definition):
        shown = change_of("remarks", shown_if={"region": "asia"})(definition)
        return with_closed(with_option(shown, "region", PACIFIC), "region", "asia", closed=True)

    assert obstacles(change) == [Obstacle("condition_closed", "region", "asia")]


def closed_theme() -> Questionnaire:
    energy = {"code": "energy", "text": {"en": "Energy"}}
    first = later(lambda definition: with_option(definition, "themes", energy)).to_dict()
    both = with_closed(with_option(first, "region", PACIFIC), "themes", "trade", closed=True)
    both = with_closed(both, "region", "asia", closed=True)
    return Questionnaire.from_dict(revised(first, both, "2022.1-r3"))


@pytest.mark.parametrize("version", ["2022.1", "2022.1-r3"])
def test_a_workbook_of_an_earlier_version_is_taken_and_one_that_chooses_what_is_closed_is_told(version):
    asked = closed_theme()
    book = filled({"documents": "3", "region": "Pacific", "themes.trade": "no"}, template_version=version)
    rows = book.sheets[0].rows
    if version != "2022.1":
        rows.append(["", "themes.energy", "", "yes"])
        del rows[[row[1] for row in rows].index("themes.trade")]
    assert [issue.code for issue in checked(book, questionnaire=asked).issues] == []

    late = filled({"documents": "3", "region": "APAC", "themes.trade": "yes"}, template_version="2022.1")
    found = checked(late, questionnaire=asked)
    assert [(issue.code, issue.item, issue.parameters["options"]) for issue in found.issues] == [
        ("option_closed", "region", ["africa", "pacific"]),
        ("option_closed", "themes.trade", ["health", "energy"]),
    ]
    assert not {"region", "themes.trade"} & {answer.item for answer in found.answers}


def test_another_version_and_a_row_that_is_missing_are_still_told():
    asked = closed_theme()
    strange = checked(filled({"documents": "3"}, template_version="2021.9"), questionnaire=asked)
    assert {issue.code for issue in strange.issues} == {"wrong_template_version", "question_missing"}
    short = checked(filled({"documents": "3"}, template_version="2022.1-r3"), questionnaire=asked)
    assert [(issue.code, issue.item) for issue in short.issues] == [("question_missing", "themes.energy")]

from types import SimpleNamespace

from surveys import frames
from surveys.frames import (
    ANSWER_COLUMNS,
    ROSTER_COLUMNS,
    answers_frame,
    earlier_rounds,
    equivalence,
    equivalence_over,
    later_rounds,
    roster_frame,
    together,
)
from surveys.models import Submission
from tests.kept import keeping
from tests.surveys import rounds


@keeping
def counted(db):
    """One approved submission of ENTITY-07 in 2022; 08 and 09 did not answer."""
    round_ = rounds.entity_round(entities=(7, 8, 9))
    sender, analyst = rounds.person("sender@example.org"), rounds.person("analyst@example.org")
    return rounds.approved(round_, rounds.entity(7), sender, analyst, events="do_not_know", cpd_total=12)


def test_a_row_per_answer_absences_included(counted):
    frame = answers_frame([counted])

    assert tuple(frame.columns) == ANSWER_COLUMNS
    assert len(frame) == counted.answers.count()
    rows = frame.set_index("item")
    assert rows.loc["cpd_total", "number"] == 12.0
    assert rows.loc["focal_point", "option"] == "yes"
    assert rows.loc["events", "absence"] == "do_not_know"
    assert rows.loc["budget_amount", "absence"] == "not_shown"
    assert set(rows["year"]) == {2022}
    assert set(rows["respondent"]) == {"ENTITY-07"}


def test_types_are_those_of_the_contract(counted):
    types = {name: str(kind) for name, kind in answers_frame([counted]).dtypes.items()}

    assert types == {
        "year": "int64",
        "respondent": "object",
        "item": "object",
        "occurrence": "int64",
        "option": "object",
        "number": "float64",
        "absence": "object",
        "answer": "int64",
    }


def test_no_submission_is_an_empty_frame_of_the_same_shape(db):
    frame = answers_frame([])

    assert (len(frame), tuple(frame.columns)) == (0, ANSWER_COLUMNS)
    assert str(frame["number"].dtype) == "float64"


def test_the_roster_has_everybody_who_was_invited(counted):
    frame = roster_frame([counted.round], [counted])

    assert tuple(frame.columns) == ROSTER_COLUMNS
    assert frame.to_dict("list") == {
        "year": [2022] * 3,
        "respondent": ["ENTITY-07", "ENTITY-08", "ENTITY-09"],
        "answered": [True, False, False],
    }


def test_groups_are_those_of_the_data_year(counted):
    rounds.grouped(rounds.entity(7), "fund", to_year=2021)
    rounds.grouped(rounds.entity(7), "programme", from_year=2022)
    rounds.grouped(rounds.entity(8), "fund", from_year=2023)
    frame = roster_frame([counted.round], [])

    assert list(frame["entity_type"]) == ["programme", None, None]
    assert list(frame["answered"]) == [False] * 3


def test_a_frame_takes_three_queries_and_a_roster_two(counted, django_assert_num_queries):
    rounds.grouped(rounds.entity(7), "fund")
    submissions = list(Submission.objects.all())
    with django_assert_num_queries(3):
        answers_frame(submissions)
    with django_assert_num_queries(2):
        answers_frame(submissions, corrections=[])
    with django_assert_num_queries(2):
        roster_frame([counted.round], submissions)


def test_the_shipped_questionnaire_says_which_question_is_only_similar(counted):
    declared = equivalence(counted.round, 2021)

    assert {code: state for code, (state, _reason) in declared.items()} == {"good_practices": "similar"}
    assert declared["good_practices"][1]["en"].startswith("In 2021 practices")
    assert equivalence(counted.round, 2020) == {}


def test_what_was_broken_once_is_broken(monkeypatch):
    declared = {
        ("c", 2022): {"x": ("similar", {"en": "reworded"})},
        ("b", 2021): {"x": ("broken", {"en": "another"}), "y": ("similar", {"en": "longer"})},
    }
    monkeypatch.setattr(frames.rounds, "equivalence", lambda one, year: declared.get((one.name, year), {}))
    way = [
        SimpleNamespace(name=name, data_year=year) for name, year in (("c", 2023), ("b", 2022), ("a", 2021))
    ]
    assert equivalence_over(way) == {"x": ("broken", {"en": "another"}), "y": ("similar", {"en": "longer"})}


def test_rounds_follow_each_other_within_a_survey_and_its_kind(counted):
    before = rounds.entity_round(year=2021, entities=(7,))

    assert earlier_rounds(counted.round) == [before]
    assert later_rounds(before) == [counted.round]
    assert (earlier_rounds(before), later_rounds(counted.round)) == ([], [])


def test_frames_of_two_rounds_are_one_with_every_grouping(counted):
    one, other = roster_frame([counted.round], [counted]), roster_frame([counted.round], [])
    both = together(one.assign(region=["africa", None, None]), other.assign(year=2021))

    assert tuple(both.columns) == (*ROSTER_COLUMNS, "region")
    assert list(both["region"]) == ["africa", None, None, None, None, None]
    assert list(both["answered"]) == [True, False, False, False, False, False]
    assert list(together(answers_frame([counted]), answers_frame([])).columns) == list(ANSWER_COLUMNS)

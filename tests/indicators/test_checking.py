import pytest

from indicators.checking import check_against, check_groups
from tests.indicators.small import define

ITEMS = {
    "focal_point": {"kind": "yes_no", "options": ["yes", "no"]},
    "events": {"kind": "whole_number"},
    "whole": {"kind": "whole_number"},
    "middle": {"kind": "whole_number", "part_of": "whole"},
    "part": {"kind": "whole_number", "part_of": "middle"},
    "remarks": {"kind": "text"},
}


@pytest.mark.parametrize("measure", ["share", "count", "total", "ratio_of_totals", "entered"])
def test_what_fits_has_no_misfits(measure):
    assert check_against(define(measure), ITEMS) == []


@pytest.mark.parametrize(
    ("measure", "change", "key", "message"),
    [
        ("share", {"question": "unit"}, "question", "the questionnaire has no question “unit”"),
        ("share", {"counted": ["yes", "perhaps"]}, "counted", "“perhaps” is not an option of “focal_point”"),
        (
            "total",
            {"question": "remarks"},
            "question",
            "“remarks” is a text; total reads whole_number, amount",
        ),
        (
            "ratio_of_totals",
            {"numerator": "events"},
            "numerator",
            "“events” is not declared as part_of “whole”",
        ),
        (
            "ratio_of_totals",
            {"numerator": "whole"},
            "numerator",
            "“whole” is not declared as part_of “whole”",
        ),
        (
            "ratio_of_totals",
            {"denominator": "gone"},
            "denominator",
            "the questionnaire has no question “gone”",
        ),
    ],
)
def test_what_does_not_fit_is_named(measure, change, key, message):
    assert [misfit[:3] for misfit in check_against(define(measure, **change), ITEMS)] == [
        ("9.9", key, message)
    ]


def test_a_question_that_another_year_asks_is_no_misfit():
    definition = define("ratio_of_totals", numerator="gone", only_answers={"also_gone": ["yes"]})

    assert len(check_against(definition, ITEMS)) == 2
    assert check_against(definition, ITEMS, somewhere={"gone", "also_gone"}) == []
    assert [misfit.unknown for misfit in check_against(definition, ITEMS, somewhere={"gone"})] == [
        "also_gone"
    ]


def test_a_circle_of_parts_ends():
    items = {"part": {"kind": "amount", "part_of": "part"}, "whole": {"kind": "amount"}}

    assert len(check_against(define("ratio_of_totals"), items)) == 1


MANY = {
    "focal_point": {"kind": "yes_no"},
    "needs.money": {"kind": "yes_no"},
    "needs.staff": {"kind": "yes_no"},
    "events": {"kind": "whole_number"},
}


def messages(definition):
    return [(misfit.key, misfit.message) for misfit in check_against(definition, MANY)]


def test_options_of_many_are_items_of_their_own():
    assert messages(define("chosen")) == []
    assert messages(define("top_k", options=["money", "time"])) == [
        ("options", "the questionnaire has no question “needs.time”")
    ]


def test_a_distribution_names_every_option_and_no_other():
    found = messages(define("distribution", options=["yes", "partly"]))
    assert [message for _key, message in found] == [
        "“partly” is not an option of “focal_point”",
        "leaves out “no” of “focal_point”: the shares have to add up",
    ]


def test_sub_questions_are_of_the_kind_that_the_measure_reads():
    rows = {"question": None, "by": ["sub_question"]}

    assert messages(define("share", sub_questions=["needs.money", "needs.staff"], **rows)) == []
    assert messages(define("share", sub_questions=["needs.time", "events"], **rows)) == [
        ("sub_questions", "the questionnaire has no question “needs.time”"),
        ("sub_questions", "“events” is a whole_number; share reads yes_no, one_of"),
    ]


def test_sub_questions_of_a_total_are_parts_of_its_question():
    definition = define("total", question="whole", sub_questions=["part", "events"], by=["sub_question"])

    assert check_against(definition, ITEMS) == [
        ("9.9", "sub_questions", "“events” is not declared as part_of “whole”", "")
    ]


def test_weights_are_numbers_and_filters_are_options():
    assert messages(define("mean", weight_question="events", only_answers={"focal_point": ["yes"]})) == []
    found = messages(define("mean", weight_question="focal_point", only_answers={"focal_point": ["maybe"]}))
    assert [key for key, _message in found] == ["only_answers", "weight_question"]


GROUPS = {"region": {"africa", "asia"}, "ldc": {"ldc"}}


@pytest.mark.parametrize(
    ("measure", "change", "key", "message"),
    [
        ("share", {"only_groups": {"region": ["africa", "afrika"]}}, "only_groups", "“afrika” is not a group of “region”"),
        ("share", {"weight_groups": {"ldc": {"lcd": "2"}}}, "weight_groups", "“lcd” is not a group of “ldc”"),
        ("share", {"by": ["sids"], "aliases": {"9.9.a": {"sids": "sids"}}}, "aliases", "“sids” is not a group of “sids”"),
        ("chosen", {"aliases": {"9.9.a": {"option": "time"}}}, "aliases", "“9.9.a” is of “time”, which is not among its options"),
        (
            "share",
            {"question": None, "sub_questions": ["a"], "by": ["sub_question"], "aliases": {"9.9.a": {"sub_question": "b"}}},
            "aliases",
            "“9.9.a” is of “b”, which is not among its sub_questions",
        ),
    ],
)  # fmt: skip
def test_groups_and_parts_that_do_not_exist_are_named(measure, change, key, message):
    assert [misfit[:3] for misfit in check_groups(define(measure, **change), GROUPS)] == [
        ("9.9", key, message)
    ]


def test_groups_and_parts_that_exist_and_single_respondents_are_no_misfits():
    fitting = [
        define("share", only_groups={"region": ["asia"]}, by=["ldc", "respondent"],
               aliases={"9.9.ldc": {"ldc": "ldc"}, "9.9.ILO": {"respondent": "ILO"}}),
        define("mean", weight_groups={"region": {"asia": "2"}}),
        define("chosen", aliases={"9.9.money": {"option": "money"}}),
        define("entered", by=["option"], aliases={"9.9.yes": {"option": "yes"}}),
    ]  # fmt: skip
    assert [check_groups(definition, GROUPS) for definition in fitting] == [[], [], [], []]

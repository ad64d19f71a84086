"""Causes of a change, on rosters of four letters."""

from dataclasses import replace

from indicators.comparing import Basis, causes, questions_differ


def basis(funds="AB", agencies="CD", answered="ABC", definition="one", options=("no", "yes"), **newer):
    groups = dict.fromkeys(funds, "fund") | dict.fromkeys(agencies, "agency")
    roster = {one: {"entity_type": group} for one, group in groups.items()}
    submissions = {one: ord(one) for one in answered} | newer
    return Basis(definition, {"focal_point": options}, roster, submissions)


def kinds(before, after, **breakdown):
    return [(cause.kind, cause.count) for cause in causes(before, after, breakdown)]


def test_another_definition():
    assert kinds(basis(), basis(definition="two")) == [("definition", 0)]


def test_an_option_more_is_another_code_list():
    assert kinds(basis(), basis(options=("no", "partly", "yes"))) == [("code_list", 1)]


def test_a_respondent_who_answered_later_or_was_invited():
    assert kinds(basis(), basis(answered="ABCD")) == [("respondents", 1)]
    assert kinds(basis(), basis(agencies="CDE")) == [("respondents", 1)]


def test_other_answers_of_the_same_respondents():
    assert kinds(basis(), basis(A=1, B=2)) == [("data", 2)]


def test_corrections_made_or_undone_of_the_same_respondents():
    over_one = replace(basis(), corrections={"A": frozenset({1}), "D": frozenset({2})})
    assert kinds(basis(), over_one) == kinds(over_one, basis()) == [("correction", 1)]
    assert kinds(over_one, replace(over_one, corrections={"A": frozenset({3})})) == [("correction", 1)]


def test_only_what_concerns_the_breakdown_counts():
    later = basis(answered="ABCD")
    assert kinds(basis(), later, entity_type="agency") == [("respondents", 1)]
    assert kinds(basis(), later, entity_type="fund") == [("computing", 0)]
    assert kinds(basis(), later, respondent="D") == [("respondents", 1)]


def test_who_moves_to_another_group_changes_the_code_list_and_not_the_respondents():
    moved = basis(funds="A", agencies="BCD")
    assert kinds(basis(), moved, entity_type="fund") == [("code_list", 1)]
    assert kinds(basis(), moved) == [("computing", 0)]


def test_several_causes_stand_together():
    later = basis(definition="two", answered="ABCD", A=1)
    assert kinds(basis(), later) == [("definition", 0), ("respondents", 1), ("data", 1)]


def test_a_run_without_a_roster_says_that_more_cannot_be_told():
    assert kinds(Basis("one"), basis(definition="two")) == [("definition", 0), ("unknown", 0)]


def test_another_table_of_counts_is_new_data():
    table = replace(basis(), roster=None, submissions={}, table=1)

    assert kinds(table, replace(table, table=2)) == [("table", 0)]
    assert kinds(table, basis()) == kinds(basis(), table) == [("table", 0)]
    assert kinds(table, replace(table, table=2, definition="two")) == [("definition", 0), ("table", 0)]
    assert kinds(table, table) == [("computing", 0)]


def test_what_is_not_there_at_all_has_one_cause():
    assert kinds(None, basis()) == kinds(basis(), None) == [("round", 0)]
    assert kinds(basis(definition=None), basis()) == kinds(basis(), Basis(None)) == [("undefined", 0)]


def told(reason="", caveats=None, **parameters):
    return {"reason": reason, "reason_parameters": parameters, "caveats": caveats or {}}


def test_changes_say_how_far_questions_can_be_compared():
    broken = told("question_changed", questions={"focal_point": {"en": "Another scope."}})
    assert questions_differ(told(), broken)
    assert questions_differ(told(), told(caveats={"focal_point": {"en": "Similar."}}))
    assert not questions_differ(told("no_value", years=[2021]), told("nobody_in_both"))
    assert not questions_differ(broken, broken)

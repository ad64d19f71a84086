from indicators.marking import marks_of

LONG = "Not shown: the group has fewer than five respondents."
OTHER = "The questionnaire of that year did not ask this."


def test_a_long_reason_of_several_cells_has_a_letter_and_one_of_a_single_cell_stands_there():
    assert marks_of([LONG, OTHER, "", LONG]) == {LONG: "a"}


def test_a_short_reason_stands_in_its_cells():
    assert marks_of(["No value", "No value"]) == {}


def test_letters_that_stand_for_notes_already_are_passed_over():
    assert marks_of([OTHER, LONG, LONG, OTHER], {"a", "c"}) == {OTHER: "b", LONG: "d"}


def test_where_letters_are_used_up_the_reasons_stand_in_their_cells():
    reasons = [f"Insufficient data: {number} gave an answer; too few." for number in range(40)] * 2
    assert len(marks_of(reasons)) == 26

from indicators.engine.missing import differences


def test_a_group_that_is_most_of_the_missing_and_few_of_the_answering():
    (agency, fund) = differences({"fund": (8, 1), "agency": (2, 4), "other": (10, 5)})

    assert (fund.group, fund.of_answering, fund.of_missing) == ("fund", 40, 10)
    assert (agency.group, agency.of_answering, agency.of_missing) == ("agency", 10, 40)


def test_groups_that_are_missing_as_they_answered_are_not_noted():
    assert differences({"fund": (8, 4), "agency": (4, 2)}) == []


def test_too_few_missing_or_nobody_answering_is_not_compared():
    assert differences({"fund": (8, 0), "agency": (0, 2)}) == []
    assert differences({"fund": (0, 5), "agency": (0, 2)}) == []

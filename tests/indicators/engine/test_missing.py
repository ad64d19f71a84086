from indicators.engine.missing import differences


def test_a_group_that_is_most_of_the_missing_and_few_of_the_answering():
    (agency, fund) = differences({"fund": (8, 1), "agency": (2, 4), "other": (10, 5)}, (20, 10))

    assert (fund.group, fund.of_answering, fund.of_missing) == ("fund", 40, 10)
    assert (agency.group, agency.of_answering, agency.of_missing) == ("agency", 10, 40)


def test_a_grouping_of_one_group_is_compared_with_all_and_not_with_itself():
    # 40 stand in the number, 10 of them least developed countries: 25 per cent. 20 are missing, 12 of them: 60.
    (ldc,) = differences({"ldc": (10, 12)}, (40, 20))

    assert (ldc.group, ldc.of_answering, ldc.of_missing) == ("ldc", 25, 60)
    # 10 of 40 and 5 of 20 are a quarter of both; with 8 of 20 it is 25 and 40, which is not yet noted; 9 make 45.
    assert differences({"ldc": (10, 5)}, (40, 20)) == []
    assert differences({"ldc": (10, 8)}, (40, 20)) == []
    assert [one.of_missing for one in differences({"ldc": (10, 9)}, (40, 20))] == [45]


def test_groups_that_are_missing_as_they_answered_are_not_noted():
    assert differences({"fund": (8, 4), "agency": (4, 2)}, (12, 6)) == []


def test_too_few_missing_or_nobody_answering_is_not_compared():
    assert differences({"fund": (8, 0), "agency": (0, 2)}, (8, 2)) == []
    assert differences({"fund": (0, 5), "agency": (0, 2)}, (0, 7)) == []

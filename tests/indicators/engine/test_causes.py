from dataclasses import replace

import pytest

from indicators.engine.causes import Origin, causes

BEFORE = Origin(50, "d1", "c1", frozenset("AB"), {"A": 1})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"definition": "d2"}, ("definition",)),
        ({"submissions": {"A": 2}}, ("data",)),
        ({"submissions": {"A": 1, "B": 3}}, ("respondents",)),
        ({"invited": frozenset("ABC")}, ("respondents",)),
        ({"code_lists": "c2"}, ("code_list",)),
        ({"definition": "d2", "submissions": {"A": 2, "B": 3}}, ("definition", "respondents", "data")),
        ({}, ("computing",)),
    ],
)
def test_what_differs_is_the_cause(changes, expected):
    assert causes(BEFORE, replace(BEFORE, value=60, **changes)) == expected


def test_a_value_that_did_not_change_has_no_cause():
    assert causes(BEFORE, replace(BEFORE, definition="d2")) == ()

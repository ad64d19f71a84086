import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.arrivals import HEIGHT, arrivals
from surveys.reminders import AFTER, BEFORE, CATCH_UP, due_on, occasions

CLOSES = datetime.date(2027, 3, 31)


def day(number: int) -> datetime.date:
    return CLOSES + datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("on", "kind", "days"),
    [
        (-15, None, None),
        (-14, BEFORE, 14),
        (-12, BEFORE, 14),
        (-11, None, None),
        (-3, BEFORE, 3),
        (-1, BEFORE, 3),
        (0, None, None),
        (1, AFTER, 1),
        (7, AFTER, 7),
        (10, None, None),
    ],
)
def test_a_reminder_is_due_on_its_day_and_shortly_after(on, kind, days):
    occasion = due_on(day(on), CLOSES, [14, 3], [1, 7])

    assert (occasion and occasion.kind, occasion and occasion.days) == (kind, days)


def test_of_two_that_are_due_only_the_later_is_sent():
    assert due_on(day(-2), CLOSES, [4, 3], []).days == 3


def test_none_says_that_days_are_left_once_they_are_over():
    assert due_on(day(1), CLOSES, [1], []) is None


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers(-70, 70))
def test_what_is_due_is_declared_and_never_early(before, after, on):
    found = due_on(day(on), CLOSES, before, after)

    if found:
        assert found in occasions(CLOSES, before, after)
        assert datetime.timedelta(0) <= day(on) - found.due <= datetime.timedelta(days=CATCH_UP)


def test_arrivals_rise_on_the_days_on_which_answers_came():
    found = arrivals([day(-2), day(-2), day(0)], 4, opens=day(-4), closes=day(-1))

    assert [(each.day, each.came, each.so_far, each.percent) for each in found.days] == [
        (day(-2), 2, 2, 50),
        (day(0), 1, 3, 75),
    ]
    assert found.line == f"0,{HEIGHT} 240.0,120.0 240.0,60.0 480.0,60.0 480.0,30.0 600,30.0"
    assert found.deadline == 480.0


def test_arrivals_of_one_day_without_a_closing_day():
    found = arrivals([CLOSES], 1)

    assert (found.first, found.last, found.deadline) == (CLOSES, CLOSES, None)

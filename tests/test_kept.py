from collections import Counter

import pytest
from django.contrib.auth.models import Group

from tests.kept import Kind, Layers, keeping

MADE = Counter()


def a_group(db) -> Group:
    MADE["low"] += 1
    return Group.objects.create(name="low")


def renamed(low: Group) -> dict[str, Group]:
    MADE["high"] += 1
    low.name = "renamed"
    low.save()
    return {"group": low}


@keeping
def low(db) -> Group:
    return a_group(db)


@keeping
def high(low) -> dict[str, Group]:
    return renamed(low)


LOW = Kind(a_group, (("db", None),), ())
HIGH = Kind(renamed, (("low", LOW),), ())


def names() -> list[str]:
    return [group.name for group in Group.objects.all()]


@pytest.mark.parametrize("_time", [1, 2])
def test_the_next_test_finds_rows_and_objects_as_they_were_made(low, _time):
    assert (names(), low.name) == (["low"], "low")
    low.name = "spoilt"
    low.save()


@pytest.mark.parametrize("_time", [1, 2])
def test_what_two_layers_hold_is_one_object(high, low, _time):
    assert high["group"] is low
    assert (names(), low.name) == (["renamed"], "renamed")
    low.delete()


def test_what_is_there_is_not_made_again_and_what_is_not_asked_for_goes(db):
    layers = Layers()
    MADE.clear()
    layers.have([LOW])
    layers.have([LOW, HIGH])
    assert (names(), layers.copies[a_group].name) == (["renamed"], "renamed")
    layers.have([LOW])
    assert (names(), layers.copies[a_group].name) == (["low"], "low")
    layers.end()

    assert (names(), layers.copies) == ([], {})
    assert MADE == {"low": 1, "high": 1}


def test_a_layer_that_breaks_off_leaves_those_below(db):
    layers = Layers()
    broken = Kind(lambda low: low.delete() and 1 / 0, (("low", LOW),), ())
    with pytest.raises(ZeroDivisionError):
        layers.have([LOW, broken])

    assert names() == ["low"]
    layers.end()


def test_a_test_that_commits_gets_its_own(low, transactional_db):
    assert names() == ["low"]

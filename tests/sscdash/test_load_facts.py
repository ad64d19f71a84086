"""manage.py load_facts: what else it sets going."""

from collections import Counter

import pytest
from django.core.management import call_command

import indicators.loading
import surveys.loading
from indicators import actions
from surveys.models import Job
from tests.indicators import rows


@pytest.mark.parametrize(
    ("changed", "computes"),
    [({"memberships": 2}, True), ({"indicator versions": 1}, True), ({"respondents": 3}, False), ({}, False)],
)
def test_other_groups_and_definitions_have_what_was_computed_computed_again(
    db, monkeypatch, changed, computes
):
    world = rows.world()
    rows.defined(world, "1.4")
    computed, other = (rows.round_of(world, year, ["ENTITY-07"]) for year in (2021, 2022))
    actions.compute_round(round=computed)
    monkeypatch.setattr(surveys.loading, "load_facts", lambda fixtures: Counter(changed))
    monkeypatch.setattr(surveys.loading, "make_groups", Counter)
    monkeypatch.setattr(indicators.loading, "load_facts", lambda fixtures: Counter())

    call_command("load_facts")

    queued = set(Job.objects.filter(kind=actions.COMPUTE).values_list("subject", flat=True))
    assert queued == ({computed.pk} if computes else set())
    assert other.pk not in queued

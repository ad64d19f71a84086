"""Groups that were there before a permission was get it from the migration that brings it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from surveys.loading.accounts import make_groups

BRING = {
    "add_quote": (import_module("surveys.migrations.0008_quotes").let_groups_quote, {"analyst", "drafter"}),
    "add_correction": (
        import_module("surveys.migrations.0012_analysts_correct").let_analysts_correct,
        {"analyst"},
    ),
}


def holders(codename: str) -> set[str]:
    return set(Group.objects.filter(permissions__codename=codename).values_list("name", flat=True))


@pytest.fixture
def older(db):
    """The groups of an installation made before corrections and quotes, one of them changed by an administrator."""
    make_groups()
    new = Permission.objects.filter(codename__in=BRING)
    for group in Group.objects.all():
        group.permissions.remove(*new)
    Group.objects.get(name="analyst").permissions.add(Permission.objects.get(codename="view_respondent"))
    Group.objects.create(name="guests")


@pytest.mark.parametrize("codename", BRING)
def test_groups_that_are_there_get_it_once_and_keep_everything_else(older, codename):
    bring, names = BRING[codename]
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    for _ in range(2):
        bring(apps, None)

    assert holders(codename) == names
    after = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert after == {name: count + (name in names) for name, count in before.items()}
    assert Permission.objects.filter(codename=codename).count() == 1


@pytest.mark.parametrize("codename", BRING)
def test_also_where_the_permission_itself_is_still_to_be_made(older, codename):
    Permission.objects.filter(codename=codename).delete()
    bring, names = BRING[codename]
    bring(apps, None)

    assert holders(codename) == names


@pytest.mark.parametrize("codename", BRING)
def test_a_database_without_groups_gets_none(db, codename):
    BRING[codename][0](apps, None)

    assert not Group.objects.exists()


def test_migrating_a_filled_database_forward_brings_it(transactional_db):
    make_groups()
    Group.objects.get(name="analyst").permissions.remove(Permission.objects.get(codename="add_correction"))
    MigrationExecutor(connection).migrate([("surveys", "0011_required_reminders_and_earlier_days")])
    forward = MigrationExecutor(connection)
    forward.migrate(forward.loader.graph.leaf_nodes())

    assert holders("add_correction") == {"analyst"}

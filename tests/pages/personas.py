"""Those who come to the pages, each as a signed-in client. `nobody` is not signed in."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from surveys.models import Representation, Respondent, Survey, User

ROLES = {
    "analyst": ("surveys.review_submission", "surveys.see_any_answer", "indicators.publish_release"),
    "drafter": (),
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def in_role(role: str) -> Client:
    group, _ = Group.objects.get_or_create(name=role)
    for name in ROLES[role]:
        app, codename = name.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    user = User.objects.create_user(f"{role}@example.org")
    user.groups.add(group)
    return signed_in(user)


def representing(email: str, *codes: str) -> Client:
    """A focal point for respondents that the test has made: UN entities in the survey of entities."""
    user = User.objects.create_user(email)
    for respondent in Respondent.objects.filter(kind="entity", code__in=codes):
        Representation.objects.create(
            user=user, respondent=respondent, survey=Survey.objects.get(code="unossc_entity")
        )
    return signed_in(user)


@pytest.fixture
def nobody(db) -> Client:
    return Client()


@pytest.fixture
def analyst(db) -> Client:
    return in_role("analyst")


@pytest.fixture
def drafter(db) -> Client:
    return in_role("drafter")


@pytest.fixture
def administrator(db) -> Client:
    return signed_in(User.objects.create_superuser("administrator@example.org"))


@pytest.fixture
def focal_point(db) -> Client:
    return representing("focal-point@example.org", "ENTITY-07", "ENTITY-08")


@pytest.fixture
def other_focal_point(db) -> Client:
    return representing("other@example.org", "ENTITY-09")

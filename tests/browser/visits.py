"""Who visits, and what is there to see."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from playwright.sync_api import Page

import indicators.loading
import surveys.loading
from indicators.actions import compute_round, publish_release
from surveys import jobs
from surveys.loading import demo_password
from surveys.models import User
from tests.surveys import rounds


@pytest.fixture
def sign_in(page: Page):
    """Sign in as one of the demo accounts, whoever was signed in before."""

    def as_whom(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/en/accounts/sign-in/")
        page.get_by_label("E-mail address").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(demo_password())
        page.get_by_role("main").get_by_role("button", name="Sign in").click()

    return as_whom


def load_facts() -> None:
    surveys.loading.load_facts(settings.FIXTURES)
    indicators.loading.load_facts(settings.FIXTURES)


def kept(snapshots, make: Callable[[], Any]) -> Any:
    """The rows of `make`, which does its jobs itself: a worker that an earlier test started hears of none of them."""
    with mock.patch.object(jobs, "_send"):
        return snapshots.rows(make)


@pytest.fixture
def facts(transactional_db, snapshots) -> None:
    """Everything that is known without any answer."""
    kept(snapshots, load_facts)


@pytest.fixture
def public_release(transactional_db, snapshots) -> None:
    """A release: four of five entities said that they have a focal point, one never answered."""
    kept(snapshots, publish)


def publish() -> None:
    load_facts()
    rounds.entity(7)
    surveys.loading.make_demo_accounts()
    analyst = User.objects.get(email="analyst@example.org")
    asked = rounds.entity_round(entities=range(1, 7))
    for number, answer in enumerate(["yes", "yes", "yes", "yes", "no"], start=1):
        rounds.approved(asked, rounds.entity(number), analyst, analyst, focal_point=answer)
    compute_round(round=asked)
    publish_release(name="First", by=analyst)

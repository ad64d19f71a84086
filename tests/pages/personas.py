"""Who looks at the pages, as signed-in clients, and the round that they all look at.

Each persona is a Django test client; `client.user` is the account behind it, None for nobody. Representations are
made for the respondents that are there, so a persona comes after its `stage`, which each folder sets.
"""

import pytest
from django.test import Client

from surveys.loading import make_demo_accounts
from surveys.models import Round, User
from tests.surveys import rounds


def signed_in(user: User | None) -> Client:
    client = Client()
    client.user = user
    if user:
        client.force_login(user)
    return client


def demo(name: str) -> Client:
    """The account of the stage, which may have been made with it."""
    accounts = User.objects.filter(email=f"{name}@example.org")
    if not accounts:
        make_demo_accounts()
        accounts = accounts.all()
    return signed_in(accounts.get())


def _round_and_accounts() -> Round:
    made = rounds.entity_round()
    make_demo_accounts()
    return made


@pytest.fixture
def kept_round(request, kept) -> Round | None:
    """The round, where the test asks for it, with the demo accounts; made once for the tests that follow each other."""
    if "entity_round" in request.fixturenames:
        return kept.rows(_round_and_accounts)
    kept.end()
    return None


@pytest.fixture
def entity_round(kept_round, db) -> Round:
    """The open round of 2022 with ENTITY-01, 07, 08 and 09 on its roster."""
    return kept_round


@pytest.fixture
def analyst(stage) -> Client:
    return demo("analyst")


@pytest.fixture
def focal_point(stage) -> Client:
    """Represents ENTITY-07 and ENTITY-08."""
    return demo("focal-point")


@pytest.fixture
def other_focal_point(stage) -> Client:
    """Represents ENTITY-09."""
    return signed_in(rounds.person("other@example.org", rounds.entity(9)))


@pytest.fixture
def drafter(stage) -> Client:
    """May read what is public and every answer in words that counts, tag it and quote it."""
    return demo("drafter")


@pytest.fixture
def administrator(stage) -> Client:
    return demo("administrator")


@pytest.fixture
def nobody(stage) -> Client:
    """Not signed in."""
    return signed_in(None)

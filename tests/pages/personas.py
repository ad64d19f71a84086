"""Who looks at the pages, as signed-in clients, and the round that they all look at.

Each persona is a Django test client; `client.user` is the account behind it, None for nobody. Representations are
made for the respondents that are there, so a persona comes after its `stage`, which each folder sets.
"""

from django.test import Client

from surveys.loading import make_demo_accounts
from surveys.models import Round, User
from tests.kept import keeping
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


@keeping
def entity_round(db) -> Round:
    """The open round of 2022 with ENTITY-01, 07, 08 and 09 on its roster."""
    return rounds.entity_round()


@keeping
def accounts(stage) -> None:
    """The demo accounts, whose representations are of respondents of the stage."""
    make_demo_accounts()


@keeping
def analyst(accounts) -> Client:
    return demo("analyst")


@keeping
def focal_point(accounts) -> Client:
    """Represents ENTITY-07 and ENTITY-08."""
    return demo("focal-point")


@keeping
def other_focal_point(stage) -> Client:
    """Represents ENTITY-09."""
    return signed_in(rounds.person("other@example.org", rounds.entity(9)))


@keeping
def drafter(accounts) -> Client:
    """May read what is public and every answer in words that counts, tag it and quote it."""
    return demo("drafter")


@keeping
def administrator(accounts) -> Client:
    return demo("administrator")


@keeping
def nobody(stage) -> Client:
    """Not signed in."""
    return signed_in(None)

import pytest


@pytest.fixture(autouse=True)
def _round_before_the_test_begins(kept_round):
    """Also a test that asks for none gets none, and not that of the test before."""


@pytest.fixture
def stage(entity_round):
    """What the personas find: the round that they all look at."""
    return entity_round

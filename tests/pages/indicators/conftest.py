import pytest


@pytest.fixture(autouse=True)
def _world_before_the_test_begins(kept_world):
    """Also a test that asks for none gets none, and not that of the test before."""


@pytest.fixture
def stage(kept_world, db):
    """What the personas find: the world that the test asks for."""
    return kept_world

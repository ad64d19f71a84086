import pytest

WORLDS = ("released", "tried_out", "open_answers")


@pytest.fixture
def stage(request, db):
    """What the personas find: the world that the test asks for."""
    for world in WORLDS:
        if world in request.fixturenames:
            request.getfixturevalue(world)

from tests.kept import keeping


@keeping
def stage(entity_round):
    """What the personas find: the round that they all look at."""
    return entity_round

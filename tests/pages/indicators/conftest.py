from tests.kept import keeping


@keeping(upon=("released", "tried_out", "open_answers"))
def stage(db) -> None:
    """What the personas find: the world that the test asks for."""

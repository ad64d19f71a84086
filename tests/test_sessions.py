"""Sessions of pytest beside each other. Each object stands for a process: a lock belongs to an open file."""

from tests.sessions import Session


def left(session: Session) -> bool:
    """Let the session leave; whether it was the last."""
    with session.leaving() as last:
        return last


def test_each_session_has_a_number_of_its_own_and_the_last_one_is_told_so(tmp_path):
    first, second = Session(tmp_path), Session(tmp_path)
    assert (first.join(), second.join()) == (0, 1)
    assert not left(first)
    assert left(second)


def test_a_number_that_was_given_back_is_taken_again(tmp_path):
    first, second, third = (Session(tmp_path) for _ in range(3))
    assert (first.join(), second.join()) == (0, 1)
    left(first)
    assert third.join() == 0
    assert not left(second)
    assert left(third)


def test_who_never_joined_is_not_the_last(tmp_path):
    assert not left(Session(tmp_path))

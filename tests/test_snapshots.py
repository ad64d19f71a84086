"""Rows that are made once come back as they were, and new ones do not get their numbers."""

from surveys.models import Respondent
from tests.snapshots import Snapshots
from tests.surveys import rounds


def test_rows_come_back_in_place_of_all_others(transactional_db):
    made = []

    def make() -> int:
        made.append(rounds.entity(7))
        return 7

    snapshots = Snapshots()
    assert snapshots.rows(make) == 7
    first = Respondent.objects.get()
    first.delete()
    rounds.entity(8)

    assert snapshots.rows(make) == 7
    assert len(made) == 1
    assert Respondent.objects.get().code == "ENTITY-07"
    assert Respondent.objects.get().pk == made[0].pk
    assert rounds.entity(9).pk > made[0].pk

"""The page of a value that comes out of a table of counts: the cells for analysts, the fact for everybody."""

import pytest

from indicators import actions
from indicators.pages.addresses import value_address
from tests.indicators import rows
from tests.indicators.tables import tabulated


@pytest.fixture
def stage(db):
    world = rows.world()
    rows.defined(world, "1.4", by=["entity_type"])
    round_ = rows.round_of(world, 2022, [])
    counts = [("focal_point", "yes", 53, 57), ("focal_point", "no", 4, 57)]
    tabulated(world, round_, *counts, ("focal_point", "yes", 28, 30, "fund"))
    actions.compute_round(round=round_)
    actions.publish_release(name="First", by=world.sender)


def page(client, **part: str) -> str:
    answer = client.get(value_address("1.4", 2022, part))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_analyst_opens_the_cells_with_file_sender_and_approval(stage, analyst):
    shown = page(analyst)

    assert "53 ÷ 57 × 100" in shown
    assert "The table of counts behind it" in shown
    for part in (
        "counts.xlsx",
        "sender@example.org",
        "Counts!E2",
        "53 of 57",
        "53/57",
        "Question focal_point",
    ):
        assert part in shown
    assert "28 of 30" not in shown


def test_a_group_opens_to_its_own_cells(stage, analyst):
    shown = page(analyst, entity_type="fund")

    assert "28 of 30" in shown
    assert "53 of 57" not in shown


def test_everybody_else_sees_that_it_is_a_table_and_no_file(stage, nobody, focal_point):
    for client in (nobody, focal_point):
        shown = page(client)
        assert "The number comes out of a table of counts" in shown
        assert "File and cells are open to analysts." in shown
        assert "counts.xlsx" not in shown
        assert "Whose answers stand behind it" not in shown

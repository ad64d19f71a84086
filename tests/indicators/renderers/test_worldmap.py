"""The map that is drawn, and how it was made from the source."""

import csv
from pathlib import Path

import pytest

from indicators.renderers.atlas import converted
from indicators.renderers.worldmap import world

FIXTURES = Path(__file__).parents[3] / "fixtures"
WORLD = Path(__file__).parents[3] / "indicators" / "renderers" / "world.json"


def rows(name: str) -> list[dict]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("countries.csv"), ids=lambda row: row["iso3"])
def test_every_country_has_an_outline_or_a_dot(row):
    assert world().has(row["iso3"])


def test_small_island_developing_states_are_seen():
    sids = {row["iso3"] for row in rows("country_memberships.csv") if row["grouping"] == "sids"}
    sizes = {code: sum(abs(area(ring)) for ring in world().land.get(code, [])) for code in sids}
    assert [code for code, size in sizes.items() if size < 25 and code not in world().dots] == []


def test_everything_lies_on_the_sheet_and_is_small():
    points = [point for rings in world().land.values() for ring in rings for point in ring]
    points += world().dots.values()
    assert all(0 <= x <= world().width and -1 <= y <= world().height + 1 for x, y in points)
    assert WORLD.stat().st_size < 60_000


def test_no_outline_is_drawn_across_the_sheet():
    steps = [
        abs(a[0] - b[0])
        for rings in world().land.values()
        for ring in rings
        for a, b in zip(ring, ring[1:], strict=False)
    ]
    assert max(steps) < 150  # the longest straight piece is the border along 49 degrees north, thinned


def test_areas_of_unsettled_status_belong_to_no_country():
    assert "other" in world().land
    assert not {"ESH", "XKX", "FLK"} & set(world().land)
    assert world().unsettled


def area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2


def square(*arcs: int) -> dict:
    return {"type": "Polygon", "arcs": [list(arcs)]}


def test_neighbours_share_one_line_and_what_is_part_of_a_state_has_none_against_it():
    # two fields side by side, the line between them once; the second and the third are one State
    west = [[0, 0], [-10, 0], [0, 10], [10, 0]]
    line = [[0, 0], [0, 10]]
    east = [[0, 10], [10, 0], [0, -10], [-10, 0]]
    atlas = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [west, line, east],
        "objects": {
            "countries": {
                "geometries": [
                    square(0, ~1) | {"properties": {"a3": "AAA"}},
                    square(1, 2) | {"properties": {"a3": "BBB"}},
                ]
            }
        },
    }
    made = converted(atlas, ["AAA", "BBB"])
    assert made["settled"] == [1]
    assert made["land"]["AAA"] == [[0, ~1]]
    assert made["dots"] == {}
    unknown = converted(atlas, ["AAA"])
    assert set(unknown["land"]) == {"AAA", "other"}

"""From a TopoJSON of countries to `world.json`, the small map that pages draw. PURE.

    python -m indicators.renderers.atlas 50m.json > indicators/renderers/world.json

Runs once for each new source; `fixtures/SOURCES.md` says which. Outlines are laid on a plane where areas keep their
proportions (Equal Earth), thinned, and rounded to whole units of a sheet two thousand wide. Countries share their
arcs, so that neighbours still meet. Nothing is drawn that would take a side: a line that is not settled is listed
apart, to be dotted, and areas whose status is not settled belong to no country.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Final

WIDTH: Final = 2000
CENTRE: Final = 11.5
"""The meridian in the middle: the sheet is cut in the Bering Strait, where it goes through no country."""
NORTH, SOUTH = 83.7, -56.0
TOLERANCE: Final = 1.6
SPECK: Final = 5.0
"""Islands smaller than that many square units are left out where the country has larger land."""
ISLAND_DOT, LAND_DOT = 65.0, 12.0
"""Countries smaller than that are a dot as well: those in the sea sooner, because nothing stands beside them."""

PART_OF: Final = {"CYN": "CYP", "SOL": "SOM", "TWN": "CHN", "HKG": "CHN", "MAC": "CHN"}
"""Shapes of the source that belong to a State of the United Nations' list."""
LEFT_OUT: Final = {"ATA"}
UNSETTLED: Final = frozenset(
    frozenset(pair)
    for pair in (("IND", "PAK"), ("CHN", "IND"), ("KAS", "IND"), ("KAS", "PAK"), ("KAS", "CHN"), ("CHN", "PAK"),
                 ("ESH", "MAR"), ("ESH", "DZA"), ("ESH", "MRT"), ("SRB", "XKX"), ("ALB", "XKX"), ("MKD", "XKX"),
                 ("MNE", "XKX"), ("ISR", "PSE"), ("SDN", "SSD"))
)  # fmt: skip
"""Neighbours between whom a line is not settled; of India and Pakistan only the north."""
KASHMIR: Final = 32.4

Point = tuple[float, float]


def converted(atlas: dict, known: Iterable[str]) -> dict:
    """`world.json` as a dictionary: arcs as runs of differences, countries as rings of arcs, lines, dots."""
    arcs = _degrees(atlas)
    shapes = {
        one["properties"]["a3"]: _rings(one)
        for one in atlas["objects"]["countries"]["geometries"]
        if one["properties"]["a3"] not in LEFT_OUT
    }
    plane = [_on_sheet(arc) for arc in arcs]
    thin = [_thinned(arc) for arc in plane]
    known = set(known)
    land: dict[str, list] = {}
    dots: dict[str, list[float]] = {}
    shared = _shared(shapes)
    for code, rings in shapes.items():
        whose = PART_OF.get(code, code)
        place = whose if whose in known else "other"
        sizes = {at: abs(_area(_joined(thin, ring))) for at, ring in enumerate(rings)}
        kept = [rings[at] for at, size in sizes.items() if size >= SPECK]
        limit = LAND_DOT if any(abs_(arc) in shared for ring in rings for arc in ring) else ISLAND_DOT
        if place != "other" and code == whose and sum(sizes.values()) < limit:
            dots[code] = _middle(
                _joined(plane, max(rings, key=lambda ring: abs(_area(_joined(plane, ring)))))
            )
        land.setdefault(place, []).extend(kept)
    settled, unsettled = _lines(shared, arcs)
    return _written(thin, land, settled, unsettled, dots)


def abs_(arc: int) -> int:
    """The number of an arc whichever way it is followed: TopoJSON writes the way back as ~arc."""
    return ~arc if arc < 0 else arc


def _degrees(atlas: dict) -> list[list[Point]]:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            lon, lat = x * kx + dx, y * ky + dy
            if points:
                lon += 360 * round((points[-1][0] - lon) / 360)  # the source jumps from 180 to -180
            points.append((lon, lat))
        middle = sum(lon for lon, _ in points) / len(points)
        turn = 360 if middle < CENTRE - 180 else -360 if middle > CENTRE + 180 else 0
        arcs.append([(lon + turn, lat) for lon, lat in points])
    return arcs


def _rings(geometry: dict) -> list[list[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _projected(lon: float, lat: float) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018), in radians of the equator."""
    t = asin(sqrt(3) / 2 * sin(radians(lat)))
    t2 = t * t
    t6 = t2**3
    slope = 1.340264 - 3 * 0.081106 * t2 + t6 * (7 * 0.000893 + 9 * 0.003796 * t2)
    x = radians(lon - CENTRE) * cos(t) / (sqrt(3) / 2 * slope)
    return x, t * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))


UNIT = WIDTH / (2 * _projected(CENTRE + 180, 0)[0])
TOP = _projected(CENTRE, NORTH)[1]
HEIGHT = round((TOP - _projected(CENTRE, SOUTH)[1]) * UNIT)


def _on_sheet(arc: Sequence[Point]) -> list[Point]:
    points = (_projected(*point) for point in arc)
    return [(x * UNIT + WIDTH / 2, (TOP - y) * UNIT) for x, y in points]


def _thinned(arc: Sequence[Point]) -> list[Point]:
    """Fewer points, none of the others farther away than the tolerance (Douglas and Peucker); ends stay."""
    keep = {0, len(arc) - 1}
    todo = [(0, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        at = max(range(first + 1, last), key=lambda i: _distance(arc[i], arc[first], arc[last]))
        if _distance(arc[at], arc[first], arc[last]) > TOLERANCE:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [arc[at] for at in sorted(keep)]


def _distance(point: Point, one: Point, other: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, one, other
    length = hypot(bx - ax, by - ay)
    if not length:
        return hypot(px - ax, py - ay)
    along = max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length**2))
    return hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay))


def _joined(arcs: Sequence[Sequence[Point]], ring: Sequence[int]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        line = arcs[abs_(arc)]
        points += (line[::-1] if arc < 0 else line)[1 if points else 0 :]
    return points


def _area(ring: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2


def _middle(ring: Sequence[Point]) -> list[float]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return [round((min(xs) + max(xs)) / 2), round((min(ys) + max(ys)) / 2)]


def _shared(shapes: dict[str, list]) -> dict[int, set[str]]:
    """Arc -> the two shapes that it parts, of arcs between two."""
    whose: dict[int, set[str]] = {}
    for code, rings in shapes.items():
        for arc in {abs_(arc) for ring in rings for arc in ring}:
            whose.setdefault(arc, set()).add(code)
    return {arc: codes for arc, codes in whose.items() if len(codes) == 2}


def _lines(shared: dict[int, set[str]], arcs: Sequence[Sequence[Point]]) -> tuple[list[int], list[int]]:
    """Arcs that part two countries, and those among them where the line is not settled."""
    settled, unsettled = [], []
    for arc, codes in shared.items():
        if len({PART_OF.get(code, code) for code in codes}) == 1:
            continue
        north = max(lat for _, lat in arcs[arc]) > KASHMIR or codes != {"IND", "PAK"}
        (unsettled if frozenset(codes) in UNSETTLED and north else settled).append(arc)
    return settled, unsettled


def _written(thin, land, settled, unsettled, dots) -> dict:
    used = Counter(abs_(arc) for rings in land.values() for ring in rings for arc in ring)
    used.update([*settled, *unsettled])
    number = {arc: at for at, arc in enumerate(sorted(used))}

    def again(arc: int) -> int:
        return ~number[abs_(arc)] if arc < 0 else number[arc]

    return {
        "width": WIDTH,
        "height": HEIGHT,
        "arcs": [_differences(thin[arc]) for arc in sorted(used)],
        "land": {code: [[again(arc) for arc in ring] for ring in land[code]] for code in sorted(land)},
        "settled": [number[arc] for arc in settled],
        "unsettled": [number[arc] for arc in unsettled],
        "dots": dict(sorted(dots.items())),
    }


def _differences(arc: Sequence[Point]) -> list[int]:
    numbers: list[int] = []
    last = (0, 0)
    for x, y in arc:
        here = (round(x), round(y))
        if numbers and here == last:
            continue
        numbers += [here[0] - last[0], here[1] - last[1]]
        last = here
    return numbers


def main(source: str, countries: str = "fixtures/countries.csv") -> None:
    """Writes the map to standard output."""
    lines = Path(countries).read_text(encoding="utf-8").splitlines()[1:]
    atlas = json.loads(Path(source).read_text(encoding="utf-8"))
    known = [line.split(",", 1)[0] for line in lines]
    sys.stdout.write(json.dumps(converted(atlas, known), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

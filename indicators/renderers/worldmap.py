"""Countries on a map: each series is a class of them, named in a key with how many belong to it.

The outlines come from `world.json`, which `atlas.py` made; areas keep their proportions. States too small to be seen
are dots. The map itself is never mirrored, its key is. What has no place on a map is said below it and stands in the
table.
"""

import json
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from indicators.figure import Figure
from indicators.renderers.canvas import Canvas, wrap
from indicators.renderers.keys import key_of
from indicators.renderers.parts import SMALL, Block, fills_of
from indicators.renderers.words import counted, labelled

Point = tuple[float, float]
SMALL_MAP, FINEST = 0.25, 0.7
"""Points of the sheet to a unit of the map below which it is drawn with fewer points, and how close these may lie."""
GROUND, DOT, NOT_SETTLED = "line", 5.2, (1.2, 1.8)


class World(NamedTuple):
    """The map in its own units: rings by country, lines between countries, dots for small States."""

    width: float
    height: float
    land: dict[str, list[list[Point]]]
    settled: list[list[Point]]
    unsettled: list[list[Point]]
    dots: dict[str, Point]

    def has(self, code: str) -> bool:
        """Whether the country can be shown: by its outline or by a dot."""
        return bool(self.land.get(code)) or code in self.dots


@cache
def world() -> World:
    """The map, read once."""
    plain = json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8"))
    arcs = [list(zip(accumulate(arc[::2]), accumulate(arc[1::2]), strict=True)) for arc in plain["arcs"]]
    return World(
        plain["width"],
        plain["height"],
        {code: [_ring(arcs, ring) for ring in rings] for code, rings in plain["land"].items()},
        [arcs[at] for at in plain["settled"]],
        [arcs[at] for at in plain["unsettled"]],
        {code: tuple(place) for code, place in plain["dots"].items()},
    )


def _ring(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        line = arcs[~arc][::-1] if arc < 0 else arcs[arc]
        points += line[1:] if points else line
    return points


def worldmap(figure: Figure, width: float) -> Block:
    """The map, its key, and how many are on no map."""
    inks = fills_of(len(figure.series))
    names = [f"{series.name} ({members(figure, at)})" for at, series in enumerate(figure.series)]
    keys = key_of(names, inks, ["computed"] * len(names), width)
    scale = width / world().width
    height = world().height * scale
    absent = not_on_map(figure)
    below = wrap(absent, width, SMALL) if absent else []

    def draw(canvas: Canvas, top: float) -> None:
        _ground(canvas, figure, top, scale, inks)
        top += height + 12
        keys.draw(canvas, top)
        for at, text in enumerate(below):
            canvas.text(0, top + keys.height + 8 + at * 16, text, SMALL, "ink-2")

    return Block(height + 12 + keys.height + len(below) * 16, draw)


def members(figure: Figure, at: int) -> int:
    """How many countries a class has, those on no map included."""
    return sum(value is not None for value in figure.series[at].values)


def not_on_map(figure: Figure) -> str:
    """How many of the categories no map shows, in words; "" for none."""
    count = sum(place is None or not world().has(place) for place in figure.places)
    return labelled("not_on_map", counted(count, figure.language), figure.language) if count else ""


def _ground(canvas: Canvas, figure: Figure, top: float, scale: float, inks: list[str]) -> None:
    """Everything in a pale ink, then each class in its own, then the lines, then the small States."""
    ink_of = _inks(figure, inks)
    areas: dict[str, list] = {GROUND: []}
    for code, rings in world().land.items():
        areas.setdefault(ink_of.get(code, GROUND), []).extend(rings)
    for ink, rings in areas.items():
        if rings:
            canvas.shape([_scaled(ring, scale) for ring in rings], 0, top, ink)
    canvas.strokes([_scaled(line, scale) for line in world().settled], 0, top, "paper", 0.6)
    canvas.strokes([_scaled(line, scale) for line in world().unsettled], 0, top, "paper", 0.9, NOT_SETTLED)
    for ink in (GROUND, *inks):
        dots = [place for code, place in world().dots.items() if ink_of.get(code, GROUND) == ink]
        canvas.spots(
            [_scaled([dot], scale)[0] for dot in dots], 0, top, ink, DOT if scale > SMALL_MAP else 3.6
        )


def _inks(figure: Figure, inks: list[str]) -> dict[str, str]:
    """Country -> its ink; of a country in two classes the first."""
    found: dict[str, str] = {}
    for series, ink in zip(figure.series, inks, strict=True):
        for place, value in zip(figure.places, series.values, strict=True):
            if place and value is not None:
                found.setdefault(place, ink)
    return found


def _scaled(points: list[Point], scale: float) -> list[Point]:
    """Points on the paper; on a small map those are left out that would lie on the one before."""
    scaled = [(round(x * scale, 1), round(y * scale, 1)) for x, y in points]
    if scale > SMALL_MAP or len(scaled) < 8:
        return scaled
    kept = scaled[:1]
    for point in scaled[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > FINEST:
            kept.append(point)
    return [*kept, scaled[-1]]

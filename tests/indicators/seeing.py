"""How colours look to people who tell fewer of them apart, and how far two of them are from each other.

The matrices are those of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency" (IEEE Transactions on Visualization and Computer Graphics 15(6), 2009) for severity 1.0; they take linear
light. Distances are those of CIE L*a*b* (1976) under D65: about 2 is seen side by side, 10 at a glance.
"""

import math

Colour = tuple[float, float, float]

DEFICIENCIES: dict[str, tuple[Colour, Colour, Colour]] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
_TO_XYZ = ((0.412456, 0.357576, 0.180438), (0.212673, 0.715152, 0.072175), (0.019334, 0.119192, 0.950304))
_WHITE = (0.950470, 1.0, 1.088830)


def linear(colour: str) -> Colour:
    """The light of a colour written #rrggbb, each channel from 0 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def seen(light: Colour, deficiency: str) -> Colour:
    """The light as somebody with this deficiency sees it; "" for nobody's."""
    if not deficiency:
        return light
    return tuple(min(1.0, max(0.0, one)) for one in _times(DEFICIENCIES[deficiency], light))


def lab(light: Colour) -> Colour:
    """CIE L*a*b* of linear light."""
    x, y, z = (_root(one / white) for one, white in zip(_times(_TO_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, deficiency: str = "") -> float:
    """How far two colours are from each other for somebody with this deficiency."""
    return math.dist(*(lab(seen(linear(colour), deficiency)) for colour in (one, other)))


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(matrix: tuple[Colour, Colour, Colour], light: Colour) -> Colour:
    return tuple(sum(factor * channel for factor, channel in zip(row, light, strict=True)) for row in matrix)

"""A sheet to draw on: rectangles, lines and measured text in points, from the top left, mirrored for Arabic.

Charts are laid out here by hand instead of by matplotlib's axes, for three reasons: labels are measured and
wrapped before room is given to the bars, right to left is one flag instead of a second layout, and a small chart
takes a few milliseconds. Coordinates are always those of a left-to-right sheet; the sheet turns them over.

Ink is named by the tokens of the style sheet ("s1", "ink-2"); `svg.py` turns the colours back into the names,
so that a page can recolour a picture, in the dark as well.
"""

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Path_
from matplotlib.text import Text

# The light palette of static/css/sscdash.css; a test compares the two.
INK = {
    "ink": "#16232e",
    "ink-2": "#4a5a67",
    "ink-3": "#5f6e7a",
    "line": "#dde3e8",
    "track": "#eef2f5",
    "paper": "#ffffff",
    "s1": "#00689d",
    "s2": "#b86e00",
    "s3": "#3a692d",
    "s4": "#75307a",
    "s5": "#2492c8",
    "s6": "#6b7a86",
    "t1": "#102f48",
    "t2": "#881f70",
    "t3": "#0e6188",
    "t4": "#9d6509",
    "t5": "#229f35",
    "t6": "#9e8bbd",
    "note": "#fff6e3",
    "note-ink": "#6b4b00",
}
FAMILIES = ["Noto Sans", "Noto Sans Arabic", "Noto Sans SC", "DejaVu Sans"]
FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
REGULAR, STRONG = 400, 600
# Set once for the process and not around each drawing: rcParams are global and requests share threads.
matplotlib.rcParams.update(
    {
        "svg.fonttype": "none",
        "svg.hashsalt": "sscdash",
        "pdf.fonttype": 42,
        "hatch.linewidth": 1.1,
        "text.usetex": False,
        "text.parse_math": False,
        "path.simplify": False,
    }
)
for _file in sorted(FONTS.glob("*.ttf")):
    font_manager.fontManager.addfont(str(_file))
# Two families have no semi-bold here: name the nearest they have, or matplotlib reports every search for it.
for _entry in list(font_manager.fontManager.ttflist):
    _nearest = {"Noto Sans SC": 400, "DejaVu Sans": "bold"}.get(_entry.name)
    if _nearest == _entry.weight or (_nearest == "bold" and _entry.weight == 700):
        font_manager.fontManager.ttflist.append(replace(_entry, weight=STRONG))

_ruler = RendererAgg(1, 1, 72)


@lru_cache(maxsize=256)
def _font(size: float, weight: int) -> FontProperties:
    return FontProperties(family=FAMILIES, size=size, weight=weight)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: int = REGULAR) -> float:
    """Width in points of one line of text, as it will be drawn."""
    return _ruler.get_text_width_height_descent(text, _font(size, weight), ismath=False)[0] if text else 0.0


def wrap(text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """The text in lines no wider than `width`: broken at spaces, and between characters only where a piece
    without a space is too long by itself, as Chinese is."""
    lines, line = [], ""
    for piece in _pieces(text, width, size, weight):
        trial = f"{line}{piece}"
        if line and text_width(trial.rstrip(), size, weight) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line = trial
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


# Characters that Chinese never puts at the start of a line.
NO_START = "，。、；：？！）》」』”’％%"


def _pieces(text: str, width: float, size: float, weight: int) -> list[str]:
    pieces = []
    for chunk in text.split(" "):
        if text_width(chunk, size, weight) <= width:
            pieces.append(chunk + " ")
            continue
        characters = []
        for character in chunk:
            if characters and character in NO_START:
                characters[-1] += character
            else:
                characters.append(character)
        pieces += [*characters[:-1], characters[-1] + " "]
    return pieces


class Canvas:
    """One sheet of `width` x `height` points, with a margin all round that coordinates do not count."""

    def __init__(
        self, width: float, height: float, *, margin: float = 0, mirrored: bool = False, paper: bool = True
    ) -> None:
        self.width, self.height, self.margin, self.mirrored = width, height, margin, mirrored
        size = ((width + 2 * margin) / 72, (height + 2 * margin) / 72)
        self._sheet = Sheet(figsize=size, dpi=72, facecolor=INK["paper"], frameon=paper)

    def _x(self, x: float) -> float:
        return self.margin + (self.width - x if self.mirrored else x)

    def _y(self, y: float) -> float:
        return self.margin + self.height - y

    def _add(self, artist) -> None:
        artist.set_transform(self._points())
        artist.set_zorder(len(self._sheet.get_children()))  # what is drawn later lies on top
        self._sheet.add_artist(artist)

    def _points(self):
        # dpi_scale_trans counts inches; one point is 1/72 of one, at every resolution
        return matplotlib.transforms.Affine2D().scale(1 / 72) + self._sheet.dpi_scale_trans

    def bar(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        ink: str,
        kind: str = "computed",
        hatch: str = "///",
    ) -> None:
        """A bar: solid if computed, hollow if published, hatched if illustrative."""
        left = self._x(x + width if self.mirrored else x)
        solid = kind == "computed"
        inset = 0.0 if solid else 0.7
        patch = Rectangle(
            (left + inset, self._y(y + height) + inset),
            max(width - 2 * inset, 0.1),
            max(height - 2 * inset, 0.1),
            facecolor=INK[ink] if solid else INK["paper"],
            edgecolor="none" if solid else INK[ink],
            linewidth=0 if solid else 1.4,
            hatch=hatch if kind == "illustrative" else None,
        )
        self._add(patch)

    def area(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """A plain area, such as the track behind a share."""
        self.bar(x, y, width, height, ink)

    def line(self, points: list[tuple[float, float]], ink: str, width: float = 1.0, dash: tuple = ()) -> None:
        """A line through the points; `dash` as lengths on and off."""
        xs = [self._x(x) for x, _ in points]
        ys = [self._y(y) for _, y in points]
        line = Line2D(xs, ys, color=INK[ink], linewidth=width, solid_capstyle="butt", solid_joinstyle="round")
        if dash:
            line.set_dashes(dash)
        self._add(line)

    def shape(self, rings: list[list[tuple[float, float]]], left: float, top: float, ink: str) -> None:
        """Areas with holes, such as countries, from the left whatever the reading direction: a map stays a map.

        A thin line of the same ink closes the seams between areas that meet.
        """
        height = self.height + self.margin
        vertices = [(left + self.margin + x, height - top - y) for ring in rings for x, y in [*ring, ring[0]]]
        codes = [
            code
            for ring in rings
            for code in [Path_.MOVETO, *[Path_.LINETO] * (len(ring) - 1), Path_.CLOSEPOLY]
        ]
        self._add(PathPatch(Path_(vertices, codes), facecolor=INK[ink], edgecolor=INK[ink], linewidth=0.3))

    def strokes(
        self,
        lines: list[list[tuple[float, float]]],
        left: float,
        top: float,
        ink: str,
        width: float,
        dash: tuple = (),
    ) -> None:
        """Many lines as one, from the left whatever the reading direction."""
        height = self.height + self.margin
        vertices = [(left + self.margin + x, height - top - y) for line in lines for x, y in line]
        codes = [code for line in lines for code in [Path_.MOVETO, *[Path_.LINETO] * (len(line) - 1)]]
        style = (0, dash) if dash else "solid"
        self._add(
            PathPatch(
                Path_(vertices, codes), facecolor="none", edgecolor=INK[ink], linewidth=width, linestyle=style
            )
        )

    def spots(
        self, places: list[tuple[float, float]], left: float, top: float, ink: str, size: float
    ) -> None:
        """Round spots with a rim of paper, from the left whatever the reading direction."""
        self._add(
            Line2D(
                [left + self.margin + x for x, _ in places],
                [self.height + self.margin - top - y for _, y in places],
                marker="o",
                markersize=size,
                markerfacecolor=INK[ink],
                markeredgecolor=INK["paper"],
                markeredgewidth=0.8,
                linestyle="none",
            )
        )

    def dot(self, x: float, y: float, ink: str, *, hollow: bool, size: float = 7.5) -> None:
        """A point of a line: filled if computed, hollow if not."""
        fill = INK["paper"] if hollow else INK[ink]
        self._add(
            Line2D(
                [self._x(x)],
                [self._y(y)],
                marker="o",
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor=INK[ink],
                markeredgewidth=1.6,
                linestyle="none",
            )
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 13,
        ink: str = "ink",
        *,
        weight: int = REGULAR,
        anchor: str = "start",
    ) -> float:
        """One line with its baseline at y; `anchor` is start, middle or end in reading direction.

        Returns the width it takes.
        """
        if not text:
            return 0.0
        side = {"start": "left", "middle": "center", "end": "right"}[anchor]
        if self.mirrored:
            side = {"left": "right", "right": "left"}.get(side, side)
            text = f"\u2067{text}\u2069"
        artist = Text(
            self._x(x),
            self._y(y),
            text,
            color=INK[ink],
            ha=side,
            va="baseline",
            fontproperties=_font(size, weight),
            parse_math=False,
        )
        self._add(artist)
        return text_width(text, size, weight)

    def svg(self) -> bytes:
        """The sheet as matplotlib writes it; `svg.py` makes it fit for a page."""
        out = BytesIO()
        FigureCanvasSVG(self._sheet).print_svg(
            out, metadata={"Date": None, "Creator": None, "Type": None, "Format": None}
        )
        return out.getvalue()

    def png(self, scale: float) -> bytes:
        """The sheet as PNG with `scale` pixels to a point."""
        self._sheet.set_dpi(72 * scale)
        out = BytesIO()
        FigureCanvasAgg(self._sheet).print_png(out, metadata={"Software": None})
        return out.getvalue()

    def pdf(self) -> bytes:
        """The sheet as PDF whose text stays text."""
        out = BytesIO()
        FigureCanvasPdf(self._sheet).print_pdf(
            out, metadata={"CreationDate": None, "Producer": None, "Creator": None}
        )
        return out.getvalue()

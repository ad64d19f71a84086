"""Every kind of chart in every language beside the approved picture of it.

    make look              writes var/look/index.html: approved, new and difference side by side; names what differs
    make look APPROVE=1    approves the new pictures; the diff of `tests/look/` is what a reviewer reads

The pictures are our own SVG, compared as text: everything but the numbers has to be equal, numbers may differ by a
point and a half, because two versions of the font library measure text a little differently. A few are compared as
pixels as well, so that what no text shows (hatching, holes, what covers what) is seen.
"""

import re
import sys
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from indicators.figure import LANGUAGES
from indicators.renderers import image
from tests.indicators import figures, look_words

APPROVED = Path(__file__).parent / "look"
WRITTEN = Path(__file__).parent.parent / "var" / "look"
CASES = {
    make.__name__: make
    for make in (
        figures.published_shares,
        figures.illustrative_line,
        figures.computed_counts,
        figures.columns,
        figures.table,
        *figures.NEW,
    )
}
NARROW = ("en", "ar")
"""Languages that are looked at on a phone as well."""
PIXELS = ("illustrative_line", "published_shares", "stacked", "worldmap")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
FURTHEST, DARKEST = 1.5, 4.0
"""How far a number may lie from the approved one; how much a pixel may differ on average, of 255."""


def drawn() -> Iterator[tuple[str, str]]:
    """(name, SVG) of every case."""
    for name, make in CASES.items():
        for language in LANGUAGES:
            figure = look_words.in_language(make(), language)
            yield f"{name}-{language}", _lines(image.svg(figure, for_page=False))
            if language in NARROW:
                narrow = image.svg(figure, for_page=True, width=image.NARROW)
                yield f"{name}-{language}-narrow", _lines(narrow)


def pixels(name: str) -> bytes:
    """A case in English as a small PNG."""
    return image.png(CASES[name](), scale=0.75)


def differs(approved: str, new: str) -> str:
    """What is different in words; "" where the two look the same."""
    if NUMBER.sub("#", approved) != NUMBER.sub("#", new):
        return "other parts or other words"
    pairs = zip(NUMBER.findall(approved), NUMBER.findall(new), strict=True)
    furthest = max((abs(float(one) - float(other)) for one, other in pairs), default=0)
    return f"something moved by {furthest:.1f} points" if furthest > FURTHEST else ""


def darkness(approved: bytes, new: bytes) -> float:
    """How much two pictures differ on average, of 255; all of it where they are not of one size."""
    one, other = (Image.open(BytesIO(each)).convert("L") for each in (approved, new))
    if any(abs(a - b) > 2 for a, b in zip(one.size, other.size, strict=True)):
        return 255.0
    return ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean[0]


def _lines(svg: str) -> str:
    """One element a line, so that a diff shows which one changed; ids are named after the picture and not its hash."""
    return re.sub(r"c[0-9a-f]{8}-(\d+)-", r"c-\1-", svg).replace("><", ">\n<") + "\n"


def compared() -> list[tuple[str, str, str, str]]:
    """(name, approved, new, what is different) of every picture; what only one side has differs."""
    found = []
    left = {path.stem for path in APPROVED.glob("*.svg")}
    for name, new in drawn():
        path = APPROVED / f"{name}.svg"
        approved = path.read_text(encoding="utf-8") if path.exists() else ""
        found.append((name, approved, new, differs(approved, new) if approved else "not approved yet"))
        left.discard(name)
    return found + [(name, "", "", "no longer drawn") for name in sorted(left)]


def approve() -> None:
    """The pictures of now become the approved ones."""
    APPROVED.mkdir(exist_ok=True)
    for path in APPROVED.glob("*.*g"):
        path.unlink()
    for name, new in drawn():
        (APPROVED / f"{name}.svg").write_text(new, encoding="utf-8")
    for name in PIXELS:
        (APPROVED / f"{name}.png").write_bytes(pixels(name))


def write() -> list[str]:
    """The page with everything side by side, what differs first; the names of what differs."""
    WRITTEN.mkdir(parents=True, exist_ok=True)
    found = sorted(compared(), key=lambda one: (not one[3], one[0]))
    rows = "".join(
        f"<tr><th>{escape(name)}<br><small>{escape(why)}</small></th><td>{approved}</td><td>{new}</td>"
        f'<td class="over"><div>{_again(approved, "a")}</div><div>{_again(new, "n")}</div></td></tr>'
        for name, approved, new, why in found
    )
    (WRITTEN / "index.html").write_text(PAGE.replace("ROWS", rows), encoding="utf-8")
    return [f"{name}: {why}" for name, _approved, _new, why in found if why]


def _again(svg: str, prefix: str) -> str:
    """The same picture a second time on the page, with ids of its own."""
    return svg.replace('"c-', f'"{prefix}-').replace("#c-", f"#{prefix}-")


PAGE = """<!doctype html><meta charset="utf-8"><title>Look</title>
<style>body{font:14px system-ui;margin:16px}td,th{vertical-align:top;padding:8px;border-top:1px solid #ccc;text-align:start}
svg{max-width:30vw;height:auto;background:#fff}.over{position:relative;isolation:isolate;background:#fff}
.over div+div{position:absolute;inset:8px;mix-blend-mode:difference}.over svg{width:30vw}</style>
<table><tr><th></th><th>Approved</th><th>New</th><th>Difference (black: none)</th></tr>ROWS</table>
"""


if __name__ == "__main__":
    if "--approve" in sys.argv:
        approve()
    different = write()
    sys.stdout.write("".join(f"{line}\n" for line in different) or "Everything looks as approved.\n")
    sys.stdout.write(f"{WRITTEN / 'index.html'}\n")

"""Figures as parts of a page and as files. What is drawn is kept under the figure's hash: it never changes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.core.cache import cache

from indicators import figure as figures
from indicators.figure import Figure
from indicators.renderers import csv_table, image, page, workbook


def _drawing() -> str:
    """A hash of the renderers as they stand: what an older version of them kept is drawn anew."""
    sources = [Path(figures.__file__), *sorted(Path(page.__file__).parent.rglob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


DRAWING = _drawing()

FILES = {
    "svg": ("image/svg+xml", lambda figure: image.svg(figure, for_page=False).encode()),
    "png": ("image/png", image.png),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.xlsx),
    "csv": ("text/csv; charset=utf-8", csv_table.csv_bytes),
}


def parts_of(figure: Figure, *, key: str) -> Mapping:
    """What `_figure.html` shows of a figure; `key` is its id on the page. Drawn once per figure and key."""
    return _kept(figure, f"parts-{key}", lambda: page.figure_parts(figure, key=key))


def file_of(figure: Figure, format_: str) -> tuple[str, bytes]:
    """Content type and bytes of the figure as a file. KeyError for a format that is not in FILES."""
    content_type, write = FILES[format_]
    return content_type, _kept(figure, format_, lambda: write(figure))


def _kept(figure: Figure, what: str, make):
    return cache.get_or_set(f"figure-{DRAWING}-{figure.content_hash()}-{what}", make)

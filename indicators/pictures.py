"""Figures as parts of a page and as files. What is drawn is kept under the figure's hash: it never changes."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import get_language

from indicators import figure as figures
from indicators.figure import Figure
from indicators.page_store import name_of
from indicators.program import program_hash
from indicators.renderers import csv_table, image, page, workbook
from surveys.content_types import XLSX


def _drawing() -> str:
    """A hash of the renderers as they stand: what an older version of them kept is drawn anew."""
    sources = [Path(figures.__file__), *sorted(Path(page.__file__).parent.rglob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


DRAWING = _drawing()

FILES = {
    "svg": ("image/svg+xml", lambda figure: image.svg(figure, for_page=False).encode()),
    "png": ("image/png", image.png),
    "xlsx": (XLSX, workbook.xlsx),
    "csv": ("text/csv; charset=utf-8", csv_table.csv_bytes),
}


def parts_of(figure: Figure, *, key: str) -> Mapping:
    """What `_figure.html` shows of a figure; `key` is its id on the page. Drawn once per figure and key."""
    return _kept(figure, f"parts-{key}", lambda: page.figure_parts(figure, key=key))


def html_of(figure: Figure, *, key: str, opened: bool, around: Callable[[], dict]) -> str:
    """The figure as `_figure.html` shows it, its table open or closed. Made once per program, figure and these.

    `around` gives what else the template takes, and is asked only then: it has to follow from the figure's own address.
    """
    what = name_of(program_hash(), get_language(), key, opened)

    def make() -> str:
        return render_to_string("_figure.html", {"f": parts_of(figure, key=key), "open": opened, **around()})

    return _kept(figure, f"html-{what}", make)


def file_of(figure: Figure, format_: str) -> tuple[str, bytes]:
    """Content type and bytes of the figure as a file. KeyError for a format that is not in FILES."""
    content_type, write = FILES[format_]
    return content_type, _kept(figure, format_, lambda: write(figure))


def _kept(figure: Figure, what: str, make):
    return cache.get_or_set(f"figure-{DRAWING}-{figure.content_hash()}-{what}", make)

"""Cells of the workbook to fill in: how they look, how high their rows are, what they let through. PURE."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Final

from surveys.questionnaires import Item
from surveys.wording import RIGHT_TO_LEFT

WIDTHS: Final = {
    "number": 6,
    "code": 24,
    "question": 58,
    "answer": 26,
    "unit": 18,
    "help": 46,
    "previous": 26,
}
COVER_WIDTH: Final = 90
ACCENT: Final = "#009EDB"
LINE_HEIGHT: Final = 13
BOLD_IS_WIDER: Final = 1.15
_LONGEST: Final = WIDTHS | {"cover": COVER_WIDTH}
_BASE: Final = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_BOXED: Final = _BASE | {"text_wrap": True, "border": 1, "border_color": "#C8CDD2"}
_ANSWER: Final = _BOXED | {"bg_color": "#FFF8DC", "locked": False}
_STYLES: Final = {
    "plain": _BASE,
    "wrapped": _BASE | {"text_wrap": True},
    "label": _BASE | {"bold": True},
    "title": _BASE | {"bold": True, "font_size": 14, "font_color": "#00689A"},
    "notice": _BASE | {"text_wrap": True, "bold": True, "bg_color": "#E6F5FB", "border": 1},
    "heading": _BOXED | {"bold": True, "bg_color": ACCENT, "font_color": "#FFFFFF"},
    "section": _BOXED | {"bold": True, "bg_color": "#E6F5FB"},
    "locked": _BOXED,
    "code": _BOXED | {"font_color": "#6B7780", "font_size": 9},
    "help": _BOXED | {"font_color": "#4A5560", "font_size": 9},
    "answer": _ANSWER,
    "date": _ANSWER | {"num_format": "yyyy-mm-dd"},
}


def styles(language: str) -> dict[str, dict]:
    """The formats of a workbook in this language, by name.

    What we write reads in the direction of the language, also a line that begins with a number; what is typed into
    an answer reads in the direction of its own letters.
    """
    reading = {"reading_order": 2 if language in RIGHT_TO_LEFT else 1}
    typed = {"answer", "date"}
    return {name: style if name in typed else style | reading for name, style in _STYLES.items()}


def row_height(texts: Mapping[str, str], *, bold: bool = False) -> float:
    """The height of a row, in points, in which these texts are read in full: not all programs work it out."""
    wider = BOLD_IS_WIDER if bold else 1
    lines = max(math.ceil(wider * _width(text) / _LONGEST[column]) for column, text in texts.items())
    return LINE_HEIGHT * max(lines, 1) + 4


def _width(text: str) -> float:
    """The width of a text in columns' units: a Chinese letter takes two."""
    return 0.98 * sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def number_test(item: Item, cell: str) -> str:
    """The condition on a number in a cell, as a formula: no more than what checking accepts."""
    question = item.question
    if item.kind == "date":
        dates = {">=": question.minimum, "<=": question.maximum}
        tests = [f'{cell}{sign}DATEVALUE("{date}")' for sign, date in dates.items() if date]
        return f"AND({','.join([f'{cell}>0', *tests])})"
    tests = [
        f"{cell}{sign}{limit}"
        for sign, limit in ((">=", question.minimum), ("<=", question.maximum))
        if limit is not None
    ]
    if item.kind == "whole_number":
        tests.append(f"{cell}=INT({cell})")
    return f"AND({','.join(tests)})"

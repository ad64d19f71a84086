"""Cells that hold a count: 53/57, 53 of 57, 93% (53/57), 53/57 (93%), 93%. PURE."""

import re
from typing import Final

from surveys.spreadsheets import NumberCell

_NUMBER: Final = r"\d(?:[\d.,٫٬'’\u00a0\u2007\u2009\u202f ]*\d)?"
_SIGN: Final = r"(?:%|％|٪|per ?cent|pct\.?)"
_OF: Final = r"(?:/|∕|／|out of|of|sur|из|de|من|中的)"
_PAIR: Final = rf"(?P<k>{_NUMBER})\s*{_OF}\s*(?P<n>{_NUMBER})"
_PERCENT: Final = rf"(?P<percent>{_NUMBER})\s*{_SIGN}"
_OPEN, _CLOSE = r"[(（\[]", r"[)）\]]"
FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _PAIR,
        rf"{_PERCENT}\s*[,;:–-]?\s*{_OPEN}?\s*{_PAIR}\s*{_CLOSE}?",
        rf"{_PAIR}\s*[,;:–-]?\s*{_OPEN}?\s*{_PERCENT}\s*{_CLOSE}?",
        _PERCENT,
        rf"(?P<k>{_NUMBER})\s*{_OPEN}\s*{_PERCENT}\s*{_CLOSE}",
        rf"{_PERCENT}\s*{_OPEN}\s*(?P<k>{_NUMBER})\s*{_CLOSE}",
    )
)


def split_count(text: str) -> tuple[str, str, str]:
    """k, n and per cent as far as a cell holds them, each as text; a text of no such form is k as it stands.

    A number cell between 0 and 1 is a percentage that the spreadsheet shows with its sign.
    """
    bare = text.strip()
    if isinstance(text, NumberCell):
        number = float(text)
        return ("", "", f"{round(number * 100, 10):g}") if 0 < number < 1 else (text, "", "")
    for form in FORMS:
        if found := form.fullmatch(bare):
            parts = found.groupdict()
            return parts.get("k") or "", parts.get("n") or "", parts.get("percent") or ""
    return bare, "", ""


def holds_a_pair(text: str) -> bool:
    """Whether a cell says k of n, or a percentage with its sign: a plain number or a text does not."""
    k, n, percent = split_count(text)
    return not isinstance(text, NumberCell) and bool((k and n) or percent)

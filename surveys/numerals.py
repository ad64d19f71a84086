"""Numbers as people write them in six languages. PURE.

Accepted: thousands set apart by a space of any width, an apostrophe, a comma or a point in whole groups of
three; a decimal comma or point; Arabic-Indic, Persian and full-width digits. "1,448" alone is one thousand
four hundred and forty-eight in one country and less than two in another: it is ambiguous, and nobody guesses.
"""

import re
from typing import Final, NamedTuple

from surveys.spreadsheets import NumberCell

DECIMAL_MARKS: Final = (".", ",")
_DIGITS: Final = {
    ord(first) + digit: str(digit) for first in ("\u0660", "\u06f0", "\uff10") for digit in range(10)
}
_SIGNS: Final = {"，": ",", "．": ".", "−": "-", "－": "-", "–": "-", "﹣": "-", "＋": "+"}
_TRANSLATION: Final = _DIGITS | {ord(sign): ascii_sign for sign, ascii_sign in _SIGNS.items()}
ARABIC_DECIMAL: Final = "\u066b"
_GROUPS: Final = re.compile(
    r"(\d{1,3})(?P<separator>[ \u00a0\u2007\u2009\u202f'’\u066c])\d{3}(?:(?P=separator)\d{3})*([.,\u066b]\d+)?"
)
_EXPONENT: Final = re.compile(r"\d+(\.\d+)?[eE][+-]?\d{1,3}")
_POINT_DECIMAL: Final = re.compile(r"\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}")
_COMMA_DECIMAL: Final = re.compile(r"\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}")
_ONE_MARK: Final = re.compile(r"(\d*)([.,\u066b])(\d+)")
_AMBIGUOUS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class Reading(NamedTuple):
    """What a text says as a number: the number, or the two things it may say, or neither."""

    number: float | None
    ambiguous: tuple[float, float] | None = None


def read_number(text: str, *, decimal_mark: str = "") -> Reading:
    """Read a text that is nothing but a number.

    `decimal_mark` ("," or ".") is what the sender's language is known to use; it settles what would be
    ambiguous. A NumberCell is never ambiguous.
    """
    if text.isascii() and text.isdigit():
        return Reading(float(text))
    if isinstance(text, NumberCell):
        return Reading(float(text))
    body = text.translate(_TRANSLATION).strip()
    sign = -1.0 if body.startswith("-") else 1.0
    body = body.lstrip("+-").strip() if body[:1] in {"+", "-"} and body[1:2] not in {"+", "-"} else body
    number, other = _unsigned(body, decimal_mark)
    if number is None:
        return Reading(None)
    return Reading(sign * number) if other is None else Reading(None, (sign * number, sign * other))


def _unsigned(body: str, decimal_mark: str) -> tuple[float | None, float | None]:
    """The number, and a second one that it may be as well."""
    if body.isdecimal() or _EXPONENT.fullmatch(body):
        number = float(body)
        return (number, None) if number < float("inf") else (None, None)
    groups = _GROUPS.fullmatch(body)
    if groups:
        body = body.replace(groups["separator"], "").replace(",", ".").replace(ARABIC_DECIMAL, ".")
        return float(body), None
    if _POINT_DECIMAL.fullmatch(body):
        return float(body.replace(",", "")), None
    if _COMMA_DECIMAL.fullmatch(body):
        return float(body.replace(".", "").replace(",", ".")), None
    one = _ONE_MARK.fullmatch(body)
    if not one:
        return None, None
    decimal = float(f"{one[1] or 0}.{one[3]}")
    if not _AMBIGUOUS.fullmatch(body):
        return decimal, None
    thousands = float(one[1] + one[3])
    if decimal_mark:
        return (decimal if one[2] == decimal_mark else thousands), None
    return thousands, decimal

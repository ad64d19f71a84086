"""Numbers as the six languages of the United Nations write them.

Not the habits of an operating system: Spanish groups by a space (1 448, never 1.448), digits are 0-9 in every
language, Arabic included, so that a figure never mixes two sets of digits.
"""

from decimal import ROUND_HALF_UP, Decimal

NARROW_SPACE = "\u202f"
GROUP = {"en": ",", "zh": ",", "ar": ",", "fr": NARROW_SPACE, "ru": NARROW_SPACE, "es": NARROW_SPACE}
MARK = {"en": ".", "zh": ".", "ar": ".", "fr": ",", "ru": ",", "es": ","}
PERCENT = {
    "en": "%",
    "zh": "%",
    "ar": "%",
    "fr": f"{NARROW_SPACE}%",
    "ru": f"{NARROW_SPACE}%",
    "es": f"{NARROW_SPACE}%",
}


def number(value: float, language: str, decimals: int = 0) -> str:
    """1448 -> "1,448" in English, "1 448" with a narrow no-break space in French; halves are rounded up."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    whole, _, part = f"{abs(rounded):,f}".partition(".")
    text = whole.replace(",", GROUP[language]) + (MARK[language] + part if part else "")
    return f"\u2212{text}" if rounded < 0 else text

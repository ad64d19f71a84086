"""PostgreSQL's COPY text format: tabs between fields, \\N for null, backslashes before specials. PURE.

A NUL character is dropped: PostgreSQL's text cannot hold it.
"""

from typing import Final

from surveys.coercion import number_text

NULL: Final = "\\N"

_ESCAPES: Final = str.maketrans(
    {
        "\\": "\\\\",
        "\t": "\\t",
        "\n": "\\n",
        "\r": "\\r",
        "\b": "\\b",
        "\f": "\\f",
        "\v": "\\v",
        "\0": "",
    }
)


def copied_text(text: str | None) -> str:
    """A text as COPY wants it."""
    if text is None:
        return NULL
    return text if text.isalnum() else text.translate(_ESCAPES)


def copied_number(number: float | None) -> str:
    """A number as COPY wants it: a point, no exponent that is not needed, no ".0" at whole ones."""
    return NULL if number is None else number_text(number)

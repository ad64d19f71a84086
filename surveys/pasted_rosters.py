"""Who is meant by lines that somebody pastes to put respondents on a roster. PURE.

A line holds one respondent, several between commas or semicolons, or a row of a spreadsheet, of which the first cell that
names somebody counts.
"""

import re
from typing import NamedTuple

from surveys.respondent_names import RespondentNames


class Unknown(NamedTuple):
    """What names nobody who can be invited: its line as people count them, and the code most like it or ""."""

    line: int
    text: str
    near: str


def read_pasted(text: str, names: RespondentNames) -> tuple[list[str], list[Unknown]]:
    """The codes of those named, each once, and everything that names nobody."""
    codes: dict[str, None] = {}
    unknown = []
    for number, line in enumerate(text.splitlines(), start=1):
        for part in _parts(line, names):
            if code := _code(part, names):
                codes[code] = None
            else:
                unknown.append(Unknown(number, " ".join(part.split()), names.nearest(part)))
    return list(codes), unknown


def _parts(line: str, names: RespondentNames) -> list[str]:
    """The texts of a line that name somebody each: the whole of it where it does, for names have commas too."""
    if not line.strip():
        return []
    if "\t" in line or _code(line, names):
        return [line]
    return [part for part in re.split("[,;،；，、]", line) if part.strip()]


def _code(part: str, names: RespondentNames) -> str:
    return next((code for cell in part.split("\t") if (code := names.code_of(cell.strip()))), "")

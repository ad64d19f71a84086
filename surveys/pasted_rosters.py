"""Who is meant by lines that somebody pastes to put respondents on a roster. PURE.

A line holds one respondent, several between commas or semicolons, or a row of a spreadsheet, of which the first cell that
names somebody counts. A line with an e-mail address is about one respondent, whose contact address it is.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from surveys.contact_cells import ADDRESS
from surveys.respondent_names import RespondentNames

BETWEEN = re.compile("[\t,;،；，、]")
ONE_EACH = "one_each"
"""Why a line cannot be read: it holds an address, and more than one of them or more than one respondent."""


class Unknown(NamedTuple):
    """What names nobody who can be invited: its line as people count them, and the code most like it or "".

    `why` is "" for that, or ONE_EACH.
    """

    line: int
    text: str
    near: str
    why: str = ""


@dataclass
class Pasted:
    """The codes of those named, each once, the contact addresses of some of them, and everything that names nobody."""

    codes: list[str] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)


def read_pasted(text: str, names: RespondentNames) -> Pasted:
    """What the lines say."""
    found = Pasted()
    for number, line in enumerate(text.splitlines(), start=1):
        addresses = [match[0] for match in ADDRESS.finditer(line)]
        if addresses:
            _with_address(found, number, line, addresses, names)
            continue
        for part in _parts(line, names):
            if code := _code(part.split("\t"), names):
                found.codes.append(code)
            else:
                found.unknown.append(Unknown(number, " ".join(part.split()), names.nearest(part)))
    found.codes = list(dict.fromkeys(found.codes))
    return found


def _with_address(
    found: Pasted, number: int, line: str, addresses: list[str], names: RespondentNames
) -> None:
    cells = BETWEEN.split(ADDRESS.sub("", line))
    whole = " ".join(line.split())
    code = _code([ADDRESS.sub("", line).strip(" \t,;،；，、<>"), *cells], names)
    if not code:
        found.unknown.append(Unknown(number, whole, names.nearest(cells[0])))
        return
    several = {other for cell in cells if (other := names.code_of(cell.strip()))} - {code}
    earlier = found.addresses.get(code, addresses[0])
    if len(set(addresses)) > 1 or several or earlier != addresses[0]:
        found.unknown.append(Unknown(number, whole, "", ONE_EACH))
        return
    found.codes.append(code)
    found.addresses[code] = addresses[0]


def _parts(line: str, names: RespondentNames) -> list[str]:
    """The texts of a line that name somebody each: the whole of it where it does, for names have commas too."""
    if not line.strip():
        return []
    if "\t" in line or names.code_of(line.strip()):
        return [line]
    return [part for part in BETWEEN.split(line) if part.strip()]


def _code(cells: list[str], names: RespondentNames) -> str:
    return next((code for cell in cells if (code := names.code_of(cell.strip()))), "")

"""An XLSForm as pyxform understands it, over sheets that our own reader has read. PURE.

pyxform is what ODK, Kobo and others make their forms with: it knows the other names of types and headings, what belongs
into which group, and what a form may not say. It opens no file here: it is given the cells of the sheets that it knows.

Two things are kept from it. It makes straight quotes out of curly ones, which conditions need and wordings must not
suffer; so those of wordings pass as characters of private use. And each row carries its number in a column of ours, so
that whatever is said of it later can say where it stands; what pyxform adds by itself has none.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyxform.builder import create_survey_element_from_dict
from pyxform.constants import SUPPORTED_SHEET_NAMES
from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import DefinitionData

from surveys.declarations import DeclarationError
from surveys.spreadsheets import Workbook
from surveys.xlsform_cells import OWN_COLUMN, form_sheets

ROW: Final = "sscdash_row"
NUMBERED: Final = frozenset({"survey", "choices"})
OF_WORDS: Final = frozenset({"label", "caption", "hint", "form_title", "set_form_title", "title", OWN_COLUMN})
AS_THEY_ARE: Final = {"clean_text_values": "no"}
QUOTES: Final = {0x2018: "\ue018", 0x2019: "\ue019", 0x201C: "\ue01c", 0x201D: "\ue01d"}
QUOTES_BACK: Final = {ord(shield): chr(quote) for quote, shield in QUOTES.items()}
PLACE: Final = re.compile(r"\[row : (\d+)\]\s*")

Element = dict[str, Any]


@dataclass(frozen=True)
class Tree:
    """The form (pyxform's JSON: settings, and elements under "children"), and what pyxform warns of: (row, sentence)."""

    form: Element
    warnings: tuple[tuple[int, str], ...]


def understand(workbook: Workbook, *, survey: str, file: str) -> Tree:
    """The form of a workbook. Raises DeclarationError with the row as the line, where no tool would take it."""
    sheets = form_sheets(workbook)
    data: dict[str, Any] = {"sheet_names": list(sheets)}
    for name in SUPPORTED_SHEET_NAMES & sheets.keys():
        data |= _table(name, sheets[name], file)
    settings = [row for row in data.get("settings") or [{}] if row] or [{}]
    data["settings"] = [AS_THEY_ARE | settings[0]]
    data["settings_header"] = [dict.fromkeys([*(data.get("settings_header") or [{}])[0], *AS_THEY_ARE])]
    warnings: list[str] = []
    form: Element = {}
    try:
        form = workbook_to_json(
            DefinitionData(**data), form_name="data", fallback_form_name=survey, warnings=warnings
        )
        told = json.dumps(form, ensure_ascii=False)
        create_survey_element_from_dict(form).xml()
    except PyXFormError as error:
        row, sentence = _placed(str(error))
        row = row or next((row_of(each) for each in _elements(form) if _is_named(each, sentence)), 0)
        raise DeclarationError(sentence, file=file, line=row or None) from error
    return Tree(
        json.loads(told.translate(QUOTES_BACK)), tuple(dict.fromkeys(_placed(each) for each in warnings))
    )


def row_of(element: Element) -> int:
    """The number of the row in its sheet; 0 for what pyxform added."""
    return int(element.get(ROW, 0))


def _elements(group: Element) -> Iterator[Element]:
    for each in group.get("children", []):
        yield each
        yield from _elements(each)


def _is_named(element: Element, sentence: str) -> bool:
    """Whether a sentence that names no row is about this element: pyxform puts names and types into quotes."""
    return f"'{element['name']}'" in sentence or f"type '{element['type']}'" in sentence


def _table(name: str, rows: Sequence[Sequence[str]], file: str) -> dict[str, Any]:
    """The rows below the headings as pyxform wants them: the second row of a sheet first, the empty ones too."""
    start = next((at for at, cells in enumerate(rows) if any(cell.strip() for cell in cells)), None)
    if start is None:
        return {}
    headings = [" ".join(cell.split()) for cell in rows[start]]
    if twice := [heading for heading in dict.fromkeys(headings) if heading and headings.count(heading) > 1]:
        raise DeclarationError(f"the heading “{twice[0]}” stands twice", file=file, path=name, line=start + 1)
    found: list[dict[str, str]] = [{} for _ in range(start)]
    for number, cells in enumerate(rows[start + 1 :], start=start + 2):
        pairs = zip(headings, cells, strict=False)
        row = {key: _cell(key, cell) for key, cell in pairs if key and cell.strip()}
        found.append({**row, ROW: str(number)} if row and name in NUMBERED else row)
    known = dict.fromkeys(filter(None, [*headings, ROW if name in NUMBERED else ""]))
    return {name: found, f"{name}_header": [known]}


def _cell(heading: str, cell: str) -> str:
    """Wordings as they are, all else without needless blanks."""
    words = heading.replace("::", ":").partition(":")[0].strip().casefold().replace(" ", "_") in OF_WORDS
    return cell.strip().translate(QUOTES) if words else " ".join(cell.split())


def _placed(said: str) -> tuple[int, str]:
    """What pyxform says, with the row that it names taken out of the sentence; 0 where it names none."""
    place = PLACE.search(said)
    return int(place[1]) if place else 0, " ".join(PLACE.sub("", said).split())

"""What the reader and the writer of XLSForms share: headings, languages, names. PURE.

XLSForm knows no absences in words, no currency, no comparison between rounds. What it cannot say stands as JSON
in a column of ours, `sscdash`, which other tools pass over.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from surveys.questions import CODE
from surveys.spreadsheets import Workbook

OWN_COLUMN: Final = "sscdash"
LANGUAGE_NAMES: Final = {
    "ar": "Arabic",
    "zh": "Chinese",
    "en": "English",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
}
_OTHER_NAMES: Final = {
    "العربية": "ar", "中文": "zh", "français": "fr", "русский": "ru", "español": "es", "zh-hans": "zh",
    "chinese (simplified)": "zh", "mandarin": "zh", "anglais": "en", "inglés": "en",
}  # fmt: skip
LONGEST_CODE: Final = 40


def form_sheets(workbook: Workbook) -> dict[str, Sequence[Sequence[str]]]:
    """Name in small letters -> rows. In a text table each sheet begins with its name in the first column."""
    if workbook.kind != "csv":
        return {sheet.name.lower(): sheet.rows for sheet in workbook.sheets}
    found: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for number, (first, *cells) in enumerate(row or [""] for row in workbook.sheets[0].rows):
        if first.strip():
            # Rows keep their numbers in the file.
            rows = found.setdefault(first.strip().lower(), [[] for _ in range(number)])
        if rows is not None:
            rows.append(cells)
    return found


def heading(name: str, language: str) -> str:
    """The heading of a column of words: "label::French (fr)"."""
    return f"{name}::{LANGUAGE_NAMES[language]} ({language})"


def language_of(said: str) -> str | None:
    """The key of a language as a heading names it: "French (fr)", "fr", "french"; None for one of no use here."""
    said = said.strip().casefold()
    in_brackets = re.search(r"\(([a-z]{2})(?:[-_][a-z]+)?\)\s*$", said)
    if in_brackets:
        return in_brackets[1] if in_brackets[1] in LANGUAGE_NAMES else None
    if said in LANGUAGE_NAMES:
        return said
    names = {name.casefold(): key for key, name in LANGUAGE_NAMES.items()} | _OTHER_NAMES
    return names.get(said)


def code_of(name: str, taken: Mapping[str, Any] | set[str], *, start: str = "q") -> str:
    """A code of ours for a name of theirs, that is not taken yet."""
    code = name if CODE.fullmatch(name) else re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    if not code or not code[0].isalpha():
        code = f"{start}_{code}".rstrip("_")
    code, number, fresh = code[:LONGEST_CODE], 1, code[:LONGEST_CODE]
    while fresh in taken:
        number += 1
        end = f"_{number}"
        fresh = code[: LONGEST_CODE - len(end)] + end
    return fresh


def own_words(content: Mapping[str, Any]) -> str:
    """What only we know, for the column of ours; "" for nothing."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True) if content else ""


def read_own_words(text: str) -> dict[str, Any]:
    """The same back; what somebody broke counts as nothing."""
    try:
        content = json.loads(text) if text.strip() else {}
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}

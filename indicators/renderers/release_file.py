"""What a release holds as one file: JSON with everything its values are read by, or CSV with the values. PURE."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

COLUMNS = (
    *(
        "indicator",
        "title",
        "definition_version",
        "survey",
        "year",
        "breakdown",
        "unit",
        "value",
        "numerator",
    ),
    *("denominator", "invited", "answered", "exclusions", "state", "reason", "illustrative", "release"),
)
"""Columns of the CSV, which are also the keys of a value in the JSON."""


def as_json(release: Mapping[str, Any], values: Iterable[Mapping[str, Any]], frozen: Mapping) -> bytes:
    """{"release": …, "values": […], "frozen": {…}} with sorted keys: equal content gives equal bytes."""
    content = {"release": release, "values": list(values), "frozen": frozen}
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def as_csv(values: Iterable[Mapping[str, Any]]) -> bytes:
    """One row per value, UTF-8 with a byte order mark so that spreadsheets read it; mappings as canonical JSON."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([_cell(value[column]) for column in COLUMNS] for value in values)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    return value

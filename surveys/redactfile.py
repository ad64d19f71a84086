"""Make the copy without contacts of one upload in a process of its own: `python -m surveys.redactfile JOB_FOLDER`. PURE.

A file from outside is opened here under the same limits as in `surveys.readfile`. The folder holds
`request.json`:
    file            path of the bytes; a relative one counts from the folder
    name            the file's name as it was sent
    encoding        that of a text table where the sender names one, else ""; may be left out
    layout          the layout that was recognized
    answered        {sheet: {columns: [numbers], rows: [numbers]}} in which answers lie
    roster          {code: [other names]}
    limits          {"memory_mb": 1500, "cpu_seconds": 120}, each may be left out

Two files are left there when the exit code is 0: `copy.xlsx`, and `result.json`: {columns, cells, rebuilt, sheets, name,
refusal: null or {code, parameters}}; with a refusal there is no copy.
"""

import gc
import json
import sys
from pathlib import Path
from typing import Any, Final

from surveys.contact_cells import answered_from_dict
from surveys.readfile import CPU_SECONDS, MEMORY_MB, set_limits, tell
from surveys.redacting import redact
from surveys.respondent_names import RespondentNames
from surveys.spreadsheets import Unreadable

COPY: Final = "copy.xlsx"


def main(folder: Path) -> None:
    """Do what the request in the folder says, within its limits."""
    gc.disable()
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits = request.get("limits") or {}
    set_limits(limits.get("memory_mb", MEMORY_MB), limits.get("cpu_seconds", CPU_SECONDS))
    tell("redacting", 0, 1)
    result: dict[str, Any] = {"columns": 0, "cells": 0, "rebuilt": False, "sheets": {}, "refusal": None}
    try:
        redacted = redact(
            (folder / request["file"]).read_bytes(),
            request["name"],
            answered_from_dict(request["answered"]),
            request["layout"],
            RespondentNames(request["roster"]),
            encoding=request.get("encoding", ""),
        )
        (folder / COPY).write_bytes(redacted.content)
        result |= {
            name: getattr(redacted, name) for name in ("columns", "cells", "rebuilt", "sheets", "name")
        }
        tell("redacting", 1, 1)
    except Unreadable as refusal:
        result["refusal"] = {"code": refusal.code, "parameters": refusal.parameters}
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

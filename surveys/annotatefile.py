"""Mark one upload in a process of its own: `python -m surveys.annotatefile JOB_FOLDER`. PURE.

A file from outside is opened here under the same limits as in `surveys.readfile`. The folder holds
`request.json`:
    file            path of the bytes; a relative one counts from the folder
    name            the file's name as it was sent
    marks           [fields of `annotate.Mark` in their order]
    words           see `problem_sheet.WORDS`
    encoding        that of a text table where the sender names one, else ""; may be left out
    right_to_left   whether the reader's language is written so
    limits          {"memory_mb": 1500, "cpu_seconds": 120}, each may be left out

Two files are left there when the exit code is 0: `marked.xlsx`, and `result.json`: {rebuilt, refusal: null or
{code, parameters}}; with a refusal there is no workbook.
"""

import gc
import json
import sys
from pathlib import Path
from typing import Any, Final

from surveys.annotate import Mark, annotate
from surveys.readfile import CPU_SECONDS, MEMORY_MB, set_limits, tell
from surveys.spreadsheets import Unreadable

MARKED: Final = "marked.xlsx"


def main(folder: Path) -> None:
    """Do what the request in the folder says, within its limits."""
    gc.disable()
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits = request.get("limits") or {}
    set_limits(limits.get("memory_mb", MEMORY_MB), limits.get("cpu_seconds", CPU_SECONDS))
    total = len(request["marks"])
    tell("marking", 0, total)
    result: dict[str, Any] = {"rebuilt": False, "refusal": None}
    try:
        annotated = annotate(
            (folder / request["file"]).read_bytes(),
            request["name"],
            [Mark(*fields) for fields in request["marks"]],
            request["words"],
            right_to_left=request["right_to_left"],
            encoding=request.get("encoding", ""),
            # Each is placed in its sheet, and then listed on the sheet of problems.
            progress=lambda done: tell("marking", done // 2, total),
        )
        (folder / MARKED).write_bytes(annotated.content)
        result["rebuilt"] = annotated.rebuilt
        tell("marking", total, total)
    except Unreadable as refusal:
        result["refusal"] = {"code": refusal.code, "parameters": refusal.parameters}
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

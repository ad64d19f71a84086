"""Read one XLSForm in a process of its own: `python -m surveys.xlsformfile JOB_FOLDER`. PURE.

The folder holds `request.json`: file, name, survey, year; see `surveys.readfile` for limits. `result.json` is left
there: {definition: Questionnaire.to_dict() or null, notices: [[code, row, name]], error: "" or a sentence,
refusal: null or {code, parameters}}.
"""

import json
import sys
from pathlib import Path
from typing import Any

from surveys.declarations import DeclarationError
from surveys.readfile import set_limits
from surveys.spreadsheets import Unreadable, read_workbook
from surveys.xlsform_reading import read_xlsform


def main(folder: Path) -> None:
    """Do what the request in the folder says, within limits that a form does not reach."""
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    set_limits(1000, 20)
    result: dict[str, Any] = {"definition": None, "notices": [], "error": "", "refusal": None}
    try:
        workbook = read_workbook((folder / request["file"]).read_bytes(), request["name"])
        form = read_xlsform(workbook, survey=request["survey"], year=request["year"], file=request["name"])
        result |= {"definition": form.questionnaire.to_dict(), "notices": form.notices}
    except Unreadable as refusal:
        result["refusal"] = {"code": refusal.code, "parameters": refusal.parameters}
    except DeclarationError as error:
        result["error"] = str(error)
    (folder / "result.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

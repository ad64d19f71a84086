"""Read one upload in a process of its own: `python -m surveys.readfile JOB_FOLDER`. PURE.

A file from outside may crash the reader or ask for all memory; then this process dies, with an exit code that
is not zero, and the worker that started it goes on. Neither Django nor pandas is imported here.

The folder holds `request.json`:
    file            path of the bytes; a relative one counts from the folder
    name            the file's name as it was sent
    questionnaire   Questionnaire.to_dict()
    roster          {code: [other names]}
    expected        codes for which the sender may answer, or null for all
    decimal_mark    "," or "." where the sender says which one stands before decimals, else ""
    comparisons     comparing.Comparisons.to_dict(), may be left out
    groupings       for tables of counts, as surveys.count_names.GroupNames takes them; may be left out
    encoding        that of a text table where the sender names one, else ""
    mappings        [surveys.mappings.Mapping.to_dict()] that were confirmed for the survey, the newest first; may be
                    left out
    limits          {"memory_mb": 1500, "cpu_seconds": 120, "issues": 5000}, each may be left out

Lines of JSON go to standard output: {"stage": "reading" | "checking", "done": n, "total": m}, in answers; a line
comes with each stage, and while checking after about ten thousand answers.

Two files are left in the folder when the exit code is 0:
    answers.copy    PostgreSQL's COPY text format, columns in the order of COPY_COLUMNS
    result.json     {layout, kind, encoding, encoding_assumed, answers, respondents: {code: counts},
                    issues: [{code, severity, sheet, row, column, value, parameters, respondent, item}],
                    placing: {} or how a foreign layout's columns were placed (surveys.collecting.told), with
                    earlier: fingerprint of the mapping that was taken over from a file with other headings, and
                    answers: texts that could not be placed (surveys.placing.unplaced_answers),
                    counts: [surveys.counting.Count as a mapping] of a table of counts, else [],
                    issues_total: {error, warning, note}, refusal: null or {code, parameters}}
A refused file has a refusal, no answers, and exit code 0.
"""

import gc
import json
import resource
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from surveys.checking import Checked, check
from surveys.comparing import Comparisons
from surveys.count_checking import check_counts
from surveys.counting import Count
from surveys.formats import recognise
from surveys.mappings import LEFT_OUT, RESPONDENT, Mapping, choose, take_over
from surveys.parsed import SEVERITIES, Parsed
from surveys.placing import unplaced_answers
from surveys.problem_sheet import without_ours
from surveys.questionnaires import Questionnaire
from surveys.spreadsheets import Unreadable, Workbook, read_workbook

MEMORY_MB: Final = 1500
CPU_SECONDS: Final = 120
ISSUES: Final = 5000

COPY_COLUMNS: Final = (
    *(
        "respondent",
        "row",
        "item",
        "occurrence",
        "option",
        "number",
        "text",
        "absence",
        "raw",
        "sheet",
        "column",
    ),
)


def main(folder: Path) -> None:
    """Do what the request in the folder says, within its limits."""
    # Nothing here is cyclic, and the collector would walk hundreds of thousands of tuples again and again.
    gc.disable()
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits = request.get("limits") or {}
    set_limits(limits.get("memory_mb", MEMORY_MB), limits.get("cpu_seconds", CPU_SECONDS))
    try:
        result = _read(folder, request, limits.get("issues", ISSUES))
    except Unreadable as refusal:
        (folder / "answers.copy").write_text("", encoding="utf-8")
        result = _result(Workbook(""), Checked(""), 0, {})
        result["refusal"] = {"code": refusal.code, "parameters": refusal.parameters}
    (folder / "result.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def set_limits(memory_mb: int, cpu_seconds: int) -> None:
    """Bound the address space and the processor time of this process, and forbid core dumps."""
    memory = memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(folder: Path, request: dict[str, Any], most_issues: int) -> dict[str, Any]:
    questionnaire = Questionnaire.from_dict(request["questionnaire"])
    tell("reading", 0, 0)
    data = (folder / request["file"]).read_bytes()
    workbook = read_workbook(data, request["name"], encoding=request.get("encoding", ""))
    parsed = parse(workbook, questionnaire, request)
    expected = request.get("expected")
    if parsed.counts and expected is not None:
        raise Unreadable("counts_of_many")
    with (folder / "answers.copy").open("w", encoding="utf-8", newline="\n") as file:
        checked = check(
            parsed,
            questionnaire,
            request["roster"],
            expected=None if expected is None else frozenset(expected),
            decimal_mark=request.get("decimal_mark", ""),
            comparisons=Comparisons.from_dict(request.get("comparisons")),
            keep=lambda answers: file.write(answers.lines()),
            progress=lambda done, total: tell("checking", done, total),
        )
    counts = _count(parsed, questionnaire, request, checked)
    placing = dict(parsed.placing)
    if placing:
        placing["answers"] = unplaced_answers(checked.issues, questionnaire)
    return _result(workbook, checked, most_issues, placing, counts)


def _count(
    parsed: Parsed, questionnaire: Questionnaire, request: dict[str, Any], checked: Checked
) -> list[Count]:
    """The counts of a table of counts; what is wrong with them joins the other issues."""
    found = check_counts(
        parsed.counts,
        questionnaire,
        request.get("groupings") or {},
        decimal_mark=request.get("decimal_mark", ""),
    )
    checked.issues += found.issues
    return found.counts


def parse(workbook: Workbook, questionnaire: Questionnaire, request: dict[str, Any]) -> Parsed:
    """Recognize the layout and parse it, with the mapping that was confirmed for it, if there is one.

    The sheet that lists the problems of an earlier try is not looked at: what came back marked and corrected is
    the same file as before.
    """
    workbook = without_ours(workbook)
    layout, roster = recognise(workbook, questionnaire), request["roster"]
    parsed = layout.parse(workbook, questionnaire, mapping=None, roster=roster)
    known = [Mapping.from_dict(each) for each in request.get("mappings") or []]
    mapping = choose(known, parsed.layout, parsed.placing.get("fingerprint", ""))
    if not mapping and parsed.placing:
        keys = {column["key"] for column in parsed.placing["columns"]}
        targets = {RESPONDENT, LEFT_OUT, *questionnaire.items, *questionnaire.questions}
        mapping = take_over(known, parsed.layout, keys, targets)
    if not mapping:
        return parsed
    # The fingerprint comes out of the layout, so a file with a mapping is parsed twice; checking takes far longer.
    parsed = layout.parse(workbook, questionnaire, mapping=mapping, roster=roster)
    if mapping.taken_over and parsed.placing:
        parsed.placing = {**parsed.placing, "earlier": mapping.fingerprint}
    return parsed


def tell(stage: str, done: int, total: int) -> None:
    """A line of progress for the process that reads our standard output."""
    sys.stdout.write(json.dumps({"stage": stage, "done": done, "total": total}) + "\n")
    sys.stdout.flush()


def _result(
    workbook: Workbook,
    checked: Checked,
    most_issues: int,
    placing: dict[str, Any],
    counts: Iterable[Count] = (),
) -> dict[str, Any]:
    """What the parent learns. Errors come first where there are more issues than it wants to hear of."""
    totals = Counter(issue.severity for issue in checked.issues)
    issues = checked.issues
    if len(issues) > most_issues:
        issues = sorted(issues, key=lambda issue: SEVERITIES.index(issue.severity))[:most_issues]
    return {
        "layout": checked.layout,
        "kind": workbook.kind,
        "encoding": workbook.encoding,
        "encoding_assumed": workbook.assumed,
        "answers": checked.total,
        "respondents": checked.counts,
        "issues": [issue._asdict() for issue in issues],
        "placing": placing,
        "counts": [count._asdict() for count in counts],
        "issues_total": {severity: totals[severity] for severity in SEVERITIES},
        "refusal": None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
